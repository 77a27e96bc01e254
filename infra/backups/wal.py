"""The write-ahead log (WAL): how its segments are named, and which of them a restore needs.

A segment is named by timeline and number: 24 hexadecimal digits (PostgreSQL, src/include/access/xlog_internal.h).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

SEGMENT_BYTES = 16 * 1024 * 1024
"""What initdb chooses when it is told nothing."""

SEGMENT = re.compile(r"^[0-9A-F]{24}$")
_SEGMENTS_IN_4_GIB = 0x1_0000_0000 // SEGMENT_BYTES


def position(text: str) -> int:
    """A position as a number of bytes: 0/16B3748."""
    high, low = text.split("/")
    return (int(high, 16) << 32) | int(low, 16)


def as_text(at: int) -> str:
    """A position as PostgreSQL writes it."""
    return f"{at >> 32:X}/{at & 0xFFFFFFFF:X}"


def name(timeline: int, number: int) -> str:
    """The name of a segment."""
    high, low = divmod(number, _SEGMENTS_IN_4_GIB)
    return f"{timeline:08X}{high:08X}{low:08X}"


def timeline(segment: str) -> int:
    """The timeline of a segment."""
    return int(segment[:8], 16)


def number(segment: str) -> int:
    """The number of a segment on its timeline."""
    return int(segment[8:16], 16) * _SEGMENTS_IN_4_GIB + int(segment[16:24], 16)


def end(segment: str) -> int:
    """The position after a segment."""
    return (number(segment) + 1) * SEGMENT_BYTES


@dataclass(frozen=True)
class Span:
    """A part of the log of one server."""

    system: str
    """The server's system identifier."""
    timeline: int
    start: int
    end: int

    @property
    def segments(self) -> list[str]:
        """The segments from the one that holds the start to the one that holds the end."""
        first, last = self.start // SEGMENT_BYTES, self.end // SEGMENT_BYTES
        return [name(self.timeline, found) for found in range(first, last + 1)]


def missing(span: Span, kept: Collection[str]) -> list[str]:
    """The segments of a span that are not kept."""
    return [segment for segment in span.segments if segment not in kept]


def unbroken(span: Span, kept: Collection[str]) -> tuple[list[str], bool]:
    """The segments from the start of a span on, up to the first that is not kept, and whether there are later ones."""
    found: list[str] = []
    following = span.start // SEGMENT_BYTES
    while (segment := name(span.timeline, following)) in kept:
        found.append(segment)
        following += 1
    return found, any(timeline(one) == span.timeline and number(one) > following for one in kept)


def dispensable(kept: Iterable[str], spans: Collection[Span], since: Span | None) -> list[str]:
    """The segments of a server that no restore needs.

    Args:
        kept: what is there.
        spans: of the base backups of that server that are kept; each is needed whole.
        since: the span of the oldest base from which a restore to any moment is promised; from its start on nothing is
            given up. None when there is none: then nothing is known to be dispensable.
    """
    if since is None:
        return []
    needed = {segment for span in spans for segment in span.segments}
    first = since.start // SEGMENT_BYTES
    return [
        segment
        for segment in kept
        if segment not in needed and (timeline(segment), number(segment)) < (since.timeline, first)
    ]
