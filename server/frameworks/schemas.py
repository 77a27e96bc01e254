"""Bodies of the routes of frameworks."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from server.evidence.kinds import EvidenceKind
from server.frameworks.catalog import Decision
from server.frameworks.content import FRAMEWORK_ID_PATTERN, LONGEST_MODULE
from server.http.schemas import RequestModel, ResponseModel

FrameworkId = Annotated[str, StringConstraints(pattern=FRAMEWORK_ID_PATTERN)]
Module = Annotated[str, StringConstraints(max_length=LONGEST_MODULE)]


class FrameworkPublish(RequestModel):
    """A framework as code: its catalog, its rules and the modules the rules share."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": "house_rules",
                "catalog": {
                    "uuid": "0d8c8a3e-8d3b-4b71-9c55-0f6b6a3f3f00",
                    "metadata": {
                        "title": "House rules for AI",
                        "last-modified": "2026-01-01T00:00:00Z",
                        "version": "1.0",
                        "oscal-version": "1.1.3",
                    },
                    "groups": [
                        {
                            "id": "ownership",
                            "title": "Ownership",
                            "controls": [
                                {
                                    "id": "owner",
                                    "title": "Somebody answers for the system",
                                    "props": [{"name": "label", "value": "House 1"}],
                                    "parts": [{"name": "statement", "prose": "Name who answers for the system."}],
                                }
                            ],
                        }
                    ],
                },
                "rules": {
                    "owner": (
                        "package syndic.frameworks.house_rules.owner\n\n"
                        "import data.syndic.finding\nimport rego.v1\n\n"
                        'findings contains finding.require_fact("governance.accountable_executive", "House 1")\n\n'
                        "result := finding.decide(set(), findings)\n"
                    )
                },
            }
        }
    )

    id: FrameworkId
    catalog: dict[str, Any] = Field(description="An OSCAL catalog.")
    rules: dict[str, Module] = Field(default_factory=dict, description="Rego by id of the control it decides.")
    library: dict[str, Module] = Field(default_factory=dict, description="Rego modules the rules import, by name.")


class FrameworkSummary(ResponseModel):
    """A framework in lists."""

    id: str
    title: str
    version: str
    digest: str = Field(description="SHA-256 of the content: catalog, rules and library.")
    controls: int
    rules: int = Field(description="How many of the controls a rule decides; auditors attest the others.")
    published_at: datetime


class RuleError(ResponseModel):
    """A rule that does not compile. Executions report its control as an error."""

    control_id: str
    message: str


class FrameworkControl(ResponseModel):
    """One control of a framework."""

    id: str
    label: str
    title: str
    statement: str
    guidance: str
    decision: Decision = Field(description="Whether a rule decides it, or an auditor's attestation.")
    evidence_kinds: list[EvidenceKind]
    citations: list[str] = Field(description="What the control and its rule rest on.")


class FrameworkGroup(ResponseModel):
    """A group of controls."""

    id: str
    title: str
    groups: list[FrameworkGroup]
    controls: list[FrameworkControl]


class Framework(FrameworkSummary):
    """A framework with its controls."""

    groups: list[FrameworkGroup]
    rule_errors: list[RuleError]
