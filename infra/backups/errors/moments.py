"""What can go wrong with the archived log, and with restoring a moment from it."""

from __future__ import annotations

from collections.abc import Sequence

from infra.errors import OperatorError, UsageError


class DamagedSegmentError(OperatorError):
    """A segment of the archived log cannot be used."""

    def __init__(self, segment: str, problem: str) -> None:
        self.segment = segment
        super().__init__(
            f"Segment {segment} of the archived log {problem}. Moments after it can be reached from a newer base only: "
            "`syndic backup create --kind physical` makes one."
        )


class ReceiverEndedError(OperatorError):
    """The log cannot be received."""

    def __init__(self, output: str) -> None:
        lines = [line for line in map(str.strip, output.splitlines()) if line]
        super().__init__(f"pg_receivewal ended: {' | '.join(lines[-2:]) or 'it printed nothing'}.")


class ArchiveBehindError(OperatorError):
    """The archive does not have the log that a base backup needs."""

    def __init__(self, segments: Sequence[str], seconds: float) -> None:
        super().__init__(
            f"The archive has not got {segments[0]}{' and later segments' if len(segments) > 1 else ''} of the log "
            f"within {seconds:g} seconds, without which the backup does not restore. `syndic logs wal-archiver` says "
            "why; then repeat the command."
        )


class NoQuietMomentError(OperatorError):
    """Somebody was always writing."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"Within {seconds:g} seconds there was no moment in which nobody was writing; the rows that a physical "
            "backup is compared with are counted in one. Repeat it when less is written."
        )


class NoBaseError(UsageError):
    """No base backup is old enough."""

    def __init__(self, target: str, earliest: str) -> None:
        super().__init__(
            f"No physical backup lies before {target}; {earliest}. `syndic backup list` shows what there is."
        )


class MomentAheadError(UsageError):
    """The moment is not there yet."""

    def __init__(self, target: str) -> None:
        super().__init__(f"{target} is yet to come. Choose a moment that has passed.")


class MomentNotReachedError(OperatorError):
    """The archived log ends before the moment."""

    def __init__(self, target: str, last: str, following: str, *, gap: bool) -> None:
        why = f"{following} is missing and later ones are there" if gap else f"{following} was not archived"
        super().__init__(
            f"The archived log does not reach {target}: it can be used up to {last}, because {why}. Choose an earlier "
            "moment, or a backup after it."
        )


class ReplayError(OperatorError):
    """A base backup could not be brought to a moment."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(f"The log could not be replayed: {' | '.join(lines) or 'PostgreSQL said nothing'}.")


class TargetNotReachedError(ReplayError):
    """The log ended before the target."""
