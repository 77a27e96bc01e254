"""What the environment is made of: services, each a program with what must be done around it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from infra.local.programs import Program

CONFIGURATION = "SYNDIC_CONFIGURATION"
"""Variable that carries a digest of what a program was configured with, so that a change of it shows."""


def nothing() -> None:
    """Nothing needs to be done."""


def no_changes() -> list[str]:
    """Nothing was changed."""
    return []


@dataclass(frozen=True)
class Service:
    """One service of the environment. To describe it touches nothing; its functions do."""

    name: str
    ports: tuple[str, ...]
    """Names of the ports it listens on, the one to show first; none for what nobody connects to."""
    version: str
    configure: Callable[[], Program]
    """Write its configuration, also while it runs, and say how it is run."""
    unready: Callable[[], str | None]
    """Why it cannot be used, as a clause; None when it can."""
    before_start: Callable[[], None] = nothing
    """What must be done while it does not run."""
    when_ready: Callable[[], list[str]] = no_changes
    """What must be in place before others use it; one sentence per change."""


def with_digest(program: Program, *configuration: str | bytes | Path) -> Program:
    """A program that is restarted when any of these texts, or the content of these files, changes."""
    digest = hashlib.sha256()
    for part in configuration:
        content = part.read_bytes() if isinstance(part, Path) else part.encode() if isinstance(part, str) else part
        digest.update(hashlib.sha256(content).digest())
    return replace(program, environment={**program.environment, CONFIGURATION: digest.hexdigest()[:16]})
