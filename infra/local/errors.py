"""The exceptions of the embedded environment, all of them a LocalError. Each composes its own message."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from infra.errors import OperatorError


class LocalError(OperatorError):
    """A failure of the embedded environment."""


class StateDirectoryError(LocalError):
    """The state directory cannot be used."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"The state directory {path} cannot be used: {error.strerror}. Choose one with --state-dir.")


class MemoryDirectoryError(LocalError):
    """What is to hold secrets in memory is not ours alone."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is to hold secrets, but it is not a directory that belongs to you and that only you may change. "
            "Find out who made it, remove it, and repeat the command."
        )


class AuthorityKeyDamagedError(LocalError):
    """What is to be the key of the local certificate authority is none."""

    def __init__(self) -> None:
        super().__init__(
            "SYNDIC_CERTIFICATE_AUTHORITY_KEY in .env is not a key. Put back what it was, or remove the line: then a "
            "new authority is made, which browsers have to be told to trust."
        )


class AuthorityKeyMissingError(LocalError):
    """The key of the local certificate authority is not in memory."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The key of the local certificate authority is not at {path}, where `syndic up` puts it. Run `syndic up`."
        )


class PlatformCommandError(LocalError):
    """A command of the platform failed."""

    def __init__(self, command: str, code: int, log: Path, output: str) -> None:
        lines = output.strip().splitlines()
        super().__init__(
            lines[-1].removeprefix("ERROR: ")
            if lines and lines[-1].startswith("ERROR: ")
            else f"The platform's command `{command}` ended with code {code}. {_last(log, lines[-5:])}"
        )


class UnsupportedPathError(LocalError):
    """A path holds characters the supervisor's configuration cannot carry."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} cannot be used: quotes, backslashes, line breaks, and '#' or ';' after a space are not "
            "supported in paths. Choose another place with --state-dir, or move the checkout."
        )


class SupervisorError(LocalError):
    """The supervisor refused or could not do what it was asked."""

    def __init__(self, what: str, reason: str, log: Path) -> None:
        super().__init__(f"The supervisor could not {what}: {reason}. Its log is {log}.")


class DiskFullError(LocalError):
    """There is not enough room for the environment to work."""

    def __init__(self, path: Path, free_mebibytes: int, needed_mebibytes: int) -> None:
        super().__init__(
            f"The disk of {path} is full: {free_mebibytes} MiB are free and {needed_mebibytes} MiB are needed. "
            "Free some space, or choose another place with --state-dir."
        )


class UnreadableDeploymentError(LocalError):
    """The file that says what runs where cannot be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is damaged, so it is not known which release runs. Delete it to run the checkout on blue; "
            "then deploy the release again."
        )


class UnreadableRegionsError(LocalError):
    """The file that says which region is live is damaged."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} does not say which region is live. Find out which one took the last writes before anything is "
            "started, and write it there: docs/guides/recovery.md shows how."
        )


class RecoveryUnderWayError(LocalError):
    """The regions are changing places."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The regions are changing places, and that was cut off ({path}). `syndic dr status` says what is next; go "
            "on with it before anything is started."
        )


class RegionUnreachableError(LocalError):
    """The database of the live region does not answer."""

    def __init__(self, region: str, reason: str) -> None:
        super().__init__(
            f"The database of region {region}, which is live, does not answer ({reason}). What was asked for is "
            "written down; `syndic up` starts the region and does it."
        )


class EntryNotReadyError(LocalError):
    """The entry of the environment does not listen."""

    def __init__(self, port: int, seconds: float) -> None:
        super().__init__(f"The entry does not listen on port {port} after {seconds:g} seconds. Is the port taken?")


class FencedRegionError(LocalError):
    """A region that was given up is asked to start."""

    def __init__(self, region: str, live: str) -> None:
        super().__init__(
            f"Region {region} is fenced, because region {live} took over from it. `syndic dr failback` makes it a "
            "standby again, or live."
        )


class ReleaseMissingError(LocalError):
    """A release that is meant to run is not on disk any more."""

    def __init__(self, version: str, colour: str, directory: Path, deployment: Path) -> None:
        super().__init__(
            f"{version}, which runs on {colour}, is not in {directory} any more. Put it back, or delete {deployment} "
            "to run the checkout on blue; then deploy the release again."
        )


class RoutesNotTakenOverError(LocalError):
    """The proxy did not take new routes over."""

    def __init__(self, log: Path, seconds: float) -> None:
        super().__init__(
            f"The proxy did not take its new routes over within {seconds:g} seconds. Its log is {log}; "
            "`syndic up` writes the routes again."
        )


class ClientNotBuiltError(LocalError):
    """The console was not built."""

    def __init__(self, directory: Path) -> None:
        super().__init__(
            f"The console is not built: {directory} has no index.html. `make up` builds it, and so does "
            "`make client/dist/index.html`."
        )


class PortTakenError(LocalError):
    """A port of the environment is used by something else."""

    def __init__(self, port: int, service: str, holder: str, remedy: str) -> None:
        super().__init__(f"Port {port}, which {service} uses, is taken by {holder}. {remedy}")


class NoFreePortError(LocalError):
    """No port of a range is free."""

    def __init__(self, first: int, last: int) -> None:
        super().__init__(f"No port between {first} and {last} is free. Choose one with --port.")


class NoSuchLogError(LocalError):
    """A service that was asked for has no log."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        others = f"Logs exist of {', '.join(known)}." if known else "There are no logs yet; start with `syndic up`."
        super().__init__(f"{name} has no log. {others}")


class NotSetUpError(LocalError):
    """There is no environment yet."""

    def __init__(self, state: Path) -> None:
        super().__init__(f"Nothing is set up in {state}. Start it with `syndic up`.")


class ExampleError(LocalError):
    """An example file cannot be used."""

    def __init__(self, path: Path, where: str, reason: str) -> None:
        super().__init__(f"{path}: {where}: {reason}.")


class MissingCredentialError(LocalError):
    """The file of secrets lacks one."""

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(f"{name} is missing in {path}. Run `syndic up`, which adds it.")


class UnreadableTokenError(LocalError):
    """A token is kept in a store, and does not come from there."""

    def __init__(self, variable: str, reason: str) -> None:
        super().__init__(f"{variable} refers to a token that cannot be read: {reason}")


class UnprivilegedUserError(LocalError):
    """PostgreSQL refuses to run as root and no unprivileged identity can be taken."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"PostgreSQL refuses to run as root, and no unprivileged identity is available: {reason}. "
            "Run `syndic up` as a normal user, or allow user namespaces."
        )


class AlreadyRunningError(LocalError):
    """A service of this state directory already runs."""

    def __init__(self, service: str, directory: Path, pid: int) -> None:
        super().__init__(f"{service} already runs on {directory} with pid {pid}. Stop it first.")


class ServiceEndedError(LocalError):
    """A service ended while it was starting."""

    def __init__(self, service: str, log: Path, lines: Sequence[str]) -> None:
        super().__init__(f"{service} ended while it was starting. {_last(log, lines)}")


class NotReadyError(LocalError):
    """A service did not become ready in time."""

    def __init__(self, service: str, seconds: float, reason: str, log: Path, lines: Sequence[str]) -> None:
        super().__init__(f"{service} was not ready after {seconds:g} seconds: {reason}. {_last(log, lines)}")


def _last(log: Path, lines: Sequence[str]) -> str:
    if not lines:
        return f"Its log {log} is empty."
    return "\n".join([f"The last lines of {log}:", *(f"  {line}" for line in lines)])
