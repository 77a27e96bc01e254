"""`python -m bench`: executions per second and API latency of the embedded platform, with the machine's limits."""

from __future__ import annotations

import argparse

from bench import executions, latency
from bench.platform import running_platform
from bench.report import Figure, show


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--executions", type=int, default=300, help="how many executions to run (default 300)")
    parser.add_argument("--seconds", type=int, default=10, help="how long to read each path and to run pgbench")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    figures: list[Figure] = []
    with running_platform() as platform:
        figures += latency.measure(platform, given.seconds)
        figures += executions.measure(platform, given.executions, given.seconds)
    show(figures, as_json=given.json)


if __name__ == "__main__":
    main()
