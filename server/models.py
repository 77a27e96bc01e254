"""Every table, so that the metadata is complete wherever it is used as a whole."""

from __future__ import annotations

from server.audit.models import AuditEntry
from server.auth.models import Account, ApiToken, SignInFailures, SignInSession
from server.database import Base
from server.http.models import IdempotencyKey
from server.operations.models import Operation
from server.systems.models import System, SystemMetric

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "Account",
    "ApiToken",
    "AuditEntry",
    "IdempotencyKey",
    "Operation",
    "SignInFailures",
    "SignInSession",
    "System",
    "SystemMetric",
]
