"""Records how promises were kept, so that the framework `operations` can judge it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from infra import records
from infra.monitoring.standing import Standing
from infra.output import Progress
from infra.scripts.pipeline.service import Records
from infra.scripts.slo import printing


def operation(found: Sequence[Standing], environment: str, window: str, now: datetime) -> dict[str, Any]:
    """The record of a measurement; it failed when a promise was broken."""
    broken = [each.objective for each in found if each.broken]
    summary = f"Of {len(found)} objectives over {window}, {len(broken)} were broken{': ' if broken else ''}"
    return records.record(
        "objectives",
        environment,
        (now, now),
        "failed" if broken else "succeeded",
        f"{summary}{', '.join(broken)}.",
        details={"window": window, "objectives": printing.documents(found)},
    )


def record(
    found: Sequence[Standing], environment: str, window: str, state_directory: Path | None, display: Progress
) -> None:
    """Record a measurement; what the platform does not take now waits with the records of pipelines."""
    now = datetime.now(UTC)
    kept = Records(None, state_directory, display)
    kept.keep(operation(found, environment, window, now), f"objectives-{environment}-{now:%Y%m%d%H%M%S%f}")
    kept.send()
