"""Plans and progress for the tests of releases."""

from __future__ import annotations

from datetime import UTC, datetime

from infra.scripts.release.plan import Objective, Pace, Plan, Side
from infra.scripts.release.progress import Progress

OBJECTIVE = Objective(availability_percent=99.9, latency_seconds=0.5, latency_percent=95)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def plan(*, migrations: tuple[str, ...] = ("0005",), shares: tuple[int, ...] = (5, 100)) -> Plan:
    return Plan(
        id="1",
        kind="deploy",
        environment="development",
        old=Side(colour="blue", version="1.0.0", revision="a"),
        new=Side(colour="green", version="1.1.0", revision="b"),
        migrations=migrations,
        pace=Pace(shares=shares, watch_seconds=0, hold_seconds=0),
        objective=OBJECTIVE,
    )


def progress(*done: str, begun: tuple[str, ...] = (), returning: str | None = None) -> Progress:
    return Progress(plan=plan(), began_at=NOW, begun=(*done, *begun), done=done, returning=returning)
