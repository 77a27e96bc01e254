"""The schema of an environment that runs on Kubernetes: what the live release lacks, and applying it, by jobs."""

from __future__ import annotations

from pathlib import Path

from infra.environments import reading
from infra.scripts.migrate.errors import OtherColourRunsError
from infra.scripts.release.clusters import Clusters
from infra.scripts.release.kubernetes_place import KubernetesPlace
from infra.scripts.release.preflight import Standing
from infra.tree import Tree, checkout


class ClusterSchema:
    """The schema of one environment: that of the region that takes writes."""

    def __init__(self, place: KubernetesPlace) -> None:
        self._place = place

    def standing(self) -> Standing:
        """How the database stands to the live release.

        Raises:
            JobFailedError: the database does not answer the job.
        """
        self._place.require_right_cluster()
        return self._place.standing(self._place.remembered_live().version)

    def migrate(self) -> str:
        """Apply all that the live release knows, also what takes something from older releases.

        Returns:
            What was done, a sentence per line.

        Raises:
            LockHeldError: a release is under way.
            OtherColourRunsError: one was begun and has not ended.
            JobFailedError: a revision failed; it left nothing behind.
        """
        with self._place.alone("syndic migrate"):
            live = self._place.remembered_live()
            others = [one.colour for one in self._place.colours() if one.colour != live.colour]
            if others:
                raise OtherColourRunsError(others[0])
            return self._place.migrate(live.version)


def schema_of(environment: str, context: str | None, state: Path) -> ClusterSchema:
    """The schema of an environment.

    Raises:
        UnknownEnvironmentError: it is not declared.
        NoClusterError: nothing says where its cluster is.
    """
    declared = reading.read(Tree.of_checkout(checkout()), environment).environment
    (primary,) = (one.name for one in declared.regions if one.role == "primary")
    return ClusterSchema(Clusters(declared, None, context, (), state).place(primary))
