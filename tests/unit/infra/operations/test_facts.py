"""What is declared of an environment is what the register says of the platform there."""

from __future__ import annotations

import pytest

from infra.environments import reading
from infra.environments.environment import Environment
from infra.scripts.operations.facts import registration
from infra.tree import Tree, checkout
from server.systems.facts import SystemFacts
from server.systems.schemas import SystemCreate


@pytest.fixture(scope="module")
def everywhere() -> dict[str, Environment]:
    files, _ = reading.read_all(Tree.of_checkout(checkout()))
    return {file.environment.name: file.environment for file in files}


@pytest.mark.parametrize("name", ["development", "staging", "production"])
def test_the_register_takes_it(everywhere: dict[str, Environment], name: str) -> None:
    body = registration(everywhere[name], list(everywhere.values()))
    assert SystemCreate.model_validate(body).lifecycle == body["lifecycle"]


def test_promises_are_those_of_the_declaration(everywhere: dict[str, Environment]) -> None:
    declared = everywhere["production"]
    body = registration(declared, list(everywhere.values()))
    facts = SystemFacts.model_validate(body["facts"]).operations
    assert (body["name"], body["lifecycle"]) == ("Syndic, production", "deployed")
    assert (facts.environments, facts.tried_in) == (["production"], ["ci", "staging"])
    assert facts.backup_interval_hours == declared.backups.interval_hours
    assert facts.recovery_time_seconds == declared.backups.recovery_time_seconds
    assert declared.rotation.database_roles
    assert facts.database_roles_days == declared.rotation.database_roles.maximum_age_days
    assert facts.object_store_key_days is None


def test_backups_that_are_not_made_are_not_promised(everywhere: dict[str, Environment]) -> None:
    body = registration(everywhere["development"], list(everywhere.values()))
    facts = SystemFacts.model_validate(body["facts"]).operations
    assert (facts.backup_interval_hours, facts.backup_verification_hours) == (None, None)
    assert facts.tried_in == ["ci"]
