"""`python -m bench.policies`: the policy gate's time, beside checkov's on the same files.

Measured on two sets of files, each with its Terraform plans made on the spot:

- the repository: plans of every stack, environment and example, manifests as rendered, Dockerfiles and workflows;
- the planted and the clean examples of tests/integration/policies, of which most break a rule.

Checkov is not part of the project; name an installed one with --checkov.
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
from dataclasses import replace
from pathlib import Path

from bench.report import BenchError, Figure, show
from infra import shell
from infra.policies import gate
from infra.policies.engine import engine_of
from infra.policies.reading import Reader
from infra.policies.waivers import Waivers
from tests.integration.policies import examples
from tests.terraform_mirror import Terraform, running_terraform

KINDS = ("planted", "clean")
TERRAFORM = "infra/terraform"
UNKNOWN_OFFLINE = {"aws/web_firewall"}
"""Modules that the offline providers have no schema of."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.policies", description=__doc__)
    parser.add_argument("--checkov", default="checkov", help="the checkov to measure beside (default: on PATH)")
    parser.add_argument("--runs", type=int, default=5, help="how often to judge (default 5); the median counts")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as scratch, running_terraform() as terraform:
        for name, prepare in (("repository", repository), ("examples", planted_and_clean)):
            files = prepare(terraform, Path(scratch) / name)
            found = [*judging(files, given.runs), command(files, given.runs)]
            if shutil.which(given.checkov):
                found.append(checkov(given.checkov, files, given.runs))
            figures += [replace(figure, name=f"{name}: {figure.name}") for figure in found]
    show(figures, as_json=given.json)


def repository(terraform: Terraform, scratch: Path) -> Path:
    """A folder with everything of the repository that is judged, laid out as checkov expects it."""
    files, code = scratch / "files", scratch / TERRAFORM
    ignored = shutil.ignore_patterns(".terraform*", "*.tfstate*", "*.py", "__pycache__")
    shutil.copytree(examples.CHECKOUT / TERRAFORM, code, ignore=ignored)
    (files / "plans").mkdir(parents=True)
    for variables in sorted((code / "stacks").rglob("environments/*.tfvars.json")):
        stack = variables.parents[1]
        name = f"{stack.relative_to(code / 'stacks')}-{variables.name.split('.')[0]}".replace("/", "-")
        plan = terraform.plan(stack, f"-var-file=environments/{variables.name}")
        (files / "plans" / f"{name}.json").write_text(json.dumps(plan))
    for example in sorted((code / "modules").glob("*/*/examples/*")):
        module = example.parents[1].relative_to(code / "modules").as_posix()
        if not (terraform.offline and module in UNKNOWN_OFFLINE):
            name = f"{module}-{example.name}".replace("/", "-")
            (files / "plans" / f"{name}.json").write_text(json.dumps(terraform.plan(example)))
    for overlay in sorted((examples.CHECKOUT / "infra" / "kubernetes" / "overlays").glob("*/*")):
        rendered = shell.run([str(shell.find_program("kubectl")), "kustomize", str(overlay)]).stdout
        file = files / "manifests" / overlay.parent.name / f"{overlay.name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(rendered)
    for part in ("client", "infra", "server"):
        (files / part).mkdir()
        shutil.copy(examples.CHECKOUT / part / "Dockerfile", files / part / "Dockerfile")
    shutil.copytree(examples.CHECKOUT / ".github" / "workflows", files / ".github" / "workflows")
    return files


def planted_and_clean(terraform: Terraform, scratch: Path) -> Path:
    """A folder with the examples that rules are tested by, laid out as checkov expects it."""
    files = scratch / "files"
    for kind in KINDS:
        root = scratch / kind
        root.mkdir(parents=True)
        plan = examples.plan(terraform, kind, root)
        for subject in ("kubernetes", "containers"):
            shutil.copytree(examples.HERE / kind / subject, files / kind / subject)
        shutil.copytree(examples.HERE / kind / "pipelines", files / kind / ".github" / "workflows")
        (files / kind / "plan.json").write_text(json.dumps(plan))
    return files


def judging(files: Path, runs: int) -> list[Figure]:
    """Reading and judging inside one process: the first time, when rules are compiled, and after that."""
    seconds: list[float] = []
    compiled = bool(engine_of.cache_info().currsize)
    for _ in range(runs + 1):
        started = time.perf_counter()
        inputs = Reader(files, Waivers()).read([str(files)]).judged
        report = gate.judge(inputs, Waivers(), datetime.datetime.now(datetime.UTC).date())
        seconds.append(time.perf_counter() - started)
    if not report.parts:
        raise BenchError("Nothing was judged.")
    unknown = sum(verdict.found.unknown for verdict in report.verdicts)
    load = (
        f"{len(inputs)} inputs, {report.parts} parts, {sum(report.evaluated.values())} rules,"
        f" {len(report.verdicts) - unknown} violations, {unknown} unknown until apply"
    )
    first = [] if compiled else [Figure("gate, first time in a process", seconds[0], "s", load)]
    return [*first, Figure("gate, after that", _median(seconds[1:]), "s", load)]


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
