"""Installs the Debian packages the tests want, or names what is skipped without them and the command that helps.

Run by `make test`; safe to rerun, since only what is missing is installed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Package:
    """A Debian package, the command that shows it is there, and what cannot be tested without it."""

    name: str
    command: str
    tests: str


WANTED = (
    Package("chromium", "chromium", "the browser test (tests/e2e)"),
    Package("docker.io", "dockerd", "the images (tests/integration/containers)"),
    Package("mmdebstrap", "mmdebstrap", "the images (tests/integration/containers)"),
    Package("iproute2", "ip", "the images (tests/integration/containers)"),
    Package("nftables", "nft", "a region that is cut off (tests/integration/recovery)"),
    Package("postgresql", "pg_ctlcluster", "a database with a certificate (tests/integration/cloud)"),
    Package("prometheus", "promtool", "the alerts (tests/integration/monitoring)"),
    Package("prometheus-alertmanager", "prometheus-alertmanager", "faults and alerts (tests/integration/monitoring)"),
    Package("prometheus-node-exporter", "prometheus-node-exporter", "faults and alerts (tests/integration/monitoring)"),
    Package(
        "prometheus-postgres-exporter",
        "prometheus-postgres-exporter",
        "faults and alerts (tests/integration/monitoring)",
    ),
    Package("docker-registry", "docker-registry", "pushing images (tests/integration/containers)"),
)


def missing() -> list[Package]:
    """The wanted packages whose command is not on the machine."""
    return [package for package in WANTED if shutil.which(package.command) is None]


def apt_get() -> list[str] | None:
    """How this user may install packages, None when it may not."""
    if not Path("/usr/bin/apt-get").exists():
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if shutil.which("sudo") is None:
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n", "apt-get"] if allowed.returncode == 0 else None


POLICY = Path("/usr/sbin/policy-rc.d")
"""Asked by Debian's packages before they start a service; exit code 101 forbids it."""


@contextlib.contextmanager
def no_services(command: list[str]) -> Generator[None]:
    """Within the block, installing a package starts nothing; a policy that is there already stays as it is."""
    if POLICY.exists():
        yield
        return
    may_write = command[:-1]
    text = "#!/bin/sh\nexit 101\n"
    subprocess.run([*may_write, "install", "-m", "755", "/dev/stdin", str(POLICY)], input=text, text=True, check=True)
    try:
        yield
    finally:
        subprocess.run([*may_write, "rm", "-f", str(POLICY)], check=True)


def install(command: list[str], packages: list[Package]) -> None:
    """Installs the packages; their output is shown when it fails."""
    quiet = ["--quiet", "--quiet", "--yes", "--no-install-recommends"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update", "--quiet", "--quiet"], ["install", *quiet, *(package.name for package in packages)]):
        done = subprocess.run([*command, *step], env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.stderr.write(f"{' '.join([*command, *step])} failed:\n{done.stdout}{done.stderr}\n")
            return


def main() -> None:
    """Installs what is missing where that is allowed, and says what remains untested."""
    command = apt_get()
    if command and missing():
        with no_services(command):
            install(command, missing())
    for package in missing():
        sys.stdout.write(f"Skipped without {package.name}: {package.tests}. apt-get install {package.name}\n")


if __name__ == "__main__":
    main()
