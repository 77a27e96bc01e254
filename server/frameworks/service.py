"""Publishes frameworks and reads them back. A version is named by its content and never changes."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer
from sqlalchemy.sql.dml import ReturningInsert

from server.audit.service import append
from server.errors import FieldProblem
from server.frameworks.content import FrameworkContent
from server.frameworks.errors import FrameworkNotFound, InvalidFramework
from server.frameworks.evaluation import Evaluator, Limits, RuleSet
from server.frameworks.models import Framework, FrameworkVersion

COMPILE_SECONDS = 60.0
"""Longest compilation of all rules of a framework together."""

CONTENTS_KEPT = 32
"""Framework versions a process keeps in memory."""

_contents: OrderedDict[str, FrameworkContent] = OrderedDict()


@dataclass(frozen=True)
class Publication:
    """What publishing did."""

    version: FrameworkVersion
    is_new: bool
    """Whether this content was not known before."""


def rule_set(content: FrameworkContent) -> RuleSet:
    """The rules of a framework as they are evaluated."""
    return RuleSet(content.digest, content.id, content.library, content.rules)


async def compile_errors(content: FrameworkContent) -> dict[str, str]:
    """What is wrong with the rules that do not compile, by control id.

    Raises:
        InvalidFramework: compiling all rules takes too long.
    """
    try:
        async with asyncio.timeout(COMPILE_SECONDS), Evaluator(Limits()) as evaluator:
            return await evaluator.compile(rule_set(content))
    except TimeoutError as error:
        message = f"Compiling the rules takes longer than {COMPILE_SECONDS:g} seconds."
        raise InvalidFramework([FieldProblem(field="rules", message=message)]) from error


async def publish(
    session: AsyncSession, *, actor: str, content: FrameworkContent, rule_errors: dict[str, str]
) -> Publication:
    """Store a framework version under its digest and make it the current one. Publishing it again changes nothing."""
    now = datetime.now(UTC)
    added = await session.scalar(_add_version(content, actor, rule_errors, now))
    switched = await session.scalar(_make_current(content, now))
    if switched is not None:
        append(
            session,
            actor=actor,
            action="framework.published",
            subject_type="framework",
            subject_id=content.id,
            details={
                "digest": content.digest,
                "version": content.catalog.version,
                "rules_that_do_not_compile": sorted(rule_errors),
            },
        )
    version = await session.get_one(FrameworkVersion, content.digest)
    return Publication(version, is_new=added is not None)


def _add_version(
    content: FrameworkContent, actor: str, rule_errors: dict[str, str], now: datetime
) -> ReturningInsert[str]:
    """The statement that adds a version unless it is known; it returns the digest when it added one."""
    catalog = content.catalog
    return (
        insert(FrameworkVersion)
        .values(
            digest=content.digest,
            framework_id=content.id,
            title=catalog.title,
            version=catalog.version,
            catalog=content.document,
            rules=content.rules,
            library=content.library,
            rule_errors=rule_errors,
            control_count=len(catalog.controls()),
            rule_count=len(content.rules),
            published_at=now,
            published_by=actor,
        )
        .on_conflict_do_nothing()
        .returning(FrameworkVersion.digest)
    )


def _make_current(content: FrameworkContent, now: datetime) -> ReturningInsert[str]:
    """The statement that makes a version the current one; it returns the id when that is a change."""
    statement = insert(Framework).values(id=content.id, digest=content.digest, published_at=now)
    return statement.on_conflict_do_update(
        index_elements=[Framework.id],
        set_={"digest": content.digest, "published_at": now},
        where=Framework.digest != content.digest,
    ).returning(Framework.id)


async def is_published(session: AsyncSession, digest: str) -> bool:
    """Whether a framework version was published at any time."""
    return await session.scalar(select(FrameworkVersion.digest).where(FrameworkVersion.digest == digest)) is not None


def current_versions() -> Select[FrameworkVersion]:
    """A query for the current version of every framework."""
    return select(FrameworkVersion).join(Framework, Framework.digest == FrameworkVersion.digest)


async def current_version(session: AsyncSession, framework_id: str) -> FrameworkVersion:
    """The current version of a framework.

    Raises:
        FrameworkNotFound: there is none.
    """
    version = await session.scalar(current_versions().where(Framework.id == framework_id))
    if version is None:
        raise FrameworkNotFound(framework_id)
    return version


async def load_content(session: AsyncSession, digest: str) -> FrameworkContent:
    """The content of a published version. It never changes, so a process reads it once."""
    if digest in _contents:
        _contents.move_to_end(digest)
        return _contents[digest]
    version = await session.scalar(
        select(FrameworkVersion)
        .where(FrameworkVersion.digest == digest)
        .options(undefer(FrameworkVersion.catalog), undefer(FrameworkVersion.rules), undefer(FrameworkVersion.library))
    )
    if version is None:
        raise LookupError(f"There is no framework version {digest}.")
    content = FrameworkContent(version.framework_id, version.catalog, version.rules, version.library)
    _contents[digest] = content
    if len(_contents) > CONTENTS_KEPT:
        _contents.popitem(last=False)
    return content


async def load_current_content(session: AsyncSession, framework_id: str) -> FrameworkContent:
    """The content of the current version of a framework.

    Raises:
        FrameworkNotFound: there is none.
    """
    return await load_content(session, (await current_version(session, framework_id)).digest)
