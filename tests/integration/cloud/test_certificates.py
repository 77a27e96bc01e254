"""Processes of either region reach its database with verify-full, before and after a failover, by what staging says.

Moto plays RDS; the servers behind its endpoints are real, and their certificates name those endpoints alone.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from moto.rds.models import DBInstance, RDSBackend
from pydantic import SecretStr
from sqlalchemy import text

from infra.backups.cloud.ports import Address
from infra.backups.cloud.waiting import Patience
from infra.environments.environment import Environment
from infra.local.layout import Layout
from infra.output import Progress
from infra.scripts import reaching
from infra.scripts.dr.cloud import CloudRecovery, parts_of
from infra.tree import checkout
from server.database import Database, create_database
from server.observability.writes import Writes
from server.settings import DatabaseSettings, Process
from tests.integration.cloud.amazon import AWAY, HOME, Amazon
from tests.integration.cloud.outside import OutsideInMemory
from tests.integration.cloud.tls_servers import PASSWORD, SUPERUSER, TlsPair, programs, tls_pair

pytestmark = pytest.mark.skipif(programs() is None, reason="no PostgreSQL with TLS: apt-get install postgresql")

IMPATIENT = Patience(seconds=30, copy_seconds=60, pause_seconds=0.05)
IN_FRONT = "database.staging.syndic.example.com"
"""A name of ours that would lead to the live region's database."""


@pytest.fixture
def declared(aws: Amazon) -> Environment:
    login = json.dumps({"username": SUPERUSER, "password": PASSWORD})
    for region in (HOME, AWAY):
        for process in ("api", "owner"):
            aws.client("secretsmanager", region).create_secret(
                Name=f"syndic/staging/database-{process}", SecretString=login
            )
    return aws.environment()


@pytest.fixture
def servers(declared: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[TlsPair]:
    hosts = {region.name: str(region.database) for region in declared.regions}
    promote = RDSBackend.promote_read_replica
    with tls_pair(tmp_path / "servers", hosts) as found:

        def promoted(self: RDSBackend, db_kwargs: dict[str, Any]) -> DBInstance:
            found.promote(self.region_name)
            return promote(self, db_kwargs)

        monkeypatch.setattr(RDSBackend, "promote_read_replica", promoted)
        yield found


def told(declared: Environment, servers: TlsPair, region: str) -> str:
    """The URL that the API of a region connects by, as its process resolves it; the authority lies elsewhere here."""
    place = reaching.region_of(declared, region)
    stated = reaching.stated(declared, place, Process.API)["DATABASE_URL"]
    url = reaching.secret(declared, place, stated, "DATABASE_URL")
    url = url.replace("/etc/syndic/authorities/database.pem", str(servers.authority.file))
    return servers.here(region, url.replace("/syndic?", "/postgres?"))


def connections(url: str) -> Database:
    return create_database(DatabaseSettings(database_url=SecretStr(url)), process="test")


async def seen(url: str) -> tuple[bool, str, bool]:
    """What a process of that URL sees: whether TLS is spoken, the version of it, whether writes are taken."""
    database = connections(url)
    try:
        row = await database.first(text("SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
        assert row is not None
        return bool(row[0]), str(row[1]), await Writes(database).taken()
    finally:
        await database.close()


def test_each_region_reaches_its_own_database_before_and_after_a_failover(
    aws: Amazon, declared: Environment, servers: TlsPair, tmp_path: Path
) -> None:
    urls = {region: told(declared, servers, region) for region in (HOME, AWAY)}
    assert asyncio.run(seen(urls[HOME])) == (True, "TLSv1.3", True)
    assert asyncio.run(seen(urls[AWAY])) == (True, "TLSv1.3", False)

    def connect(address: Address) -> psycopg.Connection[Any]:
        region = next(one.name for one in declared.regions if one.database == address.host)
        return servers.superuser(region)

    outside = OutsideInMemory(lambda _address: True, working={HOME}, down={HOME})
    parts = dataclasses.replace(parts_of(declared, IMPATIENT, connect), workloads=outside, serves=outside.serves)
    recovery = CloudRecovery(declared, parts, Layout(checkout(), tmp_path / "operator"), Progress(quiet=True))
    recovery.failover(force=True)

    # Nothing that a process is told was turned, and the region that is live takes writes.
    assert {region: told(declared, servers, region) for region in (HOME, AWAY)} == urls
    assert asyncio.run(seen(urls[AWAY])) == (True, "TLSv1.3", True)


def test_a_name_of_ours_in_front_is_refused(declared: Environment, servers: TlsPair) -> None:
    """What a record in front of RDS would lead to: the right server, which cannot show a certificate for that name."""
    url = told(declared, servers, HOME)
    host = str(reaching.region_of(declared, HOME).database)
    with pytest.raises(
        psycopg.OperationalError, match=f'certificate for "{host}" does not match host name "{IN_FRONT}"'
    ):
        psycopg.connect(url.replace(f"@{host}", f"@{IN_FRONT}"))


def test_the_operator_verifies_the_certificate_as_well(declared: Environment, servers: TlsPair) -> None:
    region = reaching.region_of(declared, AWAY)
    url = reaching.owner_url(declared, region)
    assert f"@{region.database}/" in url
    assert "sslmode=verify-full" in url
