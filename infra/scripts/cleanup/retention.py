"""Expired evidence and objects that nothing refers to: what the platform's own retention finds and deletes."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import ValidationError

from infra.platform import Answer
from infra.scripts.cleanup.errors import RetentionUnreadableError
from infra.scripts.cleanup.waste import Waste

RETENTION_SECONDS = 6 * 3600.0
"""Longest run; it reads the list of all objects."""

Retain = Callable[[bool], str]
"""Runs the retention of the live release, told whether to delete; returns what it printed."""


class _Evidence(Answer):
    id: str
    kind: str
    title: str
    size_bytes: int


class _Orphan(Answer):
    key: str
    size_bytes: int
    objects: int


class _Tally(Answer):
    count: int
    size_bytes: int


class _Printed(Answer):
    deleted: bool
    retention_days: int
    grace_hours: float
    evidence: list[_Evidence]
    evidence_total: _Tally
    orphans: list[_Orphan]
    orphans_total: _Tally


class Retention:
    """The retention of one environment."""

    called = "evidence and objects"

    def __init__(self, retain: Retain, region: str | None = None) -> None:
        self._retain = retain
        self._region = region

    def find(self) -> list[Waste]:
        """What its retention has ended of."""
        return waste_of(self._retain(False), self._region)

    def remove(self) -> list[Waste]:
        """Have the platform delete it and say so in the audit log."""
        return waste_of(self._retain(True), self._region)


def waste_of(printed: str, region: str | None) -> list[Waste]:
    """What a retention run printed; what it counted and did not list is one line.

    Raises:
        RetentionUnreadableError: it printed something else.
    """
    line = next((one for one in reversed(printed.splitlines()) if one.startswith("{")), "")
    try:
        told = _Printed.model_validate_json(line)
    except ValidationError as error:
        raise RetentionUnreadableError(printed) from error
    why = f"It expired more than {told.retention_days} days ago, and nothing rests on it."
    evidence = [Waste("evidence", f"{one.id} {one.title}", why, one.size_bytes, region) for one in told.evidence]
    old = f"No record refers to it, and it is older than {told.grace_hours:g} hours."
    orphans = [Waste("object", one.key, old, one.size_bytes, region, one.objects) for one in told.orphans]
    return [
        *evidence,
        *_rest("evidence", why, told.evidence_total, evidence, region),
        *orphans,
        *_rest("object", old, told.orphans_total, orphans, region),
    ]


def _rest(kind: str, reason: str, total: _Tally, listed: list[Waste], region: str | None) -> list[Waste]:
    count = total.count - sum(one.count for one in listed)
    size = total.size_bytes - sum(one.bytes or 0 for one in listed)
    return [Waste(kind, f"… and {count} more", reason, size, region, count)] if count else []
