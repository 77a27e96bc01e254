"""`syndic terraform` between a failover and its failback: what `syndic dr` wrote down is what it asks."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from infra import cli
from infra.backups.cloud.standings import Standings
from infra.backups.failover import Procedure, UnderWay
from infra.environments.environment import Environment
from infra.permission import Caller
from infra.scripts import reaching
from infra.scripts.terraform import regions
from infra.terraform.stacks import Stack
from tests.integration.cloud.amazon import AWAY, HOME, Amazon
from tests.integration.environment import free_port


def standings(declared: Environment) -> Standings:
    return Standings({region.name: reaching.evidence(declared, region) for region in declared.regions}, HOME)


def fail_over(declared: Environment) -> None:
    written = standings(declared)
    written.change(written.read(), live=AWAY, fenced=(HOME,))


@pytest.fixture
def released(monkeypatch: pytest.MonkeyPatch) -> None:
    """The release workflow calls, which may plan and apply."""
    claims = {"repository": "example/syndic", "environment": "staging"}
    monkeypatch.setattr("infra.permission.oidc.caller", lambda *_: Caller("workflow release of example/syndic", claims))


def on(directory: Path) -> list[str]:
    return ["-e", "staging", "--cloud", "aws", "--state-dir", str(directory)]


def test_what_dr_wrote_down_is_what_terraform_is_told(aws: Amazon) -> None:
    declared = aws.environment()
    found = regions.look("staging", "aws", Stack.PLATFORM)
    assert found is not None
    assert (found.moved, found.sentence) == (False, f"{HOME} is live, as it is declared.")
    written = standings(declared)
    under_way = UnderWay(procedure=Procedure.FAILOVER, region=HOME, other=AWAY, began_at=datetime.now(UTC))
    written.change(written.read(), under_way=under_way)
    found = regions.look("staging", "aws", Stack.PLATFORM)
    assert found is not None
    assert (found.moved, found.sentence) == (True, f"A failover of {HOME} is under way.")
    written.change(written.read(), under_way=None, live=AWAY, fenced=(HOME,))
    found = regions.look("staging", "aws", Stack.PLATFORM)
    assert found is not None
    assert found.sentence == f"{AWAY} is live, and {HOME} is declared to be."
    written.change(written.read(), live=HOME, fenced=())
    found = regions.look("staging", "aws", Stack.PLATFORM)
    assert found is not None
    assert found.moved is False


def test_before_the_first_apply_there_is_nothing_that_could_have_failed_over(aws: Amazon) -> None:
    aws.wipe()
    found = regions.look("staging", "aws", Stack.PLATFORM)
    assert found is not None
    assert found.moved is False


def test_stores_that_do_not_answer_are_none_that_say_all_is_well(monkeypatch: pytest.MonkeyPatch, aws: Amazon) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    found = regions.look("staging", "aws", Stack.PLATFORM)
    assert found is not None
    assert found.moved is None
    assert f"cannot be told: {HOME}: " in found.sentence
    assert f"; {AWAY}: " in found.sentence


@pytest.mark.parametrize(("cloud", "stack"), [("azure", Stack.PLATFORM), ("aws", Stack.BOOTSTRAP)])
def test_what_no_failover_turns_is_not_asked_about(aws: Amazon, cloud: str, stack: Stack) -> None:
    fail_over(aws.environment())
    assert regions.look("staging", cloud, stack) is None


@pytest.mark.usefixtures("released")
def test_nothing_is_applied_and_no_drift_is_found_between_a_failover_and_its_failback(
    aws: Amazon, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_over(aws.environment())
    assert cli.run(["terraform", "apply", *on(tmp_path)]) == 1
    refused = capsys.readouterr().err
    assert f"{AWAY} is live, and {HOME} is declared to be." in refused
    assert "syndic dr failback -e staging" in refused
    assert cli.run(["terraform", "plan", *on(tmp_path), "--expect-no-changes"]) == 0
    assert "drift is looked for after a failback" in capsys.readouterr().out
    assert cli.run(["terraform", "plan", *on(tmp_path), "--expect-no-changes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["regions"]["moved"] is True
