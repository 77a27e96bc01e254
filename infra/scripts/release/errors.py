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

    def __init__(self, reasons: Sequence[str], remedy: str = "Bring it up with `syndic up`, then release.") -> None:
        super().__init__(f"The environment is not ready: {'; '.join(reasons)}. {remedy}")


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


class SmokeTestsMissingError(ReleaseError):
    """There are no smoke tests where the command runs."""

    def __init__(self, suite: Path) -> None:
        super().__init__(f"There are no smoke tests in {suite}. Release from a checkout, which has them.")


class ObjectivesMissedError(ReleaseError):
    """The new colour did not keep what the environment promises."""


class NotDrainedError(ReleaseError):
    """Requests go on at a colour that should have none."""

    def __init__(self, colour: str, seconds: float) -> None:
        super().__init__(
            f"{colour} still answers requests {seconds:g} seconds after it lost its traffic. It was left running."
        )


class NoClustersError(UsageError):
    """The environment is not declared to run on Kubernetes."""

    def __init__(self, environment: str) -> None:
        super().__init__(f"{environment} has no manifests and no cluster; leave --target out.")


class ContextOfManyError(UsageError):
    """One context was given for several regions."""

    def __init__(self, environment: str) -> None:
        super().__init__(
            f"--context is the cluster of one region, and {environment} has several. Add --region, or name the "
            "contexts after environment and region, as docs/guides/kubernetes.md says."
        )


class TrainStoppedError(ReleaseError):
    """A release over several regions ended before the last of them."""


class AnotherTrainUnderWayError(ReleaseError):
    """A release over several regions was begun and has not ended."""

    def __init__(self, subject: str, again: str) -> None:
        super().__init__(f"{subject} is under way. `{again}` goes on with it, `syndic release abort` ends it.")


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


class UnknownReleaseError(UsageError):
    """Nobody said which images make up a version."""

    def __init__(self, version: str, looked: Sequence[str]) -> None:
        super().__init__(
            f"No release manifest of {version} is known: looked at {', '.join(looked)}. "
            "`make images PUSH=1 REGISTRY=…` writes one; give it with --release FILE."
        )


class WrongReleaseManifestError(UsageError):
    """A release manifest describes another version than the one to release."""

    def __init__(self, file: Path, described: str, wanted: str) -> None:
        super().__init__(f"{file} describes {described}, and {wanted} was to be released. Nothing was changed.")


class OtherImagesError(ReleaseError):
    """A version was released before, from other images."""

    def __init__(self, version: str, names: Sequence[str]) -> None:
        super().__init__(
            f"{version} was released here before with other digests of {', '.join(names)}. A version is built once: "
            "find out who pushed it again, and release that under a version of its own. Nothing was changed."
        )


class OtherDigestError(ReleaseError):
    """A pod runs another image than the one it names."""


class WrongClusterError(UsageError):
    """The cluster is not that of the region."""

    def __init__(self, where: str, wanted: str, found: str) -> None:
        super().__init__(
            f"The cluster at {where} is not that of {wanted}: its namespace says {found}. Choose the right context "
            "with --context. Nothing was changed."
        )


class NothingLiveError(ReleaseError):
    """The cluster runs no release that could be replaced."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"No colour has traffic at {where}: there is nothing to replace. Apply the first release as "
            "docs/guides/kubernetes.md says."
        )


class NoRetentionError(ReleaseError):
    """A version cannot look for what is not kept any more."""

    def __init__(self, version: str, reason: str) -> None:
        super().__init__(f"{version} cannot look for expired evidence: {reason}.")


class MissingPlatformTokenError(UsageError):
    """Nothing says as whom the operator uses the platform."""

    def __init__(self, variable: str, url: str) -> None:
        super().__init__(
            f"{variable} is not set: the release is recorded at {url}, and its smoke tests sign in there. Make a "
            "token with the role engineer, and set it."
        )


class ManifestsRefusedError(ReleaseError):
    """What would be applied breaks a rule."""

    def __init__(self, version: str, problems: Sequence[str], count: int) -> None:
        super().__init__(
            f"The manifests of {version} have {count} {'problem' if count == 1 else 'problems'}: "
            f"{'; '.join(problems)}. `syndic kubernetes validate` shows all. Nothing was changed."
        )


class ColourNotReadyError(ReleaseError):
    """A colour did not become ready."""

    def __init__(self, colour: str, reason: str, output: str = "") -> None:
        last = " | ".join(line.strip() for line in output.strip().splitlines()[-3:])
        super().__init__(f"{colour} did not become ready: {reason}{f' It wrote: {last}' if last else ''}")


class NotStoppedError(ReleaseError):
    """Pods are still there though they were told to end."""

    def __init__(self, pods: Sequence[str], seconds: float) -> None:
        super().__init__(f"{', '.join(pods)} did not end within {seconds:g} seconds. Repeat the command to go on.")


class ProxyNotMeasuredError(ReleaseError):
    """Nothing says what the proxy answered."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The proxy cannot be measured: {reason}. Users are served; a release cannot be judged.")


class RoutesNotTakenOverError(ReleaseError):
    """The proxy did not take the new weights over."""

    def __init__(self, names: Sequence[str], seconds: float) -> None:
        super().__init__(f"{', '.join(names)} did not take the new weights over within {seconds:g} seconds.")
