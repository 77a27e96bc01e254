"""Routes of frameworks."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Response, status

from server.auth.dependencies import requires
from server.auth.permissions import Permission
from server.auth.principal import Principal
from server.frameworks import service
from server.frameworks.catalog import Group
from server.frameworks.content import FRAMEWORK_ID_PATTERN, FrameworkContent, framework_content
from server.frameworks.models import Framework as FrameworkRow
from server.frameworks.models import FrameworkVersion
from server.frameworks.schemas import (
    Framework,
    FrameworkControl,
    FrameworkGroup,
    FrameworkPublish,
    FrameworkSummary,
    RuleError,
)
from server.http.idempotency import idempotent
from server.http.parameters import Cursor, Limit
from server.http.router import Router
from server.http.sessions import DatabaseSession, ReadSession
from server.pagination import DEFAULT_LIMIT, Page, paginate

router = Router(tags=["frameworks"])

FrameworkPath = Annotated[str, Path(pattern=FRAMEWORK_ID_PATTERN)]
"""Parameter type of a route with a framework id in its path."""


@router.get("/api/frameworks", dependencies=[requires(Permission.FRAMEWORKS_READ)])
async def list_frameworks(
    session: ReadSession, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> Page[FrameworkSummary]:
    """The current version of every framework, by id."""
    rows, next_cursor = await paginate(
        session,
        service.current_versions(),
        key=[FrameworkRow.id],
        types=[str],
        limit=limit,
        cursor=cursor,
        descending=False,
    )
    return Page[FrameworkSummary](items=[_summary(row) for row in rows], next_cursor=next_cursor)


@router.get("/api/frameworks/{framework_id}", dependencies=[requires(Permission.FRAMEWORKS_READ)])
async def get_framework(framework_id: FrameworkPath, session: ReadSession) -> Framework:
    """The current version of a framework with its controls."""
    version = await service.current_version(session, framework_id)
    return _framework(version, await service.load_content(session, version.digest))


@router.post(
    "/api/frameworks",
    status_code=status.HTTP_201_CREATED,
    dependencies=[idempotent()],
    responses={status.HTTP_200_OK: {"model": Framework, "description": "The same content was published before."}},
)
async def publish_framework(
    body: FrameworkPublish,
    response: Response,
    session: DatabaseSession,
    principal: Annotated[Principal, requires(Permission.FRAMEWORKS_PUBLISH)],
) -> Framework:
    """Publish a framework. It becomes the current version; executions that were queued keep the version they have."""
    content = framework_content(body.id, body.catalog, body.rules, body.library)
    errors = await service.compile_errors(content)
    publication = await service.publish(session, actor=principal.actor, content=content, rule_errors=errors)
    response.headers["Location"] = f"/api/frameworks/{content.id}"
    if not publication.is_new:
        response.status_code = status.HTTP_200_OK
    return _framework(publication.version, content)


def _summary(version: FrameworkVersion) -> FrameworkSummary:
    return FrameworkSummary(
        id=version.framework_id,
        title=version.title,
        version=version.version,
        digest=version.digest,
        controls=version.control_count,
        rules=version.rule_count,
        published_at=version.published_at,
    )


def _framework(version: FrameworkVersion, content: FrameworkContent) -> Framework:
    return Framework(
        **_summary(version).model_dump(),
        groups=[_group(group, content) for group in content.catalog.groups],
        rule_errors=[
            RuleError(control_id=control, message=message) for control, message in sorted(version.rule_errors.items())
        ],
    )


def _group(group: Group, content: FrameworkContent) -> FrameworkGroup:
    return FrameworkGroup(
        id=group.id,
        title=group.title,
        groups=[_group(inner, content) for inner in group.groups],
        controls=[
            FrameworkControl(
                id=control.id,
                label=control.label,
                title=control.title,
                statement=control.statement,
                guidance=control.guidance,
                decision="rule" if content.decided_by_rule(control) else "attestation",
                evidence_kinds=list(control.evidence_kinds),
                citations=content.citations(control),
            )
            for control in group.controls
        ],
    )
