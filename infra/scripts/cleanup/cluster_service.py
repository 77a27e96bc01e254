"""What can be removed from the clusters of an environment, and removing it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.environments import reading
from infra.kubernetes import lease
from infra.kubernetes.cluster import CONFIG_MAP, JOB, Cluster
from infra.scripts.cleanup.cluster_decision import KINDS_THAT_NAME, Removable, decide
from infra.scripts.cleanup.errors import ReleaseUnderWayError
from infra.scripts.cleanup.waste import Waste
from infra.scripts.release.clusters import Clusters
from infra.scripts.release.errors import UnknownRegionError
from infra.scripts.release.kubernetes_place import LOCK, KubernetesPlace
from infra.tree import Tree, checkout


@dataclass(frozen=True)
class RegionCleanup:
    """One region's cluster."""

    region: str
    primary: bool
    """Whether its database takes writes."""
    cluster: Cluster
    place: KubernetesPlace

    keep: int
    """How many of each are kept beside those that are needed."""

    @property
    def called(self) -> str:
        """What it is, for people."""
        return f"objects of the cluster in {self.region}"

    @contextmanager
    def alone(self) -> Generator[None]:
        """Keep releases out.

        Raises:
            WrongClusterError: the cluster is another's.
            LockHeldError: a release is under way.
            ReleaseUnderWayError: one was begun and has not ended.
        """
        self.place.require_right_cluster()
        with lease.hold(self.cluster, LOCK, "syndic cleanup"):
            under_way = self.place.memory.read().under_way
            if under_way is not None:
                raise ReleaseUnderWayError(under_way.plan.new.version)
            yield

    def find(self) -> list[Waste]:
        """What can be removed.

        Raises:
            WrongClusterError: the cluster is another's.
        """
        return [self._waste(one) for one in self._removable()]

    def remove(self) -> Iterator[Waste]:
        """Remove it."""
        for one in self._removable():
            self.cluster.delete(one.kind, one.name)
            yield self._waste(one)

    def retain(self, delete: bool) -> str:
        """Run the retention of the live release in a job."""
        self.place.require_right_cluster()
        return self.place.retain(self.place.remembered_live().version, delete=delete)

    def _removable(self) -> list[Removable]:
        self.place.require_right_cluster()
        naming = [one for kind in KINDS_THAT_NAME for one in self.cluster.select(kind)]
        jobs, config_maps = self.cluster.select(JOB), self.cluster.select(CONFIG_MAP)
        return decide(jobs, config_maps, naming, self.needed(), self.keep)

    def _waste(self, one: Removable) -> Waste:
        return Waste(one.kind.kind, one.name, one.reason, region=self.region)

    def needed(self) -> set[str]:
        """The versions that run, that are being released, and that the live release replaced."""
        book = self.place.memory.read()
        running = {colour.version for colour in self.place.colours()}
        plans = [book.under_way.plan] if book.under_way else []
        replaced = [ended.old.version for ended in book.ended if ended.new.version in running][:1]
        return {*running, *(side.version for plan in plans for side in (plan.old, plan.new)), *replaced}


def regions_of(
    environment: str, region: str | None, context: str | None, state: Path, keep: int
) -> list[RegionCleanup]:
    """The clusters of an environment, or of one of its regions.

    Raises:
        UnknownEnvironmentError: it is not declared.
        UnknownRegionError: it has no such region.
        NoClusterError: nothing says where a cluster is.
    """
    declared = reading.read(Tree.of_checkout(checkout()), environment).environment
    clusters = Clusters(declared, None, context, (), state)
    known = [one.name for one in declared.regions]
    names = [name for name in known if region in (None, name)]
    if not names:
        raise UnknownRegionError(environment, region or "", known)
    primaries = {one.name for one in declared.regions if one.role == "primary"}
    return [
        RegionCleanup(name, name in primaries, clusters.cluster(name), clusters.place(name), keep) for name in names
    ]
