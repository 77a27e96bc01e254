"""Versions replace each other while users are on them, and bad ones take themselves back."""

from __future__ import annotations

import contextlib
import json
import signal
import sys
import threading
from collections.abc import Generator, Mapping

import httpx
import psutil
import pytest

from infra.local import processes
from infra.local.deployment import Colour
from server import __version__
from tests.integration.release.outcomes import nothing_failed, taken_back
from tests.integration.release.scene import MANY, QUICK, Scene
from tests.integration.release.versions import AFTER, HEAD, NEXT, revision_file

pytestmark = pytest.mark.timeout(900)

API = "server/api.py"
ROUTES = "server/systems/routes.py"
WRITING = '    """Register an AI system."""\n'


def test_versions_replace_each_other_and_users_see_nothing(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    scene.versions.make("first")
    scene.versions.make("second")
    with scene.users(MANY) as users:
        first = scene.deploy("first")
        assert first.returncode == 0, first.stderr
        second = scene.deploy("second")
        assert second.returncode == 0, second.stderr
        back = scene.syndic.run("release", "rollback", *QUICK)
        assert back.returncode == 0, back.stderr

    nothing_failed(users)
    with capsys.disabled():
        sys.stdout.write(f"\n{users.requests} requests in {users.report.seconds:.0f} s, none failed\n")
    assert users.requests > 1000
    assert users.report.connections > 100
    history = scene.syndic.json("release", "history")["releases"][:3]
    assert [(one["kind"], one["outcome"]) for one in history] == [
        ("rollback", "succeeded"),
        ("deploy", "succeeded"),
        ("deploy", "succeeded"),
    ]
    assert history[0]["new"] == {**history[2]["new"], "colour": history[0]["new"]["colour"]}
    record = scene.recorded()
    assert (record["kind"], record["outcome"], record["details"]["kind"]) == ("release", "succeeded", "rollback")
    assert [step["name"] for step in record["steps"]][:2] == ["start", "smoke"]


def test_what_runs_says_which_release_it_is(scene: Scene, live: str) -> None:
    (colour,) = scene.status()["colours"]
    chosen = json.loads(scene.syndic.layout.ports_file.read_text())
    label = __version__ if live == "checkout" else live
    for name in processes.names(Colour(colour["colour"])):
        metrics = httpx.get(f"http://127.0.0.1:{chosen[f'{name}-internal']}/metrics").text
        assert f'release_info{{colour="{colour["colour"]}",version="{label}"}} 1.0' in metrics


@pytest.mark.parametrize(
    ("name", "file", "old", "new", "reason"),
    [
        (
            "crashes",
            API,
            "def run(",
            'raise SystemExit("broken")\n\n\ndef run(',
            "ended while it was starting",
        ),
        ("refuses-writes", ROUTES, WRITING, f'{WRITING}    raise RuntimeError("broken")\n', "The smoke tests fail at"),
    ],
)
def test_a_version_that_does_not_work_gets_no_users(
    scene: Scene, live: str, name: str, file: str, old: str, new: str, reason: str
) -> None:
    scene.versions.make(name, scene.versions.changed(file, old, new))
    with scene.users() as users:
        done = scene.deploy(name)

    nothing_failed(users)
    assert reason in taken_back(scene, name, live, done)
    assert "shift 5" not in {step["name"] for step in scene.recorded()["steps"]}


OBSERVER = "server/observability/requests.py"
OBSERVED = "        bind_request(request_id)\n"
LATER = f"""\
{OBSERVED}\
        RequestObserver.answered += 1
        if RequestObserver.answered > 40:
            {{bad}}
"""


def later(scene: Scene, bad: str, *attributes: str) -> Mapping[str, str]:
    """A version that is good for its first answers only."""
    (text,) = scene.versions.changed(OBSERVER, OBSERVED, LATER.format(bad=bad)).values()
    stated = "".join(f"RequestObserver.{attribute}\n" for attribute in ("answered = 0", *attributes))
    return {OBSERVER: f"{text.replace('import time', 'import asyncio, time')}\n\n{stated}"}


@pytest.mark.parametrize(
    ("name", "bad", "reason", "failed"),
    [
        ("fails-under-load", 'raise RuntimeError("broken")', "requests to the new colour failed", True),
        ("slow-under-load", "await asyncio.sleep(6)", "took longer than 5 seconds", False),
    ],
)
def test_a_version_that_is_bad_under_load_loses_its_users(
    scene: Scene,
    live: str,
    name: str,
    bad: str,
    reason: str,
    failed: bool,
) -> None:
    scene.versions.make(name, later(scene, bad))
    with scene.users(MANY) as users:
        done = scene.syndic.run("release", "deploy", name, "--watch", "20", "--hold", "1", "--steps", "10,100")

    assert reason in taken_back(scene, name, live, done)
    assert users.lost == []
    # What failed is what the bad version answered itself, until the next look.
    assert (len(users.report.failures) > 0) is failed
    assert len(users.report.failures) < users.requests / 20
    assert [failure for failure in users.report.failures if "answered with 500" not in failure] == []


@contextlib.contextmanager
def killer_of_the_large(scene: Scene, megabytes: int) -> Generator[list[int]]:
    """Kills a server that grows too large, as the kernel does where memory is limited."""
    killed: list[int] = []
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(0.2):
            for process in scene.syndic.processes():
                with contextlib.suppress(psutil.Error):
                    is_server = process.cmdline()[1:4] == ["-m", "server", "api"]
                    if is_server and process.memory_info().rss > megabytes * 1_000_000:
                        process.send_signal(signal.SIGKILL)
                        killed.append(process.pid)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield killed
    finally:
        stop.set()
        thread.join()


def test_a_version_that_leaks_until_it_is_killed_loses_its_users(scene: Scene, live: str) -> None:
    scene.versions.make("leaks", later(scene, "RequestObserver.kept.append(b'x' * 20_000_000)", "kept = []"))
    with scene.users(MANY) as users, killer_of_the_large(scene, 500) as killed:
        done = scene.syndic.run("release", "deploy", "leaks", "--watch", "30", "--hold", "1", "--steps", "25,100")

    reason = taken_back(scene, "leaks", live, done)
    assert killed, reason
    assert "ended while users were on it" in reason or "failed" in reason
    assert users.lost == []
    assert len(users.report.failures) < users.requests / 20


HOT = "LOCK TABLE systems IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(600)"
HALF = "CREATE TABLE half (id bigint); SELECT 1 / 0"


@pytest.mark.parametrize(
    ("name", "statement", "reason"),
    [("locks-a-hot-table", HOT, "kept others waiting for too long"), ("fails-half-way", HALF, "division by zero")],
)
def test_a_migration_that_fails_leaves_nothing_behind(
    scene: Scene, live: str, name: str, statement: str, reason: str
) -> None:
    scene.versions.make(name, revision_file(NEXT, HEAD, statement))
    with scene.users() as users:
        done = scene.deploy(name)

    nothing_failed(users)
    assert reason in taken_back(scene, name, live, done)
    assert scene.syndic.run("migrate", "--check").returncode == 0


def test_a_migration_that_breaks_the_live_version_is_refused_before_anything_changes(scene: Scene, live: str) -> None:
    files = revision_file(NEXT, HEAD, "ALTER TABLE systems DROP COLUMN provider")
    files |= revision_file(AFTER, NEXT, "ALTER TABLE systems ADD COLUMN maker text")
    scene.versions.make("takes-away", files)
    done = scene.deploy("takes-away")

    assert done.returncode == 1
    assert f"revision {NEXT} breaks the live release: older code uses the column" in done.stderr
    assert scene.live() == live
    assert scene.status()["under_way"] is None


def test_what_takes_away_waits_for_its_own_command_and_closes_the_way_back(scene: Scene, live: str) -> None:
    files = revision_file(NEXT, HEAD, "ALTER TABLE systems ADD COLUMN maker text")
    scene.versions.make("adds", files)
    files |= revision_file(AFTER, NEXT, "ALTER TABLE systems DROP COLUMN maker")
    scene.versions.make("contracts", files)
    with scene.users() as users:
        adds = scene.deploy("adds")
        assert adds.returncode == 0, adds.stderr
        # The version before knows nothing of the revision and runs on it.
        back = scene.syndic.run("release", "rollback", *QUICK)
        assert back.returncode == 0, back.stderr
        assert scene.live() == live
        contracts = scene.deploy("contracts")
        assert contracts.returncode == 0, contracts.stderr
    nothing_failed(users)
    check = scene.syndic.run("migrate", "--check", "--json")
    assert check.returncode == 1
    assert [(one["revision"], one["kind"]) for one in json.loads(check.stdout)["pending"]] == [(AFTER, "contract")]
    new = scene.live()

    assert scene.syndic.run("migrate").returncode == 0
    refused = scene.syndic.run("release", "rollback", *QUICK)

    assert refused.returncode == 1
    assert f"Revision {AFTER} of the schema took away" in refused.stderr
    assert "Nothing was changed." in refused.stderr
    assert scene.live() == new
