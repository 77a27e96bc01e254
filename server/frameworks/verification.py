"""What a verification looks at in the domain of frameworks."""

from __future__ import annotations

from collections.abc import AsyncIterator

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.models import AuditEntry
from server.audit.schemas import Finding, FindingKind
from server.frameworks.content import FrameworkContent
from server.frameworks.models import FrameworkVersion


async def check_framework_records(session: AsyncSession) -> AsyncIterator[Finding]:
    """Framework versions that are gone, or whose content does not have the digest it is known by."""
    published = await session.scalars(select(AuditEntry.details).where(AuditEntry.action == "framework.published"))
    expected = {details["digest"] for details in published}
    query = select(
        FrameworkVersion.digest,
        FrameworkVersion.framework_id,
        FrameworkVersion.catalog,
        FrameworkVersion.rules,
        FrameworkVersion.library,
    )
    rows = await session.stream(query.execution_options(yield_per=1))
    async for digest, framework_id, *content in rows:
        expected.discard(digest)
        actual = FrameworkContent(framework_id, *content).digest
        if actual != digest:
            detail = f"Its catalog, rules and library have the digest {actual}: they were changed after publication."
            yield Finding(kind=FindingKind.ALTERED_RECORD, subject=_subject(framework_id, digest), detail=detail)
    for digest in sorted(expected):
        detail = "The audit log says it was published; there is no record of it."
        yield Finding(kind=FindingKind.MISSING_RECORD, subject=f"framework version {digest}", detail=detail)


def _subject(framework_id: str, digest: str) -> str:
    return f"framework {framework_id} version {digest}"
