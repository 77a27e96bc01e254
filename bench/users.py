"""`python -m bench.users`: readers and writers of the API at once, through the proxy, as many as saturate the machine.

The load is that of the tests of rotation: every answer is looked at, and every write that was acknowledged is looked
for afterwards. The processor time of each process says what a request costs, also on a busy machine.
"""

from __future__ import annotations

import argparse
import contextlib
import time
from collections import Counter

import psutil

from bench.platform import Platform, running_platform
from bench.report import BenchError, Figure, show
from infra.local import leftovers
from infra.local.connection import connect
from infra.platform import System
from tests.integration.rotate.scene import USERS
from tests.load.generator import Assignment, Report
from tests.load.process import lost_writes, running

CALLERS = 4


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.users", description=__doc__)
    parser.add_argument("--seconds", type=int, default=20, help="how long each turn takes (default 20)")
    parser.add_argument("--turns", type=int, default=3, help="how many turns (default 3)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    with running_platform() as platform:
        figures = [figure for turn in range(given.turns) for figure in measure(platform, turn + 1, given.seconds)]
    show(figures, as_json=given.json)


def measure(platform: Platform, turn: int, seconds: float) -> list[Figure]:
    """Have the users ask for some seconds.

    Raises:
        BenchError: an answer was wrong, or a write was lost.
    """
    with connect(platform.layout) as client:
        body = {"name": f"Busy {turn}", "purpose": "Load.", "owner": "Bench"}
        system = client.post(System, "/api/systems", {**body, "risk_tier": "minimal", "lifecycle": "testing"}).id
        callers = [{"Authorization": f"Bearer {client.create_token('load', 'engineer', 1)}"} for _ in range(CALLERS)]
        port = int(platform.url.rpartition(":")[2])
        assignment = Assignment(port, str(platform.ca_file), system, USERS, 0, callers)
        with running(assignment, platform.layout.state / "assignment.json") as report:
            before = processor_seconds(platform)
            time.sleep(seconds)
            spent = processor_seconds(platform) - before
        if wrong := [*report.failures, *lost_writes(client, system, report)]:
            raise BenchError(f"{len(wrong)} answers were wrong or writes lost: {wrong[0]}")
    return figures_of(report, spent, turn)


def processor_seconds(platform: Platform) -> Counter[str]:
    """What the programs of the platform have used until now."""
    used: Counter[str] = Counter()
    for process in leftovers.processes_of(platform.layout):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            used[program(process)] += times.user + times.system + times.children_user + times.children_system
    return used


def program(process: psutil.Process) -> str:
    """What a process is: a process of the platform by its own name, others by their program."""
    words = process.cmdline()
    return words[3] if words[1:3] == ["-m", "server"] else process.name()


def figures_of(report: Report, spent: Counter[str], turn: int) -> list[Figure]:
    """What the users got, and what it cost."""
    requests, writes = sum(report.requests.values()), len(report.metrics) + len(report.evidence)
    costs = [f"{name} {1000 * used / report.meanwhile:.2f}" for name, used in spent.most_common(5)]
    return [
        Figure(f"turn {turn}: requests", requests / report.seconds, "/s", f"{requests} in {report.seconds:.0f} s"),
        Figure(f"turn {turn}: acknowledged writes", writes / report.seconds, "/s", f"{writes}, none lost"),
        Figure(f"turn {turn}: processor time", 1000 * spent.total() / report.meanwhile, "ms", "; ".join(costs)),
    ]
