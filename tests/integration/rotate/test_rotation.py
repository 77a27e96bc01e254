"""Rotations of a real environment under load, also when the rotator is killed at any step."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import json
import os
import signal
import ssl
from collections.abc import Generator
from pathlib import Path
from typing import Any

import httpx
import psutil
import psycopg
import pytest

from infra.local import object_store_bucket, ports, processes
from infra.local.certificates import Authority
from infra.local.composition import compose
from infra.local.credentials import SIGNING_KEYS, TOKEN
from infra.local.postgresql import DATABASE, Role
from infra.local.postgresql_roles import Login
from infra.output import Progress as Display
from infra.scripts.rotate.engine import Outcome, Rotation
from server.auth.secrets import verify_session_cookie
from server.settings import SigningKey
from tests.integration.rotate.scene import Scene, assert_nothing_was_lost

pytestmark = pytest.mark.timeout(900)

COOKIE = "__Host-syndic_session"
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
        rotations.choose(name, every=False), Display(quiet=True), keep_overlap=keep_overlap, patience_seconds=60
    )
    scene.remember()
    return outcome


@contextlib.contextmanager
def signed_in(scene: Scene) -> Generator[httpx.Client]:
    url = f"https://localhost:{ports.read(scene.layout.ports_file)[ports.PROXY]}"
    context = ssl.create_default_context(cafile=Authority(scene.layout.certificates).ca_file)
    with httpx.Client(base_url=url, verify=context) as client:
        answer = client.post("/api/auth/sessions", json=scene.administrator)
        client.headers["X-CSRF-Token"] = answer.raise_for_status().json()["csrf_token"]
        cookie = client.cookies[COOKIE]
        try:
            yield client
        finally:
            client.cookies.clear()
            client.delete("/api/auth/session", headers={"Cookie": f"{COOKIE}={cookie}"}).raise_for_status()


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


def test_under_load_every_secret_is_rotated_and_nothing_is_lost(scene: Scene) -> None:
    before = scene.held
    logins = [before.login(role) for role in (Role.OWNER, Role.API, Role.WORKER, Role.CRON)]
    store_keys = {name: before.keys(name)[0] for name in ("api", "worker", "cron")}
    pids = scene.syndic.pids()
    system, report = scene.system("Rotated"), dict[str, Any]()

    with signed_in(scene) as client:
        cookie = client.cookies[COOKIE]
        session = {"Cookie": f"{COOKIE}={cookie}", "X-CSRF-Token": client.headers["X-CSRF-Token"]}
        with scene.load(system, session, report):
            for name in SESSIONLESS:
                assert rotate(scene, name).state == "rotated", name
            kept = rotate(scene, "session-signing-keys", keep_overlap=True)

        assert kept.state == "overlapping"
        assert_nothing_was_lost(scene, system, report)
        assert client.get("/api/auth/session").status_code == httpx.codes.OK, "somebody was logged out"

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
    with signed_in(scene) as client:
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
    with signed_in(scene) as client:
        for token, status in ((old, 401), (scene.held[TOKEN], 200)):
            client.cookies.clear()
            assert client.get("/api/systems", headers={"Authorization": f"Bearer {token}"}).status_code == status


def killed_at(scene: Scene, name: str, boundary: int) -> bool:
    """Rotate in a process that is killed when it passes a boundary of steps; whether it got that far."""
    child = os.fork()
    if child == 0:
        try:
            _rotate_until(scene, name, boundary)
        except BaseException as error:  # noqa: BLE001 - nothing may get back into the test from here
            Path(f"{scene.syndic.state}.error").write_text(repr(error))
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == 0, Path(f"{scene.syndic.state}.error").read_text()
    return False


def _rotate_until(scene: Scene, name: str, boundary: int) -> None:
    passed = 0

    def kill() -> None:
        nonlocal passed
        if passed == boundary:
            os.kill(os.getpid(), signal.SIGKILL)
        passed += 1

    act, update = Rotation._act, Rotation._update

    def acting(self: Rotation, decision: Any) -> None:  # noqa: ANN401 - the engine's
        kill()
        act(self, decision)
        kill()

    def updating(self: Rotation, **changes: Any) -> Any:  # noqa: ANN401 - the engine's
        if "steps" not in changes:
            kill()
        return update(self, **changes)

    Rotation._act = acting
    Rotation._update = updating
    rotate(scene, name)


@pytest.mark.parametrize(
    "name", ["database-worker", "object-store-worker", "session-signing-keys", "operator-token", "tls-server"]
)
def test_a_rotator_that_is_killed_at_any_step_is_finished_by_the_next_run(scene: Scene, name: str) -> None:
    system, report, boundary = scene.system(f"Killed {name}"), dict[str, Any](), 0
    with scene.load(system, scene.token(), report):
        while killed_at(scene, name, boundary):
            scene.remember()
            assert rotate(scene, name).state == "rotated"
            boundary += 1

    assert boundary > 10
    assert_nothing_was_lost(scene, system, report)


OWN_FILES = ("object-store/s3.json", "certificates/", ".env")
"""Where secrets are on purpose: the store's own list of keys, private keys, and the one file that holds the rest."""


def test_no_secret_is_in_a_log_a_metric_a_command_line_or_another_file(scene: Scene) -> None:
    secrets = [secret.encode() for secret in scene.seen]
    assert len(secrets) > 25
    chosen = ports.read(scene.layout.ports_file)
    places = {
        str(path.relative_to(scene.syndic.state)): path.read_bytes()
        for path in scene.syndic.state.rglob("*")
        if path.is_file()
    }
    assert {"rotations.json", "ports.json"} <= set(places)
    assert any(name.startswith("logs/server-1") for name in places)
    places = {name: content for name, content in places.items() if not name.startswith(OWN_FILES)}
    for name in processes.NAMES:
        address = f"http://127.0.0.1:{chosen[f'{name}-internal']}/metrics"
        places[f"metrics of {name}"] = httpx.get(address).content
    for process in psutil.process_iter(["cmdline"]):
        places[f"command line {process.pid}"] = " ".join(process.info["cmdline"] or []).encode()

    found = [name for name, content in places.items() for secret in secrets if secret in content]
    assert found == []
    assert scene.layout.env_file.stat().st_mode & 0o777 == 0o600
