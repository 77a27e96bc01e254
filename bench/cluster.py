"""`python -m bench.cluster`: releases on a real cluster under load, and rolling updates of the same images.

Two versions take turns in a region that is deployed already (docs/guides/kubernetes.md), while readers and writers use
it through its Gateway: first by `syndic release`, then by `kubectl set image` of Deployments that run the same images
with the same settings and probes behind plain Services and the same proxies. While these roll, the colours of the
region do no work and have no users.

It reads KUBECONFIG, and SYNDIC_URL, SYNDIC_CA_FILE and SYNDIC_API_TOKEN as `syndic release` does. SYNDIC_URL has to be
an entrance on this machine, such as https://localhost:30443 of a NodePort, whose certificate is good for localhost.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.report import BenchError, Figure, show
from infra import shell
from infra.kubernetes import injection, manifests
from infra.kubernetes.injection import Release
from infra.kubernetes.manifests import Manifest, Overlay, containers, name_of
from infra.kubernetes.overlays import NAMESPACE
from infra.platform import Platform, System
from infra.tree import checkout
from tests.load.generator import Assignment, Report
from tests.load.process import lost_writes, running

USERS = {"read": 12, "write": 6, "upload": 2, "connect": 2, "execute": 1, "browse": 1}
PARTS = ("releases", "scaling", "rollouts", "rollouts-draining")
"""`rollouts` are of Deployments as most are written; the last ones are of pods that drain like those of a release."""

PLAIN = "plain"
PLAIN_HOST = "plain.localhost"
COMMAND_SECONDS = 900.0
PROCESSES = ("server", "client", "worker", "cron")
PORTS = {"server": ("https", 8000), "client": ("http", 8080)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.cluster", description=__doc__)
    parser.add_argument("--environment", "-e", default="staging", help="the environment (default staging)")
    parser.add_argument("--region", required=True, help="its region, of whose cluster KUBECONFIG tells")
    parser.add_argument("--release", type=Path, action="append", required=True, help="two release manifests, twice")
    parser.add_argument("--rounds", type=int, default=10, help="releases, and rollouts of each kind (default 10)")
    parser.add_argument("--watch", type=float, default=5, help="how long each share is watched, in seconds (default 5)")
    parser.add_argument("--pause", type=float, default=0.05, help="think time of each user, in seconds (default 0.05)")
    parser.add_argument("--only", choices=PARTS, action="append", help="only this part; may be given again")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    bench = Bench(Overlay(given.environment, given.region), [injection.read_release(file) for file in given.release])
    figures: list[Figure] = []
    for part in given.only or PARTS:
        match part:
            case "releases":
                figures += bench.releases(given.release, given.rounds, given.watch, given.pause)
            case "scaling":
                figures += bench.scaling(given.rounds, given.pause)
            case _:
                figures += bench.rollouts(given.rounds, given.pause, usual=part == "rollouts")
    sys.stderr.write(f"Kubernetes {bench.version()}\n")
    show(figures, as_json=given.json)


class Bench:
    """One region, two versions and the users."""

    def __init__(self, overlay: Overlay, versions: list[Release]) -> None:
        self.overlay = overlay
        self.versions = versions
        self.kubectl = str(shell.find_program("kubectl"))
        self.ca_file = Path(os.environ["SYNDIC_CA_FILE"])
        self.url = os.environ["SYNDIC_URL"]

    def version(self) -> str:
        """The version of Kubernetes."""
        return str(json.loads(self.ask("get", "--raw", "/version"))["gitVersion"])

    def ask(self, *words: str, stdin: str | None = None) -> str:
        """Run kubectl in the namespace."""
        environment = {**shell.base_environment(), "KUBECONFIG": os.environ["KUBECONFIG"]}
        argv = [self.kubectl, "--namespace", NAMESPACE, *words]
        return shell.run(argv, environment=environment, stdin=stdin, timeout_seconds=COMMAND_SECONDS).stdout

    def apply(self, objects: Iterable[Manifest]) -> None:
        """Apply objects."""
        items = {"apiVersion": "v1", "kind": "List", "items": list(objects)}
        self.ask("apply", "--server-side", "--force-conflicts", "--filename=-", stdin=json.dumps(items))

    def platform(self) -> Platform:
        """The platform as its administrator."""
        return Platform(self.url, self.ca_file, os.environ["SYNDIC_API_TOKEN"])

    @contextmanager
    def users(self, pause: float, host: str = "localhost") -> Generator[tuple[Report, list[str]]]:
        """Readers and writers while the block runs; afterwards what was acknowledged and is not there."""
        with self.platform() as platform:
            body = {"name": f"Measured {time.time_ns()}", "purpose": "Load.", "owner": "Bench"}
            system = platform.post(System, "/api/systems", {**body, "risk_tier": "minimal", "lifecycle": "testing"}).id
            callers = [{"Authorization": f"Bearer {platform.create_token('load', 'engineer', 1)}"} for _ in range(4)]
        port = urlsplit(self.url).port or 443
        assignment = Assignment(port, str(self.ca_file), system, USERS, 0, callers, pause, host)
        lost: list[str] = []
        with (
            tempfile.TemporaryDirectory(prefix="syndic-bench-") as directory,
            running(assignment, Path(directory) / "assignment.json") as report,
        ):
            yield report, lost
        with self.platform() as platform:
            lost += lost_writes(platform, system, report)

    def releases(self, files: list[Path], rounds: int, watch: float, pause: float) -> list[Figure]:
        """Deploys and rollbacks in turn."""
        took: list[float] = []
        with self.users(pause) as (report, lost):
            for turn in range(rounds):
                began = time.monotonic()
                if turn % 2 == 0:
                    version = next(one for one in self.versions if one.version != self.live()).version
                    file = files[[one.version for one in self.versions].index(version)]
                    self.release(watch, "deploy", version, "--release", str(file), "--steps", "5,25,100")
                else:
                    self.release(watch, "rollback", "--steps", "5,25,100")
                took.append(time.monotonic() - began)
        return _figures("syndic release", report, lost, took)

    def release(self, watch: float, *words: str) -> None:
        """One deploy or rollback."""
        where = ["-e", self.overlay.environment, "--region", self.overlay.region]
        argv = [sys.executable, "-c", "from infra.cli import main; main()", "release", *words, *where]
        argv += ["--watch", str(watch), "--hold", str(watch)]
        done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=COMMAND_SECONDS)
        if done.returncode != 0:
            raise BenchError(done.stderr)
        sys.stderr.write(f"{' '.join(words[:2])}: {done.stdout.splitlines()[0]}\n")

    def live(self) -> str:
        """The version that has the users."""
        return str(self._deployment(f"server-{self.colour()}")["metadata"]["annotations"][injection.RELEASED])

    def colour(self) -> str:
        """The colour that has the users."""
        route = json.loads(self.ask("get", "httproute", "syndic", "-o", "json"))
        return max(injection.weights(route).items(), key=lambda one: one[1])[0]

    def scaling(self, rounds: int, pause: float) -> list[Figure]:
        """Twice as many servers and consoles, and back, as an autoscaler would do it."""
        names = [f"{process}-{self.colour()}" for process in ("server", "client")]
        size = {name: int(self._deployment(name)["spec"]["replicas"]) for name in names}
        took = []
        with self.users(pause) as (report, lost):
            for turn in range(rounds):
                began = time.monotonic()
                for name in names:
                    self.ask("scale", "deployment", name, f"--replicas={size[name] * (1 + (turn + 1) % 2)}")
                self._await_rolled(names)
                took.append(time.monotonic() - began)
        return _figures("kubectl scale", report, lost, took)

    def rollouts(self, rounds: int, pause: float, *, usual: bool) -> list[Figure]:
        """Rolling updates of Deployments behind Services."""
        live, sizes = self.colour(), self._sizes()
        names = [f"{process}-{PLAIN}" for process in PROCESSES]
        took = []
        objects = [self.plain(version, live, usual=usual) for version in self.versions]
        self.apply(objects[0])
        try:
            self._await_rolled(names)
            self._scale({name: 0 for name in sizes if name.startswith(("worker", "cron"))})
            with self.through(PLAIN_HOST), self.users(pause, PLAIN_HOST) as (report, lost):
                for turn in range(rounds):
                    began = time.monotonic()
                    self._set_images(self.versions[(turn + 1) % 2])
                    self._await_rolled(names)
                    took.append(time.monotonic() - began)
        finally:
            self._scale(sizes)
            self._await_rolled(list(sizes))
            self.ask("delete", "deployment,service,httproute,backendtlspolicy", "-l", f"bench={PLAIN}", "--wait=true")
        kind = "kubectl rollout" if usual else "kubectl rollout, pods that drain"
        return _figures(kind, report, lost, took)

    @contextmanager
    def through(self, host: str) -> Generator[None]:
        """Lead a host to the plain Services by a route of its own while the block runs."""
        route = json.loads(self.ask("get", "httproute", "syndic", "-o", "json"))
        spec = copy.deepcopy(route["spec"])
        spec["hostnames"] = [host]
        for rule in spec["rules"]:
            process, _, _ = rule["backendRefs"][0]["name"].partition("-")
            rule["backendRefs"] = [{"name": f"{process}-{PLAIN}", "port": PORTS[process][1]}]
        self.apply([_object("gateway.networking.k8s.io/v1", "HTTPRoute", PLAIN, spec)])
        resolved = "jsonpath={.status.parents[0].conditions[?(@.type=='ResolvedRefs')].status}=True"
        self.ask("wait", "httproute", PLAIN, f"--for={resolved}", "--timeout=60s")
        yield

    def plain(self, version: Release, live: str, *, usual: bool) -> list[Manifest]:
        """The processes of a version as one Deployment each, behind Services, beside both colours.

        Args:
            version: whose images are run.
            live: the colour whose settings they get.
            usual: leave out what these manifests add for the sake of draining, as most Deployments do.
        """
        rendered = injection.with_release(manifests.render(checkout(), self.overlay), version)
        deployments = {name_of(one): one for one in rendered if one["kind"] == "Deployment"}
        objects = [_plain(deployments[f"{process}-{live}"], live, usual=usual) for process in PROCESSES]
        for process, (port, number) in PORTS.items():
            selector = {"app.kubernetes.io/name": "syndic", "colour": PLAIN}
            selector["app.kubernetes.io/component"] = {"server": "api"}.get(process, process)
            ports = [{"name": port, "port": number, "targetPort": port, "appProtocol": port}]
            objects.append(_object("v1", "Service", f"{process}-{PLAIN}", {"selector": selector, "ports": ports}))
        policy = copy.deepcopy(next(one for one in rendered if one["kind"] == "BackendTLSPolicy")["spec"])
        policy["targetRefs"] = [{"group": "", "kind": "Service", "name": f"server-{PLAIN}", "sectionName": "https"}]
        return [*objects, _object("gateway.networking.k8s.io/v1", "BackendTLSPolicy", PLAIN, policy)]

    def _set_images(self, version: Release) -> None:
        for process in PROCESSES:
            self.ask(
                "set", "image", f"deployment/{process}-{PLAIN}", f"{process}={version.images[f'syndic-{process}']}"
            )

    def _await_rolled(self, names: Iterable[str]) -> None:
        for name in names:
            self.ask("rollout", "status", f"deployment/{name}", "--timeout=600s")

    def _sizes(self) -> dict[str, int]:
        """The Deployments of both colours that have pods."""
        items = json.loads(self.ask("get", "deployment", "-l", "colour in (blue,green)", "-o", "json"))["items"]
        return {name_of(one): one["spec"]["replicas"] for one in items if one["spec"]["replicas"]}

    def _scale(self, sizes: dict[str, int]) -> None:
        for name, replicas in sizes.items():
            self.ask("scale", "deployment", name, f"--replicas={replicas}")

    def _deployment(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.ask("get", "deployment", name, "-o", "json"))
        return found


def _plain(deployment: Manifest, live: str, *, usual: bool) -> Manifest:
    made = copy.deepcopy(deployment)
    process, _, _ = name_of(made).rpartition("-")
    template = made["spec"]["template"]
    for labels in (made["metadata"]["labels"], template["metadata"]["labels"], made["spec"]["selector"]["matchLabels"]):
        labels["colour"] = PLAIN
    made["metadata"].update(name=f"{process}-{PLAIN}", namespace=NAMESPACE)
    made["metadata"]["labels"]["bench"] = PLAIN
    made["spec"]["replicas"] = made["spec"]["replicas"] or 2
    for container in containers(made):
        for variable in container.get("env", []):
            if variable["name"] == "SYNDIC_COLOUR":
                variable.clear()
                variable.update(name="SYNDIC_COLOUR", value=live)
        if usual:
            container.pop("lifecycle", None)
    if usual:
        made["spec"].pop("strategy", None)
        template["spec"].pop("terminationGracePeriodSeconds", None)
    return made


def _object(api_version: str, kind: str, name: str, spec: dict[str, Any]) -> Manifest:
    metadata = {"name": name, "namespace": NAMESPACE, "labels": {"bench": PLAIN}}
    return {"apiVersion": api_version, "kind": kind, "metadata": metadata, "spec": spec}


def _figures(what: str, report: Report, lost: list[str], took: list[float]) -> list[Figure]:
    requests = sum(report.requests.values())
    load = f"{len(took)} times, {report.seconds:.0f} s"
    for failure in report.failures[:10]:
        sys.stderr.write(f"{what}: {failure}\n")
    writes = len(report.metrics) + len(report.evidence)
    return [
        Figure(f"{what}: requests", requests, "", load),
        Figure(f"{what}: rate", requests / report.seconds, "/s", f"{report.connections} connections were opened"),
        Figure(f"{what}: files of the console", report.files, "", load),
        Figure(f"{what}: failed requests", len(report.failures), "", "every answer was looked at"),
        Figure(f"{what}: acknowledged writes", writes, "", "metrics and evidence"),
        Figure(f"{what}: lost or doubled writes", len(lost), "", "every one was looked for"),
        Figure(f"{what}: jobs", len(report.executions), "", "asked for and completed, once each"),
        Figure(f"{what}: one", statistics.median(took), "s", "median"),
    ]


if __name__ == "__main__":
    main()
