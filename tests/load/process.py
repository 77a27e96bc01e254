"""Runs the load in a process of its own, and counts afterwards what it says was acknowledged."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from infra.platform import Evidence, Metric, Platform
from tests.load.generator import Assignment, Report


@contextmanager
def running(assignment: Assignment, file: Path) -> Generator[Report]:
    """Load while the block runs; the report is filled in at its end."""
    file.write_text(json.dumps(asdict(assignment)))
    report = Report()
    argv = [sys.executable, "-m", "tests.load.generator", str(file)]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "running\n"
        try:
            yield report
        finally:
            process.stdin.write("\n")
            process.stdin.flush()
            vars(report).update(json.loads(process.stdout.readline()))


def lost_writes(platform: Platform, system: str, report: Report) -> list[str]:
    """What was acknowledged and is not there, or is there more than once."""
    metrics = Counter(metric.value for metric in platform.list(Metric, f"/api/systems/{system}/metrics"))
    evidence = {item.sha256 for item in platform.list(Evidence, f"/api/systems/{system}/evidence")}
    return [
        *(f"metric {value} is there {metrics[value]} times" for value in report.metrics if metrics[value] != 1),
        *(f"evidence {sha256} is not there" for sha256 in report.evidence if sha256 not in evidence),
    ]
