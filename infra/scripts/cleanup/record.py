"""The record that a cleanup leaves in the platform."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from infra import records
from infra.scripts.cleanup.waste import Report

KIND = "cleanup"
NAMED = 100
"""How many of what was removed the record names; the audit log names all evidence and every object."""


def record_of(environment: str, began_and_ended: tuple[datetime, datetime], report: Report) -> dict[str, Any]:
    """What was removed, and what could not be looked through."""
    counted = ", ".join(f"{kind} {count}" for kind, count in report.counts.items()) or "nothing"
    summary = f"Removed what nothing needs: {counted}."
    if report.problems:
        summary += f" Not all was cleaned up: {' '.join(report.problems)}"
    details = {
        "counts": report.counts,
        "bytes": report.bytes,
        "removed": [f"{one.kind} {one.name}" for one in report.found[:NAMED]],
        "problems": list(report.problems),
    }
    outcome = "failed" if report.problems else "succeeded"
    return records.record(KIND, environment, began_and_ended, outcome, summary, details=details)
