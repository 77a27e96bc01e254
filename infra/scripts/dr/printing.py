"""How the regions, failovers and drills are shown."""

from __future__ import annotations

from collections.abc import Sequence

from infra.backups.drill import Report
from infra.backups.failover import UnderWay
from infra.output import Column, print_json, print_table, print_text
from infra.scripts.dr.recovery import Plan, Standing


def print_standing(standing: Standing, *, due: bool, as_json: bool) -> None:
    """How the regions stand."""
    found = standing.regions
    if as_json:
        print_json(
            {
                **found.model_dump(mode="json"),
                "following": standing.following,
                "lag_bytes": standing.lag_bytes,
                "under_way": standing.under_way.model_dump(mode="json") if standing.under_way else None,
                "last_drill": standing.last_drill.model_dump(mode="json") if standing.last_drill else None,
                "drill_due": due,
                "details": dict(standing.details),
            }
        )
        return
    rows = [[name, _role(standing, name), standing.details.get(name, "")] for name in found.names]
    print_table(
        ["Region", "State", "Details"] if standing.details else ["Region", "State"],
        [row if standing.details else row[:2] for row in rows],
    )
    if found.other is None:
        print_text("There is one region. `syndic up --regions 2` adds another.")
        return
    print_text(f"Writes {'wait' if found.synchronous else 'do not wait'} for the standby.")
    if standing.under_way:
        print_text(f"A {standing.under_way.procedure} is under way; next: {standing.under_way.next()}.")
    last = standing.last_drill
    print_text(
        f"Last drill: {last.scenario}, {last.finished_at:%Y-%m-%d %H:%M} UTC, {last.recovery_seconds:.1f} s"
        if last
        else "No drill was made yet."
    )
    if due:
        print_text("A drill is due: `syndic dr drill`.")


def print_plan(plans: Sequence[Plan], *, as_json: bool) -> None:
    """What a command would do."""
    if as_json:
        print_json(
            [
                {"procedure": plan.procedure, "region": plan.region, "other": plan.other, "steps": dict(plan.steps())}
                for plan in plans
            ]
        )
        return
    for plan in plans:
        title = f"{plan.procedure} of region {plan.region}, beside region {plan.other}"
        print_table(["Step", "What is true after it"], [list(step) for step in plan.steps()], title=title)
    print_text("Nothing was done.")


def print_done(done: Sequence[UnderWay], *, as_json: bool) -> None:
    """Procedures that were carried out."""
    if as_json:
        print_json([one.model_dump(mode="json") for one in done])
        return
    for one in done:
        print_table(
            ["Step", Column("Took", numeric=True), "What was done"],
            [
                [step.name, f"{(step.finished_at - step.started_at).total_seconds():.2f} s", step.detail]
                for step in one.steps
            ],
            title=f"{one.procedure} of region {one.region}",
        )
    print_text(f"Region {done[-1].other} is live.")


def print_report(report: Report, *, as_json: bool) -> None:
    """What a drill found."""
    if as_json:
        print_json(report.model_dump(mode="json"))
        return
    print_table(
        [
            "",
            Column("Recovered after", numeric=True),
            Column("Acknowledged", numeric=True),
            Column("Lost", numeric=True),
        ],
        [
            ["users' requests", f"{report.recovery_seconds:.2f} s", "", ""],
            ["rows", f"{report.database_recovery_seconds:.2f} s", report.acknowledged_rows, report.lost_rows],
            ["objects", f"{report.object_recovery_seconds:.2f} s", report.acknowledged_objects, report.lost_objects],
        ],
        title=report.scenario,
    )
    print_text(report.end)
    for step in report.phases:
        print_text(f"  {step.name:<20} {(step.finished_at - step.started_at).total_seconds():6.2f} s  {step.detail}")


def _role(standing: Standing, name: str) -> str:
    found = standing.regions
    if name == found.live:
        return "live"
    if name in found.fenced:
        return "fenced; `syndic dr rejoin` makes it a standby again"
    if not standing.following:
        return "standby, but it does not follow"
    return f"standby, {standing.lag_bytes} bytes behind" if standing.lag_bytes is not None else "standby"
