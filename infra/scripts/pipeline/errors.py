"""What can go wrong around pipelines. Each exception composes its own message."""

from __future__ import annotations

from infra.errors import OperatorError, UsageError


class NoCodeHostError(UsageError):
    """A command that only means something inside a pipeline runs elsewhere."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} is known to a code host only, and this is no run of one: neither GITHUB_ACTIONS nor GITLAB_CI is "
            "set. Run it as a step of a pipeline."
        )


class CodeHostRefusedError(OperatorError):
    """The code host did not answer as its API promises."""

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(f"The code host did not {what}: {reason}.")


class WrongNameError(UsageError):
    """A name has a shape that records do not take."""

    def __init__(self, what: str, name: str) -> None:
        super().__init__(f"{name!r} is no name of {what}: small letters, digits and hyphens, beginning with a letter.")


class WrongInputError(UsageError):
    """An input is not NAME=VALUE."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no input of a stage. Write NAME=VALUE, such as --input cloud=aws.")


class UnreadableManifestError(UsageError):
    """A release manifest cannot be read."""

    def __init__(self, file: object, reason: str) -> None:
        super().__init__(f"{file} is no release manifest ({reason}). `syndic images build --push` writes one.")


class NotApprovedError(OperatorError):
    """Nobody but who made a change, or asked for its release, approved it."""

    def __init__(self, environment: str, reason: str) -> None:
        super().__init__(
            f"The release to {environment} is not approved: {reason}. Somebody who neither wrote the change nor asked "
            "for its release approves the run at the code host, and the job is run again."
        )


class NoChangeError(UsageError):
    """There is no proposed change to comment on."""

    def __init__(self) -> None:
        super().__init__("This is no run of a pull or merge request, so there is nothing to comment on.")


class NoCloudTokenError(UsageError):
    """The code host gave this job no token for the cloud."""

    def __init__(self) -> None:
        super().__init__(
            "SYNDIC_CLOUD_TOKEN is not set. GitLab sets it by `id_tokens` of the job; on GitHub an action signs in."
        )
