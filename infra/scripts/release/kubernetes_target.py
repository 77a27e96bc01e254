"""One region's cluster as the target of a release: a Deployment per process and colour behind one route."""

from __future__ import annotations

import base64
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.kubernetes import injection
from infra.kubernetes.cluster import CONFIG_MAP, CRON_JOB, DEPLOYMENT, ENDPOINT_SLICE, POD, SCALED_OBJECT, Cluster
from infra.kubernetes.injection import PAUSED
from infra.kubernetes.jobs import Jobs
from infra.kubernetes.manifests import Manifest, name_of
from infra.kubernetes.tunnel import LOOPBACK, tunnel
from infra.kubernetes.workloads import (
    hopeless,
    is_leaving,
    is_ready,
    is_rolled_out,
    other_digest,
    ready_endpoints,
    ready_replicas,
    restarts,
    started,
    waits_for,
)
from infra.platform import Platform
from infra.scripts.release import draining, recording, smoke, suites
from infra.scripts.release.analysis import Sample
from infra.scripts.release.errors import (
    ColourNotReadyError,
    NotStoppedError,
    OtherDigestError,
    ProxyNotMeasuredError,
)
from infra.scripts.release.images import Images
from infra.scripts.release.kubernetes_proxies import COMPONENT, Proxies, scrape
from infra.scripts.release.plan import Plan, Side, Sides

SERVING, WORKING = ("server", "client"), ("worker", "cron")
COMPONENTS = {"server": "api", "client": "client", "worker": "worker", "cron": "cron"}
"""What each process is called in the labels of its pods."""

COLOUR = "colour"
SERVER_PORT, CONSOLE_PORT = 8000, 8080
SERVER_NAME = "server.syndic.svc"
"""Whom the certificates of the servers are for."""

AUTHORITY, AUTHORITY_KEY = "internal-authority", "ca.crt"


@dataclass(frozen=True)
class Patience:
    """How long is waited for what, in seconds."""

    ready: float = 300.0
    """For a colour: images come from a registry, and nodes may have to be added."""
    leave: float = 360.0
    """For pods that were told to end: a worker ends its jobs first, for up to five minutes."""
    poll: float = 0.5
    job: float = 300.0
    """For a job to be started. One that runs is never ended from here: it may be in the middle of a revision."""


class KubernetesTarget:
    """Two colours of one region."""

    def __init__(
        self,
        cluster: Cluster,
        rendered: Callable[[], list[Manifest]],
        images: Images,
        proxies: Proxies,
        connect: Callable[[], Platform],
        directory: Path,
        patience: Patience,
    ) -> None:
        """Look at nothing yet.

        Args:
            cluster: where it is.
            rendered: the objects of the region's overlay.
            images: the versions that can be released.
            proxies: what leads users to a colour.
            connect: opens a connection to the platform as the operator.
            directory: what the smoke tests say is kept there.
            patience: how long is waited.
        """
        self._cluster = cluster
        self._rendered = rendered
        self._images = images
        self._proxies = proxies
        self._connect = connect
        self._directory = directory
        self._patience = patience
        self._jobs = Jobs(cluster, patience.job, patience.poll)
        self._known: set[str] = set()
        """Pods of the new colour that were seen before."""

    def migrate(self, plan: Plan) -> None:
        """Run the new release's own migrations as a job of this release; they may take nothing from the old one."""
        release = self._images.find(plan.new.version)
        self._images.keep(release)
        name = f"migrate-{injection.object_name(release.version)}-{plan.id[:8]}"
        job = injection.job_of(self._rendered(), release, name, ["migrate", "--expand"])
        if job is not None:
            self._jobs.run(self._rendered(), job)

    def prove_old(self, plan: Plan) -> None:
        """Run the old release's smoke tests against its own servers."""
        self._smoke(plan.old)

    def start_new(self, plan: Plan) -> None:
        """Apply the new colour as it is rendered, at least as large as the old one is now, and wait for its endpoints.

        Raises:
            ColourNotReadyError: saying which pod hinders it, and its last words.
            OtherDigestError: a node runs something else than what was named.
        """
        release = self._images.find(plan.new.version)
        self._images.keep(release)
        self._images.keep_running(plan.old.version, plan.old.colour)
        rendered = injection.with_release(self._rendered(), release, colours=[plan.new.colour])
        wanted = self._sizes(rendered, SERVING, plan.new.colour, plan.old.colour)
        for manifest in injection.serving(rendered, plan.new.colour, wanted):
            self._cluster.apply(manifest)
        self._await(plan.new.colour, SERVING, lambda: self._lacking_endpoints(wanted))
        self._require_named_images(plan.new.colour)

    def smoke(self, plan: Plan) -> None:
        """Run the new release's smoke tests against each of its servers."""
        self._smoke(plan.new)

    def shift(self, plan: Plan, percent: int) -> None:
        """Change the weights of the route, for API and console at once."""
        self._proxies.share({plan.new.colour: percent, plan.old.colour: 100 - percent})

    def sample(self, sides: Sides) -> Sample:
        """Read the proxies' metrics, and how the pods of the new colour fare."""
        old, new = sides.old.colour, sides.new.colour
        measured = self._proxies.measured([old, new])
        return Sample(measured[old], measured[new], self._started(new))

    def hand_over(self, plan: Plan, *, back: bool) -> None:
        """Start the worker and cron of one colour, then stop those of the other; jobs that run are finished first.

        The operator's jobs follow: only the release that works knows the schema it has.
        """
        taking, leaving = (plan.old, plan.new) if back else (plan.new, plan.old)
        wanted = self._sizes(self._rendered(), WORKING, taking.colour, leaving.colour)
        for name, replicas in wanted.items():
            if self._cluster.get(DEPLOYMENT, name) is not None:
                self._cluster.scale(name, replicas)
        self._await(taking.colour, WORKING, lambda: self._lacking_replicas(wanted))
        self._pause(taking.colour, paused=not wanted.get(f"worker-{taking.colour}", 0))
        self._end(leaving.colour, WORKING)
        for name, change in injection.scheduled(self._rendered(), self._images.find(taking.version)).items():
            if self._cluster.get(CRON_JOB, name) is not None:
                self._cluster.merge(CRON_JOB, name, change)

    def stop(self, plan: Plan, *, new: bool) -> None:
        """Wait until the servers of a colour answer nothing any more, and leave it without a pod."""
        colour = plan.new.colour if new else plan.old.colour
        route = self._proxies.route()
        if route is not None and injection.weights(route).get(colour, 0) == 0:
            draining.await_quiet(lambda: self._answered(colour), colour)
        self._end(colour, (*SERVING, *WORKING))

    def record(self, body: dict[str, object], *, key: str) -> None:
        """Record through the entrance that users take."""
        recording.record(self._connect, body, key)

    def pods(self, colour: str, processes: tuple[str, ...]) -> list[Manifest]:
        """The pods of some processes of a colour."""
        return [
            pod
            for process in processes
            for pod in self._cluster.select(POD, {COMPONENT: COMPONENTS[process], COLOUR: colour})
        ]

    def _sizes(self, rendered: list[Manifest], processes: tuple[str, ...], colour: str, other: str) -> dict[str, int]:
        """Replicas of a colour's processes: those that the environment declares, or more when the other has more."""
        declared = injection.sizes(injection.with_live(rendered, colour))
        found = {}
        for process in processes:
            counterpart = self._cluster.get(DEPLOYMENT, f"{process}-{other}")
            now = int(counterpart["spec"].get("replicas", 0)) if counterpart else 0
            name = f"{process}-{colour}"
            # A process that is declared to have none stays without: that is how a region stands by.
            found[name] = max(declared[name], now) if declared[name] else 0
        return found

    def _await(self, colour: str, processes: tuple[str, ...], lacking: Callable[[], list[str]]) -> None:
        """Wait until nothing lacks; end at once when a pod says that it never will be ready."""
        deadline = time.monotonic() + self._patience.ready
        while lacks := lacking():
            pods = self.pods(colour, processes)
            for pod in pods:
                reason = hopeless(pod)
                if reason:
                    raise ColourNotReadyError(colour, reason, self._cluster.logs(name_of(pod)))
            if time.monotonic() > deadline:
                late = [pod for pod in pods if not is_ready(pod) and not is_leaving(pod)]
                why = "; ".join(waits_for(pod) for pod in late[:3]) or "; ".join(lacks)
                output = self._cluster.logs(name_of(late[0])) if late else ""
                raise ColourNotReadyError(colour, f"after {self._patience.ready:g} seconds {why}.", output)
            time.sleep(self._patience.poll)

    def _lacking_endpoints(self, wanted: Mapping[str, int]) -> list[str]:
        lacks = []
        for service, replicas in wanted.items():
            slices = self._cluster.select(ENDPOINT_SLICE, {"kubernetes.io/service-name": service})
            ready = len(ready_endpoints(slices))
            deployment = self._cluster.get(DEPLOYMENT, service)
            if ready < replicas:
                lacks.append(f"{service} has {ready} of {replicas} endpoints")
            elif deployment is None or not is_rolled_out(deployment):
                lacks.append(f"{service} still has pods of an earlier release")
        return lacks

    def _lacking_replicas(self, wanted: Mapping[str, int]) -> list[str]:
        lacks = []
        for name, replicas in wanted.items():
            found = self._cluster.get(DEPLOYMENT, name)
            ready = ready_replicas(found) if found else 0
            if ready < replicas:
                lacks.append(f"{name} has {ready} of {replicas} replicas ready")
        return lacks

    def _require_named_images(self, colour: str) -> None:
        for pod in self.pods(colour, SERVING):
            reason = other_digest(pod)
            if reason:
                raise OtherDigestError(f"{colour} does not run what was released: {reason}")

    def _pause(self, colour: str, *, paused: bool) -> None:
        """Say whether the worker of a colour is scaled by its queue."""
        name = f"worker-{colour}"
        if self._cluster.get(SCALED_OBJECT, name) is not None:
            change = {"metadata": {"annotations": {PAUSED: "true" if paused else "false"}}}
            self._cluster.merge(SCALED_OBJECT, name, change)

    def _end(self, colour: str, processes: tuple[str, ...]) -> None:
        """Leave processes of a colour without a pod."""
        if "worker" in processes:
            self._pause(colour, paused=True)
        for process in processes:
            if self._cluster.get(DEPLOYMENT, f"{process}-{colour}") is not None:
                self._cluster.scale(f"{process}-{colour}", 0)
        deadline = time.monotonic() + self._patience.leave
        while left := [name_of(pod) for pod in self.pods(colour, processes) if not _ended(pod)]:
            if time.monotonic() > deadline:
                raise NotStoppedError(left, self._patience.leave)
            time.sleep(self._patience.poll)

    def _smoke(self, side: Side) -> None:
        """Run a release's own smoke tests against each of its servers, each through a tunnel of its own."""
        servers = [name_of(pod) for pod in self.pods(side.colour, ("server",)) if is_ready(pod)]
        consoles = [name_of(pod) for pod in self.pods(side.colour, ("client",)) if is_ready(pod)]
        if not servers or not consoles:
            raise ColourNotReadyError(side.colour, "none of its servers, or of its consoles, is ready any more.")
        self._directory.mkdir(parents=True, exist_ok=True)
        with (
            suites.of_revision(side.revision) as source,
            tempfile.TemporaryDirectory(prefix="syndic-smoke-") as made,
            tunnel(self._cluster, consoles[0], CONSOLE_PORT) as console,
            self._connect() as operator,
            smoke.short_lived_token(operator, Path(made) / "token") as token_file,
        ):
            authority = Path(made) / AUTHORITY_KEY
            authority.write_text(self._authority(), encoding="utf-8")
            for server in servers:
                with tunnel(self._cluster, server, SERVER_PORT) as opened:
                    smoke.run(
                        source,
                        f"https://{LOOPBACK}:{opened.local_port}",
                        f"http://{LOOPBACK}:{console.local_port}",
                        authority,
                        token_file,
                        self._directory / "smoke.log",
                        server_name=SERVER_NAME,
                    )

    def _authority(self) -> str:
        """The certificate of whom the servers' certificates are signed by."""
        found = self._cluster.get(CONFIG_MAP, AUTHORITY) or {}
        if AUTHORITY_KEY in found.get("data", {}):
            return str(found["data"][AUTHORITY_KEY])
        binary = found.get("binaryData", {}).get(AUTHORITY_KEY, "")
        return base64.b64decode(binary).decode()

    def _started(self, colour: str) -> dict[str, float | None]:
        """When the servers of a colour were started; one that was scaled in or out is none that ended."""
        first = not self._known
        found: dict[str, float | None] = {}
        for pod in self.pods(colour, ("server",)):
            name = name_of(pod)
            failed = pod.get("status", {}).get("phase") == "Failed"
            if is_leaving(pod) and not failed:
                continue
            if first:
                self._known.add(name)
            if name in self._known or restarts(pod) or failed:
                found[name] = started(pod)
        return found

    def _answered(self, colour: str) -> dict[str, float | None]:
        return {
            name_of(pod): self._answered_by(name_of(pod))
            for pod in self.pods(colour, ("server",))
            if not is_leaving(pod)
        }

    def _answered_by(self, pod: str) -> float | None:
        try:
            return draining.answered(scrape(self._cluster, pod))
        except ProxyNotMeasuredError:
            return None


def _ended(pod: Manifest) -> bool:
    return pod.get("status", {}).get("phase") in ("Succeeded", "Failed")
