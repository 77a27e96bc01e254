"""Rotations of a real environment under load, also when the rotator is killed at any step."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import json
import os
import signal
from collections.abc import Generator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import psutil
import psycopg
import pytest

from infra.local import object_store_bucket, ports, processes
from infra.local.composition import compose
from infra.local.credentials import SIGNING_KEYS, TOKEN
from infra.local.deployment import Colour
from infra.local.postgresql import DATABASE, SUPERUSER, Role
from infra.local.postgresql_roles import Login
from infra.output import Progress as Display
from infra.scripts.rotate.decision import Decision
from infra.scripts.rotate.engine import Outcome, Rotation
from server.auth.secrets import verify_session_cookie
from server.settings import SigningKey
from tests.integration.rotate.scene import COOKIE, USERS, Scene, assert_nothing_was_lost, headers_of

pytestmark = pytest.mark.timeout(900)

SESSIONS = 4
TOKENS = 2
REQUESTS = 10_000
"""Fewest requests to the API that make a load; what a machine sustains beyond is printed."""

REQUESTS_WHILE_KILLED = 2500
"""The same for each credential whose rotator is killed."""

SESSIONLESS = [
    "database-owner",
    "database-api",
    "database-worker",
    "database-cron",
    "object-store-api",
    "object-store-worker",
    "object-store-cron",
    "operator-token",
    "tls-server",
    "tls-proxy",
]


def rotate(scene: Scene, name: str, *, keep_overlap: bool = False) -> Outcome:
    rotations = scene.rotations()
    [outcome] = rotations.run(
        rotations.choose(name, every=False), Display(quiet=True), keep_overlap=keep_overlap, patience_seconds=180
    )
    scene.remember()
    return outcome


@contextlib.contextmanager
def sessions(scene: Scene) -> Generator[list[httpx.Client]]:
    """Several sessions, of which none may have ended when the block does."""
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(scene.signed_in()) for _ in range(SESSIONS)]
        yield clients
        statuses = [client.get("/api/auth/session").status_code for client in clients]
        assert statuses == [httpx.codes.OK] * SESSIONS, "somebody was logged out"


def tokens(scene: Scene) -> list[dict[str, str]]:
    return [scene.token() for _ in range(TOKENS)]


def refused_by_database(scene: Scene, login: Login) -> bool:
    port = ports.read(scene.layout.ports_file)["postgresql"]
    try:
        psycopg.connect(host="127.0.0.1", port=port, dbname=DATABASE, user=login.name, password=login.password).close()
    except psycopg.OperationalError:
        return True
    return False


def keys_of(text: str) -> list[SigningKey]:
    return [SigningKey.model_validate(key) for key in json.loads(text)]


def forged(cookie: str, key: SigningKey) -> str:
    """The same session, signed with another key."""
    token = cookie.split(".")[1]
    digest = hmac.digest(key.key.get_secret_value().encode(), f"session:{token}".encode(), hashlib.sha256)
    forgery = f"{key.id}.{token}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"
    assert verify_session_cookie(forgery, [key]) is not None
    return forgery


def test_under_load_every_secret_is_rotated_and_nothing_is_lost(
    scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    before = scene.held
    logins = [before.login(role) for role in (Role.OWNER, Role.API, Role.WORKER, Role.CRON)]
    store_keys = {name: before.keys(name)[0] for name in ("api", "worker", "cron")}
    pids = scene.syndic.pids()
    system = scene.system("Rotated")

    with sessions(scene) as clients:
        callers = [*map(headers_of, clients), *tokens(scene)]
        with scene.load(system, USERS, callers, REQUESTS) as report:
            for name in SESSIONLESS:
                assert rotate(scene, name).state == "rotated", name
            kept = rotate(scene, "session-signing-keys", keep_overlap=True)

        assert kept.state == "overlapping"
        with capsys.disabled():
            assert_nothing_was_lost(scene, system, report, callers=len(callers), at_least=REQUESTS)

    assert scene.syndic.pids() == pids, "a rotation restarted something"
    assert [login.name for login in logins if not refused_by_database(scene, login)] == []
    composition = compose(scene.layout, ports.read(scene.layout.ports_file), scene.held)
    for key in store_keys.values():
        store = composition.store
        assert not object_store_bucket.may_list(
            object_store_bucket.client(store.endpoint, store.region, store.ca_file, key), store.bucket
        )
    assert scene.syndic.up()["changes"] == []
    with scene.syndic.connect() as platform:
        records = platform.request("GET", "/api/operations", params={"kind": "rotation"})["items"]
    assert len(records) == len(SESSIONLESS)


def test_a_signing_key_is_retired_when_no_session_needs_it_and_is_then_refused(scene: Scene) -> None:
    old = keys_of(scene.held[SIGNING_KEYS])
    assert len(old) == 2, "the test before left a rotation in its overlap"

    assert rotate(scene, "session-signing-keys").state == "rotated"

    assert [key.id for key in keys_of(scene.held[SIGNING_KEYS])] == [old[0].id]
    with scene.signed_in() as client:
        good = client.cookies[COOKIE]
        assert good.startswith(old[0].id)
        client.cookies.clear()
        statuses = [
            client.get("/api/auth/session", headers={"Cookie": f"{COOKIE}={cookie}"}).status_code
            for cookie in (forged(good, old[1]), good)
        ]
        assert statuses == [401, 200]


def test_the_old_token_is_refused(scene: Scene) -> None:
    old = scene.held[TOKEN]

    rotate(scene, "operator-token")

    assert scene.held[TOKEN] != old
    with scene.signed_in() as client:
        for token, status in ((old, 401), (scene.held[TOKEN], 200)):
            client.cookies.clear()
            assert client.get("/api/systems", headers={"Authorization": f"Bearer {token}"}).status_code == status


def test_a_secret_is_young_again_when_it_was_rotated(scene: Scene) -> None:
    """Also one of the dotenv file, whose own date says nothing about one of its values."""
    port = ports.read(scene.layout.ports_file)[f"{processes.cron(Colour.BLUE)}-internal"]

    def age(setting: str) -> float:
        text = httpx.get(f"http://127.0.0.1:{port}/metrics").text
        [line] = [line for line in text.splitlines() if line.startswith(f'secret_age_seconds{{name="{setting}"}}')]
        return float(line.rpartition(" ")[2])

    before = {setting: age(setting) for setting in ("DATABASE_URL", "OBJECT_STORE_SECRET_ACCESS_KEY")}
    began = datetime.now(UTC)

    rotate(scene, "database-cron")

    assert age("DATABASE_URL") <= (datetime.now(UTC) - began).total_seconds() + 1
    assert age("OBJECT_STORE_SECRET_ACCESS_KEY") > before["OBJECT_STORE_SECRET_ACCESS_KEY"]


def killed_at(scene: Scene, name: str, passed: Sequence[str], *, keep_overlap: bool) -> str | None:
    """Rotate in a process that is killed at the first boundary of steps where none was before; None when it ended."""
    note, failure = (Path(f"{scene.syndic.state}.{suffix}") for suffix in ("boundary", "failure"))
    child = os.fork()
    if child == 0:
        try:
            _rotate_until_killed(scene, name, passed, note, keep_overlap=keep_overlap)
        except BaseException as error:  # noqa: BLE001 - nothing may get back into the test from here
            failure.write_text(repr(error))
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return note.read_text()
    assert os.WEXITSTATUS(status) == 0, failure.read_text()
    return None


def _rotate_until_killed(scene: Scene, name: str, passed: Sequence[str], note: Path, *, keep_overlap: bool) -> None:
    def boundary(label: str) -> None:
        if label not in passed:
            note.write_text(label)
            os.kill(os.getpid(), signal.SIGKILL)

    act, update = Rotation._act, Rotation._update

    def acting(self: Rotation, decision: Decision) -> None:
        boundary(f"before {decision.step}")
        act(self, decision)
        boundary(f"after {decision.step}")

    def updating(self: Rotation, **changes: Any) -> Any:  # noqa: ANN401 - the engine's
        if "steps" not in changes:
            boundary(f"before {', '.join(changes)} is remembered")
        return update(self, **changes)

    Rotation._act = acting
    Rotation._update = updating
    assert rotate(scene, name, keep_overlap=keep_overlap).state == ("overlapping" if keep_overlap else "rotated")


def assert_killed_everywhere_loses_nothing(
    scene: Scene, name: str, passed: list[str], callers: list[dict[str, str]], *, keep_overlap: bool = False
) -> None:
    """Rotate under load, with a rotator that is killed at every boundary which is not passed yet."""
    system = scene.system(f"Killed {name} after {len(passed)}")
    with scene.load(system, USERS, callers, REQUESTS_WHILE_KILLED) as report:
        while boundary := killed_at(scene, name, passed, keep_overlap=keep_overlap):
            scene.remember()
            passed.append(boundary)
        scene.remember()
    assert_nothing_was_lost(scene, system, report, callers=len(callers), at_least=REQUESTS_WHILE_KILLED)


@pytest.mark.parametrize(
    "name", ["database-api", "object-store-api", "session-signing-keys", "operator-token", "tls-proxy"]
)
def test_a_rotator_that_is_killed_at_every_step_is_finished_by_the_runs_after_it(
    scene: Scene, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    began, passed = datetime.now(UTC), list[str]()
    # A signing key is only retired when the sessions it signed are over.
    keep_overlap = name == "session-signing-keys"
    with capsys.disabled():
        with sessions(scene) as clients:
            callers = [*map(headers_of, clients), *tokens(scene)]
            assert_killed_everywhere_loses_nothing(scene, name, passed, callers, keep_overlap=keep_overlap)
        if keep_overlap:
            assert_killed_everywhere_loses_nothing(scene, name, passed, tokens(scene))

    steps = {"begin", "create", "store", "revoke", "finish"}
    assert {f"{side} {step}" for step in steps for side in ("before", "after")} <= set(passed)
    memory = scene.rotations().memory.read()
    assert name not in memory.under_way
    assert (memory.known[name].rotated_at or began) > began


def error_responses(scene: Scene) -> dict[str, bytes]:
    """What the API answers to requests that it must refuse, and to good ones while its database refuses it."""
    answers: dict[str, httpx.Response] = {}
    with scene.signed_in() as client:
        token = {"Authorization": f"Bearer {scene.held[TOKEN]}"}
        answers["401"] = client.get("/api/systems", headers={"Cookie": "", "Authorization": "Bearer syn_unknown"})
        answers["403"] = client.post("/api/systems", json={}, headers={"X-CSRF-Token": "guessed"})
        answers["404"] = client.get("/api/systems/00000000-0000-4000-8000-000000000000")
        answers["405"] = client.delete("/api/systems")
        answers["422"] = client.post("/api/systems", json={"name": ""})
        cluster = compose(scene.layout, ports.read(scene.layout.ports_file), scene.held).cluster
        with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            connection.execute(f"ALTER DATABASE {DATABASE} ALLOW_CONNECTIONS false")
            try:
                ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
                connection.execute(ended, (DATABASE,))
                answers["5xx"] = client.get("/api/systems", headers=token)
            finally:
                connection.execute(f"ALTER DATABASE {DATABASE} ALLOW_CONNECTIONS true")
    assert answers["5xx"].is_server_error
    statuses = {name: str(answer.status_code) for name, answer in answers.items() if name != "5xx"}
    assert statuses == {name: name for name in statuses}, {name: answer.text for name, answer in answers.items()}
    return {f"answer {name}": answer.content + str(answer.headers).encode() for name, answer in answers.items()}


def test_no_secret_is_in_a_log_a_metric_a_command_line_or_another_file(scene: Scene) -> None:
    secrets = [secret.encode() for secret in scene.seen] + [b"PRIVATE KEY"]
    assert len(secrets) > 25
    chosen = ports.read(scene.layout.ports_file)
    places = {
        str(path.relative_to(scene.syndic.state)): path.read_bytes()
        for path in scene.syndic.state.rglob("*")
        if path.is_file()
    }
    assert {"rotations.json", "ports.json"} <= set(places)
    assert any(name.startswith("logs/server-1-blue") for name in places)
    assert places.pop(".env")
    for name in (*processes.names(Colour.BLUE), "proxy"):
        address = f"http://127.0.0.1:{chosen[f'{name}-internal']}"
        places |= {f"{page} of {name}": httpx.get(f"{address}/{page}").content for page in ("metrics", "readyz")}
    places |= error_responses(scene)
    for process in psutil.process_iter(["cmdline"]):
        places[f"command line {process.pid}"] = " ".join(process.info["cmdline"] or []).encode()

    found = [name for name, content in places.items() for secret in secrets if secret in content]
    assert found == []
    assert scene.layout.env_file.stat().st_mode & 0o777 == 0o600
