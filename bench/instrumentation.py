"""`python -m bench.instrumentation`: requests per second of one server with metrics that are scraped, and without.

Both servers use the platform's own database; they are asked in turn, forwards and backwards, so that a machine that
grows slower does not favour one of them.
"""

from __future__ import annotations

import argparse
import os
import ssl
import statistics
import subprocess
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.latency import CONNECTIONS, ask
from bench.platform import Platform, await_condition, running_platform
from bench.report import Figure, show
from infra.local import processes
from infra.local.colours import composed
from infra.local.ports import INNER_RANGE, is_free
from server.settings import Process

MODULES = {"with metrics": "server", "without": "bench.uninstrumented"}
PATH = "/api/systems"
SCRAPE_SECONDS = 1.0
"""Fifteen times as often as Prometheus does, so that the figure is rather too high."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.instrumentation", description=__doc__)
    parser.add_argument("--seconds", type=int, default=10, help="how long each turn takes")
    parser.add_argument("--rounds", type=int, default=4, help="how often each server has its turn")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    with running_platform() as platform:
        show(measure(platform, given.seconds, given.rounds), as_json=given.json)


def measure(platform: Platform, seconds: int, rounds: int) -> list[Figure]:
    """Ask both servers in turn."""
    first, second = MODULES
    rates: dict[str, list[float]] = {name: [] for name in MODULES}
    with _serving(platform, first) as one, _serving(platform, second) as other:
        ports = {first: one, second: other}
        for turn in range(rounds):
            for name in (first, second) if turn % 2 == 0 else (second, first):
                rates[name].append(_rate(platform, ports[name], seconds))
    load = f"{PATH}, {CONNECTIONS} connections, {rounds} turns of {seconds} s, median"
    medians = {name: statistics.median(found) for name, found in rates.items()}
    cost = 1 - medians[first] / medians[second]
    return [
        *(
            Figure(
                f"requests per second {name}", value, "1/s", f"{load}; {min(rates[name]):.0f} to {max(rates[name]):.0f}"
            )
            for name, value in medians.items()
        ),
        Figure("cost of metrics", cost * 100, "%", f"scraped every {SCRAPE_SECONDS:g} s"),
    ]


@contextmanager
def _serving(platform: Platform, name: str) -> Generator[int]:
    """A server of its own, scraped all the time; yields its port."""
    composition = composed(platform.layout)
    port, internal = [found for found in reversed(INNER_RANGE) if is_free(found)][:2]
    live = composition.platform
    argv = [str(live.release.python), "-m", MODULES[name], "api", "--port", str(port), "--internal-port", str(internal)]
    variables = {**os.environ, **processes.variables(live, Process.API)}
    root = Path(__file__).resolve().parents[1]
    process = subprocess.Popen(argv, env=variables, cwd=root, stdout=subprocess.DEVNULL)
    over = threading.Event()

    def scrape() -> None:
        while not over.wait(SCRAPE_SECONDS):
            httpx.get(f"http://127.0.0.1:{internal}/metrics", timeout=10)

    try:
        await_condition(lambda: processes.unready_reason(internal) is None, 60, f"the server {name} to be ready")
        scraping = threading.Thread(target=scrape, daemon=True)
        scraping.start()
        yield port
    finally:
        over.set()
        process.terminate()
        process.wait()


def _rate(platform: Platform, port: int, seconds: int) -> float:
    context = ssl.create_default_context(cafile=platform.ca_file)
    headers = {"Authorization": f"Bearer {platform.token}"}
    httpx.get(f"https://localhost:{port}{PATH}", headers=headers, verify=context, timeout=30).raise_for_status()
    time.sleep(0.5)
    rate, *_ = ask(f"https://localhost:{port}{PATH}", platform.token, seconds)
    return rate


if __name__ == "__main__":
    main()
