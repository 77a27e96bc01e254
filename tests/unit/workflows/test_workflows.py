"""What the workflows run is what a person can run: every step is a target of the Makefile or a command of `syndic`."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import typer
import yaml

from infra.cli import app
from infra.scripts.dr.scenarios import Scenario
from infra.tree import checkout

FOLDER = checkout() / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yaml"))
NEEDS_ROOT = {Scenario.PARTITION, Scenario.DISK_FULL}
"""Losses that only root can inject, which the jobs of a runner are not; `make test` has them in `.ci/run`."""


def workflow(name: str) -> dict[str, Any]:
    return yaml.safe_load((FOLDER / name).read_text())


def steps() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every step that runs something: where it is, what it runs, and the variables it names."""
    for file in FILES:
        for job, body in workflow(file.name)["jobs"].items():
            matrix = body.get("strategy", {}).get("matrix", {})
            for step in body["steps"]:
                if "run" not in step:
                    continue
                named = {name: first_of(str(value), matrix) for name, value in step.get("env", {}).items()}
                yield f"{file.name}: {job}: {step['name']}", step["run"], named


def first_of(value: str, matrix: dict[str, list[str]]) -> str:
    """A value that names a dimension of the matrix, as it is in the first job."""
    return re.sub(r"\$\{\{ matrix\.(\w+) \}\}", lambda found: matrix[found[1]][0], value)


@pytest.mark.parametrize(("place", "line", "named"), [pytest.param(*step, id=step[0]) for step in steps()])
def test_a_step_is_one_command_that_exists(place: str, line: str, named: dict[str, str]) -> None:
    assert "\n" not in line, place
    for name, value in named.items():
        line = line.replace(f"${name}", value)
    program, *words = shlex.split(line)
    if program == "make":
        targets = {word for word in words if "=" not in word}
        assert targets <= declared_targets(), place
        return
    assert program == ".venv/bin/syndic", f"{place} is neither a target of the Makefile nor a command of syndic"
    parse(words)


def test_the_first_jobs_are_what_ci_runs_anywhere() -> None:
    own = [line.strip() for line in (checkout() / ".ci" / "run").read_text().splitlines() if line.startswith("make ")]
    jobs = workflow("ci.yaml")["jobs"]
    assert own == [step["run"] for job in ("check", "test") for step in jobs[job]["steps"] if "run" in step]
    assert jobs["test"]["needs"] == "check"


def test_nothing_is_published_before_everything_passed() -> None:
    publish = workflow("ci.yaml")["jobs"]["publish"]
    assert set(publish["needs"]) == {"test", "advisories"}
    assert publish["if"] == "github.event_name == 'push' && github.ref == 'refs/heads/main'"


def test_every_loss_that_a_runner_can_inject_is_drilled() -> None:
    drilled = workflow("drill.yaml")["jobs"]["drill"]["strategy"]["matrix"]["scenario"]
    assert set(drilled) == set(Scenario) - NEEDS_ROOT


def declared_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (checkout() / "Makefile").read_text(), re.MULTILINE))


def parse(words: list[str]) -> None:
    """Have the command line parse the words, as far as it goes without running anything."""
    command: Any = typer.main.get_command(app)
    context = None
    while hasattr(command, "resolve_command"):
        context = command.make_context(command.name, words[:1], parent=context, resilient_parsing=True)
        _, command, words = command.resolve_command(context, words)
    command.make_context(command.name, list(words))
