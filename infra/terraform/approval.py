"""Somebody's word that one plan may be applied to production."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from infra.terraform.errors import BadFingerprintError, UnreadableApprovalError

LONGEST = timedelta(hours=24)
"""How long an approval counts at most: what was looked at yesterday is looked at again."""


class Approval(BaseModel):
    """One approval."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    environment: str
    fingerprint: str = Field(pattern=r"^[0-9a-f]{64}$")
    """Of the plan that was looked at; it counts for no other."""

    approver: str = Field(min_length=2)
    """Who looked at it, as the record of the operation will name them."""

    approved_at: AwareDatetime
    expires_at: AwareDatetime


def read(path: Path) -> Approval:
    """The approval in a file.

    Raises:
        UnreadableApprovalError: it holds none.
    """
    try:
        return Approval.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UnreadableApprovalError(path, f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except (OSError, ValueError) as error:
        raise UnreadableApprovalError(path, str(error)) from error


def approve(environment: str, fingerprint: str, approver: str, moment: datetime, lasting: timedelta) -> Approval:
    """An approval that counts from a moment on.

    Raises:
        BadFingerprintError: that is no fingerprint of a plan.
    """
    try:
        return Approval(
            environment=environment,
            fingerprint=fingerprint,
            approver=approver,
            approved_at=moment,
            expires_at=moment + lasting,
        )
    except ValidationError as error:
        raise BadFingerprintError(fingerprint) from error
