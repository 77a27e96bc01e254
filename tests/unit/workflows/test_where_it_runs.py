"""Every job of the workflows runs somewhere before it runs at the code host, or it is said why it cannot."""

from __future__ import annotations

import sys

import pytest

from tests.jobs import claims
from tests.unit.workflows.lines import FILES, workflow

ITSELF = {("ci.yaml", "check"), ("ci.yaml", "test")}
"""The lines of .ci/run, which is what runs this test (test_the_first_jobs_are_what_ci_runs_anywhere)."""

CANNOT = {
    ("ci.yaml", "advisories"): "it asks the advisory databases, which answer otherwise tomorrow",
    ("advisories.yaml", "audit"): "it asks the advisory databases, which answer otherwise tomorrow",
    ("dependencies.yaml", "locks"): "it asks the package registries, which answer otherwise tomorrow",
}
"""Jobs that run at the code host only, and why. Their lines are confirmed by the command line nevertheless."""


def jobs() -> set[tuple[str, str]]:
    return {
        (file.name, job) for file in FILES for job, body in workflow(file.name)["jobs"].items() if "uses" not in body
    }


def test_every_job_runs_line_by_line_or_it_is_said_why_not(capsys: pytest.CaptureFixture[str]) -> None:
    """A claim holds: the test that makes it fails when it did not run the job (tests.jobs.claims)."""
    claimed = claims.claimed().keys()
    assert claimed | ITSELF | CANNOT.keys() == jobs()
    assert len(claimed) + len(ITSELF) + len(CANNOT) == len(jobs()), "a job is run here, and said not to be"
    with capsys.disabled():
        for (file, job), reason in sorted(CANNOT.items()):
            sys.stdout.write(f"\nnot run before the code host runs it: {file}: {job}: {reason}")
        sys.stdout.write("\n")
