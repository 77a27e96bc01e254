"""New credentials in a process that is at work: database connections, the object store, the listener's certificate."""

from __future__ import annotations

import asyncio
import secrets
import ssl
from pathlib import Path

import pytest
from psycopg import sql
from pydantic import SecretStr
from sqlalchemy import text

from infra.local.certificates import Authority
from server.certificates import ListenerCertificate
from server.database import Database as Connections
from server.database import create_database
from server.settings import ApiSettings
from server.storage import ObjectStore, StoreUnavailable
from tests.integration.environment import Database

pytestmark = pytest.mark.anyio

SESSIONS = "SELECT usename, count(*)::int FROM pg_stat_activity WHERE application_name = 'syndic-turn' GROUP BY 1"


def sessions(database: Database) -> dict[str, int]:
    with database.superuser() as connection:
        return dict(connection.execute(SESSIONS).fetchall())


@pytest.fixture
def second(database: Database) -> str:
    """The address of another login role that may do the same."""
    password, name = secrets.token_urlsafe(16), f"second_{secrets.token_hex(4)}"
    create = "CREATE ROLE {} LOGIN PASSWORD {} IN ROLE syndic_app"
    with database.superuser() as connection:
        connection.execute(sql.SQL(create).format(sql.Identifier(name), sql.Literal(password)))
    return database.url.replace("syndic_app:", f"{name}:").replace(_password(database.url), password)


def _password(url: str) -> str:
    return url.split("@")[0].rpartition(":")[2]


async def user(connections: Connections) -> str:
    async with connections.transaction() as session:
        return str(await session.scalar(text("SELECT session_user")))


async def test_idle_connections_are_replaced_at_once_and_busy_ones_when_they_come_back(
    settings: ApiSettings, database: Database, second: str
) -> None:
    connections = create_database(settings, process="turn")
    name = second.partition("//")[2].partition(":")[0]
    try:
        await asyncio.gather(*(user(connections) for _ in range(5)))
        async with connections.transaction() as busy:
            assert await busy.scalar(text("SELECT session_user")) == "syndic_app"

            await connections.take_over(second)

            assert await user(connections) == name
            assert sessions(database)["syndic_app"] == 1, "only the busy one is left"
            assert await busy.scalar(text("SELECT session_user")) == "syndic_app", "and it goes on"

        assert await asyncio.gather(*(user(connections) for _ in range(5))) == [name] * 5
        assert set(sessions(database)) == {name}
    finally:
        await connections.close()


async def test_statements_go_on_while_the_address_changes_again_and_again(
    settings: ApiSettings, database: Database, second: str
) -> None:
    connections = create_database(settings, process="turn")
    stop, done = asyncio.Event(), asyncio.Semaphore(0)

    async def work() -> None:
        while not stop.is_set():
            await user(connections)
            done.release()

    try:
        workers = [asyncio.create_task(work()) for _ in range(12)]
        for turn in range(6):
            await connections.take_over(second if turn % 2 == 0 else database.url)
            for _ in range(20):
                await done.acquire()
        stop.set()
        await asyncio.gather(*workers)
    finally:
        await connections.close()


async def test_the_object_store_signs_with_the_new_key(settings: ApiSettings, store: ObjectStore) -> None:
    await store.put_if_absent("evidence/one", b"one")
    wrong = settings.model_copy(update={"object_store_secret_access_key": SecretStr("guessed")})

    store.take_over(wrong)
    with pytest.raises(StoreUnavailable, match="refuses the credentials"):
        await store.get("evidence/one")

    store.take_over(settings)
    assert await store.get("evidence/one") == b"one"


async def test_a_listener_shows_a_renewed_certificate_and_never_half_of_one(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    files = authority.certificate("server")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(files.certificate_file, files.key_file)
    shown = ListenerCertificate(context, files.certificate_file, files.key_file)
    listening = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0, ssl=context)
    client = ssl.create_default_context(cafile=authority.ca_file)

    async def seen() -> str:
        port = listening.sockets[0].getsockname()[1]
        _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=client, server_hostname="localhost")
        certificate = writer.get_extra_info("peercert")
        writer.close()
        return certificate["serialNumber"].lower().lstrip("0")

    async with listening:
        first = await seen()
        assert first == authority.serial("server")

        authority.renew("server.next", subject="server")
        files.key_file.write_bytes(authority.files_of("server.next").key_file.read_bytes())
        with pytest.raises(ssl.SSLError):
            shown.reload()
        assert await seen() == first

        authority.copy("server.next", "server")
        shown.reload()
        assert await seen() == authority.serial("server.next") != first
