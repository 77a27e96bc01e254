"""One region's cluster, as a place that releases go into."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import certifi

from infra.errors import CommandFailedError, MissingCommandError, PlatformError
from infra.kubernetes import injection, lease
from infra.kubernetes.cluster import DEPLOYMENT, NAMESPACE, Cluster
from infra.kubernetes.injection import RELEASED, REVISION, VERSION, Release
from infra.kubernetes.jobs import Jobs
from infra.kubernetes.manifests import COLOURS, Manifest, Overlay, containers, pod_template
from infra.kubernetes.overlays import NAMESPACE as OUR_NAMESPACE
from infra.kubernetes.stored_text import StoredText
from infra.kubernetes.workloads import ready_replicas
from infra.local.credentials import TOKEN
from infra.platform import Platform
from infra.scripts.release import preflight
from infra.scripts.release.errors import (
    ManifestsRefusedError,
    MissingPlatformTokenError,
    NoRetentionError,
    NothingLiveError,
    NotReadyForReleaseError,
    SchemaRefusedError,
    UnknownReleaseError,
    WrongClusterError,
)
from infra.scripts.release.images import Images
from infra.scripts.release.kubernetes_proxies import Proxies
from infra.scripts.release.kubernetes_target import SERVING, WORKING, KubernetesTarget, Patience
from infra.scripts.release.place import Candidate, ColourState, Held
from infra.scripts.release.plan import Side
from infra.scripts.release.preflight import Standing
from infra.scripts.release.progress import Memory
from infra.tree import checkout
from infra.version import of_revision

LOCK = STATE = "release"
REMEDY = "`kubectl describe` of what is named says more. Mend it, then release."
SHOWN = 3


class KubernetesPlace:
    """Two colours of Deployments behind one route."""

    def __init__(
        self,
        overlay: Overlay,
        rendered: Callable[[], list[Manifest]],
        judge: Callable[[list[Manifest]], list[str]],
        cluster: Cluster,
        images: Images,
        proxies: Proxies,
        directory: Path,
        patience: Patience,
        *,
        standby: bool,
        lease_seconds: int = lease.SECONDS,
    ) -> None:
        """Look at nothing yet.

        Args:
            overlay: what is deployed there.
            rendered: renders its objects.
            judge: finds what is wrong with them, a sentence each.
            cluster: where it is.
            images: the versions that can be released.
            proxies: what leads users to a colour.
            directory: what the smoke tests say is kept there.
            patience: how long is waited.
            standby: whether the region's database takes no writes, so that another region migrates.
            lease_seconds: how long the lock is good for without being renewed.
        """
        self._overlay = overlay
        self._render = rendered
        self._judge = judge
        self._cluster = cluster
        self._images = images
        self._proxies = proxies
        self._patience = patience
        self._standby = standby
        self._lease_seconds = lease_seconds
        self._is_right = False
        self._state = StoredText(cluster, STATE)
        self.memory = Memory(self._state)
        self.target = KubernetesTarget(
            cluster, lambda: self._rendered, images, proxies, self._connect, directory, patience
        )

    @contextmanager
    def alone(self, purpose: str) -> Generator[Held]:
        """The Lease of the cluster, once it is known to be the right one."""
        self.require_right_cluster()
        with lease.hold(self._cluster, LOCK, purpose, self._lease_seconds) as held:
            self._state.begin()
            yield held

    def require_right_cluster(self) -> None:
        """Refuse a cluster whose namespace is another's: a wrong context is found before anything is looked at.

        Raises:
            WrongClusterError: saying whose it is.
        """
        if self._is_right:
            return
        found = self._cluster.get(NAMESPACE, OUR_NAMESPACE)
        labels = found["metadata"].get("labels", {}) if found else {}
        stated = f"{labels.get('environment', 'nothing')}/{labels.get('region', 'nothing')}"
        wanted = f"{self._overlay.environment}/{self._overlay.region}"
        if stated != wanted:
            raise WrongClusterError(self._cluster.where, wanted, stated)
        self._is_right = True

    def colours(self) -> list[ColourState]:
        """What runs where."""
        self.require_right_cluster()
        weights = self._weights()
        found = []
        for colour in COLOURS:
            server = self._cluster.get(DEPLOYMENT, f"server-{colour}")
            replicas = _replicas(server)
            if server is None or not (replicas or weights.get(colour)):
                continue
            side = _side(colour, server)
            works = any(_replicas(self._cluster.get(DEPLOYMENT, f"{one}-{colour}")) for one in WORKING)
            found.append(
                ColourState(colour, side.version, side.revision, weights[colour], serves=replicas > 0, works=works)
            )
        return found

    def live(self) -> Side:
        """The release that has most of the users; of two that have the same, the one that also works.

        Raises:
            NothingLiveError: none has.
        """
        found = [one for one in self.colours() if one.traffic_percent]
        if not found:
            raise NothingLiveError(self._cluster.where)
        best = max(found, key=lambda one: (one.traffic_percent, one.works))
        return Side(colour=best.colour, version=best.version, revision=best.revision)

    def other(self, colour: str) -> str:
        """The other colour."""
        return injection.other(colour)

    def find(self, version: str) -> Candidate:
        """A version whose images are known; a tag, branch or commit of the checkout stands for what it is called."""
        try:
            release = self._images.find(version)
        except UnknownReleaseError:
            called = _called(version)
            if called is None or called == version:
                raise
            release = self._images.find(called)
        return Candidate(release.version, release.revision)

    def require_ready(self) -> None:
        """Refuse to release while the live colour, the proxy or the way to the platform is not whole."""
        live = self.live().colour
        reasons = []
        for process in (*SERVING, *WORKING):
            deployment = self._cluster.get(DEPLOYMENT, f"{process}-{live}")
            wanted, ready = _replicas(deployment), ready_replicas(deployment) if deployment else 0
            if ready < wanted:
                reasons.append(f"{process}-{live} has {ready} of {wanted} replicas ready")
        if not self._proxies.names():
            reasons.append("no proxy is ready")
        if reasons:
            raise NotReadyForReleaseError(reasons, REMEDY)
        try:
            with self._connect() as platform:
                platform.request("GET", "/api/operations", params={"limit": 1})
        except PlatformError as error:
            raise NotReadyForReleaseError([str(error)], REMEDY) from error

    def require_clean(self, candidate: Candidate) -> None:
        """Refuse what breaks a rule, and what the API server would not take, before any of it is applied."""
        colour = self.other(self.live().colour)
        objects = self._objects(self._images.find(candidate.version), colour)
        unnamed = injection.unnamed_images(objects)
        if unnamed:
            raise UnknownReleaseError(candidate.version, [f"the manifest, which lacks {', '.join(sorted(unnamed))}"])
        problems = self._judge(self._rendered)
        if problems:
            raise ManifestsRefusedError(candidate.version, problems[:SHOWN], len(problems))
        for manifest in objects:
            self._cluster.apply(manifest, dry_run=True)

    def migrations(self, candidate: Candidate, *, accept_blocking: bool) -> list[str]:
        """The revisions that the release needs, as its own code says in a job of the cluster.

        Where the region stands by, its schema follows the other region's: servers wait for it.
        """
        if self._standby:
            return []
        return preflight.migrations(
            candidate.version,
            self.standing(candidate.version),
            lambda: self._standing_of_live(candidate.version),
            accept_blocking=accept_blocking,
        )

    def remembered_live(self) -> Side:
        """The release that has the users, with its images remembered: it may have come by another way."""
        live = self.live()
        self._images.keep_running(live.version, live.colour)
        return live

    def migrate(self, version: str) -> str:
        """Bring the schema to all that a version knows, in a job that stays to be looked at.

        Returns:
            What it wrote.
        """
        name = f"migrate-{injection.object_name(version)}-{uuid.uuid4().hex[:8]}"
        return self._run_job(version, name, ["migrate"])

    def retain(self, version: str, *, delete: bool) -> str:
        """Have a version look for evidence and objects that are not kept any more, in a job, and perhaps delete them.

        Returns:
            What it wrote.
        """
        name = f"{injection.RETENTION}-{uuid.uuid4().hex[:8]}"
        job = injection.job_of_schedule(self._rendered, injection.RETENTION, self._images.find(version), name)
        if job is None:
            raise NoRetentionError(version, "the region has no CronJob of that name")
        if injection.unnamed_images([job]):
            raise NoRetentionError(version, "nobody said what its image for jobs is")
        for container in containers(job):
            container["args"] = [injection.RETENTION, *(["--delete"] if delete else [])]
        jobs = Jobs(self._cluster, self._patience.job, self._patience.poll)
        try:
            return jobs.run(self._rendered, job)
        finally:
            if not delete:
                jobs.delete(name)

    def _run_job(self, version: str, name: str, arguments: list[str]) -> str:
        job = injection.job_of(self._rendered, self._images.find(version), name, arguments)
        if job is None:
            raise SchemaRefusedError(version, "the region has no migration job to ask it.", "Add it to the overlay.")
        if injection.unnamed_images([job]):
            raise UnknownReleaseError(version, ["what runs of it, which names no image of its migrations"])
        return Jobs(self._cluster, self._patience.job, self._patience.poll).run(self._rendered, job)

    @cached_property
    def _rendered(self) -> list[Manifest]:
        return self._render()

    def _objects(self, release: Release, colour: str) -> list[Manifest]:
        """What is applied for a release at a colour, at the size that the environment declares."""
        rendered = injection.with_release(self._rendered, release, colours=[colour])
        return injection.serving(rendered, colour, injection.sizes(injection.with_live(rendered, colour)))

    def _standing_of_live(self, version: str) -> Standing:
        live = self.remembered_live().version
        try:
            return self.standing(live)
        except UnknownReleaseError as error:
            reason = f"it takes something away, and the images of the live release {live} are not known to ask it."
            raise SchemaRefusedError(version, reason, str(error)) from error

    def standing(self, version: str) -> Standing:
        """How the database stands to a version, as its own code says in a job that is removed afterwards."""
        name = f"schema-{injection.object_name(version)}-{uuid.uuid4().hex[:8]}"
        try:
            output = self._run_job(version, name, ["schema"])
        finally:
            Jobs(self._cluster, self._patience.job, self._patience.poll).delete(name)
        line = next((one for one in reversed(output.splitlines()) if one.startswith("{") and '"chain"' in one), "")
        if not line:
            raise SchemaRefusedError(version, f"its migrations did not say what they need: {output[-300:]}", "")
        return Standing.model_validate(json.loads(line))

    def _weights(self) -> dict[str, int]:
        route = self._proxies.route()
        return injection.weights(route) if route else {}

    def _connect(self) -> Platform:
        """The platform as the operator, at SYNDIC_URL or at the address that users open."""
        url = os.environ.get("SYNDIC_URL") or self._public_url()
        token = os.environ.get(TOKEN)
        if not token:
            raise MissingPlatformTokenError(TOKEN, url)
        return Platform(url, Path(os.environ.get("SYNDIC_CA_FILE", certifi.where())), token)

    def _public_url(self) -> str:
        settings = (one.get("data", {}) for one in self._rendered if one["kind"] == "ConfigMap")
        return next(data["PUBLIC_URL"] for data in settings if "PUBLIC_URL" in data)


def _side(colour: str, deployment: Manifest) -> Side:
    annotations = deployment["metadata"].get("annotations", {})
    labels = (pod_template(deployment) or {}).get("metadata", {}).get("labels", {})
    version = annotations.get(RELEASED) or labels.get(VERSION, "unknown")
    return Side(colour=colour, version=version, revision=annotations.get(REVISION) or "unknown")


def _replicas(deployment: Manifest | None) -> int:
    return int(deployment["spec"].get("replicas", 0)) if deployment else 0


def _called(version: str) -> str | None:
    """What a tag, branch or commit of the checkout is called as a release; None where git knows none."""
    try:
        return of_revision(checkout(), version).version
    except (CommandFailedError, MissingCommandError):
        return None
