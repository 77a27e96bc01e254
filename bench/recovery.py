"""`python -m bench.recovery`: consecutive drills, each of which loses the live region for real.

A prober writes numbered rows and objects without pause and asks the entry as a user does; every acknowledged number is
looked for after the failover.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import patroni
from bench.report import Figure, show
from infra.scripts.dr.scenarios import Scenario
from tests.integration.environment import free_port
from tests.integration.local.syndic import Syndic


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.recovery", description=__doc__)
    parser.add_argument("--drills", type=int, default=20, help="how many (default 20)")
    parser.add_argument("--scenario", default=Scenario.REGION_LOSS, help="what is lost (default region-loss)")
    parser.add_argument("--others", type=int, default=0, help="drills of every other scenario (default none)")
    parser.add_argument("--patroni", help="an installed Patroni to put through the same kill")
    parser.add_argument("--rounds", type=int, default=5, help="kills of Patroni's leader, for each setting (default 5)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="syndic-bench-") as directory:
        syndic = Syndic(Path(directory) / "state")
        try:
            syndic.up("--regions", "2", "--port", str(free_port()))
            figures = drills_of(syndic, given.scenario, given.drills)
            for scenario in Scenario:
                if given.others and scenario != given.scenario:
                    figures += drills_of(syndic, scenario, given.others)
        finally:
            syndic.run("down", "--purge", "--yes")
        if given.patroni:
            figures += beside(given.patroni, Path(directory), given.rounds)
    show(figures, as_json=given.json)


def drills_of(syndic: Syndic, scenario: str, times: int) -> list[Figure]:
    """The figures of drills in a row."""
    return figures_of([drill(syndic, scenario) for _ in range(times)], scenario)


def drill(syndic: Syndic, scenario: str) -> dict[str, Any]:
    """One drill, and the return of the region it lost."""
    report = syndic.json("dr", "drill", "--scenario", scenario)
    sys.stderr.write(
        f"{report['lost_region']} -> {report['live_region']}: users {report['recovery_seconds']} s, rows "
        f"{report['database_recovery_seconds']} s, lost {report['lost_rows']} of {report['acknowledged_rows']}\n"
    )
    return report


def figures_of(reports: list[dict[str, Any]], scenario: str) -> list[Figure]:
    """The distribution of what the drills found."""
    drills = f"{len(reports)} drills in a row, {scenario}"
    figures = [
        Figure(f"lost {kind}", sum(report[f"lost_{kind}"] for report in reports), "", f"of {total(reports, kind)}")
        for kind in ("rows", "objects")
        if any(report[f"acknowledged_{kind}"] for report in reports)
    ]
    for name, field in (
        ("users are answered again", "recovery_seconds"),
        ("a row is acknowledged again", "database_recovery_seconds"),
        ("an object is acknowledged again", "object_recovery_seconds"),
    ):
        values = sorted(float(report[field]) for report in reports)
        # What a scenario leaves alone has no time.
        figures += (
            []
            if not any(values)
            else [Figure(f"{name}, {label}", of(values), "s", drills) for label, of in SHOWN.items()]
        )
    return figures


def beside(program: str, place: Path, rounds: int) -> list[Figure]:
    """Patroni, synchronous too, with its default settings and with the shortest that it accepts."""
    figures: list[Figure] = []
    for name, timing in (("default", patroni.DEFAULT), ("tuned", patroni.TUNED)):
        taken, written, lost = patroni.recovery_seconds(program, place / f"patroni-{name}", timing, rounds)
        settings = f"{rounds} kills, ttl {timing['ttl']}, loop_wait {timing['loop_wait']}"
        figures += [
            Figure(f"Patroni, {name}: a row is acknowledged again, {label}", of(taken), "s", settings)
            for label, of in SHOWN.items()
        ]
        figures.append(Figure(f"Patroni, {name}: lost rows", lost, "", f"of {written:,} acknowledged"))
    return figures


def total(reports: list[dict[str, Any]], kind: str) -> str:
    """How many were acknowledged."""
    return f"{sum(report[f'acknowledged_{kind}'] for report in reports):,} acknowledged"


SHOWN: dict[str, Callable[[list[float]], float]] = {
    "fastest": min,
    "median": statistics.median,
    "slowest": max,
}

if __name__ == "__main__":
    main()
