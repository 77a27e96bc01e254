"""What can go wrong with backups; every message says what, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from infra.errors import OperatorError, UsageError


class KeyringError(OperatorError):
    """The keys of backups cannot be read."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The keys of backups cannot be read: {reason}. They are a JSON list of objects with id and key, where key "
            "is 32 random bytes in base64; the first one encrypts, every one decrypts."
        )


class UnknownKeyError(OperatorError):
    """A backup was encrypted with a key that is not among ours."""

    def __init__(self, backup: str, key: str, known: Sequence[str]) -> None:
        super().__init__(
            f"Backup {backup} is encrypted with the key {key}, which is not among the keys {', '.join(known)}. Add it "
            "to them; a key is kept as long as a backup that it encrypts."
        )


class WrongKeyError(OperatorError):
    """A key has the right name and another value."""

    def __init__(self, backup: str, key: str) -> None:
        super().__init__(
            f"The key {key} is not the one that backup {backup} was encrypted with, although it has its name. Put the "
            "value it had then among the keys."
        )


class DamagedBackupError(OperatorError):
    """Part of a backup is not what was written."""

    def __init__(self, backup: str, part: str, problem: str) -> None:
        self.backup = backup
        self.part = part
        super().__init__(
            f"Backup {backup} is damaged: {part} {problem}. Restore another one (`syndic backup list`); an older "
            "version of the object may be kept by the store."
        )


class NotLockedError(OperatorError):
    """A backup can be deleted although it should not be."""

    def __init__(self, backup: str, place: str) -> None:
        super().__init__(
            f"Backup {backup} is complete, and {place} did not lock it although backups.lock_days says so: whoever has "
            "the right can delete it. Switch the bucket's object lock on with a default retention of so many days "
            "(infra/terraform makes such buckets), and make another backup."
        )


class UnknownBackupError(UsageError):
    """There is no such backup."""

    def __init__(self, backup: str, place: str) -> None:
        super().__init__(f"There is no complete backup {backup} in {place}. `syndic backup list` shows what there is.")


class NoBackupError(OperatorError):
    """There is no backup of a kind."""

    def __init__(self, kind: str, place: str) -> None:
        super().__init__(f"There is no complete {kind} backup in {place}. `syndic backup create` makes one.")


class NotRestorableError(UsageError):
    """A backup of this kind holds no database."""

    def __init__(self, backup: str, kind: str) -> None:
        super().__init__(f"Backup {backup} is of kind {kind} and holds no database. Choose a logical one.")


class StorageError(OperatorError):
    """The place backups are kept in cannot be used."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"The backups in {place} cannot be reached: {reason}. Nothing that was complete is lost.")


class NoRoomForBackupError(OperatorError):
    """The disk cannot hold what a backup or a restore needs."""

    def __init__(self, directory: Path, needed: int, free: int) -> None:
        super().__init__(
            f"{directory} has {free / 1e9:.1f} GB free and {needed / 1e9:.1f} GB are needed. Make room, or set TMPDIR "
            "to a larger disk."
        )


class DumpError(OperatorError):
    """A database could not be dumped, or a dump not be loaded."""

    def __init__(self, program: str, output: str) -> None:
        # The first lines tell the cause; those that follow, that the rest was given up.
        first = " | ".join(line for line in map(str.strip, output.splitlines()[:4]) if line)
        super().__init__(f"{program} did not finish: {first or 'it printed nothing'}.")


class DatabaseRefusedError(OperatorError):
    """The database refuses what a backup or a restore needs."""

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(f"The database refuses to {what}: {reason}.")


class NotProvedError(OperatorError):
    """A restored database is not what was backed up."""

    def __init__(self, backup: str, failures: Sequence[str]) -> None:
        self.failures = tuple(failures)
        super().__init__(
            f"Backup {backup} was restored and is not what was backed up: {'; '.join(failures)}. Do not rely on it; "
            "`syndic backup list` shows the newest one that was verified."
        )


class RestoreUnderWayError(OperatorError):
    """Another restore is not finished."""

    def __init__(self, backup: str, path: Path) -> None:
        super().__init__(
            f"A restore of backup {backup} is under way ({path}). Repeat it to go on with it, or run "
            "`syndic backup discard` to drop what it restored."
        )


class NothingRestoredError(UsageError):
    """There is no restore that could be confirmed, returned from or discarded."""

    def __init__(self) -> None:
        super().__init__("No restore is under way. `syndic backup restore` begins one.")


class DatabaseInTheWayError(OperatorError):
    """A database of the name that a restore needs exists and is not of this restore."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"A database named {name} exists and was not made by this restore. Look what it is, then drop or rename it."
        )


class UnreadableMemoryError(OperatorError):
    """What is remembered of a backup or a restore is damaged."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} cannot be understood: {reason}. Delete it; an unfinished backup is then begun anew, and an "
            "unfinished restore leaves its database beside the live one."
        )


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


class UnknownTableError(UsageError):
    """There is no such table."""

    def __init__(self, table: str, known: Sequence[str]) -> None:
        super().__init__(f"The live database has no table {table}. It has: {', '.join(known)}.")


class UnrestorableTableError(UsageError):
    """Rows of a table cannot be brought back one by one."""

    def __init__(self, table: str) -> None:
        super().__init__(
            f"Rows of {table} make sense together only: they are a chain, or say what the schema is. Restore the whole "
            "database: `syndic backup restore`."
        )


class RowsRefusedError(OperatorError):
    """The live database refuses rows that should come back."""

    def __init__(self, table: str, reason: str) -> None:
        super().__init__(
            f"The rows of {table} cannot come back: {reason}. Nothing was changed. Where they refer to rows that lack "
            "too, bring those back with them: give --table for each."
        )


class RegionAnswersError(OperatorError):
    """The region that is said to be lost answers."""

    def __init__(self, region: str, how: str) -> None:
        super().__init__(
            f"Region {region} is not lost: {how}. To change places without a loss, `syndic dr failback`; to give it up "
            "all the same, `syndic dr failover --force`."
        )


class RegionCannotBeFencedError(OperatorError):
    """A region that may still acknowledge writes cannot be reached."""

    def __init__(self, region: str) -> None:
        super().__init__(
            f"Region {region} cannot be reached, and writes do not wait for the standby: as long as it runs it may go "
            "on acknowledging writes that would be lost. End it by other means (its power, its host) and run "
            "`syndic dr failover --force`."
        )


class NoStandbyError(UsageError):
    """There is no region that could take over."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"No region can take over: {reason}.")


class NothingToFailBackError(UsageError):
    """Every region is where it was."""

    def __init__(self, live: str) -> None:
        super().__init__(f"There is nothing to fail back: region {live} is live, and no other one is known.")


class AnotherProcedureUnderWayError(OperatorError):
    """Another procedure is not finished."""

    def __init__(self, procedure: str, region: str) -> None:
        command = "failback" if procedure == "switchover" else procedure
        super().__init__(f"A {procedure} of region {region} is under way. `syndic dr {command}` goes on with it.")


class StepFailedError(OperatorError):
    """A database refused a step of a failover."""

    def __init__(self, step: str, reason: str) -> None:
        super().__init__(f"The step {step} failed: {reason}. Repeat the command; it goes on with this step.")


class NotRecoveredError(OperatorError):
    """A step of a failover did not come true in time."""

    def __init__(self, what: str, seconds: float) -> None:
        super().__init__(f"{what} within {seconds:g} seconds. Repeat the command; it goes on where it ended.")


class DrillNotProbedError(OperatorError):
    """The prober of a drill got no acknowledgement."""

    def __init__(self, when: str, seconds: float) -> None:
        super().__init__(
            f"Too few rows, objects or answers were acknowledged {when} the loss within {seconds:g} seconds, so the "
            "drill says nothing. `syndic status` shows what does not run."
        )


class NotServedError(OperatorError):
    """What was restored is there, and users get no answers."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"The data is back, but no request was answered through the entry for long enough within {seconds:g} "
            "seconds. `syndic status` shows what does not run."
        )


class NothingToLoseError(OperatorError):
    """A drill would prove nothing."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The drill would prove nothing: {reason}. `syndic demo` fills the platform.")


class CloudUnreachableError(OperatorError):
    """A region's interface does not answer."""

    def __init__(self, region: str, reason: str) -> None:
        super().__init__(f"The interface of the cloud in {region} does not answer: {reason}.")


class CloudRefusedError(OperatorError):
    """A cloud refuses a request."""

    def __init__(self, what: str, region: str, code: str, reason: str) -> None:
        self.code = code
        super().__init__(
            f"The cloud in {region} refuses to {what}: {code}: {' '.join(reason.split())} Repeat the command when that "
            "is settled; it goes on with this step."
        )


class NoDatabaseError(OperatorError):
    """A managed database is not there."""

    def __init__(self, name: str, region: str) -> None:
        super().__init__(
            f"There is no database {name} in {region}, and none that was put aside under its name. Look what "
            "`recovery.database` of the environment's file names, and what the cloud has."
        )


class NoFailoverRecordsError(OperatorError):
    """A name does not fail over."""

    def __init__(self, name: str, place: str, region: str) -> None:
        super().__init__(
            f"{name} in {place} has no failover record or origin of {region}, so users cannot be led there. The "
            "module edge of infra/terraform makes it."
        )


class NoVirtualEndpointError(OperatorError):
    """Two flexible servers could not change roles."""

    def __init__(self, server: str) -> None:
        super().__init__(
            f"{server} has no virtual endpoint that both servers are members of. Without one Azure cannot make the "
            "old primary a replica, and there would be two that take writes. Add it: infra/terraform makes one."
        )


class NotDemotedError(OperatorError):
    """An old primary was not made a replica."""

    def __init__(self, server: str) -> None:
        super().__init__(
            f"{server} takes writes although the other one was promoted: Azure has not made it a replica yet. It was "
            "told to begin transactions read-only. Repeat the command; when it stays like this, delete the server and "
            "make a replica under its name."
        )


class AnotherOperatorError(OperatorError):
    """Somebody else changes which region is live."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"Somebody else is changing how the regions stand ({place}). `syndic dr status` shows what is under way; "
            "when nobody works on it any more, repeat the command and it goes on."
        )


class UnreadableStandingError(OperatorError):
    """How the regions stand is not known."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"How the regions stand cannot be read: {reason}. It is kept under recovery/ in the object store of each "
            "region, and the highest number counts."
        )
