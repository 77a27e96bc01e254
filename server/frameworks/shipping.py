"""Publishes the frameworks that come with the platform. Part of the migration of a database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from pydantic import SecretStr
from sqlalchemy import select

from server.database import Database, create_database
from server.frameworks.content import FrameworkContent, shipped_frameworks
from server.frameworks.models import FrameworkVersion
from server.frameworks.service import compile_errors, publish
from server.settings import DatabaseSettings

ACTOR = "process:migrate"

Report = Callable[[str], None]


def publish_shipped_frameworks(url: str, report: Report) -> list[str]:
    """Publish each shipped framework whose content is new. Safe to repeat, and when two run at once.

    A version that was published before is left alone: an administrator may have replaced it by another since.

    Args:
        url: PostgreSQL URL of the role that owns the schema.
        report: Receives one sentence for each framework that was published.

    Returns:
        The ids of the frameworks that were published.
    """
    return asyncio.run(_publish(url, report))


def unpublished_frameworks(url: str) -> list[str]:
    """The ids of the shipped frameworks whose content the database does not know. Nothing is changed."""
    return [content.id for content in asyncio.run(_unpublished(url))]


async def _publish(url: str, report: Report) -> list[str]:
    database = _database(url)
    try:
        missing = await _missing(database)
        for content in missing:
            errors = await compile_errors(content)
            async with database.transaction() as session:
                await publish(session, actor=ACTOR, content=content, rule_errors=errors)
            controls, rules = len(content.catalog.controls()), len(content.rules)
            report(f"Published framework {content.id} {content.catalog.version}: {controls} controls, {rules} rules.")
            for control, message in errors.items():
                report(f"The rule of {content.id}/{control} does not compile: {message}")
        return [content.id for content in missing]
    finally:
        await database.close()


async def _unpublished(url: str) -> list[FrameworkContent]:
    database = _database(url)
    try:
        return await _missing(database)
    finally:
        await database.close()


async def _missing(database: Database) -> list[FrameworkContent]:
    shipped = shipped_frameworks()
    digests = [content.digest for content in shipped]
    async with database.sessions() as session:
        known = set(await session.scalars(select(FrameworkVersion.digest).where(FrameworkVersion.digest.in_(digests))))
    return [content for content in shipped if content.digest not in known]


def _database(url: str) -> Database:
    return create_database(DatabaseSettings(database_url=SecretStr(url)), process="migrate")
