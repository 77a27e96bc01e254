"""What the workflows run is what a person can run: every step is a target of the Makefile or a command of `syndic`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.scripts.dr.scenarios import Scenario
from infra.scripts.pipeline.stage import SLUG
from infra.tree import checkout
from tests.unit.workflows.lines import FILES, SYNDIC, Line, declared_targets, github, gitlab, parse, workflow

NEEDS_ROOT = {Scenario.PARTITION, Scenario.DISK_FULL}
"""Losses that only root can inject, which the jobs of a runner are not; `make test` has them in `.ci/run`."""

LINES = [*github(), *gitlab()]
every_line = pytest.mark.parametrize("line", [pytest.param(line, id=line.place) for line in LINES])


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A place with the files that earlier steps leave there."""
    for name in ("build/release/release-manifest.json", "build/releases/1.4.0/release-manifest.json", "approval.json"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    monkeypatch.chdir(tmp_path)
    return monkeypatch


@every_line
def test_a_step_is_one_command_that_exists(line: Line, job: pytest.MonkeyPatch) -> None:
    assert "\n" not in line.text, line.place
    for name, value in line.variables.items():
        job.setenv(name, value)
    for program, *words in line.commands:
        if program == "make":
            assert {word for word in words if "=" not in word} <= declared_targets(), line.place
            continue
        assert program == SYNDIC, f"{line.place} is neither a target of the Makefile nor a command of syndic"
        parse(words)


@every_line
def test_a_stage_has_a_name_that_records_take(line: Line) -> None:
    for command in line.commands:
        if command[1:3] == ["pipeline", "run"]:
            assert SLUG.fullmatch(command[3]), line.place


def test_the_first_jobs_are_what_ci_runs_anywhere() -> None:
    own = [line.strip() for line in (checkout() / ".ci" / "run").read_text().splitlines() if line.startswith("make ")]
    first = [line for line in github() if line.file == "ci.yaml" and line.job in ("check", "test")]
    assert own == [" ".join(line.commands[-1]) for line in first]
    assert workflow("ci.yaml")["jobs"]["test"]["needs"] == "check"


def test_nothing_is_published_before_everything_passed() -> None:
    publish = workflow("ci.yaml")["jobs"]["publish"]
    assert set(publish["needs"]) == {"test", "advisories"}
    assert publish["if"] == "github.event_name == 'push' && github.ref == 'refs/heads/main'"


def test_what_is_published_is_delivered_by_its_digests() -> None:
    deliver = workflow("ci.yaml")["jobs"]["deliver"]
    assert (deliver["needs"], deliver["uses"]) == ("publish", "./.github/workflows/deliver.yaml")
    assert deliver["with"]["run"] == "${{ github.run_id }}"
    for job in ("staging", "production"):
        downloaded = [
            step["with"] for step in steps("deliver.yaml", job) if "download-artifact" in step.get("uses", "")
        ]
        assert [(one["name"], one["run-id"]) for one in downloaded] == [("release", "${{ inputs.run }}")]


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_a_delivery_verifies_then_releases_then_tests_and_goes_back(environment: str) -> None:
    ran = [command(step) for step in steps("deliver.yaml", environment) if "run" in step]
    order = ["images verify", "release deploy", "release smoke", "release rollback"]
    places = [next(at for at, line in enumerate(ran) if f"{SYNDIC} {words}" in line) for words in order]
    assert places == sorted(places)
    back = next(step for step in steps("deliver.yaml", environment) if "release rollback" in command(step))
    # A release that failed has taken itself back; going back once more would leave the version before it.
    assert back["if"] == "failure() && steps.deploy.outcome == 'success'"
    deploy = next(step for step in steps("deliver.yaml", environment) if "release deploy" in command(step))
    assert deploy["id"] == "deploy"


def test_production_begins_with_the_proof_of_an_approval() -> None:
    production = workflow("deliver.yaml")["jobs"]["production"]
    assert (production["environment"], production["needs"]) == ("production", "staging")
    ran = [command(step) for step in production["steps"] if "run" in step]
    assert ran[0] == f"{SYNDIC} pipeline approval -e production"
    infrastructure = workflow("infrastructure.yaml")["jobs"]["production"]
    assert infrastructure["environment"] == "production"
    ran = [command(step) for step in infrastructure["steps"] if "run" in step]
    assert [line.split()[1:3] for line in ran[:2]] == [["pipeline", "approval"], ["terraform", "approve"]]
    assert workflow("infrastructure.yaml")["jobs"]["plan"]["environment"] == "production-plan"


def test_every_loss_that_a_runner_can_inject_is_drilled() -> None:
    drilled = workflow("drill.yaml")["jobs"]["drill"]["strategy"]["matrix"]["scenario"]
    assert set(drilled) == set(Scenario) - NEEDS_ROOT


@pytest.mark.parametrize("file", [file.name for file in FILES])
def test_what_runs_by_the_clock_ends_with_an_issue(file: str) -> None:
    body = workflow(file)
    # YAML 1.1 reads the key `on` as a truth value.
    if "schedule" not in next(value for key, value in body.items() if str(key) == "True"):
        return
    jobs = dict(body["jobs"])
    conclude = jobs.pop("conclude")
    assert conclude["uses"] == "./.github/workflows/conclude.yaml"
    assert conclude["if"].startswith("always()")
    needs = conclude["needs"]
    assert set([needs] if isinstance(needs, str) else needs) == set(jobs)
    assert conclude["with"]["name"] == file.removesuffix(".yaml")


@pytest.mark.parametrize("file", [file.name for file in FILES])
def test_records_of_stages_are_kept_when_the_stage_fails(file: str) -> None:
    for job, body in workflow(file)["jobs"].items():
        recorded = [step for step in body.get("steps", ()) if "pipeline run" in command(step)]
        kept = [step for step in body.get("steps", ()) if step.get("with", {}).get("path") == ".syndic/pipeline"]
        if recorded:
            assert [step.get("if") for step in kept] == ["always()"], f"{file}: {job}"
            assert kept[0]["with"]["name"].startswith("records-"), f"{file}: {job}"


def test_gitlab_runs_what_github_runs() -> None:
    """Each command of one is a command of the other, but for what only one of the two needs."""

    def essence(lines: Iterator[Line]) -> set[str]:
        inner = [line.commands[-1] for line in lines]
        return {" ".join(words[1:3]) if words[0] == SYNDIC else " ".join(words[:2]) for words in inner}

    # GitHub's actions sign in to the cloud.
    assert essence(gitlab()) - essence(github()) == {"pipeline identity"}
    assert essence(github()) - essence(gitlab()) == set()


def test_what_terraform_records_is_kept_with_the_records_of_stages() -> None:
    applied = [line for line in github() if "terraform apply" in line.text]
    assert [line.variables.get("SYNDIC_PIPELINE_RECORDS") for line in applied] == [".syndic/pipeline"] * 2


def steps(file: str, job: str) -> list[dict[str, Any]]:
    return workflow(file)["jobs"][job]["steps"]


def command(step: dict[str, Any]) -> str:
    return step.get("run", "")
