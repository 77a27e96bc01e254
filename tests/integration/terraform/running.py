"""`syndic terraform` in tests: real Terraform, the real gate, and an identity that is taken for granted.

Who calls is proven by a cloud or a code host, of which none is here; so what those would answer is the one thing that
is replaced. Whether that identity may do what it asks for is decided as always.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from infra import cli
from infra.errors import PlatformUnreachableError
from infra.output import Progress
from infra.permission import Caller, Operation
from infra.platform import Platform
from infra.scripts.terraform.service import Infrastructure
from infra.terraform.stacks import Stack
from infra.terraform.workspace import Workspace
from tests.terraform_mirror import Terraform

CHECKOUT = Path(__file__).resolve().parents[3]
ACCOUNTS = {"staging": "111111111111", "production": "222222222222"}
CODE = "infra/terraform"


def pass_on(terraform: Terraform, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the code under test reach the providers that this session runs."""
    for name, value in terraform.environment.items():
        if name.startswith("TF_"):
            monkeypatch.setenv(name, value)


def become(person: str, environment: str, monkeypatch: pytest.MonkeyPatch, role: str = "on-call") -> None:
    """Have AWS say who calls."""
    arn = f"arn:aws:sts::{ACCOUNTS[environment]}:assumed-role/syndic-{environment}-{role}/{person}"
    monkeypatch.setattr("infra.permission.aws.caller", lambda: Caller(f"AWS identity {arn}", {"arn": arn}))


def become_release_workflow(environment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the code host say that its release workflow calls."""
    claims = {"repository": "example/syndic", "environment": environment}
    monkeypatch.setattr("infra.permission.oidc.caller", lambda *_: Caller("workflow release of example/syndic", claims))


def keep_state_in(directory: Path) -> Path:
    """A backend that keeps the state in a file of a directory, for want of a bucket."""
    file = directory / "backend.tf.json"
    path = {"path": str(directory / "terraform.tfstate")}
    file.write_text(json.dumps({"terraform": {"backend": {"local": path}}}))
    return file


@contextmanager
def nowhere() -> Generator[Platform]:
    """No platform to keep records in.

    Raises:
        PlatformUnreachableError: always.
    """
    raise PlatformUnreachableError("https://nowhere.example", "a test has none")
    yield


@dataclass(frozen=True)
class Commands:
    """The command line, with a state directory and a backend of its own."""

    scratch: Path
    capture: pytest.CaptureFixture[str]

    @property
    def backend(self) -> Path:
        """Keeps the state in a file, for want of a bucket."""
        return keep_state_in(self.scratch)

    def run(self, verb: str, *arguments: str) -> tuple[int, str, str]:
        """Run a command of `syndic terraform`: its exit code and what it printed."""
        code = cli.run(["terraform", verb, *arguments])
        printed = self.capture.readouterr()
        return code, printed.out, printed.err

    def on(self, environment: str, cloud: str) -> list[str]:
        """The options that say what is planned, the smallest stack, and where plan and state are kept."""
        places = ["--backend", str(self.backend), "--state-dir", str(self.scratch / "state")]
        return ["-e", environment, "--cloud", cloud, "--stack", "bootstrap", *places]

    def plan(self, environment: str, cloud: str) -> dict[str, Any]:
        """Plan, and read what is printed for programs."""
        code, out, err = self.run("plan", *self.on(environment, cloud), "--json")
        assert code == 0, out + err
        return json.loads(out)


def copy_code(directory: Path) -> Path:
    """A checkout that holds modules and stacks alone."""
    root = directory / "checkout"
    for name in ("modules", "stacks"):
        shutil.copytree(CHECKOUT / CODE / name, root / CODE / name, ignore=shutil.ignore_patterns(".terraform*"))
    return root


def bootstrap(
    checkout: Path,
    place: Path,
    backend: Path,
    person: str = "ada",
    permit: Callable[[str, Operation], Caller] | None = None,
) -> Infrastructure:
    """The smallest stack, bootstrap on AWS of staging, of a checkout that may be changed."""
    workspace = Workspace(checkout, place, "staging", "aws", Stack.BOOTSTRAP, str(backend))
    given = permit or (lambda _environment, _operation: Caller(person))
    return Infrastructure(workspace, place / "records", Progress(quiet=True), permit=given, connect=nowhere)


def resources(module: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The resources of a state, of every module."""
    yield from module.get("resources", [])
    for child in module.get("child_modules", []):
        yield from resources(child)
