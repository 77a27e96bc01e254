"""A Docker engine of the tests' own, on a socket of its own."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from tests.integration.local.waiting import until

CLIENT = Path("/usr/bin/docker")
"""Debian's client, which brings BuildKit with it; another one on PATH may want a plugin."""

COMPOSE = Path(sys.executable).parent / "docker-compose"


def missing() -> str | None:
    """What keeps the engine from being started here; None when it can be."""
    if os.geteuid() != 0:
        return "a Docker engine can only be started as root"
    for program in ("dockerd", "mmdebstrap", "ip"):
        if shutil.which(program) is None:
            return f"{program} is not installed (apt-get install docker.io mmdebstrap iproute2)"
    return None


@dataclass(frozen=True)
class Docker:
    """The engine's client."""

    host: str

    @property
    def environment(self) -> dict[str, str]:
        """The variables that lead clients to the engine."""
        return {**os.environ, "DOCKER_HOST": self.host, "DOCKER_BUILDKIT": "1", "SYNDIC_DOCKER": str(CLIENT)}

    def run(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command of the client."""
        done = subprocess.run(
            [CLIENT, *arguments], env=self.environment, capture_output=True, text=True, check=False, timeout=600
        )
        assert done.returncode == 0 or not check, f"docker {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}"
        return done

    def inspect(self, reference: str) -> dict[str, Any]:
        """What the engine knows of a container, an image or a network."""
        return json.loads(self.run("inspect", reference).stdout)[0]

    def gateway(self) -> str:
        """The address under which containers reach this machine."""
        return str(ip_network(self.inspect("bridge")["IPAM"]["Config"][0]["Subnet"])[1])


@contextlib.contextmanager
def running_engine() -> Generator[Docker]:
    """Start an engine, and stop it with everything that it runs; or use the one that SYNDIC_TESTS_DOCKER_HOST names."""
    running = os.environ.get("SYNDIC_TESTS_DOCKER_HOST")
    if running:
        yield Docker(running)
        return
    # A unix socket needs a short path.
    with (
        tempfile.TemporaryDirectory(prefix="syndic-docker-", ignore_cleanup_errors=True) as directory,
        _bridge() as bridge,
    ):
        root = Path(directory)
        docker = Docker(f"unix://{root / 'docker.sock'}")
        places = [f"--data-root={root / 'data'}", f"--exec-root={root / 'exec'}", f"--pidfile={root / 'pid'}"]
        command = ["dockerd", f"--host={docker.host}", f"--bridge={bridge}", *places, "--log-level=warn"]
        with (root / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as engine:
            try:
                until(lambda: docker.run("info", check=False).returncode == 0, "the Docker engine to answer")
                yield docker
            finally:
                containers = docker.run("ps", "--all", "--quiet", check=False).stdout.split()
                if containers:
                    docker.run("rm", "--force", *containers, check=False)
                engine.terminate()
                engine.wait(60)


@contextlib.contextmanager
def _bridge() -> Generator[str]:
    """A network bridge of the engine's own: two engines that share the usual one take it from each other."""
    name, third = f"syndic{secrets.token_hex(3)}", secrets.randbelow(254)
    subprocess.run(["ip", "link", "add", name, "type", "bridge"], check=True)
    try:
        subprocess.run(["ip", "address", "add", f"172.31.{third}.1/24", "dev", name], check=True)
        subprocess.run(["ip", "link", "set", name, "up"], check=True)
        yield name
    finally:
        subprocess.run(["ip", "link", "delete", name], check=True)
