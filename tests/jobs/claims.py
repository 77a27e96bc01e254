"""Which jobs tests run line by line. A test claims a job with `@runs`, and fails when the job was not run by then.

The claims are read from the tests themselves, so what is said to run and what runs are the same.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from infra.tree import checkout
from tests.unit.workflows.lines import github

if TYPE_CHECKING:
    from tests.jobs.runner import Finished

MARK = "runs_job"
FOLDER = "tests/integration"

_finished: dict[tuple[str, str], list[Finished]] = {}


def runs(file: str, job: str) -> pytest.MarkDecorator:
    """Says of a test that it, or a fixture of its own, runs a job from its first line to its last."""
    return pytest.mark.runs_job(file, job)


def remember(finished: Finished) -> None:
    """Remember that a job ran to its end in this process."""
    _finished.setdefault((finished.file, finished.job), []).append(finished)


def confirm(item: pytest.Item) -> None:
    """Make sure that what a test claims happened: every job ran, and a line of each was really run."""
    for mark in item.iter_markers(MARK):
        finished = _finished.get(mark.args, [])
        assert any(_ran_a_line(one) for one in finished), f"{': '.join(mark.args)} is claimed, and was not run"


def passed_over(file: str, job: str) -> dict[str, str]:
    """The lines of a job that did not run here in any run of it, and why."""
    runs_of_it = _finished.get((file, job), [])
    ran = {step.place for one in runs_of_it for step in one.steps if step.outcome != "skipped"}
    return {
        step.place: step.told
        for one in runs_of_it
        for step in one.steps
        if step.outcome == "skipped" and step.place not in ran and not step.told.startswith("uses ")
    }


def claimed() -> dict[tuple[str, str], str]:
    """The file of the test that runs each job."""
    return {mark.args: file for file, mark in _marks()}


def _marks() -> Iterator[tuple[str, pytest.Mark]]:
    for file in sorted((checkout() / FOLDER).rglob("test_*.py")):
        if "@runs(" in file.read_text():
            module = importlib.import_module(_name_of(file))
            for mark in _marks_in(module):
                yield file.relative_to(checkout()).as_posix(), mark


def _marks_in(module: ModuleType) -> Iterator[pytest.Mark]:
    for name, value in vars(module).items():
        if name.startswith("test_"):
            yield from (mark for mark in getattr(value, "pytestmark", ()) if mark.name == MARK)


def _name_of(file: Path) -> str:
    return ".".join(file.relative_to(checkout()).with_suffix("").parts)


def _ran_a_line(finished: Finished) -> bool:
    own = {line.place for line in github()}
    return any(step.outcome == "success" and step.place in own for step in finished.steps)
