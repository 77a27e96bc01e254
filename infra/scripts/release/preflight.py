"""What is looked at before a release changes anything."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence

from pydantic import BaseModel, ConfigDict

from infra import shell
from infra.local import processes, status
from infra.local.composition import Composition
from infra.local.processes import Platform
from infra.local.releases import Release
from infra.scripts.release.errors import (
    NotReadyForReleaseError,
    SchemaRefusedError,
    StaticChecksFailedError,
)
from server.settings import Process

CHECK_SECONDS = 120.0
SHOWN = 3
"""Findings that an error names."""


class Pending(BaseModel):
    """A revision of the schema that the database lacks, as the release's own `schema` command says."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    revision: str
    title: str
    kind: str
    breaks: list[str]
    blocks: list[str]
    needed: bool


class Standing(BaseModel):
    """A database and a release, as the release's own `schema` command says."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    current: str | None
    chain: list[str]
    pending: list[Pending]
    obstacle: str | None


def require_ready(composition: Composition) -> None:
    """Refuse to release into an environment that does not run as it should.

    Raises:
        NotReadyForReleaseError: naming what does not.
    """
    found = status.of_composition(composition)
    reasons = [f"{service.service}: {service.reason}" for service in found.services if service.state != "ready"]
    if reasons:
        raise NotReadyForReleaseError(reasons)


def require_clean(release: Release) -> None:
    """Refuse a release whose files break a static rule. Its own checks judge it: they belong to its files.

    Raises:
        StaticChecksFailedError: naming the first findings.
    """
    environment = {**shell.base_environment(), "PYTHONPATH": str(release.source)}
    program = "from infra.cli import main; main()"
    done = shell.run(
        [sys.executable, "-c", program, "check", "--json"],
        directory=release.source,
        environment=environment,
        timeout_seconds=CHECK_SECONDS,
        check=False,
    )
    if done.code != 0:
        raise StaticChecksFailedError(release.version, *_findings(done))


def _findings(done: shell.Completed) -> tuple[list[str], int]:
    try:
        found = json.loads(done.stdout)["findings"]
        return [f"{finding['file']}:{finding['line']} {finding['why']}" for finding in found[:SHOWN]], len(found)
    except (ValueError, KeyError, TypeError):
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        return last or [f"the checks ended with code {done.code}"], 1


def standing(platform: Platform) -> Standing:
    """How the database stands to the release of a platform.

    Raises:
        PlatformCommandError: the database does not answer.
    """
    return Standing.model_validate_json(processes.run_command(platform, Process.MIGRATE, "schema"))


def migrations(version: str, new: Standing, live: Callable[[], Standing], *, accept_blocking: bool) -> list[str]:
    """The revisions that are applied before the new release starts.

    Args:
        version: the new release.
        new: how the database stands to it.
        live: finds out how the database stands to the live release, where that matters.
        accept_blocking: whether revisions may keep users of a large table waiting.

    Raises:
        SchemaRefusedError: the release cannot run on the schema, or would take it away from the live one.
    """
    ahead = new.current is not None and new.current not in new.chain
    if ahead and new.obstacle:
        way_out = "Release a version that knows the schema, or restore a backup from before that revision."
        raise SchemaRefusedError(version, new.obstacle, way_out)
    needed = [pending for pending in new.pending if pending.needed]
    _refuse_breaking(version, needed, live)
    blocking = [pending for pending in needed if pending.blocks]
    if blocking and not accept_blocking:
        first = blocking[0]
        reason = f"revision {first.revision} keeps users waiting: {first.blocks[0]}."
        way_out = "Rewrite it so that it does not, or accept the wait with --accept-blocking."
        raise SchemaRefusedError(version, reason, way_out)
    return [pending.revision for pending in needed]


def _refuse_breaking(version: str, needed: Sequence[Pending], live: Callable[[], Standing]) -> None:
    """A revision that takes something away may be applied only when the live release was made for both sides of it."""
    contracting = [pending for pending in needed if pending.kind == "contract"]
    known = live().chain if contracting else []
    for pending in contracting:
        if pending.revision not in known:
            reason = f"revision {pending.revision} breaks the live release: {pending.breaks[0]}."
            way_out = "Release the part that adds first, and what takes away when nothing runs that needs it."
            raise SchemaRefusedError(version, reason, way_out)
