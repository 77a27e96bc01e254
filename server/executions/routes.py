"""Routes of executions."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response, status
from sqlalchemy import Select, select

from server.auth.dependencies import requires
from server.auth.permissions import Permission
from server.auth.principal import Principal
from server.canonical import sha256_hex
from server.evidence.errors import ObjectAltered, ObjectMissing
from server.executions import service
from server.executions.decision import Outcome
from server.executions.errors import DocumentNotReady, ExecutionNotFound
from server.executions.models import ControlResult as ControlResultRow
from server.executions.models import Execution as ExecutionRow
from server.executions.schemas import AssessmentResultsDocument, ControlResult, Execution, ExecutionCreate
from server.executions.service import ExecutionRequest
from server.executions.vocabulary import ExecutionStatus, Trigger
from server.frameworks.content import FRAMEWORK_ID_PATTERN
from server.frameworks.models import FrameworkVersion
from server.frameworks.service import load_content
from server.http.documentation import problems
from server.http.idempotency import idempotent
from server.http.parameters import Cursor, Limit
from server.http.preconditions import set_etag
from server.http.router import Router
from server.http.sessions import DatabaseSession, ReadSession
from server.pagination import DEFAULT_LIMIT, Page, paginate
from server.storage import ObjectNotFound
from server.systems.models import System

router = Router(tags=["executions"])

SystemFilter = Annotated[UUID | None, Query(description="Only this system.")]
FrameworkFilter = Annotated[str | None, Query(pattern=FRAMEWORK_ID_PATTERN, description="Only this framework.")]


@router.post(
    "/api/executions",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=[idempotent()],
    responses=problems(404),
)
async def create_execution(
    body: ExecutionCreate,
    response: Response,
    session: DatabaseSession,
    principal: Annotated[Principal, requires(Permission.EXECUTIONS_WRITE)],
) -> Execution:
    """Queue the current version of a framework for a system. Watch the execution at its Location."""
    execution = await service.request_execution(
        session,
        ExecutionRequest(
            system_id=body.system_id,
            framework_id=body.framework_id,
            trigger=Trigger.MANUAL,
            requested_by=principal.actor,
        ),
    )
    set_etag(response, execution.version)
    response.headers["Location"] = f"/api/executions/{execution.id}"
    return await _get(session, execution.id)


@router.get("/api/executions", dependencies=[requires(Permission.EXECUTIONS_READ)])
async def list_executions(
    session: ReadSession,
    system_id: SystemFilter = None,
    framework_id: FrameworkFilter = None,
    status: Annotated[ExecutionStatus | None, Query(description="Only executions in this state.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Page[Execution]:
    """Executions, the newest first."""
    query = _executions()
    if system_id is not None:
        query = query.where(ExecutionRow.system_id == system_id)
    if framework_id is not None:
        query = query.where(ExecutionRow.framework_id == framework_id)
    if status is not None:
        query = query.where(ExecutionRow.status == status)
    rows, next_cursor = await paginate(session, query, key=[ExecutionRow.id], types=[UUID], limit=limit, cursor=cursor)
    return Page[Execution](items=[_execution(*row[:3]) for row in rows], next_cursor=next_cursor)


@router.get("/api/executions/{execution_id}", dependencies=[requires(Permission.EXECUTIONS_READ)])
async def get_execution(execution_id: UUID, response: Response, session: ReadSession) -> Execution:
    """One execution and how far it is."""
    execution = await _get(session, execution_id)
    set_etag(response, execution.version)
    return execution


@router.get("/api/executions/{execution_id}/results", dependencies=[requires(Permission.EXECUTIONS_READ)])
async def list_control_results(
    execution_id: UUID,
    session: ReadSession,
    outcome: Annotated[Outcome | None, Query(description="Only controls with this outcome.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Page[ControlResult]:
    """What the controls came to, in the order of the catalog; empty until the execution is completed."""
    execution = await service.get_execution(session, execution_id)
    query = select(ControlResultRow).where(ControlResultRow.execution_id == execution_id)
    if outcome is not None:
        query = query.where(ControlResultRow.outcome == outcome)
    rows, next_cursor = await paginate(
        session, query, key=[ControlResultRow.position], types=[int], limit=limit, cursor=cursor, descending=False
    )
    content = await load_content(session, execution.framework_digest)
    controls = {control.id: control for control in content.catalog.controls()}
    return Page[ControlResult](
        items=[
            ControlResult(
                control_id=row.control_id,
                label=controls[row.control_id].label,
                title=controls[row.control_id].title,
                outcome=row.outcome,
                reasons=row.reasons,
                needs=row.needs,
                decided_by=row.decided_by,
                attestation_id=row.attestation_id,
            )
            for row in rows
        ],
        next_cursor=next_cursor,
    )


@router.get(
    "/api/executions/{execution_id}/document",
    dependencies=[requires(Permission.EXECUTIONS_READ)],
    response_model=AssessmentResultsDocument,
    responses=problems(409),
)
async def get_execution_document(execution_id: UUID, request: Request, session: ReadSession) -> Response:
    """The OSCAL assessment-results document of a completed execution, byte for byte as it was hashed."""
    execution = await service.get_execution(session, execution_id)
    if execution.document_sha256 is None:
        raise DocumentNotReady(execution_id, execution.status)
    try:
        document = await request.app.state.store.get(service.document_key(execution.document_sha256))
    except ObjectNotFound as error:
        raise ObjectMissing(f"execution {execution_id}") from error
    if sha256_hex(document) != execution.document_sha256:
        raise ObjectAltered(f"execution {execution_id}")
    return Response(document, media_type="application/json", headers={"ETag": f'"{execution.document_sha256}"'})


def _executions() -> Select[ExecutionRow, str, str]:
    """Executions with what lists show of their system and framework."""
    return (
        select(ExecutionRow, System.name, FrameworkVersion.version)
        .join(System, System.id == ExecutionRow.system_id)
        .join(FrameworkVersion, FrameworkVersion.digest == ExecutionRow.framework_digest)
    )


async def _get(session: DatabaseSession, execution_id: UUID) -> Execution:
    row = (await session.execute(_executions().where(ExecutionRow.id == execution_id))).first()
    if row is None:
        raise ExecutionNotFound(execution_id)
    return _execution(*row)


def _execution(row: ExecutionRow, system_name: str, framework_version: str) -> Execution:
    return Execution.model_validate(
        {
            **{name: getattr(row, name) for name in _PLAIN},
            "system_name": system_name,
            "framework_version": framework_version,
            "progress": {"decided": row.decided, "total": row.total},
        }
    )


_PLAIN = tuple(name for name in Execution.model_fields if name not in {"system_name", "framework_version", "progress"})
