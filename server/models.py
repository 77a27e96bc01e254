"""Every table, so that the metadata is complete wherever it is used as a whole."""

from __future__ import annotations

from server.audit.models import AuditEntry
from server.auth.models import Account, ApiToken, SignInFailures, SignInSession
from server.database import Base
from server.evidence.models import Attestation, EvidenceItem
from server.executions.models import ControlResult, Execution, Posture, PostureDay, Schedule
from server.frameworks.models import Framework, FrameworkVersion
from server.http.models import IdempotencyKey
from server.migrations.models import SchemaRevision
from server.operations.models import Operation
from server.systems.models import System, SystemMetric

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "Account",
    "ApiToken",
    "Attestation",
    "AuditEntry",
    "ControlResult",
    "EvidenceItem",
    "Execution",
    "Framework",
    "FrameworkVersion",
    "IdempotencyKey",
    "Operation",
    "Posture",
    "PostureDay",
    "Schedule",
    "SchemaRevision",
    "SignInFailures",
    "SignInSession",
    "System",
    "SystemMetric",
]
