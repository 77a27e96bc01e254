"""The clusters of an environment's regions, as places that releases go into."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from infra.environments.environment import Environment
from infra.kubernetes import lease, manifests
from infra.kubernetes.cluster import Cluster
from infra.kubernetes.connecting import connect, context_of
from infra.kubernetes.manifests import Manifest, Overlay
from infra.kubernetes.overlays import NAMESPACE
from infra.kubernetes.stored_text import StoredText
from infra.scripts.manifests.validating import Validator
from infra.scripts.release.images import Images
from infra.scripts.release.kubernetes_place import KubernetesPlace
from infra.scripts.release.kubernetes_proxies import Proxies
from infra.scripts.release.kubernetes_target import Patience
from infra.scripts.release.place import Held
from infra.scripts.release.trains import Alone
from infra.tree import checkout

TRAIN = "release-train"
"""Lease and ConfigMap of a release that visits several regions, in the cluster of the first one."""


class Clusters:
    """The clusters of one environment."""

    def __init__(
        self,
        declared: Environment,
        release_manifest: Path | None,
        context: str | None,
        proxy_metrics: tuple[str, ...],
        state: Path,
    ) -> None:
        self._declared = declared
        self._release_manifest = release_manifest
        self._context = context
        self._proxy_metrics = proxy_metrics
        self._state = state
        self.cluster = cache(self._open)

    def place(self, region: str) -> KubernetesPlace:
        """The cluster of a region.

        Raises:
            NoClusterError: nothing says where it is.
        """
        cluster = self.cluster(region)
        (role,) = (one.role for one in self._declared.regions if one.name == region)
        overlay = Overlay(self._declared.name, region)
        return KubernetesPlace(
            overlay,
            lambda: manifests.render(checkout(), overlay),
            lambda rendered: problems(overlay, rendered),
            cluster,
            Images(cluster, self._release_manifest),
            Proxies(cluster, self._proxy_metrics),
            self._state / "kubernetes" / self._declared.name / region,
            Patience(),
            standby=role == "standby",
        )

    def trains_of(self, region: str) -> tuple[StoredText, Alone]:
        """What remembers trains, and the lock that keeps other trains out, in the cluster of a region."""
        cluster, place = self.cluster(region), self.place(region)
        store = StoredText(cluster, TRAIN)

        @contextmanager
        def alone(purpose: str) -> Generator[Held]:
            place.require_right_cluster()
            with lease.hold(cluster, TRAIN, purpose) as held:
                store.begin()
                yield held

        return store, alone

    def _open(self, region: str) -> Cluster:
        return connect(NAMESPACE, self._context, context_of(self._declared.name, region))


def problems(overlay: Overlay, rendered: list[Manifest]) -> list[str]:
    """What is wrong with the objects of an overlay, but for what the API server judges itself in a dry run."""
    found = Validator(checkout(), schemas=False).problems(overlay, rendered)
    return [f"{one.object}: {one.problem}" for one in found]
