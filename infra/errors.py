"""The exceptions of the operator; the command line prints them at one boundary (infra/cli.py).

An OperatorError ends a command with code 1, a UsageError with code 2. Every other exception of infra derives from one
of them: those that areas share are here, the others in `errors` of their area, a module or a package. Each composes its
own message.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class OperatorError(Exception):
    """A failure the reader can act on; its text says what was wrong, where, and what to do."""


class UsageError(OperatorError):
    """The command was called with something it cannot accept."""


class TakenBackError(OperatorError):
    """An operation undid what it had begun; everything is as it was."""


class CommandFailedError(OperatorError):
    """An external command ended with an error; the last lines of its output are part of the message."""

    def __init__(self, argv: Sequence[str], code: int, output: str) -> None:
        self.argv = list(argv)
        self.code = code
        self.output = output
        last = " | ".join(line.strip() for line in output.strip().splitlines()[-3:])
        super().__init__(f"{Path(argv[0]).name} ended with code {code}: {last or 'it printed nothing'}")


class CommandTimeoutError(OperatorError):
    """An external command did not end in time and was killed."""

    def __init__(self, argv: Sequence[str], seconds: float) -> None:
        super().__init__(f"{Path(argv[0]).name} did not end within {seconds:g} seconds and was stopped.")


class MissingCommandError(OperatorError):
    """An external command is not installed."""

    def __init__(self, name: str, remedy: str) -> None:
        super().__init__(f"{name} is not installed. {remedy}")


class UnreadableYamlError(OperatorError):
    """A file is not YAML."""

    def __init__(self, name: str, line: int, problem: str) -> None:
        self.name = name
        self.line = line
        self.problem = problem
        super().__init__(f"{name}:{line} is not YAML: {problem}. Correct the file.")


class NoCheckoutError(UsageError):
    """A command that looks at the files of a checkout runs from an installation without one."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"{root} is not a checkout of Syndic, whose files this command looks at. Run it from one.")


class LockHeldError(OperatorError):
    """Another run holds the lock."""

    def __init__(self, lock: Path | str, holder: str) -> None:
        super().__init__(f"Another run is in progress ({holder} holds {lock}). Wait for it to end, then try again.")


class NotAloneError(OperatorError):
    """Somebody else may be acting: whatever this run did now, forward or back, could undo what the other does."""


class LockLostError(NotAloneError):
    """This run does not hold the lock any more."""

    def __init__(self, lock: str, reason: str) -> None:
        super().__init__(
            f"The lock {lock} was lost: {reason}. This run stopped before its next action. Look how far it came with "
            "`syndic release status`, then repeat the command to go on."
        )


class ChangedByAnotherError(NotAloneError):
    """Somebody else changed what this run relies on."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} was changed by somebody else while this run relied on it. This run stopped before its next "
            "action. Look how far it came with `syndic release status`, then repeat the command to go on."
        )


class PlatformError(OperatorError):
    """The platform's API could not be used."""

    passing = False
    """Whether the same call may succeed in a moment."""


class PlatformUnreachableError(PlatformError):
    """No answer came from the platform."""

    passing = True

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"The platform at {url} does not answer ({reason}). Start it with `syndic up`.")


class PlatformRefusedError(PlatformError):
    """The platform answered with an error."""

    def __init__(self, method: str, path: str, status: int, detail: str) -> None:
        self.status = status
        self.detail = detail
        self.passing = status in (429, 502, 503, 504)
        super().__init__(f"{method} {path} was refused with {status}: {detail}")


class PlatformAnswerError(PlatformError):
    """The platform's answer is not what its API promises; platform and operator are of different releases."""

    def __init__(self, what: str, where: str, reason: str) -> None:
        super().__init__(f"The answer of the platform to {what} {where} cannot be understood: {reason}.")
