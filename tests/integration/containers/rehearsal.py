"""The pipeline of a change, played on one machine: the jobs of the workflows, in a clone, line by line.

What needs the code host or a cloud stands in NOT_HERE with the reason, and nothing else is left out.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.local import credentials, ports
from infra.local.certificates import Authority
from infra.platform import Platform
from tests.integration.environment import free_port
from tests.integration.pipeline.recorded_contract_code_hosts import CodeHost
from tests.integration.release.scene import Command
from tests.integration.release.versions import Versions
from tests.jobs import clones
from tests.jobs.runner import Finished, Runner

REGIONS = {"staging": ("eu-central-1",), "production": ("eu-central-1", "eu-west-1")}
"""One region of staging: what a second one adds is played in production."""

QUICK = "--steps 100 --watch 1 --hold 1"

NOT_HERE = {
    "Sign in to the registry": "the registry of the test asks nobody to sign in",
    "Reach the clusters": "there are no clusters: releases go to regions of this machine",
    "Known vulnerabilities of what is locked": "the advisory databases are asked by the job itself, before this test",
    "Objectives hold afterwards": "regions of this machine are measured as development, not as production",
    "Measure how the objectives are kept, and record it": (
        "regions of this machine are measured as development, not as production"
    ),
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
    "operations judge -e production": "operations judge -e production --json",
}
"""What stands for a piece of a line that would repeat this run, needs a cluster, or is for people to read."""


@dataclass
class Rehearsal:
    """A clone with platforms, a code host, an issuer and a registry."""

    versions: Versions
    states: Path
    host: CodeHost
    runner: Runner
    settings: dict[str, str]
    """Variables of the repository, as the code host has them."""

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

    def connect(self, environment: str, region: str = "eu-central-1") -> Platform:
        return self.command(environment, region).connect()

    def job(self, file: str, job: str, **inputs: str) -> Finished:
        """Run a job in its environment: one that is of none, and those that keep the evidence, reach production."""
        layout = self.command(job if job in REGIONS else "production", "eu-central-1").layout
        token = credentials.read(layout.env_file).token
        assert token is not None
        address = f"https://localhost:{ports.read(layout.ports_file)[ports.PROXY]}"
        return self.runner.run(
            file,
            job,
            given={"SYNDIC_CA_FILE": str(Authority(layout.certificates).ca_file)},
            vars={**self.settings, "SYNDIC_URL": address},
            secrets={"SYNDIC_API_TOKEN": token, "SYNDIC_NOTIFICATIONS": self.runner.variables["SYNDIC_NOTIFICATIONS"]},
            # Regions of this machine are made from a commit, and so is their version.
            inputs={"run": "77", "revision": inputs.get("version", ""), **inputs},
        )

    def records(self, environment: str, kind: str, region: str = "eu-central-1") -> list[dict[str, Any]]:
        """The newest records first, with their details."""
        with self.connect(environment, region) as platform:
            listed = platform.request("GET", "/api/operations", params={"kind": kind, "limit": 50})["items"]
            return [platform.request("GET", f"/api/operations/{one['id']}") for one in listed]


def install_cosign(clone: Path, cosign: str) -> Path:
    """Put cosign of the tests in a directory for PATH, and return that."""
    programs = clone.parent / "programs"
    programs.mkdir()
    clones.script(programs / "cosign", f'exec env PYTHONPATH="{clone}" "{sys.executable}" {cosign} "$@"')
    return programs
