"""Routes of evidence and attestations."""

from __future__ import annotations

import base64
import mimetypes
import urllib.parse
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response, status
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import StringConstraints
from sqlalchemy import select

from server.auth.dependencies import requires
from server.auth.permissions import Permission
from server.auth.principal import Principal
from server.database import Database
from server.evidence import service
from server.evidence.kinds import EvidenceKind
from server.evidence.models import Attestation as AttestationRow
from server.evidence.models import EvidenceItem as EvidenceRow
from server.evidence.schemas import CONTROL_REFERENCE_PATTERN, Attestation, AttestationCreate, EvidenceItem
from server.evidence.service import EvidenceDescription
from server.evidence.uploads import DIGEST_HEADER, media_type, received_file
from server.frameworks.content import FRAMEWORK_ID_PATTERN
from server.http.documentation import problems
from server.http.idempotency import KEY_HEADER, idempotent, run_once, sent_key
from server.http.parameters import Cursor, Limit
from server.http.router import Router
from server.http.schemas import Line, Moment
from server.http.sessions import DatabaseSession, ReadSession
from server.object_copies import put_if_absent
from server.object_holds import hold_object
from server.pagination import DEFAULT_LIMIT, Page, paginate
from server.storage import ObjectStore
from server.systems.service import get_system

router = Router(tags=["evidence"])

ControlReference = Annotated[str, StringConstraints(pattern=CONTROL_REFERENCE_PATTERN)]

_UPLOAD = {
    "requestBody": {
        "required": True,
        "description": "The file itself, of any media type.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary", "minLength": 1}}},
    },
    "parameters": [
        {
            "name": DIGEST_HEADER,
            "in": "header",
            "required": False,
            "description": "SHA-256 of the file (RFC 9530): `sha-256=:<base64>:`. Compared with what arrives.",
            "schema": {"type": "string"},
        },
        {
            "name": KEY_HEADER,
            "in": "header",
            "required": False,
            "description": "Chosen by the caller for one request, which is then answered again but done once.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": r"^[\x21-\x7e]+$"},
        },
    ],
}

_FILE = {"description": "The file.", "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}


@router.post(
    "/api/systems/{system_id}/evidence",
    status_code=status.HTTP_201_CREATED,
    response_model=EvidenceItem,
    responses=problems(400, 404, 408, 413, 415),
    openapi_extra=_UPLOAD,
)
async def add_evidence(
    system_id: UUID,
    request: Request,
    principal: Annotated[Principal, requires(Permission.EVIDENCE_WRITE)],
    kind: Annotated[EvidenceKind, Query(description="What the file is.")],
    title: Annotated[Line, Query(description="What the file is called.")],
    controls: Annotated[
        list[ControlReference] | None,
        Query(max_length=100, description="A control it was collected for, as framework/control; repeat for more."),
    ] = None,
    expires_at: Annotated[Moment | None, Query(description="When it stops being evidence.")] = None,
) -> Response:
    """Add a file as evidence: streamed, hashed on the way, and stored under its SHA-256."""
    description = EvidenceDescription(
        system_id=system_id,
        kind=kind,
        title=title,
        media_type=media_type(request),
        controls=list(dict.fromkeys(controls or [])),
        expires_at=expires_at,
    )
    database: Database = request.app.state.database
    store: ObjectStore = request.app.state.store
    async with database.transaction() as session:
        await service.check_description(session, description)
    # No connection is held while the file arrives: slow senders must not starve the others.
    async with received_file(request, largest=request.app.state.settings.max_evidence_bytes) as file:
        object_key = service.object_key(file.sha256)
        written = await put_if_absent(database, store, object_key, file.path)

        async def record(current: Request) -> Response:
            session = current.state.session
            if not written:
                await hold_object(session, database, store, file.sha256, object_key, file.path)
            item = await service.add_evidence(session, principal, description, file)
            return JSONResponse(
                EvidenceItem.model_validate(item).model_dump(mode="json"),
                status_code=status.HTTP_201_CREATED,
                headers={"Location": f"/api/evidence/{item.id}"},
            )

        key = sent_key(request)
        if key is not None:
            return await run_once(request, principal, key, file.sha256.encode(), record)
        async with database.transaction() as session:
            request.state.session = session
            return await record(request)


@router.get("/api/systems/{system_id}/evidence", dependencies=[requires(Permission.EVIDENCE_READ)])
async def list_evidence(
    system_id: UUID,
    session: ReadSession,
    kind: Annotated[EvidenceKind | None, Query(description="Only evidence of this kind.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Page[EvidenceItem]:
    """The evidence of a system, the newest first."""
    await get_system(session, system_id)
    query = select(EvidenceRow).where(EvidenceRow.system_id == system_id)
    if kind is not None:
        query = query.where(EvidenceRow.kind == kind)
    rows, next_cursor = await paginate(session, query, key=[EvidenceRow.id], types=[UUID], limit=limit, cursor=cursor)
    return Page[EvidenceItem](items=[EvidenceItem.model_validate(row) for row in rows], next_cursor=next_cursor)


@router.get("/api/evidence/{evidence_id}", dependencies=[requires(Permission.EVIDENCE_READ)])
async def get_evidence(evidence_id: UUID, session: ReadSession) -> EvidenceItem:
    """One evidence item."""
    return EvidenceItem.model_validate(await service.get_evidence(session, evidence_id))


@router.get(
    "/api/evidence/{evidence_id}/content",
    dependencies=[requires(Permission.EVIDENCE_READ)],
    response_class=StreamingResponse,
    responses={
        200: {"description": "The file.", "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}
    },
)
async def get_evidence_content(evidence_id: UUID, request: Request, session: ReadSession) -> StreamingResponse:
    """The file of an evidence item, as it was sent."""
    item = await service.get_evidence(session, evidence_id)
    content = await service.open_content(request.app.state.store, item)
    return StreamingResponse(content, headers=_download_headers(item))


@router.post(
    "/api/attestations", status_code=status.HTTP_201_CREATED, dependencies=[idempotent()], responses=problems(404)
)
async def create_attestation(
    body: AttestationCreate,
    response: Response,
    session: DatabaseSession,
    principal: Annotated[Principal, requires(Permission.ATTESTATIONS_WRITE)],
) -> Attestation:
    """State as an auditor what no rule can decide. It counts from the next execution on, until it expires."""
    attestation = await service.attest(session, principal, body)
    response.headers["Location"] = f"/api/attestations/{attestation.id}"
    return Attestation.model_validate(attestation)


@router.get("/api/attestations", dependencies=[requires(Permission.ATTESTATIONS_READ)])
async def list_attestations(
    session: ReadSession,
    system_id: Annotated[UUID | None, Query(description="Only those about this system.")] = None,
    framework_id: Annotated[
        str | None, Query(pattern=FRAMEWORK_ID_PATTERN, description="Only those about this framework.")
    ] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Page[Attestation]:
    """What auditors attested, the newest first."""
    query = select(AttestationRow)
    if system_id is not None:
        query = query.where(AttestationRow.system_id == system_id)
    if framework_id is not None:
        query = query.where(AttestationRow.framework_id == framework_id)
    rows, next_cursor = await paginate(
        session, query, key=[AttestationRow.id], types=[UUID], limit=limit, cursor=cursor
    )
    return Page[Attestation](items=[Attestation.model_validate(row) for row in rows], next_cursor=next_cursor)


@router.get("/api/attestations/{attestation_id}", dependencies=[requires(Permission.ATTESTATIONS_READ)])
async def get_attestation(attestation_id: UUID, session: ReadSession) -> Attestation:
    """One attestation."""
    return Attestation.model_validate(await service.get_attestation(session, attestation_id))


def _download_headers(item: EvidenceRow) -> dict[str, str]:
    """Headers that have a browser save the file, and never run it as part of the console."""
    extension = mimetypes.guess_extension(item.media_type) or ""
    name = item.title if item.title.lower().endswith(extension) else item.title + extension
    quoted = urllib.parse.quote(name.replace("/", "-"), safe="")
    digest = base64.b64encode(bytes.fromhex(item.sha256)).decode()
    return {
        "Content-Disposition": f"attachment; filename=\"evidence{extension}\"; filename*=UTF-8''{quoted}",
        "Content-Type": item.media_type,
        "Content-Length": str(item.size_bytes),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        DIGEST_HEADER: f"sha-256=:{digest}:",
        "ETag": f'"{item.sha256}"',
        "X-Content-Type-Options": "nosniff",
    }
