"""Routes of the audit log."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query, Request
from sqlalchemy import or_, select

from server.audit.models import AuditEntry as AuditEntryRow
from server.audit.schemas import AuditEntry, AuditVerification, VerificationRequest
from server.audit.service import append
from server.audit.sources import OBJECT_SOURCES, RECORD_CHECKS
from server.audit.verification import Verifier
from server.auth.dependencies import requires
from server.auth.permissions import Permission
from server.auth.principal import Principal
from server.http.parameters import Cursor, Limit
from server.http.router import Router
from server.http.sessions import DatabaseSession, ReadSession
from server.pagination import DEFAULT_LIMIT, Page, paginate

router = Router(tags=["audit"])


def _filter(description: str) -> Any:  # noqa: ANN401 - as FastAPI's Query
    return Query(min_length=1, max_length=400, description=description)


@router.get("/api/audit/entries", dependencies=[requires(Permission.AUDIT_READ)])
async def list_audit_entries(
    session: ReadSession,
    subject_type: Annotated[str | None, _filter("Only entries about this kind of thing.")] = None,
    subject_id: Annotated[str | None, _filter("Only entries about the thing with this id.")] = None,
    actor: Annotated[str | None, _filter("Only what this actor did; for an account, with any of its tokens.")] = None,
    action: Annotated[str | None, _filter("Only entries of this action.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Page[AuditEntry]:
    """The audit log, the newest entry first."""
    query = select(AuditEntryRow)
    if subject_type is not None:
        query = query.where(AuditEntryRow.subject_type == subject_type)
    if subject_id is not None:
        query = query.where(AuditEntryRow.subject_id == subject_id)
    if actor is not None:
        tokens = AuditEntryRow.actor.startswith(f"{actor}/", autoescape=True)
        query = query.where(or_(AuditEntryRow.actor == actor, tokens))
    if action is not None:
        query = query.where(AuditEntryRow.action == action)
    rows, next_cursor = await paginate(
        session, query, key=[AuditEntryRow.sequence], types=[int], limit=limit, cursor=cursor
    )
    return Page[AuditEntry](items=[AuditEntry.model_validate(row) for row in rows], next_cursor=next_cursor)


@router.post("/api/audit/verifications")
async def verify_audit_log(
    body: VerificationRequest,
    request: Request,
    session: DatabaseSession,
    principal: Annotated[Principal, requires(Permission.AUDIT_VERIFY)],
) -> AuditVerification:
    """Verify the chain, the records it vouches for and, when asked, every object; takes as long as that takes."""
    verifier = Verifier(
        request.app.state.database,
        request.app.state.store,
        object_sources=OBJECT_SOURCES,
        record_checks=RECORD_CHECKS,
    )
    result = await verifier.run(objects=body.objects)
    append(
        session,
        actor=principal.actor,
        action="audit.verified",
        subject_type="audit",
        subject_id=str(result.head_sequence),
        details=result.model_dump(
            mode="json", include={"intact", "entries_checked", "objects_checked", "findings_total", "head_hash"}
        ),
    )
    return result
