"""Executes frameworks by frequency. What was missed is caught up by one execution, and nothing is executed twice.

Slots are counted from the schedule's anchor. A schedule whose slot has come is queued once, whatever number of slots
passed, and then moves to the first slot to come. Its row is locked meanwhile, so cron processes never share one.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.service import append
from server.auth.principal import Principal
from server.errors import PreconditionRequired
from server.executions.errors import ScheduleNotFound
from server.executions.models import Execution, Posture, Schedule
from server.executions.service import ExecutionRequest, queue_executions
from server.executions.vocabulary import Frequency, Trigger
from server.frameworks.service import current_version
from server.preconditions import Precondition
from server.systems.service import get_system

BATCH = 200
"""Schedules that are queued in one transaction."""

CRON = "process:cron"

Slot = tuple[UUID, str, datetime | None]
"""A system, a framework, and when it was due."""

_PERIODS = {
    Frequency.HOURLY: timedelta(hours=1),
    Frequency.DAILY: timedelta(days=1),
    Frequency.WEEKLY: timedelta(weeks=1),
}


def next_slot(anchor: datetime, frequency: Frequency, after: datetime) -> datetime:
    """The first slot later than a moment. Monthly slots stay on the anchor's day, or the last day of short months."""
    if frequency in _PERIODS:
        period = _PERIODS[frequency]
        return anchor + ((after - anchor) // period + 1) * period
    months = (after.year - anchor.year) * 12 + after.month - anchor.month
    slot = _months_later(anchor, months)
    return slot if slot > after else _months_later(anchor, months + 1)


def _months_later(anchor: datetime, months: int) -> datetime:
    years, month = divmod(anchor.month - 1 + months, 12)
    year = anchor.year + years
    day = min(anchor.day, calendar.monthrange(year, month + 1)[1])
    return anchor.replace(year=year, month=month + 1, day=day)


async def set_schedule(
    session: AsyncSession,
    principal: Principal,
    precondition: Precondition | None,
    *,
    system_id: UUID,
    framework_id: str,
    frequency: Frequency,
) -> tuple[Schedule, bool]:
    """Schedule a framework on a system, or change how often it is executed.

    It is due one period after the last execution that was completed; at once when there is none.

    Returns:
        The schedule, and whether it is new.

    Raises:
        SystemNotFound, FrameworkNotFound: there is no such system or framework.
        PreconditionRequired, PreconditionFailed: it exists, and the caller has not seen it as it is.
    """
    await get_system(session, system_id, lock=True)  # whoever else sets a schedule of this system waits
    await current_version(session, framework_id)
    schedule = await session.get(Schedule, (system_id, framework_id), with_for_update=True)
    if schedule is not None:
        if precondition is None:
            raise PreconditionRequired
        precondition.check(schedule.version, f"The schedule of {framework_id} on system {system_id}")
    is_new = schedule is None
    posture = await session.get(Posture, (system_id, framework_id))
    now = datetime.now(UTC)
    if schedule is None:
        schedule = Schedule(system_id=system_id, framework_id=framework_id, version=0)
        session.add(schedule)
    schedule.frequency = frequency
    schedule.anchor_at = posture.finished_at if posture else now
    schedule.next_due_at = next_slot(schedule.anchor_at, frequency, schedule.anchor_at) if posture else now
    schedule.set_by = principal.actor
    schedule.updated_at = now
    schedule.version += 1
    await session.flush()
    _record(session, principal, "schedule.set", schedule, {"frequency": frequency.value})
    return schedule, is_new


async def get_schedule(session: AsyncSession, system_id: UUID, framework_id: str, *, lock: bool = False) -> Schedule:
    """The schedule of a framework on a system.

    Raises:
        ScheduleNotFound: there is none.
    """
    schedule = await session.get(Schedule, (system_id, framework_id), with_for_update=lock or None)
    if schedule is None:
        raise ScheduleNotFound(system_id, framework_id)
    return schedule


async def delete_schedule(
    session: AsyncSession, principal: Principal, precondition: Precondition, *, system_id: UUID, framework_id: str
) -> None:
    """Stop executing a framework on a system by itself.

    Raises:
        ScheduleNotFound: there is no schedule.
        PreconditionFailed: it changed since the caller read it.
    """
    schedule = await get_schedule(session, system_id, framework_id, lock=True)
    precondition.check(schedule.version, f"The schedule of {framework_id} on system {system_id}")
    await session.delete(schedule)
    await session.flush()
    _record(session, principal, "schedule.deleted", schedule, {})


async def queue_due(session: AsyncSession, now: datetime) -> list[Execution]:
    """Queue one execution for each schedule whose slot has come, at most BATCH of them; call again until empty."""
    due = list(
        await session.scalars(
            select(Schedule)
            .where(Schedule.next_due_at <= now)
            .order_by(Schedule.next_due_at)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        )
    )
    known = await _queued_before(session, due)
    requests = [
        ExecutionRequest(
            system_id=schedule.system_id,
            framework_id=schedule.framework_id,
            trigger=Trigger.SCHEDULE,
            requested_by=CRON,
            due_at=schedule.next_due_at,
        )
        for schedule in due
        if (schedule.system_id, schedule.framework_id, schedule.next_due_at) not in known
    ]
    for schedule in due:
        schedule.next_due_at = next_slot(schedule.anchor_at, Frequency(schedule.frequency), now)
    return await queue_executions(session, requests)


async def _queued_before(session: AsyncSession, schedules: Sequence[Schedule]) -> set[Slot]:
    """The slots that were queued already, before the schedule was set anew."""
    if not schedules:
        return set()
    slot = (Execution.system_id, Execution.framework_id, Execution.due_at)
    wanted = [(schedule.system_id, schedule.framework_id, schedule.next_due_at) for schedule in schedules]
    rows = await session.execute(select(*slot).where(tuple_(*slot).in_(wanted)))
    return {(row[0], row[1], row[2]) for row in rows}


def _record(
    session: AsyncSession, principal: Principal, action: str, schedule: Schedule, details: dict[str, str]
) -> None:
    append(
        session,
        actor=principal.actor,
        action=action,
        subject_type="schedule",
        subject_id=f"{schedule.system_id}/{schedule.framework_id}",
        details={"system_id": str(schedule.system_id), "framework_id": schedule.framework_id, **details},
    )
