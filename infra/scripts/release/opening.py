"""Finds the place, or the places, that a release of an environment goes to."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra import locks
from infra.environments import reading
from infra.environments.environment import Environment
from infra.local.files import make_private_directory
from infra.local.layout import find_layout, find_main_layout
from infra.output import Progress
from infra.scripts.errors import ON_THIS_MACHINE
from infra.scripts.release.errors import ContextOfManyError, NoClustersError, NoRegionsHereError, UnknownRegionError
from infra.scripts.release.local_place import LocalPlace
from infra.scripts.release.place import Held, HeldByThisProcess
from infra.scripts.release.plan import Objective
from infra.scripts.release.progress import FileStore
from infra.scripts.release.service import Releases
from infra.scripts.release.target_name import TargetName
from infra.scripts.release.trains import TrainMemory, Trains
from infra.tree import Tree


@dataclass(frozen=True)
class Where:
    """What the operator said about where a release goes."""

    target: TargetName | None = None
    """This machine for development and Kubernetes for the others when absent."""
    region: str | None = None
    """Every region, one after the other, when absent."""
    state_directory: Path | None = None
    """Where environments of this machine are kept."""
    release_manifest: Path | None = None
    """File with the images of the version, for Kubernetes; found by the version when absent."""
    context: str | None = None
    """Context of the kubeconfig, for one region; found by the names of environment and region when absent."""
    proxy_metrics: tuple[str, ...] = ()
    """Addresses of the metrics of proxies that do not run as pods of the namespace."""

    def governed_by(self, environment: str) -> str:
        """The environment whose permissions and notifications hold: what only changes this machine is its own affair.

        Nothing of another environment can be reached by a local release of it: neither its credentials nor its people.
        """
        return ON_THIS_MACHINE if self.target is TargetName.LOCAL else environment


def open_releases(environment: str, where: Where, display: Progress) -> Releases | Trains:
    """The releases of an environment: of its one place, or of its regions one after the other.

    Raises:
        UnknownEnvironmentError: it is not declared.
        UnknownRegionError: it has no such region.
        NoRegionsHereError: it has none at all.
        NoClusterError: nothing says where the cluster of a region is.
    """
    checkout = find_main_layout(where.state_directory).checkout
    declared = reading.read(Tree.of_checkout(checkout), environment).environment
    here = environment == ON_THIS_MACHINE
    target = where.target or (TargetName.LOCAL if here else TargetName.KUBERNETES)
    if here and target is TargetName.KUBERNETES:
        raise NoClustersError(environment)
    if here and where.region:
        raise NoRegionsHereError(environment)
    if here:
        place = LocalPlace(find_layout(where.state_directory), display)
        return Releases(environment, place, objective_of(declared), display)
    names = _regions(declared, where.region)
    if target is TargetName.LOCAL:
        return _local_regions(declared, names, where.state_directory, display)
    if where.context and len(names) > 1:
        raise ContextOfManyError(declared.name)
    return _clusters(declared, names, where, display)


def _regions(declared: Environment, wanted: str | None) -> list[str]:
    """The regions that are visited, the one that takes writes first: there the schema is expanded."""
    names = [region.name for region in sorted(declared.regions, key=lambda one: one.role != "primary")]
    if wanted is not None and wanted not in names:
        raise UnknownRegionError(declared.name, wanted, names)
    return [name for name in names if wanted in (None, name)]


def _local_regions(declared: Environment, names: list[str], state: Path | None, display: Progress) -> Trains:
    """Regions that are environments of their own on this machine, below one directory."""
    directory = find_main_layout(state).state
    regions = {
        name: Releases(
            declared.name,
            LocalPlace(find_layout(directory / name), display, directory / "releases"),
            objective_of(declared),
            display,
            region=name,
        )
        for name in names
    }

    @contextmanager
    def alone(purpose: str) -> Generator[Held]:
        with locks.hold(make_private_directory(directory) / "train.lock", purpose):
            yield HeldByThisProcess()

    return Trains(declared.name, regions, TrainMemory(FileStore(directory / "train.json")), alone, display)


def _clusters(declared: Environment, names: list[str], where: Where, display: Progress) -> Trains:
    """Regions that have a cluster each. What is remembered of trains, and their lock, is in that of the first one."""
    from infra.scripts.release.clusters import Clusters

    state = find_main_layout(where.state_directory).state
    clusters = Clusters(declared, where.release_manifest, where.context, where.proxy_metrics, state)
    regions = {
        name: Releases(declared.name, clusters.place(name), objective_of(declared), display, region=name)
        for name in names
    }
    store, alone = clusters.trains_of(names[0])
    return Trains(declared.name, regions, TrainMemory(store), alone, display)


def objective_of(declared: Environment) -> Objective:
    """What a release of the environment has to keep."""
    promised = declared.objectives
    return Objective(
        availability_percent=promised.availability_percent,
        latency_seconds=promised.latency_seconds,
        latency_percent=promised.latency_percent,
    )
