"""What can be done with evidence and attestations."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.chain import moment_text
from server.audit.service import append
from server.auth.principal import Principal
from server.evidence.errors import (
    AttestationExpired,
    AttestationNotFound,
    EvidenceNotFound,
    ObjectAltered,
    ObjectMissing,
    UnknownControls,
    UnknownEvidence,
)
from server.evidence.kinds import EvidenceKind
from server.evidence.models import Attestation, EvidenceItem
from server.evidence.schemas import AttestationCreate
from server.evidence.uploads import ReceivedFile
from server.frameworks.errors import FrameworkNotFound
from server.frameworks.service import load_current_content
from server.storage import ObjectNotFound, ObjectStore
from server.systems.service import get_system, hold_system


@dataclass(frozen=True, slots=True)
class EvidenceDescription:
    """What the sender of a file says about it."""

    system_id: UUID
    kind: EvidenceKind
    title: str
    media_type: str
    controls: list[str]
    expires_at: datetime | None


def object_key(sha256: str) -> str:
    """The key of an evidence object."""
    return f"evidence/sha256/{sha256[:2]}/{sha256}"


async def check_description(session: AsyncSession, description: EvidenceDescription) -> None:
    """Check what a file is said to be evidence of, before the file is read.

    Raises:
        SystemNotFound: there is no such system.
        UnknownControls: a control is in no published framework.
    """
    await get_system(session, description.system_id)
    unknown = [control for control in description.controls if not await _control_exists(session, control)]
    if unknown:
        raise UnknownControls("query.controls", unknown)


async def add_evidence(
    session: AsyncSession, principal: Principal, description: EvidenceDescription, file: ReceivedFile
) -> EvidenceItem:
    """Record a file that is in the object store already.

    Raises:
        SystemNotFound: there is no such system.
    """
    await hold_system(session, description.system_id)
    item = EvidenceItem(
        system_id=description.system_id,
        kind=description.kind,
        title=description.title,
        media_type=description.media_type,
        sha256=file.sha256,
        size_bytes=file.size_bytes,
        controls=description.controls,
        expires_at=description.expires_at,
        created_by=principal.actor,
    )
    session.add(item)
    await session.flush()
    append(
        session,
        actor=principal.actor,
        action="evidence.added",
        subject_type="evidence",
        subject_id=item.id,
        details={
            "system_id": str(item.system_id),
            "kind": item.kind,
            "title": item.title,
            "sha256": item.sha256,
            "size_bytes": item.size_bytes,
            "expires_at": None if item.expires_at is None else moment_text(item.expires_at),
        },
    )
    return item


async def get_evidence(session: AsyncSession, evidence_id: UUID) -> EvidenceItem:
    """An evidence item.

    Raises:
        EvidenceNotFound: there is none.
    """
    item = await session.get(EvidenceItem, evidence_id)
    if item is None:
        raise EvidenceNotFound(evidence_id)
    return item


async def open_content(store: ObjectStore, item: EvidenceItem) -> AsyncIterator[bytes]:
    """The content of an evidence item. The first part is read at once, so that a missing object is known now.

    Raises:
        ObjectMissing: the object is not in the store.
        StoreUnavailable: the store does not answer.
    """
    chunks = store.stream(object_key(item.sha256))
    try:
        first = await anext(chunks, b"")
    except ObjectNotFound as error:
        raise ObjectMissing(f"evidence {item.id}") from error
    return _verified(first, chunks, item)


async def _verified(first: bytes, chunks: AsyncIterator[bytes], item: EvidenceItem) -> AsyncGenerator[bytes]:
    """The chunks, the last one withheld until the hash of all is right: an altered file never arrives whole."""
    digest, held = hashlib.sha256(first), first
    async for chunk in chunks:
        yield held
        digest.update(chunk)
        held = chunk
    if digest.hexdigest() != item.sha256:
        raise ObjectAltered(f"evidence {item.id}")
    yield held


async def attest(session: AsyncSession, principal: Principal, body: AttestationCreate) -> Attestation:
    """Record what an auditor states about a control.

    Raises:
        SystemNotFound, FrameworkNotFound: there is no such system or framework.
        UnknownControls: the framework has no such control.
        UnknownEvidence: the system has no such evidence.
        AttestationExpired: it would not be valid even today.
    """
    await hold_system(session, body.system_id)
    content = await load_current_content(session, body.framework_id)
    if body.control_id not in {control.id for control in content.catalog.controls()}:
        raise UnknownControls("body.control_id", [f"{body.framework_id}/{body.control_id}"])
    now = datetime.now(UTC)
    if body.valid_until < now.date():
        raise AttestationExpired
    await _require_evidence(session, body.system_id, body.evidence_ids)
    attestation = Attestation(
        **body.model_dump(exclude={"evidence_ids"}),
        evidence_ids=[str(evidence_id) for evidence_id in body.evidence_ids],
        attested_by=principal.actor,
        attested_at=now,
    )
    session.add(attestation)
    await session.flush()
    append(
        session,
        actor=principal.actor,
        action="control.attested",
        subject_type="attestation",
        subject_id=attestation.id,
        details=body.model_dump(mode="json"),
    )
    return attestation


async def get_attestation(session: AsyncSession, attestation_id: UUID) -> Attestation:
    """An attestation.

    Raises:
        AttestationNotFound: there is none.
    """
    attestation = await session.get(Attestation, attestation_id)
    if attestation is None:
        raise AttestationNotFound(attestation_id)
    return attestation


async def _control_exists(session: AsyncSession, reference: str) -> bool:
    framework_id, _, control_id = reference.partition("/")
    try:
        content = await load_current_content(session, framework_id)
    except FrameworkNotFound:
        return False
    return control_id in {control.id for control in content.catalog.controls()}


async def _require_evidence(session: AsyncSession, system_id: UUID, ids: Sequence[UUID]) -> None:
    if not ids:
        return
    query = select(EvidenceItem.id).where(EvidenceItem.system_id == system_id, EvidenceItem.id.in_(ids))
    # Held, so that retention does not delete what is being attested on.
    known = set(await session.scalars(query.with_for_update(read=True, key_share=True)))
    unknown = [evidence_id for evidence_id in ids if evidence_id not in known]
    if unknown:
        raise UnknownEvidence(unknown)
