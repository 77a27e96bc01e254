"""`python -m bench.policies`: the policy gate's time, beside checkov's on the same files.

The files are the planted and the clean examples of tests/integration/policies: a Terraform plan of each, manifests,
Dockerfiles and workflows. Checkov is not part of the project; name an installed one with --checkov.
"""

from __future__ import annotations

import argparse
import datetime
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.report import BenchError, Figure, show
from infra.policies import gate
from infra.policies.engine import engine_of
from infra.policies.reading import Reader
from infra.policies.waivers import Waivers
from tests.integration.policies import examples
from tests.terraform_mirror import running_terraform

KINDS = ("planted", "clean")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.policies", description=__doc__)
    parser.add_argument("--checkov", default="checkov", help="the checkov to measure beside (default: on PATH)")
    parser.add_argument("--runs", type=int, default=5, help="how often to judge (default 5); the median counts")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        files = prepare(Path(scratch))
        figures = [*judging(files, given.runs), command(files, given.runs)]
        if shutil.which(given.checkov):
            figures.append(checkov(given.checkov, files, given.runs))
    show(figures, as_json=given.json)


def prepare(scratch: Path) -> Path:
    """A folder with everything that is judged, laid out as checkov expects it."""
    files = scratch / "files"
    with running_terraform() as terraform:
        for kind in KINDS:
            root = scratch / kind
            root.mkdir()
            plan = examples.plan(terraform, kind, root)
            for subject in ("kubernetes", "containers"):
                shutil.copytree(examples.HERE / kind / subject, files / kind / subject)
            shutil.copytree(examples.HERE / kind / "pipelines", files / kind / ".github" / "workflows")
            (files / kind / "plan.json").write_text(json.dumps(plan))
    return files


def judging(files: Path, runs: int) -> list[Figure]:
    """Reading and judging inside one process: the first time, when rules are compiled, and after that."""
    seconds: list[float] = []
    found = 0
    for _ in range(runs + 1):
        started = time.perf_counter()
        inputs = Reader(files, Waivers()).read([str(files)]).judged
        report = gate.judge(inputs, Waivers(), datetime.datetime.now(datetime.UTC).date())
        seconds.append(time.perf_counter() - started)
        found = len(report.verdicts)
    if not found or not engine_of("terraform"):
        raise BenchError("Nothing was found in files that break every rule.")
    load = f"{len(inputs)} inputs, {report.parts} parts, {sum(report.evaluated.values())} rules, {found} findings"
    return [
        Figure("gate, first time in a process", seconds[0], "s", load),
        Figure("gate, after that", _median(seconds[1:]), "s", load),
    ]


def command(files: Path, runs: int) -> Figure:
    """`syndic policy check` as a command, start included."""
    syndic = str(Path(sys.prefix) / "bin" / "syndic")
    return Figure("syndic policy check", *_timed([syndic, "policy", "check", "--json", str(files)], runs))


def checkov(program: str, files: Path, runs: int) -> Figure:
    """Checkov on the same files, with what it knows about their kinds, offline."""
    frameworks = ["terraform_plan", "kubernetes", "dockerfile", "github_actions"]
    argv = [program, "-d", str(files), "--framework", *frameworks, "--skip-download", "--quiet", "-o", "json"]
    seconds, unit, _ = _timed(argv, min(runs, 3))
    printed = json.loads(subprocess.run(argv, capture_output=True, text=True, check=False).stdout)
    summaries = [part["summary"] for part in (printed if isinstance(printed, list) else [printed])]
    failed = sum(summary["failed"] for summary in summaries)
    return Figure(
        f"checkov {summaries[0]['checkov_version']}", seconds, unit, f"the same files, {failed} failed checks"
    )


def _timed(argv: list[str], runs: int) -> tuple[float, str, str]:
    seconds: list[float] = []
    for _ in range(runs):
        started = time.perf_counter()
        done = subprocess.run(argv, capture_output=True, text=True, check=False)
        seconds.append(time.perf_counter() - started)
        if done.returncode not in {0, 1} or not done.stdout:
            raise BenchError(f"{' '.join(argv)} ended with {done.returncode}:\n{done.stderr}")
    return _median(seconds), "s", "the same files, start of the process included"


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


if __name__ == "__main__":
    main()
