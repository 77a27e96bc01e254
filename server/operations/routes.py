"""Routes of operation records."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status
from sqlalchemy import select
from sqlalchemy.orm import defer

from server.auth.dependencies import requires
from server.auth.permissions import Permission
from server.auth.principal import Principal
from server.http.idempotency import idempotent
from server.http.parameters import Cursor, Limit
from server.http.router import Router
from server.http.schemas import SLUG_PATTERN
from server.http.sessions import DatabaseSession, ReadSession
from server.operations import service
from server.operations.models import Operation as OperationRow
from server.operations.models import OperationOutcome
from server.operations.schemas import Operation, OperationCreate, OperationSummary
from server.pagination import DEFAULT_LIMIT, Page, paginate

router = Router(tags=["operations"])


@router.post("/api/operations", status_code=status.HTTP_201_CREATED, dependencies=[idempotent()])
async def create_operation(
    body: OperationCreate,
    response: Response,
    session: DatabaseSession,
    principal: Annotated[Principal, requires(Permission.OPERATIONS_WRITE)],
) -> Operation:
    """Record a finished operation of the DevOps layer."""
    operation = await service.record_operation(session, principal, body)
    response.headers["Location"] = f"/api/operations/{operation.id}"
    return Operation.model_validate(operation)


@router.get("/api/operations", dependencies=[requires(Permission.OPERATIONS_READ)])
async def list_operations(
    session: ReadSession,
    kind: Annotated[str | None, Query(pattern=SLUG_PATTERN, description="Only operations of this kind.")] = None,
    environment: Annotated[str | None, Query(pattern=SLUG_PATTERN, description="Only of this environment.")] = None,
    outcome: Annotated[OperationOutcome | None, Query(description="Only operations that ended so.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Page[OperationSummary]:
    """Operations, the latest start first."""
    query = select(OperationRow).options(defer(OperationRow.steps), defer(OperationRow.details))
    if kind is not None:
        query = query.where(OperationRow.kind == kind)
    if environment is not None:
        query = query.where(OperationRow.environment == environment)
    if outcome is not None:
        query = query.where(OperationRow.outcome == outcome)
    rows, next_cursor = await paginate(
        session,
        query,
        key=[OperationRow.started_at, OperationRow.id],
        types=[datetime, UUID],
        limit=limit,
        cursor=cursor,
    )
    return Page[OperationSummary](items=[OperationSummary.model_validate(row) for row in rows], next_cursor=next_cursor)


@router.get("/api/operations/{operation_id}", dependencies=[requires(Permission.OPERATIONS_READ)])
async def get_operation(operation_id: UUID, session: ReadSession) -> Operation:
    """One operation with its steps."""
    return Operation.model_validate(await service.get_operation(session, operation_id))
