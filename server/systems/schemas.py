"""Bodies of the routes of the register."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from server.http.schemas import VISIBLE, Line, Moment, RequestModel, ResponseModel, unchanged
from server.pagination import Page
from server.systems.facts import SystemFacts
from server.systems.metrics import MetricName
from server.systems.vocabulary import Lifecycle, RiskTier

MAX_SOURCES = 50

FactType = Literal["boolean", "date", "number", "enum", "list"]
FactValue = bool | float | str | list[str]

Purpose = Annotated[str, StringConstraints(min_length=1, max_length=5000, pattern=VISIBLE), AfterValidator(str.strip)]
Address = Annotated[str, StringConstraints(max_length=2000, pattern=r"^https?://[!-~]+$")]


class Source(RequestModel):
    """Where something that is stated about a system was published."""

    title: Line
    url: Address
    publisher: Line | None = None


class SystemCreate(RequestModel):
    """A new AI system of the register."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "name": "Résumé screening",
                "purpose": "Ranks applications for open positions and hands the ranking to recruiters.",
                "owner": "Head of recruiting",
                "provider": "Example Talent Ltd",
                "risk_tier": "high",
                "lifecycle": "deployed",
                "facts": {
                    "scope": {"eu_market": True, "roles": ["deployer"], "annex_iii_areas": ["employment"]},
                    "oversight": {"overseers_assigned": True},
                },
                "sources": [{"title": "Model card", "url": "https://example.org/model-card"}],
            }
        }
    )

    name: Line = Field(description="Unique; case does not count.")
    purpose: Purpose
    owner: Line = Field(description="Who answers for the system.")
    provider: Line | None = Field(default=None, description="Who made it, when that is someone else.")
    risk_tier: RiskTier
    lifecycle: Lifecycle
    facts: SystemFacts = Field(default_factory=SystemFacts)
    sources: list[Source] = Field(default_factory=list, max_length=MAX_SOURCES)


class SystemUpdate(RequestModel):
    """What changes about a system; what is left out stays."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"lifecycle": "retired", "facts": {"risk": {"reviewed_on": "2026-05-04", "prioritised": None}}}
        }
    )

    name: Line = unchanged()
    purpose: Purpose = unchanged()
    owner: Line = unchanged()
    provider: Line | None = None
    risk_tier: RiskTier = unchanged()
    lifecycle: Lifecycle = unchanged()
    facts: SystemFacts = unchanged(description="A JSON merge patch (RFC 7396): null removes a fact.")
    sources: list[Source] = unchanged(max_length=MAX_SOURCES)


class SystemSummary(ResponseModel):
    """An AI system in lists."""

    id: UUID
    name: str
    purpose: str
    owner: str
    provider: str | None
    risk_tier: RiskTier
    lifecycle: Lifecycle
    facts_stated: int = Field(description="How many facts are stated about it.")
    created_at: datetime
    updated_at: datetime
    version: int


class System(SystemSummary):
    """An AI system of the register."""

    facts: dict[str, dict[str, FactValue]] = Field(description="By section and name; a fact that is absent is unknown.")
    sources: list[Source]


class MetricCreate(RequestModel):
    """A measured value."""

    model_config = ConfigDict(json_schema_extra={"example": {"name": "accuracy", "value": 0.94}})

    name: MetricName
    value: Annotated[float, Field(allow_inf_nan=False)]
    reported_at: Moment | None = Field(default=None, description="When it was measured; now when left out.")


class Metric(ResponseModel):
    """A measured value of a system."""

    id: UUID
    system_id: UUID
    name: MetricName
    value: float
    reported_at: datetime
    reported_by: str


class SystemMetrics(Page[Metric]):
    """What was measured for a system: the latest value of each metric, and a page of the history."""

    latest: list[Metric]


class FactDescription(ResponseModel):
    """One fact that can be stated about a system."""

    name: str
    description: str
    type: FactType
    values: list[str] | None = Field(description="What an enum, or an element of a list, may be; null for free text.")


class FactSectionDescription(ResponseModel):
    """A group of facts."""

    section: str
    title: str
    description: str
    facts: list[FactDescription]
