"""What can be done with operation records."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.service import append
from server.auth.principal import Principal
from server.operations.errors import OperationNotFound
from server.operations.models import Operation
from server.operations.schemas import OperationCreate


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
