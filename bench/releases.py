"""`python -m bench.releases`: consecutive deploys and rollbacks under load, and what users saw of them.

Two versions take turns on a platform of its own, made in a clone of this checkout, while readers and writers use it
without pause, on connections that stay open and on new ones. Every answer is looked at, and every write that was
acknowledged is looked for afterwards.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.platform import await_condition
from bench.report import BenchError, Figure, show
from infra.local import processes
from infra.local.deployment import Colour
from tests.integration.environment import free_port
from tests.integration.release.scene import Command, Scene, Users
from tests.integration.release.versions import Versions


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.releases", description=__doc__)
    parser.add_argument("--releases", type=int, default=10, help="deploys and rollbacks, in turn (default 10)")
    parser.add_argument("--requests", type=int, default=50_000, help="fewest requests to go on for (default 50000)")
    parser.add_argument("--watch", type=float, default=5, help="how long each share is watched, in seconds (default 5)")
    parser.add_argument("--pause", type=float, default=0, help="think time of each user, in seconds (default none)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="syndic-bench-") as directory:
        place = Path(directory)
        versions = Versions(place)
        for name in ("one", "two"):
            versions.make(name)
        syndic = Command(place / "state", clone=versions.clone)
        try:
            scene = Scene(syndic, versions, syndic.up("--port", str(free_port()))["administrator"])
            figures = measure(scene, given.releases, given.requests, given.watch, given.pause)
            figures += restarting(scene, given.releases, given.pause)
        finally:
            syndic.run("down", "--purge", "--yes")
    show(figures, as_json=given.json)


def measure(scene: Scene, releases: int, requests: int, watch: float, pause: float) -> list[Figure]:
    """Release again and again while users are there.

    Raises:
        BenchError: a release did not end as it should.
    """
    took: list[float] = []
    with scene.users(pause) as users:
        began = time.monotonic()
        release(scene, watch, "deploy", "one")
        for turn in range(releases - 1):
            started = time.monotonic()
            release(scene, watch, *(("deploy", "two") if turn % 2 == 0 else ("rollback",)))
            took.append(time.monotonic() - started)
        # The count is reached by users that go on, not by more releases.
        rate_unknown_for = time.monotonic() - began
        while scene.answered() < requests and time.monotonic() - began < 3 * rate_unknown_for:
            time.sleep(1)
    return figures_of(users, releases, took)


def restarting(scene: Scene, rounds: int, pause: float) -> list[Figure]:
    """The same users while the live servers are stopped and started in turn, which is what replaces a release without
    a second colour: each is told to stop, drains, and comes back before the next one is stopped.
    """
    (live,) = scene.status()["colours"]
    with scene.users(pause) as users:
        for _ in range(rounds):
            for name in processes.servers(Colour(live["colour"])):
                restart(scene, name)
    show_failures(users)
    load = f"{rounds} times both servers, one after the other, {users.report.seconds:.0f} s"
    return [
        Figure("restarted in turn: requests", users.requests, "", load),
        Figure("restarted in turn: failed requests", len(users.report.failures), "", "the same users, the same proxy"),
    ]


def restart(scene: Scene, name: str) -> None:
    """Stop a process, and wait until the supervisor has it running and ready again."""
    before = scene.syndic.pids()[name]
    os.kill(before, signal.SIGTERM)

    def is_back() -> bool:
        found = next(one for one in scene.syndic.status()["services"] if one["service"] == name)
        return found["state"] == "ready" and found["pid"] != before

    await_condition(is_back, 120, f"{name} to come back")


def release(scene: Scene, watch: float, *command: str) -> None:
    """One deploy or rollback."""
    options = ["--watch", str(watch), "--hold", str(watch), "--steps", "5,25,100"]
    done = scene.syndic.run("release", *command, *options)
    if done.returncode != 0:
        raise BenchError(done.stderr)
    sys.stderr.write(f"{' '.join(command)}: {done.stdout.splitlines()[0]}\n")


def figures_of(users: Users, releases: int, took: list[float]) -> list[Figure]:
    """What users saw."""
    report = users.report
    show_failures(users)
    load = f"{releases} deploys and rollbacks in turn, {report.seconds:.0f} s"
    return [
        Figure("requests", users.requests, "", load),
        Figure("rate", users.requests / report.seconds, "/s", f"{report.connections} connections were opened"),
        Figure("files of the console", report.files, "", f"{report.files / report.seconds:.0f}/s"),
        Figure("failed requests", len(report.failures), "", "every answer was looked at"),
        Figure("acknowledged writes", len(report.metrics) + len(report.evidence), "", "metrics and evidence"),
        Figure("lost or doubled writes", len(users.lost), "", "every one was looked for"),
        Figure("jobs", len(report.executions), "", "executions that were asked for and completed, once each"),
        Figure("one release", statistics.median(took), "s", "median; three shares and a hold are watched as stated"),
    ]


def show_failures(users: Users) -> None:
    """Say how requests failed, and how many in each way."""
    ways = Counter(failure.partition(": ")[2] for failure in users.report.failures)
    for way, count in ways.most_common(10):
        sys.stderr.write(f"{count} failed: {way[:200]}\n")


if __name__ == "__main__":
    main()
