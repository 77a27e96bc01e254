"""Everything a verification looks at besides the chain itself, listed by the domains that vouch for it."""

from __future__ import annotations

from server.audit.verification import ObjectSource, RecordCheck
from server.evidence.verification import check_evidence_records, evidence_objects
from server.executions.verification import check_execution_records, execution_documents
from server.frameworks.verification import check_framework_records

OBJECT_SOURCES: tuple[ObjectSource, ...] = (evidence_objects, execution_documents)
RECORD_CHECKS: tuple[RecordCheck, ...] = (
    check_evidence_records,
    check_execution_records,
    check_framework_records,
)
