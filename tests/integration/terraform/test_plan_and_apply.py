"""`syndic terraform plan|approve|apply` of the smallest stack: who may do what and when, with real Terraform.

test_applied.py does it with the stacks of the platform.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.integration.terraform import running
from tests.integration.terraform.running import Commands
from tests.terraform_mirror import Terraform


@pytest.fixture
def commands(
    terraform: Terraform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Commands:
    running.pass_on(terraform, monkeypatch)
    for name in ("SYNDIC_URL", "SYNDIC_API_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    return Commands(tmp_path, capsys)


def test_staging_is_planned_and_applied_once(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    running.become("ada", "staging", monkeypatch)
    monkeypatch.setenv("SYNDIC_PIPELINE_RECORDS", str(commands.scratch / "records"))
    assert commands.run("plan", *commands.on("staging", "aws"), "--expect-no-changes")[0] == 1
    made = commands.plan("staging", "aws")
    assert made["identity"]["state"] == {"lineage": None, "serial": None}
    code, _, err = commands.run("apply", *commands.on("staging", "aws"))
    assert code == 1
    assert "You may not do terraform.apply in staging" in err

    running.become_release_workflow("staging", monkeypatch)
    code, out, err = commands.run("apply", *commands.on("staging", "aws"))
    assert code == 0, err
    assert out.startswith("Applied: ")
    assert "record waits" in err
    [waiting] = (commands.scratch / "records").glob("*.json")
    record = json.loads(waiting.read_text())
    assert (record["kind"], record["environment"], record["outcome"]) == ("infrastructure", "staging", "succeeded")
    assert record["details"]["fingerprint"] == made["fingerprint"]
    assert record["details"]["state_after"]["serial"] > 0
    assert "on-call/ada" in record["details"]["planner"]

    code, _, err = commands.run("apply", *commands.on("staging", "aws"))
    assert code == 1
    assert "was applied at" in err
    assert commands.run("plan", *commands.on("staging", "aws"), "--expect-no-changes")[0] == 0
    again = commands.plan("staging", "aws")
    assert again["identity"]["state"] == record["details"]["state_after"]
    code, _, err = commands.run("apply", *commands.on("staging", "aws"))
    assert code == 1
    assert "changes nothing" in err


def test_production_is_applied_when_somebody_else_approved_it(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.become_release_workflow("production", monkeypatch)
    made = commands.plan("production", "azure")
    on, file = commands.on("production", "azure"), commands.scratch / "approval.json"
    code, _, err = commands.run("apply", *on)
    assert code == 1
    assert made["fingerprint"] in err

    approving = ["-e", "production", made["fingerprint"], "--file", str(file)]
    assert commands.run("approve", *approving)[0] == 0
    code, _, err = commands.run("apply", *on, "--approval", str(file))
    assert code == 1
    assert "Somebody else has to look at it" in err

    monkeypatch.undo()
    monkeypatch.delenv("SYNDIC_URL", raising=False)
    running.become("grace", "production", monkeypatch)
    assert commands.run("approve", *approving)[0] == 0
    assert "on-call/grace" in json.loads(file.read_text())["approver"]


def test_a_caller_without_an_identity_plans_nothing(commands: Commands) -> None:
    code, _, err = commands.run("plan", *commands.on("production", "aws"))
    assert code == 1
    assert "You may not do terraform.plan in production" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-e", "development", "--cloud", "aws"], "There are no variables of development"),
        (["-e", "nowhere", "--cloud", "aws"], "nowhere"),
        (["-e", "staging", "--cloud", "elsewhere"], "elsewhere"),
    ],
)
def test_wrong_use_is_told(commands: Commands, arguments: list[str], said: str) -> None:
    code, _, err = commands.run("plan", *arguments)
    assert code == 2
    assert said in err


def test_the_state_of_the_platform_never_stays_on_one_disk_by_name(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.become("ada", "staging", monkeypatch)
    code, _, err = commands.run("plan", "-e", "staging", "--cloud", "aws", "--backend", "local")
    assert code == 2
    assert "There is no backend local" in err


def test_the_place_of_the_state_is_made_from_one_disk_and_takes_the_state_over(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.become_release_workflow("staging", monkeypatch)
    where = ["-e", "staging", "--cloud", "aws", "--stack", "bootstrap", "--state-dir", str(commands.scratch / "state")]
    assert commands.run("plan", *where, "--backend", "local")[0] == 0
    assert commands.run("apply", *where, "--backend", "local")[0] == 0
    code, out, err = commands.run("plan", *where, "--backend", str(commands.backend), "--migrate-state")
    assert code == 0, err
    assert "Nothing would change." in out
    assert json.loads((commands.scratch / "terraform.tfstate").read_text())["serial"] > 0
