"""Which evidence is past its retention, and the transaction that deletes it.

Retention begins when evidence stops being evidence: at the end its sender stated, or when it was collected where that
came later. Evidence without an end never stops. What an execution within the retention counted had not expired then,
so it is within retention itself; what remains to be asked is the newest execution of each framework, however old it
is, and what auditors attested.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.chain import moment_text
from server.audit.service import append
from server.retention.schemas import ExpiredEvidence

ACTION = "evidence.deleted"
ACTOR = "process:retention"
BATCH = 100

# The last execution of each framework that was completed, and those that have not ended.
_CURRENT_EXECUTIONS = """
    SELECT posture.execution_id FROM postures AS posture WHERE posture.system_id = item.system_id
    UNION ALL
    SELECT unfinished.id FROM executions AS unfinished
    WHERE unfinished.status IN ('queued', 'running') AND unfinished.system_id = item.system_id
"""
_COUNTED = f"""
    EXISTS (
        SELECT FROM executions AS execution,
            jsonb_array_elements(CAST(execution.snapshot AS jsonb) #> '{{input,evidence}}') AS listed
        WHERE execution.id IN ({_CURRENT_EXECUTIONS})
          AND listed ->> 'id' = CAST(item.id AS text)
          AND coalesce(
              listed ->> 'expires_at' > CAST(execution.snapshot AS jsonb) #>> '{{input,now}}' COLLATE "C", true
          )
    )
"""
_ATTESTED = f"""
    EXISTS (
        SELECT FROM attestations AS attestation
        WHERE attestation.system_id = item.system_id
          AND attestation.evidence_ids @> to_jsonb(CAST(item.id AS text))
          AND (
              attestation.valid_until >= CAST(CAST(:expired_by AS timestamptz) AT TIME ZONE 'UTC' AS date)
              OR EXISTS (
                  SELECT FROM control_results AS result
                  WHERE result.attestation_id = attestation.id AND result.execution_id IN ({_CURRENT_EXECUTIONS})
              )
          )
    )
"""  # noqa: S608 - of the constants above
_COLUMNS = """
    item.id, item.system_id, item.kind, item.title, item.sha256, item.size_bytes, item.collected_at, item.expires_at
"""
_FIND = text(f"""
    SELECT {_COLUMNS}
    FROM evidence_items AS item
    WHERE item.expires_at IS NOT NULL AND greatest(item.expires_at, item.collected_at) <= :expired_by
      AND item.id > :after AND NOT {_COUNTED} AND NOT {_ATTESTED}
    ORDER BY item.id
    LIMIT :batch
""")  # noqa: S608 - of the constants above
_ATTESTED_AMONG = text(f"""
    SELECT item.id
    FROM jsonb_to_recordset(CAST(:items AS jsonb)) AS item (id uuid, system_id uuid)
    WHERE {_ATTESTED}
""")  # noqa: S608 - of the constants above
_DELETE = text(f"""
    DELETE FROM evidence_items AS item WHERE item.id = ANY(:ids) RETURNING {_COLUMNS}
""")  # noqa: S608 - of the constants above

FIRST_ID = UUID(int=0)
"""Comes before every id."""


class RestsOnEvidence(Exception):  # noqa: N818 - no failure: the transaction is begun anew without these items
    """An auditor attested something on evidence while it was being deleted."""

    def __init__(self, ids: Iterable[UUID]) -> None:
        self.ids = frozenset(ids)
        super().__init__(f"Evidence was attested on while it was being deleted: {', '.join(map(str, self.ids))}.")


async def find_expired(session: AsyncSession, expired_by: datetime, after: UUID) -> list[ExpiredEvidence]:
    """The next items whose retention has ended and that nothing rests on, by their ids."""
    found = await session.execute(_FIND, {"expired_by": expired_by, "after": after, "batch": BATCH})
    return [ExpiredEvidence.model_validate(row) for row in found]


async def delete_expired(
    session: AsyncSession, items: Sequence[ExpiredEvidence], expired_by: datetime, retention_days: int
) -> list[ExpiredEvidence]:
    """Delete the records of items, each with its audit entry. The objects go when no record refers to them.

    Returns:
        What was deleted; items that somebody else deleted meanwhile are not among it.

    Raises:
        RestsOnEvidence: something rests on some of them since they were found; the caller must not commit.
    """
    deleted = await session.execute(_DELETE, {"ids": [item.id for item in items]})
    gone = [ExpiredEvidence.model_validate(row) for row in deleted]
    # Asked once more, now that the rows are locked: whoever attests holds the items it names.
    named = [{"id": str(item.id), "system_id": str(item.system_id)} for item in gone]
    attested = await session.scalars(_ATTESTED_AMONG, {"items": orjson.dumps(named).decode(), "expired_by": expired_by})
    if ids := list(attested):
        raise RestsOnEvidence(ids)
    for item in gone:
        append(
            session,
            actor=ACTOR,
            action=ACTION,
            subject_type="evidence",
            subject_id=item.id,
            details={
                "system_id": str(item.system_id),
                "kind": item.kind,
                "title": item.title,
                "sha256": item.sha256,
                "size_bytes": item.size_bytes,
                "collected_at": moment_text(item.collected_at),
                "expires_at": moment_text(item.expires_at),
                "retention_days": retention_days,
                "reason": "Its retention has ended, and nothing rests on it.",
            },
        )
    return gone
