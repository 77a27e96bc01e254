"""A release is approved by somebody who neither made it nor asked for it, for the commit that is released."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from infra.scripts.pipeline.approval import operation, refusal
from infra.scripts.pipeline.code_host import Involved
from infra.version import Version
from server.operations.schemas import OperationCreate

COMMIT = "4f2d8a17c05b93e6"
CLAIMS = {"sub": "repo:example/syndic:environment:production", "sha": COMMIT, "environment": "production", "jti": "x"}
APPROVED = Involved(("grace",), "ada", "ada")


def test_another_persons_approval_is_one() -> None:
    assert refusal(COMMIT, CLAIMS, APPROVED) is None
    assert refusal(COMMIT, CLAIMS, Involved(("ada", "grace"), "ada", "ada")) is None


@pytest.mark.parametrize(
    ("claims", "involved", "reason"),
    [
        (CLAIMS, Involved((), "ada", "ada"), "nobody approved it"),
        (CLAIMS, Involved(("Ada",), "ada", "linus"), "only Ada did, who wrote it or asked for it"),
        (CLAIMS, Involved(("linus",), "ada", "linus"), "only linus did, who wrote it or asked for it"),
        (CLAIMS, Involved(("grace",), "", "ada"), "it is not known who wrote the change"),
        ({**CLAIMS, "sha": "another"}, APPROVED, f"the job was let in for commit another, and this is {COMMIT}"),
        ({}, APPROVED, f"the job was let in for commit unknown, and this is {COMMIT}"),
    ],
)
def test_anything_else_is_refused(claims: dict[str, str], involved: Involved, reason: str) -> None:
    assert refusal(COMMIT, claims, involved) == reason


def test_the_record_says_who_and_what_was_proven() -> None:
    body = operation("production", Version("1.4.0", COMMIT), CLAIMS, APPROVED, datetime.now(UTC), "https://run")
    taken = OperationCreate.model_validate(body)
    assert (taken.kind, taken.outcome, taken.summary) == (
        "approval",
        "succeeded",
        "grace approved the release of 1.4.0 to production.",
    )
    assert taken.details["approvers"] == ["grace"]
    assert taken.details["proven"] == {name: CLAIMS[name] for name in ("sub", "environment", "sha")}
