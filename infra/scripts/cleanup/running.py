"""A cleanup from its wish to its record: which parts an environment has, and who is kept out meanwhile."""

from __future__ import annotations

import uuid
from collections.abc import Generator, Iterable
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from infra.containers.engine import Engine
from infra.errors import CommandFailedError, MissingCommandError, PlatformUnreachableError
from infra.local.connection import connect, connect_by_environment
from infra.local.layout import find_layout, find_main_layout
from infra.output import Progress
from infra.platform import Platform
from infra.scripts.cleanup import waste
from infra.scripts.cleanup.cluster_service import RegionCleanup, regions_of
from infra.scripts.cleanup.image_service import Images
from infra.scripts.cleanup.record import record_of
from infra.scripts.cleanup.retention import Retention
from infra.scripts.cleanup.service import Releases, ThisMachine
from infra.scripts.cleanup.waste import Part, Report
from infra.scripts.errors import ON_THIS_MACHINE
from infra.scripts.outbox import Outbox
from infra.tree import checkout
from infra.version import of_checkout


@dataclass(frozen=True)
class Wish:
    """What is to be cleaned up."""

    environment: str
    region: str | None
    context: str | None
    state_directory: Path | None
    keep: int
    docker: str
    remove: bool


def clean_up(wish: Wish, display: Progress) -> Report:
    """Look through an environment and, when that is wished, remove what it does not need.

    Raises:
        LockHeldError: a release, or something else that changes the environment, is under way.
        ReleaseUnderWayError: one was begun and has not ended.
    """
    began = datetime.now(UTC)
    on_this_machine = wish.environment == ON_THIS_MACHINE
    parts, alone = _of_this_machine(wish, display) if on_this_machine else _of_clusters(wish, display)
    if not wish.remove:
        return waste.run(parts, display, remove=False)
    with alone:
        report = waste.run(parts, display, remove=True)
    layout = find_main_layout(wish.state_directory)
    connect_to_it = (lambda: connect(find_layout(layout.state))) if on_this_machine else _named_platform
    outbox = Outbox(layout.common / "cleanup" / wish.environment, connect_to_it)
    outbox.put(record_of(wish.environment, (began, datetime.now(UTC)), report), str(uuid.uuid4()))
    outbox.send(display)
    return report


@contextmanager
def _named_platform() -> Generator[Platform]:
    """The platform of an environment elsewhere; never that of this machine, which is another one."""
    with connect_by_environment() as platform:
        if platform is None:
            raise PlatformUnreachableError("the platform", "SYNDIC_URL and SYNDIC_API_TOKEN say where and as whom")
        yield platform


def _of_this_machine(wish: Wish, display: Progress) -> tuple[list[Part], AbstractContextManager[None]]:
    machine = ThisMachine(wish.environment, wish.state_directory)
    parts: list[Part] = [Releases(machine, wish.keep), Retention(machine.retain)]
    return [*parts, *_images(wish, machine.needed, display)], machine.alone()


def _of_clusters(wish: Wish, display: Progress) -> tuple[list[Part], AbstractContextManager[None]]:
    state = find_main_layout(wish.state_directory).state
    regions = regions_of(wish.environment, wish.region, wish.context, state, wish.keep)
    retention = [Retention(one.retain, one.region) for one in regions if one.primary]

    def needed() -> set[str]:
        return {version for one in regions for version in one.needed()}

    return [*regions, *retention, *_images(wish, needed, display)], _alone(regions)


@contextmanager
def _alone(regions: Iterable[RegionCleanup]) -> Generator[None]:
    with ExitStack() as held:
        for one in regions:
            held.enter_context(one.alone())
        yield


def _images(wish: Wish, needed: waste.Needed, display: Progress) -> list[Part]:
    """The images of the engine at hand; a machine where none answers has none."""
    engine = Engine(wish.docker)
    if not engine.answers():
        display.say("  No Docker engine answers here, so no images were looked through.")
        return []
    return [Images(engine, lambda: {*needed(), *_checked_out()}, wish.keep)]


def _checked_out() -> set[str]:
    """What images of the checkout are called, which somebody may be about to push."""
    try:
        return {of_checkout(checkout()).version}
    except (CommandFailedError, MissingCommandError):
        return set()
