"""An update says which version it is based on, so nobody overwrites what they have not seen."""

from __future__ import annotations

from dataclasses import dataclass

from server.errors import PreconditionFailed


def etag(version: int) -> str:
    """The entity tag of a version."""
    return f'"{version}"'


@dataclass(frozen=True)
class Precondition:
    """The versions an update may be based on; None when the caller takes any (`*`)."""

    tags: frozenset[str] | None

    def check(self, version: int, what: str) -> None:
        """Compare with the current version, which the caller must have locked.

        Raises:
            PreconditionFailed: the resource changed since the caller read it.
        """
        if self.tags is not None and etag(version) not in self.tags:
            raise PreconditionFailed(
                f"{what} has changed since you read it: it is now at version {version}. Read it again and repeat."
            )
