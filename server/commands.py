"""What the platform's processes can be told to do: `python -m server COMMAND`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import re
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from datetime import datetime, timedelta

import orjson
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.restorations import note_discard, note_restoration, note_rows, note_swap
from server.audit.schemas import AuditVerification
from server.auth.accounts import create_account
from server.auth.models import Account
from server.auth.passwords import generate_password
from server.auth.permissions import Role
from server.auth.schemas import EMAIL_PATTERN
from server.database import Database, create_database
from server.migrations.runner import MigrationError, migrate, pending, standing, statements
from server.process_errors import DatabaseUnusable, ProcessError
from server.retention.schemas import RetentionReport
from server.settings import (
    DatabaseSettings,
    MigrateSettings,
    RetentionSettings,
    SettingsError,
    VerificationSettings,
    load_settings,
)
from server.storage import StoreError

LOOPBACK = "127.0.0.1"
ADMINISTRATOR_LOCK = 7_305_114_502
"""Key of the advisory lock that lets one first administrator be created."""

EXPECTED_ERRORS = (SettingsError, MigrationError, ProcessError, StoreError)
"""What an operator can put right; printed as one sentence, without a traceback."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when done, 1 when it failed or found something to do, 2 on wrong use."""
    given = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = given.run
    try:
        return run(given)
    except EXPECTED_ERRORS as error:
        sys.stderr.write(f"ERROR: {error}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m server", description="The processes of the Syndic platform.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    api = commands.add_parser("api", help="serve the API")
    api.add_argument("--port", type=int, required=True, help="port of the API")
    _add_listener(api)
    api.set_defaults(run=_api)

    worker = commands.add_parser("worker", help="run queued executions")
    _add_listener(worker)
    worker.set_defaults(run=_worker)

    cron = commands.add_parser("cron", help="queue what is due and anchor the audit chain")
    _add_listener(cron)
    cron.set_defaults(run=_cron)

    migration = commands.add_parser("migrate", help="bring the database up to this release")
    migration.add_argument("--check", action="store_true", help="change nothing; exit 1 when something is pending")
    migration.add_argument(
        "--expand", action="store_true", help="apply what this release needs; take nothing from one that runs beside it"
    )
    migration.set_defaults(run=_migrate)

    schema = commands.add_parser("schema", help="print how the database stands to this release, as JSON")
    schema.set_defaults(run=_schema)

    statements = commands.add_parser("schema-statements", help="print the SQL of every revision, as JSON")
    statements.set_defaults(run=_schema_statements)

    verification = commands.add_parser("verify", help="verify the audit log, its records and every object")
    verification.add_argument(
        "--earlier-state", action="store_true", help="the database is a restored one, older than the newest checkpoints"
    )
    verification.set_defaults(run=_verify)

    retention = commands.add_parser(
        "retention", help="show expired evidence and objects that no record refers to, as JSON"
    )
    retention.add_argument("--delete", action="store_true", help="delete them, and say so in the audit log")
    retention.set_defaults(run=_retention)

    restored = commands.add_parser("note-restore", help="write into the audit log that the database was restored")
    restored.add_argument("--backup", required=True, help="the backup it was restored from")
    restored.set_defaults(run=_note_restore)

    swapped = commands.add_parser(
        "note-swap", help="write into the audit log until when the replaced database was live"
    )
    swapped.add_argument("--backup", required=True, help="the backup that was restored")
    swapped.add_argument("--until", type=datetime.fromisoformat, required=True, help="when it had been replaced")
    swapped.set_defaults(run=_note_swap)

    discarded = commands.add_parser("note-discard", help="write into the audit log that a restore was given up")
    discarded.add_argument("--backup", required=True, help="the backup that had been restored")
    discarded.add_argument("--since", type=datetime.fromisoformat, required=True, help="when it had taken the place")
    discarded.set_defaults(run=_note_discard)

    rows = commands.add_parser("note-rows", help="write into the audit log that rows came back from a backup")
    rows.add_argument("--backup", required=True, help="the backup they came from")
    rows.add_argument("--rows", type=_counts, required=True, help="how many of which tables, as JSON")
    rows.set_defaults(run=_note_rows)

    administrator = commands.add_parser("create-admin", help="create the first administrator")
    administrator.add_argument("--email", type=_email, required=True, help="e-mail address of the administrator")
    administrator.set_defaults(run=_create_admin)

    document = commands.add_parser("openapi", help="print the OpenAPI document")
    document.set_defaults(run=_openapi)
    return parser


def _add_listener(command: argparse.ArgumentParser) -> None:
    command.add_argument("--internal-port", type=int, required=True, help="port of /healthz, /readyz and /metrics")
    command.add_argument("--host", default=LOOPBACK, help=f"address to listen on (default {LOOPBACK})")


# The processes are imported when they run, so that a command needs no more than its own parts.


def _api(given: argparse.Namespace) -> int:
    from server import api

    api.run(host=given.host, port=given.port, internal_port=given.internal_port)
    return 0


def _worker(given: argparse.Namespace) -> int:
    from server import worker

    worker.run(host=given.host, internal_port=given.internal_port)
    return 0


def _cron(given: argparse.Namespace) -> int:
    from server import cron

    cron.run(host=given.host, internal_port=given.internal_port)
    return 0


def _migrate(given: argparse.Namespace) -> int:
    from server.frameworks.shipping import publish_shipped_frameworks, unpublished_frameworks

    with contextlib.closing(load_settings(MigrateSettings)) as settings:
        url = settings.database_owner_url.get_secret_value()
        if given.check:
            missing = pending(url)
            if missing:
                _print(f"Pending revisions: {', '.join(missing)}.")
                return 1
            unpublished = unpublished_frameworks(url)
            found = (
                f"Frameworks to publish: {', '.join(unpublished)}." if unpublished else "The database is up to date."
            )
            _print(found)
            return 1 if unpublished else 0
        migrate(url, _print, expand_only=given.expand)
        publish_shipped_frameworks(url, _print)
        return 0


def _schema(_given: argparse.Namespace) -> int:
    with contextlib.closing(load_settings(MigrateSettings)) as settings:
        found = standing(settings.database_owner_url.get_secret_value())
    _print(orjson.dumps(found).decode())
    return 0


def _schema_statements(_given: argparse.Namespace) -> int:
    _print(orjson.dumps(statements()).decode())
    return 0


def _verify(given: argparse.Namespace) -> int:
    with contextlib.closing(load_settings(VerificationSettings)) as settings:
        result = asyncio.run(_verified(settings, earlier_state=given.earlier_state))
    _print(result.model_dump_json())
    return 0 if result.intact else 1


async def _verified(settings: VerificationSettings, *, earlier_state: bool) -> AuditVerification:
    from server.audit.sources import OBJECT_SOURCES, RECORD_CHECKS
    from server.audit.verification import Verifier
    from server.storage import create_store

    async with _database(settings, "verify") as database:
        verifier = Verifier(
            database, create_store(settings), object_sources=OBJECT_SOURCES, record_checks=RECORD_CHECKS
        )
        return await verifier.run(objects=True, earlier_state=earlier_state)


def _retention(given: argparse.Namespace) -> int:
    with contextlib.closing(load_settings(RetentionSettings)) as settings:
        report = asyncio.run(_retained(settings, delete=given.delete))
    _print(report.model_dump_json())
    return 0


async def _retained(settings: RetentionSettings, *, delete: bool) -> RetentionReport:
    from server.retention.service import CONNECTIONS, Policy, Retention
    from server.storage import create_store

    pool = max(CONNECTIONS, settings.database_pool_size)
    policy = Policy(settings.evidence_retention_days, timedelta(hours=settings.orphan_grace_hours))
    async with _database(settings.model_copy(update={"database_pool_size": pool}), "retention") as database:
        return await Retention(database, create_store(settings), policy).run(delete=delete)


def _note_restore(given: argparse.Namespace) -> int:
    with contextlib.closing(load_settings(DatabaseSettings)) as settings:
        noted = asyncio.run(_restoration_noted(settings, given.backup))
    _print("Noted." if noted else "It was noted before.")
    return 0


async def _restoration_noted(settings: DatabaseSettings, backup: str) -> bool:
    async with _database(settings, "note-restore") as database, database.transaction() as session:
        return await note_restoration(session, backup)


def _note_swap(given: argparse.Namespace) -> int:
    return _note(lambda session: note_swap(session, given.backup, given.until))


def _note_discard(given: argparse.Namespace) -> int:
    return _note(lambda session: note_discard(session, given.backup, given.since))


def _note_rows(given: argparse.Namespace) -> int:
    return _note(lambda session: note_rows(session, given.backup, given.rows))


def _note(write: Callable[[AsyncSession], Awaitable[None]]) -> int:
    """Write something into the audit log."""

    async def noted(settings: DatabaseSettings) -> None:
        async with _database(settings, "note") as database, database.transaction() as session:
            await write(session)

    with contextlib.closing(load_settings(DatabaseSettings)) as settings:
        asyncio.run(noted(settings))
    _print("Noted.")
    return 0


def _create_admin(given: argparse.Namespace) -> int:
    with contextlib.closing(load_settings(DatabaseSettings)) as settings:
        created = asyncio.run(_first_administrator(settings, given.email))
    _print(orjson.dumps(created).decode())
    return 0


def _openapi(_given: argparse.Namespace) -> int:
    from server.app import openapi_document

    _print(orjson.dumps(openapi_document(), option=orjson.OPT_INDENT_2).decode())
    return 0


async def _first_administrator(settings: DatabaseSettings, email: str) -> dict[str, object]:
    async with _database(settings, "create-admin") as database, database.transaction() as session:
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADMINISTRATOR_LOCK})
        if await session.scalar(select(func.count()).where(Account.role == Role.ADMIN)):
            return {"created": False}
        password = generate_password()
        account = await create_account(
            session,
            actor="process:create-admin",
            email=email,
            display_name="Administrator",
            role=Role.ADMIN,
            password=password,
        )
    return {"email": account.email, "password": password, "created": True}


@contextlib.asynccontextmanager
async def _database(settings: DatabaseSettings, process: str) -> AsyncGenerator[Database]:
    """The database, for as long as the block lasts.

    Raises:
        DatabaseUnusable: it cannot be reached, or refuses what the block asks of it.
    """
    database = create_database(settings, process=process)
    try:
        yield database
    except DBAPIError as error:
        raise DatabaseUnusable(error) from error
    finally:
        await database.close()


def _email(text: str) -> str:
    if not re.fullmatch(EMAIL_PATTERN, text):
        raise argparse.ArgumentTypeError(f"{text!r} is no e-mail address; it has the form name@place")
    return text


def _counts(text: str) -> dict[str, int]:
    try:
        return {str(table): int(count) for table, count in orjson.loads(text).items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no JSON object of numbers") from error


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
