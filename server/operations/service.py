"""What can be done with operation records."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from server.audit.service import append
from server.auth.principal import Principal
from server.operations.errors import OperationNotFound
from server.operations.models import Operation
from server.operations.schemas import OperationCreate

LOOK_BACK_DAYS = 400
"""How far back operations count as evidence of how a system is run now: a year, and what a yearly duty may be late."""

NEWEST = 200
"""Operations of one sort that are looked at; of backups every few hours, only the last ones say anything."""


async def record_operation(session: AsyncSession, principal: Principal, body: OperationCreate) -> Operation:
    """Record a finished operation. Records are never changed."""
    stored_as_json = {"steps", "details"}
    operation = Operation(
        **body.model_dump(exclude=stored_as_json),
        **body.model_dump(mode="json", include=stored_as_json),
        recorded_by=principal.actor,
    )
    session.add(operation)
    await session.flush()
    append(
        session,
        actor=principal.actor,
        action="operation.recorded",
        subject_type="operation",
        subject_id=operation.id,
        details=body.model_dump(mode="json", include={"kind", "environment", "region", "outcome", "summary"}),
    )
    return operation


async def get_operation(session: AsyncSession, operation_id: UUID) -> Operation:
    """An operation.

    Raises:
        OperationNotFound: there is none.
    """
    operation = await session.get(Operation, operation_id)
    if operation is None:
        raise OperationNotFound(operation_id)
    return operation


async def newest_operations(session: AsyncSession, environments: Collection[str], now: datetime) -> Sequence[Operation]:
    """The operations that say how environments are run: of each sort the newest ones, in the order they ended.

    A sort is what was done, to what: a rotation of one secret, one stage of a pipeline.

    Args:
        session: of the database.
        environments: names of environments.
        now: the moment to look back from.
    """
    details = Operation.details
    sort = func.coalesce(details["stage"].as_string(), details["secret"].as_string(), details["kind"].as_string())
    ranked = (
        select(
            Operation.id,
            func.row_number()
            .over(
                partition_by=(Operation.environment, Operation.kind, sort),
                order_by=(Operation.started_at.desc(), Operation.id.desc()),
            )
            .label("place"),
        )
        .where(
            Operation.environment.in_(environments),
            Operation.started_at > now - timedelta(days=LOOK_BACK_DAYS),
            Operation.started_at <= now,
        )
        .subquery()
    )
    query = (
        select(Operation)
        .options(defer(Operation.steps))
        .join(ranked, ranked.c.id == Operation.id)
        .where(ranked.c.place <= NEWEST)
        .order_by(Operation.finished_at, Operation.id)
    )
    return (await session.scalars(query)).all()
