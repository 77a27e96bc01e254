"""The embedded programs of PostgreSQL as they reach servers elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

import pytest

from infra import shell
from infra.backups.database import Database
from infra.local import postgresql

UNREACHABLE = (
    "postgresql://somebody@127.0.0.1:1/nothing?sslmode=verify-full&sslrootcert=/etc/ssl/certs/ca-certificates.crt"
)


def failure(told: Mapping[str, str]) -> str:
    variables = Database(UNREACHABLE, postgresql.binary, told).variables()
    return shell.run([str(postgresql.binary("pg_dump"))], environment=variables, check=False).stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other loaders take no library in the place of another")
def test_they_speak_tls_although_they_are_built_without_it() -> None:
    without, able = (failure(told) for told in ({}, postgresql.tls_variables()))
    assert "SSL support is not compiled in" in without
    assert "Connection refused" in able


def test_what_makes_them_speak_tls_goes_with_another_database_of_the_server() -> None:
    told = {"LD_PRELOAD": os.devnull}
    assert Database(UNREACHABLE, postgresql.binary, told).named("other").variables()["LD_PRELOAD"] == os.devnull
