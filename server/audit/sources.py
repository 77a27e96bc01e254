"""Everything a verification looks at besides the chain itself, listed by the domains that vouch for it."""

from __future__ import annotations

from server.audit.verification import ObjectSource, RecordCheck

OBJECT_SOURCES: tuple[ObjectSource, ...] = ()
RECORD_CHECKS: tuple[RecordCheck, ...] = ()
