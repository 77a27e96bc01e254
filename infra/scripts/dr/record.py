"""The records that failovers and drills leave in the platform."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from infra import records
from infra.backups.drill import Report
from infra.backups.failover import Procedure, UnderWay

_SUMMARIES = {
    Procedure.FAILOVER: "Region {region} was lost; region {other} took over.",
    Procedure.SWITCHOVER: "Regions {region} and {other} changed places without a loss; {other} is live.",
    Procedure.REJOIN: "Region {region} follows region {other} again.",
}


def of_procedure(done: UnderWay, environment: str) -> dict[str, Any]:
    """The record of a failover, a switchover or a return."""
    return records.record(
        str(done.procedure),
        environment,
        (done.began_at, done.steps[-1].finished_at if done.steps else datetime.now(UTC)),
        "succeeded",
        _SUMMARIES[done.procedure].format(region=done.region, other=done.other),
        region=done.other,
        steps=records.steps(done.steps),
        details={"region": done.region, "other": done.other, "forced": done.forced},
    )


def of_drill(report: Report) -> dict[str, Any]:
    """The record of a drill; it failed when something was lost that was promised to be there."""
    return records.record(
        "drill",
        report.environment,
        (report.started_at, report.finished_at),
        "succeeded" if report.passed else "failed",
        f"Drill {report.scenario}: users were served again after {report.recovery_seconds:.1f} s; of "
        f"{report.acknowledged_rows} acknowledged rows {report.lost_rows} and of {report.acknowledged_objects} "
        f"objects {report.lost_objects} were lost.",
        region=report.live_region,
        steps=records.steps(report.phases),
        details=report.model_dump(mode="json", exclude={"phases", "environment", "started_at", "finished_at"}),
    )
