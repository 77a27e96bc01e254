"""What an execution evaluates, frozen at its first start. Every attempt of the execution reads the same."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.canonical import canonical_json
from server.evidence.models import Attestation, EvidenceItem
from server.executions.decision import AttestationFacts
from server.executions.models import Execution
from server.operations.models import Operation
from server.operations.service import newest_operations
from server.systems.models import System
from server.systems.service import latest_metrics

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2261, 12, 31, tzinfo=UTC)
"""The moments rules can calculate with. What lies beyond was always, or will never be."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The input of the rules, and what was attested about the controls of the framework on the system."""

    given: dict[str, Any]
    attestations: list[AttestationFacts]

    @property
    def now(self) -> datetime:
        """The moment of the execution."""
        return datetime.fromisoformat(self.given["now"])

    def text(self) -> str:
        """The snapshot as it is stored: canonical JSON."""
        attestations = [_plain(each) for each in self.attestations]
        return canonical_json({"input": self.given, "attestations": attestations}).decode()


def parse_snapshot(text: str) -> Snapshot:
    """A stored snapshot."""
    stored = orjson.loads(text)
    attestations = [
        AttestationFacts(
            id=each["id"],
            control_id=each["control_id"],
            outcome=each["outcome"],
            statement=each["statement"],
            attested_by=each["attested_by"],
            attested_at=datetime.fromisoformat(each["attested_at"]),
            valid_until=date.fromisoformat(each["valid_until"]),
        )
        for each in stored["attestations"]
    ]
    return Snapshot(stored["input"], attestations)


async def take_snapshot(session: AsyncSession, execution: Execution) -> Snapshot:
    """What is known about the system of an execution now."""
    system = await session.get_one(System, execution.system_id)
    evidence = await session.scalars(
        select(EvidenceItem).where(EvidenceItem.system_id == system.id).order_by(EvidenceItem.id)
    )
    attestations = await session.scalars(
        select(Attestation)
        .where(Attestation.system_id == system.id, Attestation.framework_id == execution.framework_id)
        .order_by(Attestation.id)
    )
    now = datetime.now(UTC)
    operations = await newest_operations(session, _environments(system), now)
    given = {
        "now": moment(now),
        "system": _system(system),
        "facts": system.facts,
        "evidence": [_evidence(item) for item in evidence],
        "metrics": {
            metric.name: {"value": metric.value, "reported_at": moment(metric.reported_at)}
            for metric in await latest_metrics(session, system.id)
        },
        "operations": [_operation(each) for each in operations],
    }
    return Snapshot(given, [_attestation(each) for each in attestations])


def moment(at: datetime) -> str:
    """A moment as rules and documents have it: RFC 3339 in UTC, within what Rego counts in nanoseconds."""
    return min(max(at, EARLIEST), LATEST).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _system(system: System) -> dict[str, Any]:
    described = {
        "id": str(system.id),
        "name": system.name,
        "purpose": system.purpose,
        "owner": system.owner,
        "risk_tier": system.risk_tier,
        "lifecycle": system.lifecycle,
    }
    return described if system.provider is None else {**described, "provider": system.provider}


def _environments(system: System) -> set[str]:
    """The environments whose operations speak for a system: those that run it, and where its changes are tried."""
    stated = system.facts.get("operations", {})
    return {*stated.get("environments", []), *stated.get("tried_in", [])}


def _operation(operation: Operation) -> dict[str, Any]:
    return {
        "id": str(operation.id),
        "kind": operation.kind,
        "environment": operation.environment,
        "region": operation.region,
        "started_at": moment(operation.started_at),
        "finished_at": moment(operation.finished_at),
        "outcome": operation.outcome,
        "recorded_by": operation.recorded_by,
        "details": operation.details,
    }


def _evidence(item: EvidenceItem) -> dict[str, Any]:
    return {
        "id": str(item.id),
        "kind": item.kind,
        "title": item.title,
        "sha256": item.sha256,
        "collected_at": moment(item.collected_at),
        "expires_at": None if item.expires_at is None else moment(item.expires_at),
        "controls": item.controls,
    }


def _attestation(attestation: Attestation) -> AttestationFacts:
    return AttestationFacts(
        id=str(attestation.id),
        control_id=attestation.control_id,
        outcome=attestation.outcome,
        statement=attestation.statement,
        attested_by=attestation.attested_by,
        attested_at=attestation.attested_at,
        valid_until=attestation.valid_until,
    )


def _plain(attestation: AttestationFacts) -> dict[str, Any]:
    return {
        **asdict(attestation),
        "attested_at": moment(attestation.attested_at),
        "valid_until": attestation.valid_until.isoformat(),
    }
