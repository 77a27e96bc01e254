"""Every job of the workflows runs somewhere before it runs at the code host, or it is said why it cannot."""

from __future__ import annotations

import sys

import pytest

from infra.tree import checkout
from tests.unit.workflows.lines import FILES, workflow

REHEARSAL = "tests/integration/containers/test_rehearsal.py"
ITSELF = ".ci/run"

RUNS = {
    ("ci.yaml", "check"): ITSELF,
    ("ci.yaml", "test"): ITSELF,
    ("ci.yaml", "images"): "tests/integration/containers/conftest.py",
    ("ci.yaml", "publish"): REHEARSAL,
    ("deliver.yaml", "staging"): REHEARSAL,
    ("deliver.yaml", "production"): REHEARSAL,
    ("conclude.yaml", "evidence"): REHEARSAL,
    ("conclude.yaml", "issue"): REHEARSAL,
    ("backups.yaml", "verify"): "tests/integration/backups/test_backups.py",
    ("drill.yaml", "drill"): "tests/integration/recovery/test_recovery.py",
    ("infrastructure.yaml", "staging"): "tests/integration/terraform/test_plan_and_apply.py",
}
"""What runs the commands of a job for real: the rehearsal line by line, another test the same commands."""

CANNOT = {
    ("ci.yaml", "advisories"): "it asks the advisory databases, which answer otherwise tomorrow",
    ("advisories.yaml", "audit"): "it asks the advisory databases, which answer otherwise tomorrow",
    ("dependencies.yaml", "locks"): "it asks the package registries, which answer otherwise tomorrow",
    ("backups.yaml", "environments"): "it signs in to a cloud; tests/integration/backups/test_declared.py does so here",
    ("drill.yaml", "staging"): "it loses a region of a cloud; tests/integration/cloud/test_drill.py does so here",
    ("drift.yaml", "plan"): "it compares with a cloud",
    ("rotation.yaml", "rotate"): "it signs in to the secret store of a cloud; tests/integration/rotate rotates here",
    ("evidence.yaml", "judge"): "it asks the Prometheus of production; the rehearsal judges",
    ("infrastructure.yaml", "propose"): "it plans against a cloud",
    ("infrastructure.yaml", "plan"): "it plans against a cloud",
    ("infrastructure.yaml", "production"): "it applies to a cloud",
}
"""Jobs that run at the code host only, and why. Their lines are confirmed by the command line nevertheless."""


def jobs() -> set[tuple[str, str]]:
    return {
        (file.name, job) for file in FILES for job, body in workflow(file.name)["jobs"].items() if "uses" not in body
    }


def test_every_job_runs_somewhere_or_it_is_said_why_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert not RUNS.keys() & CANNOT.keys()
    assert RUNS.keys() | CANNOT.keys() == jobs()
    with capsys.disabled():
        for (file, job), reason in sorted(CANNOT.items()):
            sys.stdout.write(f"\nnot run before the code host runs it: {file}: {job}: {reason}")
        sys.stdout.write("\n")


@pytest.mark.parametrize("file", sorted(set(RUNS.values())))
def test_what_is_said_to_run_it_exists(file: str) -> None:
    assert (checkout() / file).is_file()
