"""Runs stages and keeps their records. Whatever becomes of a record, the stage ends as its command did."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from infra import shell
from infra.local.connection import connect_to_named_or
from infra.local.files import make_private_directory
from infra.local.layout import find_main_layout
from infra.output import Progress
from infra.platform import Platform
from infra.scripts.outbox import Outbox
from infra.scripts.pipeline.stage import Stage, operation

DIRECTORY = "SYNDIC_PIPELINE_RECORDS"
INTERRUPTED, TERMINATED = shell.SIGNALLED + 2, shell.SIGNALLED + 15
COPIED = ("kind", "environment", "region", "started_at", "finished_at", "outcome", "summary", "steps", "details")


class Records:
    """The records of a pipeline's stages, one file each, until a platform has them.

    A job without the right to write to the platform leaves the files as its artifacts, and one that has it sends them.
    """

    def __init__(self, directory: Path | None, state_directory: Path | None, display: Progress) -> None:
        layout, named = find_main_layout(state_directory), os.environ.get(DIRECTORY)
        self.directory = directory or (Path(named) if named else layout.common / "pipeline")
        self._display = display
        self._outbox = Outbox(self.directory, lambda: connect_to_named_or(layout))

    def keep(self, body: dict[str, Any], key: str) -> None:
        """Keep a record. A disk that takes nothing is told of, and fails no stage."""
        try:
            make_private_directory(self.directory)
            self._outbox.put(body, key)
        except OSError as error:
            self._display.say(f"  The record of this stage is lost: {error}")

    def send(self) -> bool:
        """Send what waits; whether nothing waits any more."""
        return self._outbox.send(self._display)


def run(stage: Stage, kept: Records, *, aside: bool = False) -> dict[str, Any]:
    """Run the command of a stage, and record it.

    Args:
        stage: which.
        kept: where its record waits.
        aside: whether its standard output goes to standard error.

    Returns:
        The record; the exit code of the command is in its details.

    Raises:
        MissingCommandError: there is no such program.
    """
    began = datetime.now(UTC)
    code = shell.pass_through(stage.command, aside=aside)
    body = operation(stage, (began, datetime.now(UTC)), code, cut_off=code in (INTERRUPTED, TERMINATED))
    kept.keep(body, f"{stage.name}-{stage.environment}-{began:%Y%m%d%H%M%S%f}")
    return body


def collect(
    platform: Platform, environment: str, kinds: Sequence[str], hours: float, target: str, kept: Records
) -> list[str]:
    """Copy records of a platform that will be gone, or is another one, among those of this pipeline.

    Args:
        platform: the one that has them.
        environment: whose.
        kinds: of which kinds.
        hours: how old at most.
        target: the environment they are to stand under.
        kept: where they go.

    Returns:
        What was copied, as sentences.
    """
    oldest = datetime.now(UTC) - timedelta(hours=hours)
    copied = []
    for kind in kinds:
        for listed in platform.request(
            "GET", "/api/operations", params={"kind": kind, "environment": environment, "limit": 200}
        )["items"]:
            if datetime.fromisoformat(listed["started_at"]) < oldest:
                break
            found = platform.request("GET", f"/api/operations/{listed['id']}")
            details = {**found["details"], "collected": {"id": found["id"], "recorded_by": found["recorded_by"]}}
            body = {name: found[name] for name in COPIED if found[name] is not None}
            kept.keep({**body, "environment": target, "details": details}, f"collected-{found['id']}")
            copied.append(found["summary"])
    return copied
