"""Removes what no restore needs from the archived log."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from infra.backups import wal
from infra.backups.repository import Repository
from infra.backups.retention import Judgement
from infra.backups.wal import Span

CONTINUOUS = frozenset({"the newest", "the newest that was verified", "hourly", "daily"})
"""Why a base is kept from which every later moment can be reached. Of older ones (weekly, monthly, yearly) only the log
that makes them whole is kept: they come back as they were made."""


def prune(
    repository: Repository, spans: Mapping[str, Span | None], judged: Collection[Judgement], *, dry_run: bool
) -> list[Judgement]:
    """Remove the segments that no base backup needs that is kept.

    Args:
        repository: where the log is archived.
        spans: of every complete base backup; None where it cannot be known, and then nothing is removed.
        judged: what was decided about every backup.
        dry_run: remove nothing.

    Returns:
        What was decided about the log of every server that has something to remove.
    """
    kept = {one.id: one.reason for one in judged if one.keep and one.id in spans}
    if any(spans[backup] is None for backup in kept):
        return []
    decided = []
    for system in repository.wal_systems():
        ours = {backup: span for backup in kept if (span := spans[backup]) is not None and span.system == system}
        continuous = [span for backup, span in ours.items() if kept[backup] in CONTINUOUS]
        since = min(continuous, key=lambda span: (span.timeline, span.start), default=None)
        segments = wal.dispensable(repository.wal_names(system), list(ours.values()), since)
        if not segments:
            continue
        if not dry_run:
            repository.remove_wal(system, segments)
        reason = f"{len(segments)} segments that no backup needs that is kept"
        decided.append(Judgement(f"wal/{system}", keep=False, reason=reason))
    return decided
