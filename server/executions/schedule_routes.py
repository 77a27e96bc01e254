"""Routes of schedules and posture."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response, status
from sqlalchemy import select

from server.auth.dependencies import requires
from server.auth.permissions import Permission
from server.auth.principal import Principal
from server.executions import schedules
from server.executions.models import Schedule as ScheduleRow
from server.executions.posture import current_posture, posture_history
from server.executions.routes import FrameworkFilter, SystemFilter
from server.executions.schemas import Posture, PostureHistory, Schedule, ScheduleSet
from server.frameworks.routes import FrameworkPath
from server.http.documentation import problems
from server.http.parameters import Cursor, Limit
from server.http.preconditions import IfMatch, require_if_match, set_etag
from server.http.router import Router
from server.http.sessions import DatabaseSession, ReadSession, StaleReadSession
from server.pagination import DEFAULT_LIMIT, Page, paginate
from server.systems.service import get_system

router = Router(tags=["executions"])


@router.get("/api/systems/{system_id}/schedules", dependencies=[requires(Permission.EXECUTIONS_READ)])
async def list_schedules(
    system_id: UUID, session: ReadSession, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> Page[Schedule]:
    """How often each framework is executed on a system, by framework."""
    await get_system(session, system_id)
    query = select(ScheduleRow).where(ScheduleRow.system_id == system_id)
    rows, next_cursor = await paginate(
        session, query, key=[ScheduleRow.framework_id], types=[str], limit=limit, cursor=cursor, descending=False
    )
    return Page[Schedule](items=[Schedule.model_validate(row) for row in rows], next_cursor=next_cursor)


@router.get("/api/systems/{system_id}/schedules/{framework_id}", dependencies=[requires(Permission.EXECUTIONS_READ)])
async def get_schedule(
    system_id: UUID, framework_id: FrameworkPath, response: Response, session: ReadSession
) -> Schedule:
    """How often a framework is executed on a system."""
    schedule = await schedules.get_schedule(session, system_id, framework_id)
    set_etag(response, schedule.version)
    return Schedule.model_validate(schedule)


@router.put(
    "/api/systems/{system_id}/schedules/{framework_id}",
    responses={
        status.HTTP_201_CREATED: {"model": Schedule, "description": "The schedule is new."},
        **problems(400, 412, 428),
    },
)
async def set_schedule(
    system_id: UUID,
    framework_id: FrameworkPath,
    body: ScheduleSet,
    request: Request,
    response: Response,
    session: DatabaseSession,
    principal: Annotated[Principal, requires(Permission.SCHEDULES_WRITE)],
) -> Schedule:
    """Execute a framework on a system by itself. A change of what exists needs `If-Match`, a new schedule does not."""
    precondition = await require_if_match(request) if "if-match" in request.headers else None
    schedule, is_new = await schedules.set_schedule(
        session,
        principal,
        precondition,
        system_id=system_id,
        framework_id=framework_id,
        frequency=body.frequency,
    )
    if is_new:
        response.status_code = status.HTTP_201_CREATED
    set_etag(response, schedule.version)
    return Schedule.model_validate(schedule)


@router.delete(
    "/api/systems/{system_id}/schedules/{framework_id}",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def delete_schedule(
    system_id: UUID,
    framework_id: FrameworkPath,
    if_match: IfMatch,
    session: DatabaseSession,
    principal: Annotated[Principal, requires(Permission.SCHEDULES_WRITE)],
) -> None:
    """Stop executing a framework on a system by itself."""
    await schedules.delete_schedule(session, principal, if_match, system_id=system_id, framework_id=framework_id)


@router.get("/api/posture", dependencies=[requires(Permission.EXECUTIONS_READ)])
async def get_posture(session: StaleReadSession) -> Posture:
    """Where every system stands: the latest results of every framework on it."""
    return await current_posture(session)


@router.get("/api/posture/history", dependencies=[requires(Permission.EXECUTIONS_READ)])
async def get_posture_history(
    session: StaleReadSession,
    days: Annotated[int, Query(ge=1, le=365, description="How many days, today included.")] = 30,
    framework_id: FrameworkFilter = None,
    system_id: SystemFilter = None,
) -> PostureHistory:
    """The state of each framework at the end of each day (UTC), from the first day it was executed."""
    return await posture_history(
        session, days=days, framework_id=framework_id, system_id=system_id, today=datetime.now(UTC).date()
    )
