"""The pipeline of a change, played on one machine: the lines of the workflows, in a clone, in their order.

What a line is told by the code host or the cloud is put in by hand; what needs either of them stands in NOT_HERE with
the reason, and nothing else is left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infra.local import credentials, ports
from infra.local.certificates import Authority
from infra.platform import Platform
from tests.integration.environment import free_port
from tests.integration.pipeline.recorded_contract_code_hosts import REPOSITORY, CodeHost
from tests.integration.release.scene import Command
from tests.integration.release.versions import COMMAND, Versions
from tests.unit.workflows.lines import Line, github

REGIONS = {"staging": ("eu-central-1",), "production": ("eu-central-1", "eu-west-1")}
"""One region of staging: what a second one adds is played in production."""

QUICK = "--steps 100 --watch 1 --hold 1"
LINE_SECONDS = 400

NOT_HERE = {
    "Sign in to the registry": "the registry of the test asks nobody to sign in",
    "Reach the clusters": "there are no clusters: releases go to regions of this machine",
    "Known vulnerabilities of what is locked": "the advisory databases are asked by the job itself, before this test",
    "Objectives hold afterwards": "regions of this machine are measured as development, not as production",
}
"""Steps that cannot run here, and why."""

INSTEAD = {
    # Both are what runs this very test.
    "make check": ".venv/bin/syndic version",
    "make test": ".venv/bin/pytest -q tests/unit/infra/test_locks.py",
    "-e staging --target kubernetes --release build/release/release-manifest.json": (
        f"-e staging --target local --region eu-central-1 --state-dir $STATES/staging {QUICK}"
    ),
    "-e production --target kubernetes --release build/release/release-manifest.json": (
        f"-e production --target local --state-dir $STATES/production --region-hold 1 {QUICK}"
    ),
}
"""What stands for a piece of a line that would repeat this run, or needs a cluster."""


@dataclass
class Rehearsal:
    """A clone with platforms, a code host, an issuer and a registry."""

    versions: Versions
    states: Path
    host: CodeHost
    variables: dict[str, str]
    """Of every line."""
    passed_over: dict[str, str] = field(default_factory=dict)

    def command(self, environment: str, region: str) -> Command:
        """The command, for the platform of a region."""
        return Command(self.states / environment / region, clone=self.versions.clone)

    def start(self) -> None:
        """Bring up staging and both regions of production, one after the other: two cores make no more of it."""
        for environment, regions in REGIONS.items():
            for region in regions:
                self.command(environment, region).up("--port", str(free_port()))

    def stop(self) -> None:
        for environment, regions in REGIONS.items():
            for region in regions:
                self.command(environment, region).run("down", "--purge", "--yes")

    def reaching(self, environment: str, region: str = "eu-central-1") -> dict[str, str]:
        """The variables that lead a line to a platform."""
        layout = self.command(environment, region).layout
        token = credentials.read(layout.env_file).token
        assert token is not None
        port = ports.read(layout.ports_file)[ports.PROXY]
        return {
            "SYNDIC_URL": f"https://localhost:{port}",
            "SYNDIC_API_TOKEN": token,
            "SYNDIC_CA_FILE": str(Authority(layout.certificates).ca_file),
        }

    def connect(self, environment: str, region: str = "eu-central-1") -> Platform:
        return self.command(environment, region).connect()

    def job(self, file: str, job: str, **given: str) -> str | None:
        """Run the steps of a job one after the other, as a runner does.

        Args:
            file: of the workflow.
            job: which.
            given: values of the variables its lines name.

        Returns:
            What the step that failed said; None when all succeeded.
        """
        failure: str | None = None
        for line in github():
            if (line.file, line.job) != (file, job):
                continue
            if line.name in NOT_HERE:
                self.passed_over[line.place] = NOT_HERE[line.name]
            elif "failure()" in line.condition and failure is None:
                self.passed_over[line.place] = "nothing failed"
            elif failure is None or line.condition == "always()":
                done = self.line(line, **given)
                if done.returncode and failure is None:
                    failure = f"{line.place}\n{done.stdout}\n{done.stderr}"
        return failure

    def line(self, line: Line, **given: str) -> subprocess.CompletedProcess[str]:
        """Run one line as it stands, but for INSTEAD."""
        text = line.text
        for piece, other in INSTEAD.items():
            text = text.replace(piece, other)
        # A job reaches the platform of its environment; what it is not given it does not have.
        environment = line.job if line.job in REGIONS else "production"
        reaching = self.reaching(environment) if "SYNDIC_URL" in line.variables else {}
        had = self.host.variables.keys() | self.variables.keys()
        stated = {name: value.replace("something", REPOSITORY) for name, value in line.variables.items()}
        stated = {name: value for name, value in stated.items() if name not in had}
        return self.shell(text, {**stated, **reaching, **given})

    def shell(self, text: str, variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Run a line as a runner does."""
        return subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", text],
            cwd=self.versions.clone,
            env={**self.variables, **self.host.variables, **variables, "STATES": str(self.states)},
            capture_output=True,
            text=True,
            check=False,
            timeout=LINE_SECONDS,
            stdin=subprocess.DEVNULL,
        )

    def records(self, environment: str, kind: str, region: str = "eu-central-1") -> list[dict[str, Any]]:
        """The newest records first, with their details."""
        with self.connect(environment, region) as platform:
            listed = platform.request("GET", "/api/operations", params={"kind": kind, "limit": 50})["items"]
            return [platform.request("GET", f"/api/operations/{one['id']}") for one in listed]


def install(clone: Path, cosign: str) -> Path:
    """Make what `make install` makes, from what this test runs on: the command of the clone by the same packages.

    Returns:
        A directory with cosign, for PATH.
    """
    own, made = Path(sys.prefix) / "bin", clone / ".venv" / "bin"
    made.mkdir(parents=True)
    for program in own.iterdir():
        if program.name not in ("syndic", "uv"):
            (made / program.name).symlink_to(program)
    python = f'exec env PYTHONPATH="{clone}" "{sys.executable}"'
    _script(made / "syndic", f"{python} -c '{COMMAND}' \"$@\"")
    _script(made / "uv", f'exec "{own / "uv"}" "$@"')
    for stamp in (".runtime", ".development"):
        (clone / ".venv" / stamp).touch()
    programs = clone.parent / "programs"
    programs.mkdir()
    _script(programs / "cosign", f'{python} {cosign} "$@"')
    return programs


def variables(programs: Path) -> dict[str, str]:
    """What a job has of its runner: nothing of this process but where things are."""
    kept = ("HOME", "LANG", "TMPDIR", "XDG_CACHE_HOME", "SSL_CERT_FILE", "PIP_CERT", "NODE_EXTRA_CA_CERTS")
    inherited = {name: os.environ[name] for name in kept if name in os.environ}
    return {**inherited, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}


def published(clone: Path) -> Path:
    """What the job *publish* uploads, where the jobs of the delivery download it."""
    (made,) = (clone / "build" / "releases").iterdir()
    shutil.copytree(made, clone / "build" / "release", dirs_exist_ok=True)
    return clone / "build" / "release" / "release-manifest.json"


def _script(file: Path, line: str) -> None:
    file.write_text(f"#!/bin/sh\n{line}\n")
    file.chmod(0o755)
