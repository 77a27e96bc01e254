"""Evidence is streamed, hashed, stored once under its hash, and comes back as it was sent."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import socket
from collections.abc import AsyncGenerator, AsyncIterator
from pathlib import Path

import httpx
import pytest

from server.app import create_app
from server.auth.permissions import Role
from server.database import Database as Connections
from server.evidence.service import object_key
from server.settings import ApiSettings
from server.storage import SINGLE_PUT_LIMIT, ObjectStore
from tests.integration.client import Accounts, Client, email_of, open_client, sign_in
from tests.integration.executions.conftest import StartProcess
from tests.integration.executions.scenes import completed, create_system, eventually, publish, results
from tests.integration.processes import ServingProcess
from tests.unit.server.frameworks.samples import control, rule

pytestmark = pytest.mark.anyio

LARGEST = 20_000
ZERO = "00000000-0000-0000-0000-000000000000"


@pytest.fixture(scope="module")
async def small(
    settings: ApiSettings, connections: Connections, store: ObjectStore, accounts: Accounts
) -> AsyncGenerator[Client]:
    """An administrator's client of an API that takes files of at most LARGEST bytes."""
    app = create_app(settings.model_copy(update={"max_evidence_bytes": LARGEST}), database=connections, store=store)
    async with open_client(app) as client:
        await sign_in(client, email_of(Role.ADMIN))
        yield client


@pytest.fixture
async def system(admin: Client) -> str:
    return await create_system(admin)


async def send(
    client: Client,
    system: str,
    content: bytes | AsyncIterator[bytes],
    headers: dict[str, str] | None = None,
    **query: str | list[str],
) -> httpx.Response:
    parameters = {"kind": "policy", "title": "AI policy", **query}
    return await client.post(
        f"/api/systems/{system}/evidence",
        params=parameters,
        content=content,
        headers={"Content-Type": "application/pdf", **(headers or {})},
    )


async def in_pieces(content: bytes, size: int = 4096) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


def digest_of(content: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"


async def test_a_file_comes_back_byte_for_byte_with_its_hash(admin: Client, system: str, store: ObjectStore) -> None:
    content = os.urandom(300_000)
    answer = await send(
        admin,
        system,
        in_pieces(content),
        {"Content-Digest": digest_of(content)},
        title="  Política de IA / 2026 ",
        controls=["eu_ai_act/art_9_2", "nist_ai_rmf/govern_1_1"],
        expires_at="2030-01-01T00:00:00+02:00",
    )
    assert answer.status_code == 201, answer.text
    item = answer.json()
    sha256 = hashlib.sha256(content).hexdigest()
    assert answer.headers["location"] == f"/api/evidence/{item['id']}"
    assert (item["sha256"], item["size_bytes"], item["media_type"]) == (sha256, 300_000, "application/pdf")
    assert item["title"] == "Política de IA / 2026"
    assert item["expires_at"] == "2029-12-31T22:00:00Z"
    assert item["controls"] == ["eu_ai_act/art_9_2", "nist_ai_rmf/govern_1_1"]
    assert (await admin.get(f"/api/evidence/{item['id']}")).json() == item
    assert await store.get(object_key(sha256)) == content

    download = await admin.get(f"/api/evidence/{item['id']}/content")
    assert download.content == content
    assert download.headers["content-type"] == "application/pdf"
    assert download.headers["content-length"] == "300000"
    assert download.headers["content-digest"] == digest_of(content)
    assert download.headers["x-content-type-options"] == "nosniff"
    disposition = download.headers["content-disposition"]
    assert disposition.startswith("attachment;")
    assert disposition.endswith("filename*=UTF-8''Pol%C3%ADtica%20de%20IA%20-%202026.pdf")


async def test_a_file_larger_than_one_request_to_the_store_comes_back(admin: Client, system: str) -> None:
    content = os.urandom(1024) * (SINGLE_PUT_LIMIT // 1024 + 1)
    item = (await send(admin, system, in_pieces(content, 1024 * 1024))).json()
    download = await admin.get(f"/api/evidence/{item['id']}/content")
    assert hashlib.sha256(download.content).hexdigest() == item["sha256"] == hashlib.sha256(content).hexdigest()


async def test_a_file_of_exactly_the_limit_is_taken_and_one_byte_more_is_not(
    small: Client, system: str, store: ObjectStore
) -> None:
    content = os.urandom(LARGEST + 1)
    assert (await send(small, system, in_pieces(content[:LARGEST]))).status_code == 201
    for body in (content, in_pieces(content)):  # announced, and found out while it arrives
        answer = await send(small, system, body)
        assert answer.status_code == 413
        assert str(LARGEST) in answer.json()["detail"]
    assert not await store.exists(object_key(hashlib.sha256(content).hexdigest()))
    assert len((await small.get(f"/api/systems/{system}/evidence")).json()["items"]) == 1


async def test_what_does_not_have_the_announced_digest_is_refused_and_leaves_nothing(
    admin: Client, system: str, store: ObjectStore
) -> None:
    content = os.urandom(1000)
    answer = await send(admin, system, content, {"Content-Digest": digest_of(b"something else")})
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("/digest-mismatch")
    assert hashlib.sha256(content).hexdigest() in answer.json()["detail"]
    assert not await store.exists(object_key(hashlib.sha256(content).hexdigest()))
    assert (await admin.get(f"/api/systems/{system}/evidence")).json()["items"] == []


@pytest.mark.parametrize("digest", ["", "md5=:abc:", "sha-256=abc", "sha-256=:AAAA:", "sha-256=:%%%%:", "sha-256=::"])
async def test_a_digest_that_cannot_be_read_is_refused(admin: Client, system: str, digest: str) -> None:
    answer = await send(admin, system, b"content", {"Content-Digest": digest})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "header.Content-Digest"


async def test_other_digests_beside_the_sha_256_are_ignored(admin: Client, system: str) -> None:
    header = f"sha-512=:AAAA:, {digest_of(b'content')}, md5=:BBBB:"
    assert (await send(admin, system, b"content", {"Content-Digest": header})).status_code == 201


@pytest.mark.parametrize(
    ("query", "headers", "status"),
    [
        ({"kind": "gossip"}, {}, 422),
        ({"title": ""}, {}, 422),
        ({"title": "a\x00b"}, {}, 422),
        ({"controls": "eu_ai_act"}, {}, 422),
        ({"controls": "eu_ai_act/nothing"}, {}, 422),
        ({"controls": "nothing_here/art_9"}, {}, 422),
        ({"expires_at": "tomorrow"}, {}, 422),
        ({"expires_at": "2030-01-01T00:00:00"}, {}, 422),
        ({"expires_at": "0001-01-01T00:00:00+14:00"}, {}, 422),
        ({}, {"Content-Type": ""}, 415),
        ({}, {"Content-Type": "nonsense"}, 415),
        ({}, {"Content-Encoding": "gzip"}, 415),
    ],
)
async def test_what_is_not_described_well_is_refused(
    admin: Client, system: str, query: dict[str, str], headers: dict[str, str], status: int
) -> None:
    answer = await send(admin, system, b"content", headers, **query)
    assert answer.status_code == status, answer.text


async def test_an_empty_file_proves_nothing(admin: Client, system: str) -> None:
    assert (await send(admin, system, b"")).status_code == 422


async def test_evidence_of_nothing_is_refused_before_it_is_read(admin: Client) -> None:
    async def unread() -> AsyncIterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    assert (await send(admin, ZERO, unread())).status_code == 404
    assert (await admin.get(f"/api/evidence/{ZERO}")).status_code == 404
    assert (await admin.get(f"/api/evidence/{ZERO}/content")).status_code == 404
    assert (await admin.get(f"/api/systems/{ZERO}/evidence")).status_code == 404


async def test_the_same_content_is_stored_once_and_recorded_twice(
    admin: Client, system: str, store: ObjectStore
) -> None:
    content = os.urandom(2000)
    first, second = [(await send(admin, system, content, title=title)).json() for title in ("one", "two")]
    assert first["id"] != second["id"]
    assert first["sha256"] == second["sha256"]
    assert (await store.head(object_key(first["sha256"]))).size == 2000


async def test_the_same_idempotency_key_adds_once_and_not_with_another_file(admin: Client, system: str) -> None:
    answers = [await send(admin, system, b"one file", {"Idempotency-Key": "evidence-1"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert answers[1].headers["idempotency-replayed"] == "true"
    other = await send(admin, system, b"another file", {"Idempotency-Key": "evidence-1"})
    assert other.status_code == 422
    assert len((await admin.get(f"/api/systems/{system}/evidence")).json()["items"]) == 1


async def test_evidence_is_listed_newest_first_and_by_kind(admin: Client, system: str) -> None:
    made = [(await send(admin, system, b"x", kind=kind)).json() for kind in ("policy", "other", "policy")]
    listed = (await admin.get(f"/api/systems/{system}/evidence")).json()["items"]
    assert listed == made[::-1]
    policies = await admin.get(f"/api/systems/{system}/evidence", params={"kind": "policy", "limit": 1})
    assert policies.json()["items"] == [made[2]]
    rest = await admin.get(
        f"/api/systems/{system}/evidence", params={"kind": "policy", "cursor": policies.json()["next_cursor"]}
    )
    assert rest.json()["items"] == [made[0]]


async def test_rules_see_evidence_until_it_expires(admin: Client, worker: ServingProcess, system: str) -> None:
    text = 'result := finding.decide(set(), {finding.require_evidence("policy", "Duty 1")})'
    await publish(admin, "proof", [control("a")], {"a": rule("a", text, "proof")})
    await send(admin, system, b"old", expires_at="2020-01-01T00:00:00Z")
    before = await results(admin, (await completed(admin, system, "proof"))["id"])
    assert before["a"]["outcome"] == "needs_evidence"
    await send(admin, system, b"new", expires_at="9999-12-31T00:00:00Z")
    after = await results(admin, (await completed(admin, system, "proof"))["id"])
    assert after["a"]["outcome"] == "pass"


@pytest.mark.parametrize(
    ("role", "status"), [(Role.ENGINEER, 201), (Role.AUDITOR, 201), (Role.VIEWER, 403), (Role.ADMIN, 201)]
)
async def test_who_may_add_evidence(accounts: Accounts, system: str, role: Role, status: int) -> None:
    assert (await send(accounts.clients[role], system, b"x")).status_code == status


async def test_an_upload_that_is_broken_off_leaves_nothing(
    admin: Client, system: str, start: StartProcess, store: ObjectStore
) -> None:
    api = start("api")
    token = await admin.post("/api/tokens", json={"name": "upload", "role": "admin", "expires_in_days": 1})
    content = os.urandom(3_000_000)
    request = (
        f"POST /api/systems/{system}/evidence?kind=policy&title=Broken HTTP/1.1\r\n"
        f"Host: localhost\r\nAuthorization: Bearer {token.json()['token']}\r\n"
        f"Content-Type: application/pdf\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    before = open_spools(api.process.pid)
    with socket.create_connection(("127.0.0.1", api.port)) as connection:
        connection.sendall(request.encode() + content[:2_000_000])

        async def receives() -> bool:
            return len(open_spools(api.process.pid)) > len(before)

        await eventually(receives, "the file to be received")

    async def forgotten() -> bool:
        return open_spools(api.process.pid) == before

    await eventually(forgotten, "the spool file to be gone")
    assert (await admin.get(f"/api/systems/{system}/evidence")).json()["items"] == []
    keys = [found.key async for found in store.list("evidence/")]
    assert object_key(hashlib.sha256(content[:2_000_000]).hexdigest()) not in keys
    assert not [entry for entry in api.log_entries() if entry["event"] == "request_failed"]


def open_spools(pid: int) -> list[str]:
    """The files without a name that a process holds open."""
    found = []
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            found.append(str(link.readlink()))
    return sorted(target for target in found if target.endswith("(deleted)"))
