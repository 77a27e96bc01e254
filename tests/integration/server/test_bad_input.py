"""Bad input of every kind: always a 4xx problem that names what was wrong, never a 500."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator

import anyio
import httpx
import pytest
from fastapi import FastAPI

from server.app import create_app
from server.database import Database
from server.settings import ApiSettings
from server.storage import ObjectStore
from tests.integration.client import Client, open_client

pytestmark = pytest.mark.anyio

JSON = "application/json"
VALID = {"name": "Valid", "purpose": "x", "owner": "x", "risk_tier": "high", "lifecycle": "design"}
DEEP = "[" * 200 + "]" * 200


def problem(answer: httpx.Response, status: int) -> dict:
    """The problem of an answer, checked for its form."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    document = answer.json()
    assert {"type", "title", "status", "detail", "instance", "request_id"} <= set(document)
    assert document["status"] == status
    assert document["request_id"] == answer.headers["x-request-id"]
    assert "Traceback" not in answer.text
    return document


def fields(document: dict) -> set[str]:
    return {error["field"] for error in document["errors"]}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": 5}, "body.name"),
        ({"name": None}, "body.name"),
        ({"name": ""}, "body.name"),
        ({"name": " \t\n "}, "body.name"),
        ({"name": "x" * 201}, "body.name"),
        ({"name": "nul\x00"}, "body.name"),
        ({"name": ["x"]}, "body.name"),
        ({"purpose": "x" * 5001}, "body.purpose"),
        ({"risk_tier": "HIGH"}, "body.risk_tier"),
        ({"lifecycle": 1}, "body.lifecycle"),
        ({"unknown": 1}, "body.unknown"),
        ({"id": "019a3f52-8c0e-7c3b-9d0a-4be1f0c2a911"}, "body.id"),
        ({"facts": []}, "body.facts"),
        ({"facts": {"nonsense": {}}}, "body.facts.nonsense"),
        ({"facts": {"scope": {"nonsense": True}}}, "body.facts.scope.nonsense"),
        ({"facts": {"scope": {"eu_market": "yes"}}}, "body.facts.scope.eu_market"),
        ({"facts": {"scope": {"eu_market": 1}}}, "body.facts.scope.eu_market"),
        ({"facts": {"scope": {"roles": ["owner"]}}}, "body.facts.scope.roles.0"),
        ({"facts": {"scope": {"affected_groups": ["a\x00b"]}}}, "body.facts.scope.affected_groups.0"),
        ({"facts": {"risk": {"reviewed_on": "yesterday"}}}, "body.facts.risk.reviewed_on"),
        ({"facts": {"risk": {"reviewed_on": "2026-02-30"}}}, "body.facts.risk.reviewed_on"),
        ({"facts": {"risk": {"reviewed_on": 0}}}, "body.facts.risk.reviewed_on"),
        ({"facts": {"people": {"literacy_coverage_percent": 101}}}, "body.facts.people.literacy_coverage_percent"),
        ({"facts": {"people": {"literacy_coverage_percent": "50"}}}, "body.facts.people.literacy_coverage_percent"),
        ({"sources": [{"title": "x", "url": "javascript:alert(1)"}]}, "body.sources.0.url"),
        ({"sources": [{"title": "x", "url": "https://a b"}]}, "body.sources.0.url"),
        ({"sources": [{"title": "x", "url": "https://a"}] * 51}, "body.sources"),
        ({"sources": {}}, "body.sources"),
        ({"a\x00b": 1}, "body"),
        ({"facts": json.loads(DEEP)}, "body.facts" + ".0" * 63),
    ],
)
async def test_a_wrong_field_is_named(admin: Client, change: dict, field: str) -> None:
    answer = await admin.post("/api/systems", json=VALID | change)
    assert field in fields(problem(answer, 422))


@pytest.mark.parametrize("missing", ["name", "purpose", "owner", "risk_tier", "lifecycle"])
async def test_a_missing_field_is_named(admin: Client, missing: str) -> None:
    body = {key: value for key, value in VALID.items() if key != missing}
    document = problem(await admin.post("/api/systems", json=body), 422)
    assert document["errors"] == [{"field": f"body.{missing}", "message": "Is required."}]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"{'a': 1}",
        b"nonsense",
        b'{"name": "\xff\xfe"}',
        b'\xff\xfe{\x00"\x00',
        b'\xef\xbb\xbf{"name": "byte order mark"}',
        b'{"name": "\\ud800"}',
        b'{"name": NaN}',
        b'{"name": Infinity}',
        b'{"name": 01}',
        b'{"name": "a\nb"}',
        b"{} {}",
    ],
)
async def test_what_is_not_json_in_utf_8_is_refused(admin: Client, content: bytes) -> None:
    answer = await admin.post("/api/systems", content=content, headers={"Content-Type": JSON})
    assert fields(problem(answer, 400)) == {"body"}


@pytest.mark.parametrize("content", [b"[]", b'"text"', b"1", b"null", b"true"])
async def test_json_that_is_no_object_is_refused(admin: Client, content: bytes) -> None:
    answer = await admin.post("/api/systems", content=content, headers={"Content-Type": JSON})
    assert fields(problem(answer, 422)) == {"body"}


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "application/json; charset=utf-16",
        "application/problem+json",
        "json",
        "; charset=utf-8",
    ],
)
async def test_other_types_of_content_are_refused(admin: Client, content_type: str | None) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}
    problem(await admin.post("/api/systems", content=json.dumps(VALID), headers=headers), 415)


async def test_compressed_bodies_are_refused(admin: Client) -> None:
    headers = {"Content-Type": JSON, "Content-Encoding": "gzip"}
    problem(await admin.post("/api/systems", content=b"\x1f\x8b", headers=headers), 415)


@pytest.fixture(scope="module")
async def narrow(
    settings: ApiSettings, connections: Database, store: ObjectStore, admin: Client
) -> AsyncGenerator[Client]:
    """A client of an API that accepts JSON of 1024 bytes."""
    app = create_app(settings.model_copy(update={"max_json_bytes": 1024}), database=connections, store=store)
    async with open_client(app) as client:
        client.cookies = admin.cookies
        client.headers["X-CSRF-Token"] = admin.headers["X-CSRF-Token"]
        yield client


def padded(size: int) -> bytes:
    body = json.dumps(VALID | {"name": f"Padded to {size}"}).encode()
    return body + b" " * (size - len(body))


async def test_a_body_at_the_limit_passes_and_one_byte_more_does_not(narrow: Client) -> None:
    headers = {"Content-Type": JSON}
    assert (await narrow.post("/api/systems", content=padded(1024), headers=headers)).status_code == 201
    problem(await narrow.post("/api/systems", content=padded(1025), headers=headers), 413)


async def test_a_body_that_hides_its_size_is_cut_off_at_the_limit(narrow: Client) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(1000):
            sent += 512
            yield b" " * 512

    answer = await narrow.post("/api/systems", content=endless(), headers={"Content-Type": JSON})
    problem(answer, 413)
    assert sent < 10 * 1024


async def test_a_body_that_does_not_arrive_is_not_waited_for(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.http.body.BODY_TIMEOUT_SECONDS", 0.05)

    async def stalled() -> AsyncIterator[bytes]:
        yield b"{"
        await anyio.sleep_forever()

    problem(await admin.post("/api/systems", content=stalled(), headers={"Content-Type": JSON}), 408)


async def test_who_may_not_call_a_route_learns_nothing_about_its_body(anonymous: Client) -> None:
    for content, content_type in ((b"{", JSON), (b"x", "text/plain"), (b"[]", JSON)):
        problem(await anonymous.post("/api/systems", content=content, headers={"Content-Type": content_type}), 401)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/api/systems?limit=0", "query.limit"),
        ("/api/systems?limit=201", "query.limit"),
        ("/api/systems?limit=x", "query.limit"),
        ("/api/systems?limit=99999999999999999999999", "query.limit"),
        ("/api/systems?risk_tier=none", "query.risk_tier"),
        ("/api/systems?search=%00", "query.search"),
        ("/api/systems?search=" + "x" * 201, "query.search"),
        ("/api/systems?unknown=%00", "query.unknown"),
        ("/api/systems/nonsense", "path.system_id"),
        ("/api/systems/%00", "path"),
        ("/api/systems/019a3f52-8c0e-7c3b-9d0a-4be1f0c2a91", "path.system_id"),
        ("/api/operations?kind=UPPER", "query.kind"),
        ("/api/accounts?active=perhaps", "query.active"),
        ("/api/audit/entries?actor=", "query.actor"),
    ],
)
async def test_a_wrong_parameter_is_named(admin: Client, path: str, field: str) -> None:
    assert field in fields(problem(await admin.get(path), 422))


LISTS = ["/api/systems", "/api/operations", "/api/accounts", "/api/tokens", "/api/audit/entries"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "cursor",
    ["", "x", "!!!", "e30", "W10", "WzFd", "WyJ4Il0", "bnVsbA", "W251bGxd", "WyJcdTAwMDAiXQ", "ä", "A" * 900,
     "W1tbW1tb", "WzFlMzA4XQ", "WzEsMiwzXQ", "WyJcdWQ4MDAiXQ"],
)  # fmt: skip
async def test_a_cursor_of_no_list_is_refused(admin: Client, path: str, cursor: str) -> None:
    answer = await admin.get(path, params={"cursor": cursor})
    # Sequences and names are all there is to a cursor of these two lists, so some texts are valid by chance.
    if answer.status_code == 200:
        assert path in {"/api/audit/entries", "/api/systems"}
        assert cursor in {"WzFd", "WyJ4Il0"}
        return
    assert fields(problem(answer, 400)) == {"query.cursor"}


@pytest.mark.parametrize("path", LISTS)
async def test_a_cursor_of_another_list_is_no_failure(admin: Client, path: str) -> None:
    for other in LISTS:
        page = (await admin.get(other, params={"limit": 1})).json()
        if page["next_cursor"]:
            answer = await admin.get(path, params={"cursor": page["next_cursor"]})
            assert answer.status_code in {200, 400}


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "NONSENSE"])
async def test_other_methods_are_refused_with_those_that_work(admin: Client, method: str) -> None:
    answer = await admin.request(method, "/api/systems")
    problem(answer, 405)
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize("header", ['"', "1", "x", '"a', '"a" "b"', 'w/"1"', '"\x7f"', '"' + "x" * 2000 + '"'])
async def test_malformed_preconditions_are_refused(admin: Client, header: str) -> None:
    path = "/api/systems/019a3f52-8c0e-7c3b-9d0a-4be1f0c2a911"
    headers = [(b"If-Match", header.encode()), (b"X-CSRF-Token", admin.headers["X-CSRF-Token"].encode())]
    answer = await admin.patch(path, json={"owner": "x"}, headers=headers)
    assert fields(problem(answer, 400)) == {"header.If-Match"}


@pytest.mark.parametrize(
    "change",
    [
        {"finished_at": "2025-12-31T23:59:59Z"},
        {"started_at": "2026-01-01"},
        {"started_at": "2026-01-01T00:00:00"},
        {"started_at": 1767225600},
        {"started_at": "0000-01-01T00:00:00Z"},
        {"started_at": "0001-01-01T00:00:00+23:59"},
        {"outcome": "ok"},
        {"kind": "No slug"},
        {"summary": "x" * 501},
        {"details": []},
        {"details": {"a": "\x00"}},
        {"details": {"\x00": 1}},
        {"steps": [{"name": "x"}]},
    ],
)
async def test_operations_that_make_no_sense_are_refused(admin: Client, change: dict) -> None:
    operation = {
        "kind": "backup",
        "environment": "test",
        "started_at": "2026-01-01T00:00:00Z",
        "finished_at": "2026-01-01T00:00:01Z",
        "outcome": "succeeded",
        "summary": "x",
    }
    problem(await admin.post("/api/operations", json=operation | change), 422)
    assert (await admin.post("/api/operations", json=operation)).status_code == 201


@pytest.mark.parametrize("value", ["1", True, None, [], {}, "NaN"])
async def test_metrics_are_numbers(admin: Client, value: object) -> None:
    path = "/api/systems/019a3f52-8c0e-7c3b-9d0a-4be1f0c2a911/metrics"
    document = problem(await admin.post(path, json={"name": "accuracy", "value": value}), 422)
    assert fields(document) == {"body.value"}


async def test_numbers_beyond_what_a_float_holds_are_refused(admin: Client) -> None:
    path = "/api/systems/019a3f52-8c0e-7c3b-9d0a-4be1f0c2a911/metrics"
    content = b'{"name": "accuracy", "value": 1e999}'
    answer = await admin.post(path, content=content, headers={"Content-Type": JSON})
    assert problem(answer, answer.status_code)["status"] in {400, 422}


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE systems; --",
        "<script>alert(1)</script>",
        "{{7*7}} ${7*7} %s %d %n",
        "\u202egnp.exe\u0000".replace("\u0000", ""),
        "💥" * 50,
        "../../etc/passwd",
        "\\x00 \\u0000",
        "a\r\nSet-Cookie: x=y",
    ],
)
async def test_hostile_text_is_kept_as_it_is(admin: Client, text: str) -> None:
    answer = await admin.post("/api/systems", json=VALID | {"name": text})
    assert answer.status_code == 201, answer.text
    read = await admin.get(answer.headers["location"])
    assert read.json()["name"] == text
    found = await admin.get("/api/systems", params={"search": text})
    assert [item["name"] for item in found.json()["items"]] == [text]


@pytest.mark.parametrize("sent", ["short", "x" * 65, "has space", "läßt", "semi;colon", "../../x"])
async def test_a_request_id_of_another_form_is_replaced(anonymous: Client, sent: str) -> None:
    answer = await anonymous.get("/api/systems", headers=[(b"X-Request-Id", sent.encode())])
    assert answer.headers["x-request-id"] != sent
    assert len(answer.headers["x-request-id"]) == 36


async def test_a_request_id_is_returned(anonymous: Client) -> None:
    answer = await anonymous.get("/api/systems", headers={"X-Request-Id": "from-the-proxy-0001"})
    assert answer.headers["x-request-id"] == "from-the-proxy-0001"
    assert answer.json()["request_id"] == "from-the-proxy-0001"


async def test_a_fault_of_ours_is_a_problem_without_its_cause(
    settings: ApiSettings, connections: Database, store: ObjectStore, admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode() -> list:
        raise RuntimeError("a secret detail of the inside")

    monkeypatch.setattr("server.systems.routes.fact_vocabulary", explode)
    app: FastAPI = create_app(settings, database=connections, store=store)
    async with open_client(app) as client:
        client.cookies = admin.cookies
        document = problem(await client.get("/api/facts/vocabulary"), 500)
    assert "secret" not in json.dumps(document)
