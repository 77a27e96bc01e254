"""What can be done with the register of AI systems."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.service import append
from server.auth.principal import Principal
from server.database import violates
from server.preconditions import Precondition
from server.systems.errors import SystemInUse, SystemNameTaken, SystemNotFound
from server.systems.facts import stated
from server.systems.models import System, SystemMetric
from server.systems.schemas import MetricCreate, SystemCreate, SystemUpdate

_FOREIGN_KEY_VIOLATION = "23503"

Facts = dict[str, dict[str, Any]]


async def create_system(session: AsyncSession, principal: Principal, body: SystemCreate) -> System:
    """Register a system.

    Raises:
        SystemNameTaken: another system has the name.
    """
    content = body.model_dump(mode="json", exclude={"facts"})
    facts = _without_empty_sections(stated(body.facts))
    system = System(**content, facts=facts, facts_stated=_count(facts))
    session.add(system)
    await _flush(session, body.name)
    append(
        session,
        actor=principal.actor,
        action="system.created",
        subject_type="system",
        subject_id=system.id,
        details={**content, "facts": facts},
    )
    return system


async def get_system(session: AsyncSession, system_id: UUID, *, lock: bool = False) -> System:
    """A system, locked against changes by others when asked.

    Raises:
        SystemNotFound: there is none.
    """
    system = await session.get(System, system_id, with_for_update=lock or None)
    if system is None:
        raise SystemNotFound(system_id)
    return system


async def hold_system(session: AsyncSession, system_id: UUID) -> None:
    """Keep a system from being deleted while this transaction adds something that refers to it.

    Raises:
        SystemNotFound: there is none.
    """
    query = select(System.id).where(System.id == system_id).with_for_update(read=True, key_share=True)
    if await session.scalar(query) is None:
        raise SystemNotFound(system_id)


async def update_system(
    session: AsyncSession, principal: Principal, system_id: UUID, precondition: Precondition, body: SystemUpdate
) -> System:
    """Change a system.

    Raises:
        SystemNotFound: there is none.
        PreconditionFailed: it changed since the caller read it.
        SystemNameTaken: another system has the new name.
    """
    system = await get_system(session, system_id, lock=True)
    precondition.check(system.version, f"System {system_id}")
    changes = body.model_dump(mode="json", exclude_unset=True)
    for name, value in changes.items():
        if name != "facts":
            setattr(system, name, value)
    if "facts" in changes:
        system.facts = merged(system.facts, changes["facts"])
        system.facts_stated = _count(system.facts)
    system.version += 1
    system.updated_at = datetime.now(UTC)
    await _flush(session, system.name)
    append(
        session,
        actor=principal.actor,
        action="system.updated",
        subject_type="system",
        subject_id=system_id,
        details={"changes": changes, "version": system.version},
    )
    return system


async def delete_system(
    session: AsyncSession, principal: Principal, system_id: UUID, precondition: Precondition
) -> None:
    """Remove a system that nothing refers to.

    Raises:
        SystemNotFound: there is none.
        PreconditionFailed: it changed since the caller read it.
        SystemInUse: it has executions, evidence or attestations.
    """
    system = await get_system(session, system_id, lock=True)
    precondition.check(system.version, f"System {system_id}")
    await session.delete(system)
    try:
        await session.flush()
    except IntegrityError as error:
        if getattr(error.orig, "sqlstate", None) == _FOREIGN_KEY_VIOLATION:
            raise SystemInUse(system_id) from error
        raise
    append(
        session,
        actor=principal.actor,
        action="system.deleted",
        subject_type="system",
        subject_id=system_id,
        details={"name": system.name},
    )


async def report_metric(
    session: AsyncSession, principal: Principal, system_id: UUID, body: MetricCreate
) -> SystemMetric:
    """Record a measured value.

    Raises:
        SystemNotFound: there is no such system.
    """
    metric = SystemMetric(
        system_id=system_id,
        name=body.name,
        value=body.value,
        reported_at=body.reported_at or datetime.now(UTC),
        reported_by=principal.actor,
    )
    session.add(metric)
    try:
        await session.flush()
    except IntegrityError as error:
        if violates(error, "fk_system_metrics_system_id_systems"):
            raise SystemNotFound(system_id) from error
        raise
    append(
        session,
        actor=principal.actor,
        action="metric.reported",
        subject_type="system",
        subject_id=system_id,
        details={"name": metric.name, "value": metric.value, "reported_at": metric.reported_at.isoformat()},
    )
    return metric


async def latest_metrics(session: AsyncSession, system_id: UUID) -> list[SystemMetric]:
    """The newest value of each metric that was ever reported for a system, by name."""
    query = (
        select(SystemMetric)
        .ext(distinct_on(SystemMetric.name))
        .where(SystemMetric.system_id == system_id)
        .order_by(SystemMetric.name, SystemMetric.reported_at.desc(), SystemMetric.id.desc())
    )
    return list(await session.scalars(query))


def merged(facts: Facts, patch: Facts) -> Facts:
    """Facts after a JSON merge patch: null removes a fact, what is left out stays."""
    result = dict(facts)
    for section, values in patch.items():
        known = {**result.get(section, {}), **values}
        result[section] = {name: value for name, value in known.items() if value is not None}
    return _without_empty_sections(result)


def _without_empty_sections(facts: dict[str, Any]) -> Facts:
    return {section: values for section, values in facts.items() if values}


def _count(facts: Facts) -> int:
    return sum(len(values) for values in facts.values())


async def _flush(session: AsyncSession, name: str) -> None:
    try:
        await session.flush()
    except IntegrityError as error:
        if violates(error, "uq_systems_lower_name"):
            raise SystemNameTaken(name) from error
        raise
