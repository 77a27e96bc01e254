"""The records that backups, verifications and restores leave in the platform."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from infra import records
from infra.backups.manifest import Manifest
from infra.backups.memory import Making, Step
from infra.backups.proofs import Proof
from infra.backups.restore import Restoring
from infra.backups.rows import RowsRestored
from infra.backups.verification import Verification


def of_backup(manifest: Manifest, making: Making) -> dict[str, Any]:
    """The record of a backup that was made."""
    summary = (
        f"Backed up {manifest.kind}: {manifest.size / 1e6:,.1f} MB, of which {manifest.stored / 1e6:,.1f} MB are kept, "
        "encrypted."
    )
    details = {
        "backup": manifest.id,
        "kind": str(manifest.kind),
        "bytes": manifest.size,
        "stored_bytes": manifest.stored,
        "files": len(manifest.files),
        **({"database": manifest.database.model_dump(mode="json", exclude={"rows"})} if manifest.database else {}),
        **manifest.details,
    }
    return _record(
        "backup", manifest.environment, manifest.started_at, manifest.finished_at, summary, making.steps, details
    )


def of_verification(result: Verification, environment: str) -> dict[str, Any]:
    """The record of a verification."""
    right = result.outcome == "succeeded"
    summary = (
        f"Restored backup {result.backup} into a scratch database and proved it."
        if right
        else f"Backup {result.backup} was restored and is not what was backed up: {'; '.join(result.failures)}"
    )
    details = {"backup": result.backup, "kind": str(result.kind)}
    times = (result.started_at, result.finished_at)
    return _record("backup-verification", environment, *times, summary, result.proofs, details, right=right)


def of_restore(state: Restoring, environment: str) -> dict[str, Any]:
    """The record of a restore that was swapped in."""
    kept = f"what was there is kept as {state.kept}" if state.replaces else "there was none before"
    summary = f"Restored {state.live} from backup {state.backup}; {kept}."
    details = {"backup": state.backup, "kept": state.kept if state.replaces else None}
    if state.rotations_forgotten:
        details["rotations"] = "nothing was remembered of them"
    finished = state.swapped_at or datetime.now(UTC)
    return _record("restore", environment, state.started_at, finished, summary, state.steps, details)


def of_rows(restored: RowsRestored, started_at: datetime, environment: str) -> dict[str, Any]:
    """The record of rows that were brought back."""
    brought = ", ".join(f"{found.missing} of {found.table}" for found in restored.tables if found.missing)
    summary = f"Brought back rows from {restored.source}: {brought or 'none lacked'}."
    finished = datetime.now(UTC)
    return _record("restore", environment, started_at, finished, summary, (), restored.details())


def _record(
    kind: str,
    environment: str,
    started_at: datetime,
    finished_at: datetime,
    summary: str,
    steps: Sequence[Step | Proof],
    details: Mapping[str, Any],
    *,
    right: bool = True,
) -> dict[str, Any]:
    outcome = "succeeded" if right else "failed"
    times = (started_at, finished_at)
    return records.record(kind, environment, times, outcome, summary, steps=records.steps(steps), details=details)
