"""A plan that waits to be applied, and all that it was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict

from infra.terraform.standing import Standing
from infra.terraform.summary import Summary

SHORT = 12
"""Characters of a fingerprint that are enough to tell plans apart by eye."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class State(_Kept):
    """Which state Terraform had of what exists."""

    lineage: str | None = None
    """The same for all that was ever one state; None while there is none."""

    serial: int | None = None
    """Grows with every change."""

    def __str__(self) -> str:
        return "no state yet" if self.lineage is None else f"serial {self.serial} of {self.lineage}"


class Verdict(_Kept):
    """What the policy gate said of the plan."""

    passed: bool
    sentence: str
    blocking: tuple[str, ...] = ()
    """A line for each finding that keeps the gate shut."""


class Identity(_Kept):
    """What a plan is, so that a change of any of it makes another plan."""

    environment: str
    cloud: str
    stack: str
    plan: str
    """SHA-256 of the plan's file."""

    code: str
    """SHA-256 of the modules, the stack, its variables and its backend."""

    state: State

    @property
    def fingerprint(self) -> str:
        """What an approval names."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class SavedPlan(_Kept):
    """A plan with what was said of it."""

    identity: Identity
    planner: str
    made_at: AwareDatetime
    verdict: Verdict
    summary: Summary
    regions: Standing | None = None
    """How the regions stood when it was made; None where nothing fails over."""
    applied_at: AwareDatetime | None = None
    """When somebody began to apply it: a plan is applied once, however that ends."""

    @property
    def fingerprint(self) -> str:
        """What an approval names."""
        return self.identity.fingerprint

    def begun(self, moment: datetime) -> SavedPlan:
        """The same plan, once somebody began to apply it."""
        return self.model_copy(update={"applied_at": moment})


def digest_of_file(path: Path) -> str:
    """SHA-256 of a file; of nothing when it does not exist."""
    return hashlib.sha256(path.read_bytes() if path.is_file() else b"").hexdigest()


def digest_of_files(root: Path, files: Iterable[Path], more: str = "") -> str:
    """SHA-256 of files, by their names from a root and their contents, and of a text beside them."""
    named = {file.relative_to(root).as_posix(): digest_of_file(file) for file in files}
    return hashlib.sha256(json.dumps([named, more], sort_keys=True).encode()).hexdigest()
