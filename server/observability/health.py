"""The internal application of every process: alive, ready, metrics. Plain HTTP, never reachable from outside."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import orjson
import structlog
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest
from sqlalchemy import select, text
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.database import Database
from server.migrations.compatibility import Recorded, obstacle
from server.migrations.kinds import Kind
from server.migrations.models import SchemaRevision
from server.migrations.runner import chain, head_revision, kinds
from server.observability.metrics import RELEASE_INFO
from server.settings import ProcessSettings
from server.storage import ObjectStore

CHECK_TIMEOUT_SECONDS = 5.0
"""Longest time one check of readiness may take."""

log = structlog.get_logger(__name__)

Check = Callable[[], Awaitable[None]]


class NotReady(Exception):  # noqa: N818
    """A check of readiness failed; the message is one sentence for the operator."""


class Readiness:
    """Whether the process should get work: every check passes, and it is not draining."""

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = dict(checks)
        self._draining = False

    def drain(self) -> None:
        """Refuse to be ready from now on: the process is going to stop."""
        self._draining = True

    async def report(self) -> tuple[bool, dict[str, object]]:
        """Run every check at once; whether all passed, and the document that says so."""
        results = await asyncio.gather(*(_run(name, check) for name, check in self._checks.items()))
        checks: dict[str, object] = dict(zip(self._checks, results, strict=True))
        if self._draining:
            checks["draining"] = {"ok": False, "message": "The process is stopping."}
        ready = all(result["ok"] for result in results) and not self._draining
        return ready, {"status": "ready" if ready else "not ready", "checks": checks}


def standard_checks(database: Database, store: ObjectStore) -> dict[str, Check]:
    """What every serving process needs: the database, the object store, and a schema it knows."""

    async def check_database() -> None:
        await database.first(text("SELECT 1"))

    async def check_migrations() -> None:
        await require_known_schema(database)

    return {"database": check_database, "storage": store.check, "migrations": check_migrations}


def internal_app(settings: ProcessSettings, readiness: Readiness) -> Starlette:
    """The internal application of a process: /healthz, /readyz and /metrics."""
    RELEASE_INFO.labels(settings.syndic_release, settings.syndic_colour).set(1)

    async def alive(_request: Request) -> Response:
        return _json({"status": "alive"})

    async def ready(_request: Request) -> Response:
        is_ready, document = await readiness.report()
        return _json(document, status=200 if is_ready else 503)

    async def metrics(_request: Request) -> Response:
        return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

    return Starlette(routes=[Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", metrics)])


async def require_known_schema(database: Database) -> None:
    """Look whether this release can run on the schema.

    Raises:
        NotReady: it cannot, or there is none yet.
    """
    table = await database.first(text("SELECT to_regclass('alembic_version')"))
    if table is None or table[0] is None:
        raise NotReady("The database has no schema yet: run `python -m server migrate`.")
    current = await database.first(text("SELECT version_num FROM alembic_version"))
    if current is not None and current[0] == head_revision():
        return
    at = current[0] if current else None
    found = obstacle(chain(), kinds(), at, await _recorded(database, at))
    if found:
        raise NotReady(found)


async def _recorded(database: Database, current: str | None) -> dict[str, Recorded]:
    """What the database remembers of its revisions; needed only where it is ahead of this release."""
    if current is None or current in chain():
        return {}
    async with database.sessions() as session:
        rows = await session.execute(select(SchemaRevision.revision, SchemaRevision.position, SchemaRevision.kind))
        return {row.revision: Recorded(row.position, Kind(row.kind)) for row in rows}


async def _run(name: str, check: Check) -> dict[str, object]:
    try:
        async with asyncio.timeout(CHECK_TIMEOUT_SECONDS):
            await check()
    except NotReady as error:
        return {"ok": False, "message": str(error)}
    except TimeoutError:
        return {"ok": False, "message": f"No answer within {CHECK_TIMEOUT_SECONDS:g} seconds."}
    except Exception as error:  # noqa: BLE001 - whatever fails, the process is not ready and says why
        log.warning("readiness_check_failed", check=name, reason=str(error).splitlines()[0][:300])
        return {"ok": False, "message": str(error).splitlines()[0][:300]}
    return {"ok": True}


def _json(document: dict[str, object], status: int = 200) -> Response:
    return Response(orjson.dumps(document), status_code=status, media_type="application/json")
