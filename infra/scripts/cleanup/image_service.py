"""Images that the Docker engine at hand holds and nothing needs."""

from __future__ import annotations

from collections.abc import Iterator

from infra.containers.engine import Engine
from infra.containers.errors import ImageNotRemovedError
from infra.containers.leftovers import Leftover, decide
from infra.scripts.cleanup.waste import Needed, Waste


class Images:
    """The images of one engine."""

    called = "images"

    def __init__(self, engine: Engine, needed: Needed, keep: int) -> None:
        self._engine = engine
        self._needed = needed
        self._keep = keep

    def find(self) -> list[Waste]:
        """Images of versions that nothing needs.

        Raises:
            EngineUnreachableError: no engine answers.
        """
        return [_waste(one) for one in self._found()]

    def remove(self) -> Iterator[Waste]:
        """Remove them. An image that a container came to use meanwhile stays.

        Raises:
            EngineUnreachableError: no engine answers.
            ImageNotRemovedError: the engine refused one; the others were removed.
        """
        refused: ImageNotRemovedError | None = None
        for one in self._found():
            try:
                self._engine.remove(one.reference)
            except ImageNotRemovedError as error:
                refused = error
            else:
                yield _waste(one)
        if refused is not None:
            raise refused

    def _found(self) -> list[Leftover]:
        return decide(self._engine.images(), self._engine.used(), self._needed(), self._keep)


def _waste(one: Leftover) -> Waste:
    # Images share layers, so what removing one frees is at most its size.
    return Waste("image", one.reference, one.reason, one.image.size)
