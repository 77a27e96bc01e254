"""Routes of the register of AI systems."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status
from sqlalchemy import func, or_, select

from server.auth.dependencies import requires
from server.auth.permissions import Permission
from server.auth.principal import Principal
from server.http.documentation import problems
from server.http.idempotency import idempotent
from server.http.parameters import Cursor, Limit
from server.http.preconditions import IfMatch, set_etag
from server.http.router import Router
from server.http.sessions import DatabaseSession, ReadSession
from server.pagination import DEFAULT_LIMIT, Page, paginate
from server.systems import service
from server.systems.descriptions import fact_vocabulary
from server.systems.metrics import MetricName
from server.systems.models import System as SystemRow
from server.systems.models import SystemMetric
from server.systems.schemas import (
    FactSectionDescription,
    Metric,
    MetricCreate,
    System,
    SystemCreate,
    SystemMetrics,
    SystemSummary,
    SystemUpdate,
)
from server.systems.vocabulary import Lifecycle, RiskTier

router = Router(tags=["systems"])

_SUMMARIES = select(
    SystemRow.id,
    SystemRow.name,
    SystemRow.purpose,
    SystemRow.owner,
    SystemRow.provider,
    SystemRow.risk_tier,
    SystemRow.lifecycle,
    SystemRow.facts_stated,
    SystemRow.created_at,
    SystemRow.updated_at,
    SystemRow.version,
)


@router.get("/api/systems", dependencies=[requires(Permission.SYSTEMS_READ)])
async def list_systems(
    session: ReadSession,
    risk_tier: Annotated[RiskTier | None, Query(description="Only systems of this tier.")] = None,
    lifecycle: Annotated[Lifecycle | None, Query(description="Only systems at this stage.")] = None,
    search: Annotated[
        str | None,
        Query(max_length=200, description="Only systems whose name, purpose, owner or provider contains this text."),
    ] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Page[SystemSummary]:
    """AI systems by name."""
    query = _SUMMARIES
    if risk_tier is not None:
        query = query.where(SystemRow.risk_tier == risk_tier)
    if lifecycle is not None:
        query = query.where(SystemRow.lifecycle == lifecycle)
    if search:
        searched = (SystemRow.name, SystemRow.purpose, SystemRow.owner, SystemRow.provider)
        query = query.where(or_(*(column.icontains(search, autoescape=True) for column in searched)))
    rows, next_cursor = await paginate(
        session, query, key=[func.lower(SystemRow.name)], types=[str], limit=limit, cursor=cursor, descending=False
    )
    return Page[SystemSummary](items=[SystemSummary.model_validate(row) for row in rows], next_cursor=next_cursor)


@router.post("/api/systems", status_code=status.HTTP_201_CREATED, dependencies=[idempotent()], responses=problems(409))
async def create_system(
    body: SystemCreate,
    response: Response,
    session: DatabaseSession,
    principal: Annotated[Principal, requires(Permission.SYSTEMS_WRITE)],
) -> System:
    """Register an AI system."""
    system = await service.create_system(session, principal, body)
    set_etag(response, system.version)
    response.headers["Location"] = f"/api/systems/{system.id}"
    return System.model_validate(system)


@router.get("/api/systems/{system_id}", dependencies=[requires(Permission.SYSTEMS_READ)])
async def get_system(system_id: UUID, response: Response, session: ReadSession) -> System:
    """One AI system with its facts."""
    system = await service.get_system(session, system_id)
    set_etag(response, system.version)
    return System.model_validate(system)


@router.patch("/api/systems/{system_id}", responses=problems(409))
async def update_system(
    system_id: UUID,
    body: SystemUpdate,
    if_match: IfMatch,
    response: Response,
    session: DatabaseSession,
    principal: Annotated[Principal, requires(Permission.SYSTEMS_WRITE)],
) -> System:
    """Change an AI system. `facts` is a JSON merge patch: null removes a fact."""
    system = await service.update_system(session, principal, system_id, if_match, body)
    set_etag(response, system.version)
    return System.model_validate(system)


@router.delete("/api/systems/{system_id}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(409))
async def delete_system(
    system_id: UUID,
    if_match: IfMatch,
    session: DatabaseSession,
    principal: Annotated[Principal, requires(Permission.SYSTEMS_WRITE)],
) -> None:
    """Remove an AI system that has no executions, evidence or attestations."""
    await service.delete_system(session, principal, system_id, if_match)


@router.post("/api/systems/{system_id}/metrics", status_code=status.HTTP_201_CREATED, dependencies=[idempotent()])
async def report_metric(
    system_id: UUID,
    body: MetricCreate,
    session: DatabaseSession,
    principal: Annotated[Principal, requires(Permission.METRICS_WRITE)],
) -> Metric:
    """Report a measured value of an AI system."""
    return Metric.model_validate(await service.report_metric(session, principal, system_id, body))


@router.get("/api/systems/{system_id}/metrics", dependencies=[requires(Permission.SYSTEMS_READ)])
async def list_metrics(
    system_id: UUID,
    session: ReadSession,
    name: Annotated[MetricName | None, Query(description="Only the history of this metric.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> SystemMetrics:
    """The latest value of each metric of an AI system, and the history, the newest first."""
    await service.get_system(session, system_id)
    query = select(SystemMetric).where(SystemMetric.system_id == system_id)
    if name is not None:
        query = query.where(SystemMetric.name == name)
    rows, next_cursor = await paginate(
        session,
        query,
        key=[SystemMetric.reported_at, SystemMetric.id],
        types=[datetime, UUID],
        limit=limit,
        cursor=cursor,
    )
    return SystemMetrics(
        items=[Metric.model_validate(row) for row in rows],
        next_cursor=next_cursor,
        latest=[Metric.model_validate(row) for row in await service.latest_metrics(session, system_id)],
    )


@router.get("/api/facts/vocabulary", dependencies=[requires(Permission.SYSTEMS_READ)])
async def get_fact_vocabulary() -> list[FactSectionDescription]:
    """Every fact that can be stated about an AI system, by section."""
    return fact_vocabulary()
