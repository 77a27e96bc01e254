"""The environment on this machine, as a place that releases go into."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from infra import locks
from infra.local import colours
from infra.local.composition import Composition
from infra.local.deployment import Colour, Slot
from infra.local.layout import Layout
from infra.output import Progress
from infra.scripts.release import preflight
from infra.scripts.release.installation import Installation
from infra.scripts.release.local_target import LocalTarget
from infra.scripts.release.place import Candidate, ColourState, Held, HeldByThisProcess
from infra.scripts.release.plan import Side
from infra.scripts.release.progress import Memory


class LocalPlace:
    """Two colours of supervised processes, from releases that are installed side by side."""

    def __init__(self, layout: Layout, display: Progress, releases: Path | None = None) -> None:
        """Look at nothing yet.

        Args:
            layout: where the environment is kept.
            display: is told what an installation does.
            releases: where releases are installed, when several environments share them.
        """
        self._layout = layout
        self._installation = Installation(layout, display, releases)
        self.target = LocalTarget(layout, self._installation)

    @property
    def memory(self) -> Memory:
        """What is remembered of its releases."""
        return self.target.memory

    @contextmanager
    def alone(self, purpose: str) -> Generator[Held]:
        """The lock of the environment, which `syndic up` and others take as well."""
        self._layout.make()
        with locks.hold(self._layout.lock, purpose):
            yield HeldByThisProcess()

    def colours(self) -> list[ColourState]:
        """What runs where."""
        meant = self._composition().deployment
        return [
            ColourState(
                colour=str(colour),
                version=slot.release.version,
                revision=slot.release.revision,
                traffic_percent=meant.weights.get(colour, 0),
                serves=slot.serves,
                works=slot.works,
            )
            for colour, slot in sorted(meant.slots.items())
        ]

    def live(self) -> Side:
        """The release that has the users."""
        meant = self._composition().deployment
        release = meant.slots[meant.live].release
        return Side(colour=meant.live, version=release.version, revision=release.revision)

    def other(self, colour: str) -> str:
        """The other colour."""
        return Colour(colour).other

    def find(self, version: str) -> Candidate:
        """A tag, branch or commit, installed when it was not."""
        release = self._installation.find(version)
        return Candidate(release.version, release.revision)

    def require_ready(self) -> None:
        """Refuse to release while a service is not ready."""
        preflight.require_ready(self._composition())

    def require_clean(self, candidate: Candidate) -> None:
        """Refuse a release whose files break a static rule."""
        preflight.require_clean(self._installation.find(candidate.version))

    def migrations(self, candidate: Candidate, *, accept_blocking: bool) -> list[str]:
        """The revisions that the release needs, as its own code and the live one's say."""
        composition = self._composition()
        deployment = composition.deployment
        idle, release = deployment.live.other, self._installation.find(candidate.version)
        slot = Slot(release=release, serves=False, works=False)
        new = colours.composed(self._layout, deployment.with_slot(idle, slot)).platforms[idle]
        return preflight.migrations(
            candidate.version,
            preflight.standing(new),
            lambda: preflight.standing(composition.platform),
            accept_blocking=accept_blocking,
        )

    def _composition(self) -> Composition:
        return colours.composed(self._layout)
