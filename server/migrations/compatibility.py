"""Decides whether this release can run on the schema a database has. Nothing here looks at a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.migrations.kinds import Kind


@dataclass(frozen=True)
class Recorded:
    """A revision as the database remembers it."""

    position: int
    kind: Kind


def missing(chain: Sequence[str], current: str | None) -> list[str]:
    """The revisions a database lacks, oldest first; none when it is ahead of this release."""
    if current is None:
        return list(chain)
    return list(chain[chain.index(current) + 1 :]) if current in chain else []


def through_expansions(lacking: Sequence[str], kinds: Mapping[str, Kind]) -> list[str]:
    """The part of what a database lacks that this release needs before it can run: all up to the last that adds."""
    last = max((place for place, revision in enumerate(lacking) if kinds[revision] is Kind.EXPAND), default=-1)
    return list(lacking[: last + 1])


def obstacle(
    chain: Sequence[str], kinds: Mapping[str, Kind], current: str | None, recorded: Mapping[str, Recorded]
) -> str | None:
    """Why this release cannot run on a schema, as a sentence; None when it can.

    Args:
        chain: the revisions of this release, oldest first.
        kinds: what each of them does.
        current: the revision of the database; None when it has no schema.
        recorded: what the database remembers of every revision it was brought to.
    """
    head = chain[-1]
    if current is None:
        return "The database has no schema yet: run `python -m server migrate`."
    if current in chain:
        needed = through_expansions(missing(chain, current), kinds)
        if not needed:
            return None
        return f"The schema is at revision {current}; this release works on {needed[-1]}: run its migrations."
    if current not in recorded or head not in recorded:
        return f"The schema is at revision {current}, which this release does not know; it works on {head}."
    removed = [
        revision
        for revision, known in recorded.items()
        if known.position > recorded[head].position and known.kind is Kind.CONTRACT
    ]
    if removed:
        taken = min(removed, key=lambda revision: recorded[revision].position)
        return f"Revision {taken} of the schema took away what this release, which works on {head}, may use."
    return None
