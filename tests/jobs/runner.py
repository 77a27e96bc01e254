"""A machine that runs jobs as a runner of the code host does: step by step, with nothing but what the job states.

A line fails here as it would there: for a variable that the job does not pass on, a file that an artifact does not
bring, an output that an earlier step did not make. What a test cannot run it names with the reason.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from infra.tree import checkout
from tests.jobs import claims
from tests.jobs.artifacts import ArtifactError, Artifacts
from tests.jobs.expressions import Scope, filled, holds
from tests.unit.workflows.lines import workflow

LINE_SECONDS = 400
LOCAL_ACTION = "./"

ACTIONS = {
    "actions/checkout": "the files are here",
    "actions/setup-python": "the interpreter of the tests is here",
    "actions/setup-node": "Node.js is here",
    "hashicorp/setup-terraform": "Terraform is here",
    "sigstore/cosign-installer": "cosign of the tests is here",
    "aws-actions/configure-aws-credentials": "there is no cloud to sign in to: the test gives what a sign-in leaves",
    "azure/login": "there is no cloud to sign in to: the test gives what a sign-in leaves",
}
"""Actions of others, and what stands for each."""

KEPT = ("HOME", "LANG", "TMPDIR", "XDG_CACHE_HOME", "SSL_CERT_FILE", "PIP_CERT", "NODE_EXTRA_CA_CERTS")
"""Variables of this process that a job has too: where things are, and nothing else."""


@dataclass(frozen=True)
class Step:
    """How a step ended."""

    place: str
    outcome: str
    """success, failure, or skipped."""
    told: str = ""
    """Why it was skipped, or what stands for an action."""
    stdout: str = ""
    stderr: str = ""

    @property
    def name(self) -> str:
        """The last part of where it is."""
        return self.place.rpartition(": ")[2]


@dataclass
class Finished:
    """A job that ended."""

    file: str
    job: str
    steps: list[Step] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)

    @property
    def failure(self) -> str | None:
        """Where the first failure is, and what the line said; None when the job succeeded."""
        failed = next((step for step in self.steps if step.outcome == "failure"), None)
        return f"{failed.place}\n{failed.stdout}\n{failed.stderr}" if failed else None

    def step(self, name: str) -> Step:
        """A step by its name."""
        return next(step for step in self.steps if step.name == name)

    @property
    def outcomes(self) -> dict[str, str]:
        """How the steps with lines of their own ended, by name."""
        return {step.name: step.outcome for step in self.steps if not step.told.startswith("uses ")}


@dataclass
class Runner:
    """A machine with a checkout."""

    directory: Path
    """The checkout that lines run in."""
    artifacts: Artifacts
    github: Mapping[str, Any]
    """The context of that name: `token`, `repository` and the like."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """What the machine itself has; what a job needs beyond it has to stand in the workflow."""
    identity: Mapping[str, str] = field(default_factory=dict)
    """What only jobs with the right `id-token` have."""
    state: Path | None = None
    """What stands for `.syndic` of the checkout."""
    instead: Mapping[str, str] = field(default_factory=dict)
    """Pieces of lines, and what stands for them here."""
    not_here: Mapping[str, str] = field(default_factory=dict)
    """Names of steps that cannot run here, and why."""
    left: Sequence[str] = (".syndic/pipeline", ".syndic/terraform")
    """What jobs leave in a checkout, which a new machine does not have."""

    def place(self, path: str) -> Path:
        """Where a path of the workflow is."""
        first, _, rest = path.partition("/")
        if first == ".syndic" and self.state is not None:
            return self.state / rest
        return self.directory / path

    def run(
        self, file: str, job: str, *, given: Mapping[str, str] | None = None, **stated: Mapping[str, Any]
    ) -> Finished:
        """Run a job on a new machine.

        Args:
            file: of the workflow.
            job: which.
            given: variables that a sign-in would leave.
            stated: the contexts of its expressions: `vars`, `secrets`, `matrix`, `inputs`, `needs`.
        """
        body = workflow(file)["jobs"][job]
        _require_of_matrix(body, stated.get("matrix", {}))
        for left in map(self.place, self.left):
            shutil.rmtree(left, ignore_errors=True)
            left.unlink(missing_ok=True)
        may_sign_in = body.get("permissions", {}).get("id-token") == "write"
        variables = {**self.variables, **(self.identity if may_sign_in else {}), **(given or {})}
        run = _Run(self, f"{file}: {job}", {"github": self.github, **stated, "steps": {}}, variables)
        assert holds(body.get("if", ""), run.scope), f"{file}: {job} does not run: {body['if']}"
        run.steps(body.get("steps", ()), body.get("env", {}))
        outputs = {name: filled(text, run.scope) for name, text in body.get("outputs", {}).items()}
        finished = Finished(file, job, run.ended, outputs)
        claims.remember(finished)
        return finished


@dataclass
class _Run:
    """A job under way."""

    runner: Runner
    place: str
    contexts: dict[str, Any]
    variables: dict[str, str]
    ended: list[Step] = field(default_factory=list)
    failed: bool = False

    @property
    def scope(self) -> Scope:
        return Scope(self.contexts, self.failed)

    def steps(self, steps: Sequence[Mapping[str, Any]], variables: Mapping[str, Any]) -> None:
        """Run steps one after the other."""
        for step in steps:
            named = step.get("name") or step["uses"].partition("@")[0]
            if not holds(step.get("if", ""), self.scope):
                why = "its condition does not hold" if "if" in step else "a step before failed"
                self._end(step, Step(f"{self.place}: {named}", "skipped", f"{_uses(step)}{why}"), {})
            elif why := self.runner.not_here.get(named):
                self._end(step, Step(f"{self.place}: {named}", "skipped", why), {})
            elif "run" in step:
                stated = {**variables, **step.get("env", {})}
                self._line(step, f"{self.place}: {named}", {k: filled(_text(v), self.scope) for k, v in stated.items()})
            else:
                self._action(step, f"{self.place}: {named}")

    def _line(self, step: Mapping[str, Any], place: str, stated: Mapping[str, str]) -> None:
        text = step["run"]
        for piece, other in self.runner.instead.items():
            text = text.replace(piece, other)
        with tempfile.TemporaryDirectory() as scratch:
            output = Path(scratch) / "output"
            output.touch()
            variables = {**self.variables, **stated, "GITHUB_OUTPUT": str(output)}
            done = run_line(text, self.runner.directory, variables)
            outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
        outcome = "failure" if done.returncode else "success"
        self._end(step, Step(place, outcome, "", done.stdout, done.stderr), outputs)

    def _action(self, step: Mapping[str, Any], place: str) -> None:
        action = step["uses"].partition("@")[0]
        stated = {name: filled(_text(value), self.scope) for name, value in step.get("with", {}).items()}
        if action.startswith(LOCAL_ACTION):
            file = checkout() / action / "action.yaml"
            self.steps(yaml.safe_load(file.read_text())["runs"]["steps"], {})
            return
        handle = {
            "actions/upload-artifact": self.runner.artifacts.upload,
            "actions/download-artifact": self.runner.artifacts.download,
        }.get(action)
        try:
            told = handle(stated, self.runner.place) if handle else ACTIONS[action]
            self._end(step, Step(place, "success", f"uses {action}: {told}"), {})
        except ArtifactError as error:
            self._end(step, Step(place, "failure", f"uses {action}", stderr=str(error)), {})

    def _end(self, step: Mapping[str, Any], ended: Step, outputs: Mapping[str, str]) -> None:
        self.ended.append(ended)
        self.failed |= ended.outcome == "failure"
        if "id" in step:
            self.contexts["steps"][step["id"]] = {"outcome": ended.outcome, "outputs": outputs}


def run_line(text: str, directory: Path, variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run one line as a runner does."""
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", text],
        cwd=directory,
        env=dict(variables),
        capture_output=True,
        text=True,
        check=False,
        timeout=LINE_SECONDS,
        stdin=subprocess.DEVNULL,
    )


def inherited(*programs: Path) -> dict[str, str]:
    """What a machine has: nothing of this process but where things are.

    Args:
        programs: directories whose programs come first.
    """
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "PATH": os.pathsep.join([*map(str, programs), os.environ["PATH"]])}


def _text(value: object) -> str:
    """What an action or a line is told: values of YAML as they are written there."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _uses(step: Mapping[str, Any]) -> str:
    return f"uses {step['uses'].partition('@')[0]}: " if "uses" in step else ""


def _require_of_matrix(body: Mapping[str, Any], chosen: Mapping[str, str]) -> None:
    """Make sure that the workflow has this job of its matrix."""
    stated = body.get("strategy", {}).get("matrix", {})
    assert stated.keys() == chosen.keys(), f"the matrix has {', '.join(stated)}"
    assert all(value in stated[name] for name, value in chosen.items()), f"{chosen} is not in the matrix"
