"""Latency of reads through the proxy over TLS, beside a static file through the same proxy."""

from __future__ import annotations

import shutil
import subprocess
import tempfile

from bench.platform import Platform
from bench.report import BenchError, Figure, find

CONNECTIONS = 16
PATHS = {
    "list systems": "/api/systems",
    "get posture": "/api/posture",
    "limit: static file, same proxy": "/favicon.svg",
}

# The token goes into a file of mode 0600, never on the command line. wrk prints p50 and p99 by its own histogram.
SCRIPT = """
wrk.headers["Authorization"] = "Bearer {token}"
done = function(summary, latency, requests)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.status + summary.errors.timeout
  io.write(string.format("RESULT %d %d %f %f %f\\n", summary.requests, failed,
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
"""


def measure(platform: Platform, seconds: int) -> list[Figure]:
    """Read each path for some seconds over kept-alive connections, one after the other."""
    return [figure for name, path in PATHS.items() for figure in _read(platform, name, path, seconds)]


def ask(url: str, token: str, seconds: int) -> tuple[float, float, float]:
    """Ask for a URL for some seconds.

    Returns:
        Requests per second, and their p50 and p99 in milliseconds.

    Raises:
        BenchError: wrk is missing, or a request failed.
    """
    if shutil.which("wrk") is None:
        raise BenchError("The bench needs wrk: apt-get install wrk")
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT.format(token=token))
        script.flush()
        command = ["wrk", "-t", "1", "-c", str(CONNECTIONS), "-d", f"{seconds}s", "-s", script.name, url]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    requests, failed, rate, median, tail = find(r"RESULT (\d+) (\d+) (\S+) (\S+) (\S+)", printed)
    if int(failed):
        raise BenchError(f"{failed} of {requests} requests of {url} failed:\n{printed}")
    return float(rate), float(median), float(tail)


def _read(platform: Platform, name: str, path: str, seconds: int) -> list[Figure]:
    rate, median, tail = ask(platform.url + path, platform.token, seconds)
    load = f"{CONNECTIONS} connections, closed loop, {seconds} s"
    return [
        Figure(f"{name}: requests per second", rate, "1/s", load),
        Figure(f"{name}: p50", median, "ms", load),
        Figure(f"{name}: p99", tail, "ms", load),
    ]
