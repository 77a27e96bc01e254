"""How the release that judges a restored database is told where everything is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from infra import shell
from infra.environments import reading
from infra.local.layout import Layout
from infra.scripts.backup import declared
from infra.tree import Tree, checkout

ADDRESS = "https://vault.acme.example:8200"


def test_the_judging_release_signs_in_to_the_secret_store_as_the_operator(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_api = {"VAULT_ADDR": ADDRESS, "VAULT_AUTH_METHOD": "kubernetes", "VAULT_KUBERNETES_ROLE": "syndic-api"}
    read = reading.read(Tree.of_checkout(checkout()), "staging").environment
    staging = read.model_copy(update={"settings": read.settings.model_copy(update={"all": of_api}), "recovery": None})
    monkeypatch.setenv("VAULT_AUTH_METHOD", "kubernetes")
    monkeypatch.setenv("VAULT_KUBERNETES_ROLE", "syndic-operations")
    told: dict[str, str] = {}

    def run(_argv: list[str], *, environment: Mapping[str, str], **_: object) -> shell.Completed:
        told.update(environment)
        return shell.Completed(0, "", "")

    monkeypatch.setattr(shell, "run", run)
    declared.open_parts(staging, None, Layout(checkout(), tmp_path)).run(["audit", "verify"], "postgresql://scratch")
    assert (told["VAULT_ADDR"], told["VAULT_KUBERNETES_ROLE"]) == (ADDRESS, "syndic-operations")
    assert told["DATABASE_URL"] == "postgresql://scratch"
    assert told["OBJECT_STORE_URL"] == "s3://syndic-staging-eu-central-1"
