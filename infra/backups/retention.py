"""Which backups are kept: grandfather, father, son, and never less than what is known to restore."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from infra.backups.kinds import Kind

ABANDONED_AFTER = timedelta(days=1)
"""A backup that is not complete by then is not being made any more; the longest may take hours."""


@dataclass(frozen=True)
class Retention:
    """How many backups of each age are kept; per kind."""

    hourly: int
    daily: int
    weekly: int
    monthly: int
    yearly: int


@dataclass(frozen=True)
class Candidate:
    """A backup that retention decides about."""

    id: str
    kind: Kind
    made_at: datetime
    complete: bool
    verified: bool
    """Whether its latest verification proved it."""
    locked_until: datetime | None = None
    """Until when nobody can delete it."""


@dataclass(frozen=True)
class Judgement:
    """Whether a backup is kept, and why."""

    id: str
    keep: bool
    reason: str


_PERIODS: tuple[tuple[str, Callable[[datetime], object]], ...] = (
    ("hourly", lambda at: (at.date(), at.hour)),
    ("daily", lambda at: at.date()),
    ("weekly", lambda at: at.isocalendar()[:2]),
    ("monthly", lambda at: (at.year, at.month)),
    ("yearly", lambda at: at.year),
)


def judge(candidates: Iterable[Candidate], retention: Retention, now: datetime) -> list[Judgement]:
    """What happens to every backup, the newest first.

    Of every period (hour, day, week, month, year) that retention names, the newest complete backup is kept, for as
    many of the latest periods that have one. Besides, the newest backup of a kind and the newest verified one are
    always kept, and one that is not complete is kept for a day, because it may be in the making. What is locked stays
    until it is not: deleting it would only hide it.
    """
    ordered = sorted(candidates, key=lambda candidate: (candidate.made_at, candidate.id), reverse=True)
    reasons: dict[str, str] = {}
    for kind in Kind:
        _keep(reasons, [found for found in ordered if found.kind == kind and found.complete], retention)
    return [_judgement(candidate, reasons, now) for candidate in ordered]


def _keep(reasons: dict[str, str], complete: Sequence[Candidate], retention: Retention) -> None:
    if not complete:
        return
    reasons[complete[0].id] = "the newest"
    verified = next((candidate for candidate in complete if candidate.verified), None)
    if verified is not None:
        reasons.setdefault(verified.id, "the newest that was verified")
    for name, period_of in _PERIODS:
        seen: set[object] = set()
        for candidate in complete:
            if len(seen) == getattr(retention, name):
                break
            period = period_of(candidate.made_at)
            if period not in seen:
                seen.add(period)
                reasons.setdefault(candidate.id, name)


def _judgement(candidate: Candidate, reasons: dict[str, str], now: datetime) -> Judgement:
    if candidate.id in reasons:
        return Judgement(candidate.id, keep=True, reason=reasons[candidate.id])
    if candidate.locked_until is not None and candidate.locked_until > now:
        return Judgement(candidate.id, keep=True, reason=f"locked until {candidate.locked_until:%Y-%m-%d %H:%M} UTC")
    if candidate.complete:
        return Judgement(candidate.id, keep=False, reason="older than retention asks for")
    if now - candidate.made_at < ABANDONED_AFTER:
        return Judgement(candidate.id, keep=True, reason="not complete; it may be in the making")
    return Judgement(candidate.id, keep=False, reason="not complete, and begun more than a day ago")
