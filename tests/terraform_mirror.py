"""Real Terraform for tests, with providers that need neither a network nor an account where those are at hand.

The providers come from the first of these places that exists:

1. the directory that SYNDIC_TERRAFORM_MIRROR names,
2. ../shared/terraform beside the checkout, or further up for a checkout that lies deeper,
3. the provider registry.

A mirror's providers are started once for a whole test session; each command then takes a fraction of the time.

tests/conftest.py has it as the fixture `terraform`, of the whole session:

    terraform.run(directory, "init", "-backend=false")
    plan = terraform.plan(directory)
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[1]
MIRROR_VARIABLE = "SYNDIC_TERRAFORM_MIRROR"
REQUIRED_VARIABLE = "SYNDIC_TERRAFORM_MIRROR_REQUIRED"
"""Refuses the provider registry: a run that says it needs no network must not pass because of one."""

PROVIDERS = ("aws", "azurerm", "random")
ANSWERS = Path(__file__).with_name("terraform_answers.json")
"""What the stand-ins answer for an attribute whose form a module insists on."""

PREPARED = CHECKOUT / ".venv" / "terraform-mirror"
"""Where the mirror's requirements and compiled schemas are kept between sessions."""

TELL_ENVIRONMENT = (
    "import json, os, sys; print(json.dumps({'TF_REATTACH_PROVIDERS': os.environ['TF_REATTACH_PROVIDERS']}),"
    " flush=True); sys.stdin.read()"
)
"""Runs beside the providers: prints how to reach them, then waits until the session ends."""


class TerraformTestError(Exception):
    """Terraform cannot be run, or a command of it failed; the text says what to do or what it printed."""


@dataclass(frozen=True)
class Terraform:
    """Terraform with its providers."""

    program: str
    environment: Mapping[str, str]
    """All that a command of Terraform sees, for code under test that runs Terraform itself."""

    offline: bool
    """Whether the providers are stand-ins without a cloud."""

    def run(self, directory: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command in a directory.

        Raises:
            TerraformTestError: it failed and `check` is set.
        """
        done = subprocess.run(
            [self.program, *arguments],
            cwd=directory,
            env=dict(self.environment),
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if check and done.returncode != 0:
            raise TerraformTestError(f"terraform {' '.join(arguments)} in {directory}:\n{done.stdout}{done.stderr}")
        return done

    def plan(self, directory: Path, *arguments: str) -> dict[str, Any]:
        """Initialise a root module without its backend and plan it.

        Returns:
            The plan as `terraform show -json` prints it.
        """
        self.run(directory, "init", "-backend=false", "-input=false", "-no-color")
        with tempfile.TemporaryDirectory() as scratch:
            saved = str(Path(scratch) / "plan")
            self.run(directory, "plan", "-input=false", "-no-color", "-lock=false", f"-out={saved}", *arguments)
            return json.loads(self.run(directory, "show", "-json", saved).stdout)


def find_mirror() -> Path | None:
    """Where the offline providers are; None when there are none.

    Raises:
        TerraformTestError: the environment names a place that holds none.
    """
    named = os.environ.get(MIRROR_VARIABLE)
    if named is not None:
        if not (Path(named) / "offline_provider.py").is_file():
            raise TerraformTestError(
                f"{MIRROR_VARIABLE} names {named}, which holds no offline_provider.py. Correct it."
            )
        return Path(named)
    places = (parent / "shared" / "terraform" for parent in CHECKOUT.parents)
    return next((place for place in places if (place / "offline_provider.py").is_file()), None)


@contextmanager
def running_terraform() -> Generator[Terraform]:
    """Terraform with running providers; they end with the block.

    Raises:
        TerraformTestError: Terraform is not installed, or no place has its providers.
    """
    program = shutil.which("terraform")
    if program is None:
        raise TerraformTestError("terraform is not installed. Install 1.11 or newer from releases.hashicorp.com.")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TF_", "AWS_", "ARM_"))}
    environment["CHECKPOINT_DISABLE"] = "1"
    environment["GOGC"] = "400"  # short runs: a quarter less time for memory that is given back soon
    mirror = find_mirror()
    if mirror is None:
        if os.environ.get(REQUIRED_VARIABLE):
            raise TerraformTestError(f"{REQUIRED_VARIABLE} is set and no mirror is beside the checkout. Put one there.")
        _require_registry(program, environment)
        yield Terraform(program, environment, offline=False)
        return
    python, library = _prepare(mirror)
    with _running_providers(python, library) as reattach:
        yield Terraform(program, {**environment, **reattach}, offline=True)


def _prepare(mirror: Path) -> tuple[Path, Path]:
    """An interpreter with the mirror's requirements, and a copy of the mirror with compiled schemas."""
    files = sorted(path for path in mirror.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    stamps = [f"{path.relative_to(mirror)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    folder = PREPARED / hashlib.sha256("\n".join(stamps).encode()).hexdigest()[:16]
    python, ready = folder / "venv" / "bin" / "python", folder / "ready"
    PREPARED.mkdir(parents=True, exist_ok=True)
    with (PREPARED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            shutil.rmtree(folder, ignore_errors=True)
            uv = str(Path(sys.prefix) / "bin" / "uv")
            _must([uv, "venv", "--quiet", "--python", sys.executable, str(folder / "venv")])
            requirements = str(mirror / "requirements.txt")
            _must([uv, "pip", "install", "--quiet", "--python", str(python), "--requirement", requirements])
            _must([str(python), str(mirror / "install-mirror"), str(folder / "installed")])
            ready.touch()
    return python, folder / "installed" / "lib"


@contextmanager
def _running_providers(python: Path, library: Path) -> Generator[dict[str, str]]:
    command = [str(python), str(library / "offline_provider.py"), "run", *PROVIDERS, "--"]
    providers = subprocess.Popen(
        [*command, sys.executable, "-c", TELL_ENVIRONMENT],
        env={**os.environ, "TF_OFFLINE_FIXTURES": str(ANSWERS)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        told = providers.stdout.readline() if providers.stdout else ""
        if not told:
            raise TerraformTestError(f"The offline providers of {library} do not start; see what they printed above.")
        yield json.loads(told)
    finally:
        providers.communicate()  # the end of standard input ends the waiting command, and with it the providers
        providers.wait()


def _require_registry(program: str, environment: Mapping[str, str]) -> None:
    configuration = 'terraform {\n  required_providers {\n    random = { source = "hashicorp/random" }\n  }\n}\n'
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "main.tf").write_text(configuration)
        command = [program, "init", "-input=false", "-no-color"]
        done = subprocess.run(
            command, cwd=scratch, env=dict(environment), capture_output=True, text=True, timeout=120, check=False
        )
    if done.returncode != 0:
        raise TerraformTestError(
            "Terraform's provider registry cannot be reached and no offline providers were found. Connect to a network,"
            f" or set {MIRROR_VARIABLE} to a directory that holds offline_provider.py.\n{done.stderr}"
        )


def _must(argv: list[str]) -> None:
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise TerraformTestError(f"{' '.join(argv)} failed:\n{done.stdout}{done.stderr}")
