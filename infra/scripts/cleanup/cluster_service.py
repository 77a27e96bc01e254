"""What can be removed from the clusters of an environment, and removing it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from infra.environments import reading
from infra.kubernetes import lease
from infra.kubernetes.cluster import CONFIG_MAP, JOB, Cluster
from infra.scripts.cleanup.cluster_decision import KINDS_THAT_NAME, Removable, decide
from infra.scripts.release.clusters import Clusters
from infra.scripts.release.errors import UnknownRegionError
from infra.scripts.release.kubernetes_place import LOCK, KubernetesPlace
from infra.tree import Tree, checkout


@dataclass(frozen=True)
class RegionCleanup:
    """One region's cluster."""

    region: str
    cluster: Cluster
    place: KubernetesPlace

    def find(self, keep: int) -> list[Removable]:
        """What can be removed.

        Raises:
            WrongClusterError: the cluster is another's.
        """
        self.place.require_right_cluster()
        naming = [one for kind in KINDS_THAT_NAME for one in self.cluster.select(kind)]
        jobs, config_maps = self.cluster.select(JOB), self.cluster.select(CONFIG_MAP)
        return decide(jobs, config_maps, naming, self._needed(), keep)

    def remove(self, keep: int) -> list[Removable]:
        """Remove it.

        Raises:
            LockHeldError: a release is under way.
        """
        self.place.require_right_cluster()
        with lease.hold(self.cluster, LOCK, "syndic cleanup"):
            found = self.find(keep)
            for one in found:
                self.cluster.delete(one.kind, one.name)
            return found

    def _needed(self) -> set[str]:
        """What runs, what is being released, and what the live release replaced."""
        book = self.place.memory.read()
        running = {colour.version for colour in self.place.colours()}
        plans = [book.under_way.plan] if book.under_way else []
        replaced = [ended.old.version for ended in book.ended if ended.new.version in running][:1]
        return {*running, *(side.version for plan in plans for side in (plan.old, plan.new)), *replaced}


def regions_of(environment: str, region: str | None, context: str | None, state: Path) -> list[RegionCleanup]:
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
    return [RegionCleanup(name, clusters.cluster(name), clusters.place(name)) for name in names]
