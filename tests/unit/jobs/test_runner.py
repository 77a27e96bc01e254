"""The runner passes on what a job states and nothing else, and says where a job failed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.jobs import claims, runner
from tests.jobs.artifacts import Artifacts
from tests.jobs.expressions import ExpressionError
from tests.jobs.runner import Finished, Runner

JOB = """
if: github.event_name == 'push'
permissions: {id-token: write}
strategy:
  matrix: {environment: [staging, production]}
env: {ENVIRONMENT: "${{ matrix.environment }}"}
outputs: {made: "${{ steps.make.outputs.name }}"}
steps:
  - uses: aws-actions/configure-aws-credentials@0123 # v1
    if: vars.CLOUD == 'aws'
  - {name: Make, id: make, run: 'echo "name=$ENVIRONMENT-$IDENTITY" >> "$GITHUB_OUTPUT"; touch "$ENVIRONMENT"'}
  - {name: Elsewhere, run: 'exit 1'}
  - {name: See, run: 'test "$MADE" = staging-ada && test -z "${HELD:-}"', env: {MADE: "${{ steps.make.outputs.name }}"}}
  - {name: Break, id: break, run: 'echo broken >&2; false | true; '}
  - {name: After, run: 'true'}
  - {name: Back, if: "failure() && steps.make.outcome == 'success'", run: 'ls'}
  - {name: Not back, if: "failure() && steps.break.outcome == 'success'", run: 'ls'}
  - {name: Always, if: always(), run: 'true'}
"""
MATRIX = {"environment": "staging"}


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    monkeypatch.setenv("HELD", "of the tests themselves")
    monkeypatch.setattr(runner, "workflow", lambda _: {"jobs": {"one": yaml.safe_load(JOB)}})
    monkeypatch.setattr(claims, "_finished", {})
    return Runner(
        tmp_path,
        Artifacts(tmp_path / "artifacts"),
        {"event_name": "push"},
        runner.inherited(),
        {"IDENTITY": "ada"},
        not_here={"Elsewhere": "there is no such place"},
    )


def run(machine: Runner) -> Finished:
    return machine.run("a.yaml", "one", vars={"CLOUD": "aws"}, matrix=MATRIX)


def test_a_job_runs_line_by_line_as_its_conditions_say(machine: Runner) -> None:
    ended = run(machine)
    assert ended.outcomes == {
        "Make": "success",
        "Elsewhere": "skipped",
        "See": "success",
        "Break": "failure",
        "After": "skipped",
        "Back": "success",
        "Not back": "skipped",
        "Always": "success",
    }
    assert ended.outputs == {"made": "staging-ada"}
    assert ended.steps[0].told.startswith("uses aws-actions/configure-aws-credentials: there is no cloud")
    assert (ended.failure or "").split() == ["a.yaml:", "one:", "Break", "broken"]
    assert "staging" in ended.step("Back").stdout
    assert claims.passed_over("a.yaml", "one") == {
        "a.yaml: one: Elsewhere": "there is no such place",
        "a.yaml: one: After": "a step before failed",
        "a.yaml: one: Not back": "its condition does not hold",
    }


def test_a_job_begins_on_a_new_machine(machine: Runner) -> None:
    left = machine.directory / ".syndic" / "pipeline"
    left.mkdir(parents=True)
    run(machine)
    assert not left.exists()


def test_what_a_job_needs_has_to_be_given_to_it(machine: Runner) -> None:
    with pytest.raises(ExpressionError, match=r"vars\.CLOUD"):
        machine.run("a.yaml", "one", vars={}, matrix=MATRIX)
    with pytest.raises(AssertionError, match="the matrix has environment"):
        machine.run("a.yaml", "one", vars={"CLOUD": ""})
    machine.github = {"event_name": "pull_request"}
    with pytest.raises(AssertionError, match="does not run: github"):
        run(machine)
