"""The exceptions of releases, all of them a ReleaseError. Each composes its own message."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from infra.errors import OperatorError, TakenBackError, UsageError


class ReleaseError(OperatorError):
    """A failure of a release."""


class WrongSharesError(UsageError):
    """The shares of the traffic make no sense."""

    def __init__(self, text: str) -> None:
        super().__init__(f"--steps {text} is no way to all of the traffic. Write growing percents, as in 5,25,100.")


class UnknownVersionError(UsageError):
    """There is no such version."""

    def __init__(self, version: str, known: Sequence[str]) -> None:
        listed = f" Installed are {', '.join(known)}." if known else ""
        super().__init__(
            f"{version} is neither a tag, a branch or a commit of this checkout nor an installed release.{listed}"
        )


class AlreadyLiveError(ReleaseError):
    """The version has all users already."""

    def __init__(self, version: str, colour: str) -> None:
        super().__init__(f"{version} is live already, on {colour}. Nothing was changed.")


class NothingToRollBackToError(ReleaseError):
    """No release went before the live one."""

    def __init__(self) -> None:
        super().__init__("There is no earlier release to go back to: none was replaced yet on this machine.")


class NotReadyForReleaseError(ReleaseError):
    """The environment does not run as it should, so what happens could not be told from what the release does."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(
            f"The environment is not ready: {'; '.join(reasons)}. Bring it up with `syndic up`, then release."
        )


class AnotherReleaseUnderWayError(ReleaseError):
    """A release was begun and has not ended."""

    def __init__(self, version: str, kind: str) -> None:
        super().__init__(
            f"The {kind} of {version} is under way. `syndic release deploy {version}` goes on with it, "
            "`syndic release abort` takes it back."
        )


class NoReleaseUnderWayError(ReleaseError):
    """There is nothing to take back."""

    def __init__(self) -> None:
        super().__init__("No release is under way. To leave the live one, use `syndic release rollback`.")


class PastTheWayBackError(ReleaseError):
    """The old colour was stopped already."""

    def __init__(self, version: str) -> None:
        super().__init__(
            f"{version} has all users and the old colour is being stopped: there is no way back but a rollback. "
            f"Finish with `syndic release deploy {version}`, then `syndic release rollback`."
        )


class SchemaRefusedError(ReleaseError):
    """The release and the schema of the database do not go together."""

    def __init__(self, version: str, reason: str, way_out: str) -> None:
        super().__init__(f"{version} cannot be released onto this database: {reason} {way_out} Nothing was changed.")


class StaticChecksFailedError(ReleaseError):
    """The release's own files break a rule."""

    def __init__(self, version: str, findings: Sequence[str], count: int) -> None:
        listed = "; ".join(findings)
        super().__init__(
            f"{version} breaks {count} static {'rule' if count == 1 else 'rules'}: {listed}. "
            "`syndic check` in its checkout lists all of them. Nothing was changed."
        )


class ChangedReleaseError(ReleaseError):
    """An installed release is not what was installed."""

    def __init__(self, version: str, directory: Path) -> None:
        super().__init__(
            f"The files of {version} in {directory} are not those that were installed: their digest differs. "
            "Find out who changed them, delete the directory, and deploy again. Nothing was changed."
        )


class InstallationFailedError(ReleaseError):
    """A release could not be made ready to run."""

    def __init__(self, version: str, what: str, reason: str) -> None:
        super().__init__(f"{version} cannot be installed: {what} failed ({reason}). Nothing was changed.")


class SmokeTestsFailedError(ReleaseError):
    """The smoke tests found something."""

    def __init__(self, where: str, failures: Sequence[str], log: Path) -> None:
        super().__init__(f"The smoke tests fail at {where}: {'; '.join(failures)}. Their output is {log}.")


class ObjectivesMissedError(ReleaseError):
    """The new colour did not keep what the environment promises."""


class NotDrainedError(ReleaseError):
    """Requests go on at a colour that should have none."""

    def __init__(self, colour: str, seconds: float) -> None:
        super().__init__(
            f"{colour} still answers requests {seconds:g} seconds after it lost its traffic. It was left running."
        )


class TrainStoppedError(ReleaseError):
    """A release over several regions ended before the last of them."""


class AnotherTrainUnderWayError(ReleaseError):
    """A release over several regions was begun and has not ended."""

    def __init__(self, subject: str, again: str) -> None:
        super().__init__(
            f"{subject} over several regions is under way. `{again}` goes on with it, `syndic release abort` ends it."
        )


class LiveEverywhereError(ReleaseError):
    """The version has all users of every region already."""

    def __init__(self, version: str, regions: Sequence[str]) -> None:
        super().__init__(f"{version} is live already in {', '.join(regions)}. Nothing was changed.")


class UnknownRegionError(UsageError):
    """The environment has no such region."""

    def __init__(self, environment: str, region: str, known: Sequence[str]) -> None:
        super().__init__(f"{environment} has no region {region}. It has {', '.join(known)}.")


class NoRegionsHereError(UsageError):
    """A region was named where there is only one place."""

    def __init__(self, environment: str) -> None:
        super().__init__(f"{environment} on this machine is one place; leave --region out.")


class ReleaseAbortedError(ReleaseError, TakenBackError):
    """The release was taken back; users are where they were."""

    def __init__(self, version: str, old: str, reason: str) -> None:
        super().__init__(f"{version} was taken back and {old} serves all users again: {reason}")


class UnreadableReleaseStateError(ReleaseError):
    """What remembers releases is damaged."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(
            f"{where} cannot be read: {reason}. It remembers releases and decides nothing about what runs: see the "
            "runbook release-stopped, 'What is remembered cannot be read'."
        )


class LockLostError(ReleaseError):
    """This run does not hold the lock any more, so another may be acting."""

    def __init__(self, lock: str, reason: str) -> None:
        super().__init__(
            f"The lock {lock} was lost ({reason}). This run stopped before its next action. `syndic release status` "
            "says how far the release is; repeat the command to go on, or `syndic release abort` to take it back."
        )


class RememberedByAnotherError(ReleaseError):
    """Somebody else changed what is remembered, in spite of the lock."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"{where} was changed by somebody else while this run held the lock. This run stopped before its next "
            "action. `syndic release status` says how far the release is."
        )
