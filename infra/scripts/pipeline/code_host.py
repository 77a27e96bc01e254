"""What is asked of the code host that runs a pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import httpx

from infra.scripts.pipeline.errors import CodeHostRefusedError, NoCodeHostError

SECONDS = 20.0


@dataclass(frozen=True)
class Issue:
    """An open issue."""

    number: int
    link: str


@dataclass(frozen=True)
class Involved:
    """Who had a part in a release."""

    approvers: tuple[str, ...]
    author: str
    requested_by: str


class CodeHost(Protocol):
    """A code host, as seen from a job of it."""

    def involved(self, environment: str, revision: str, claims: Mapping[str, Any]) -> Involved:
        """Who approved this run's deployment to an environment, who wrote the commit, and who asked for the run.

        Args:
            environment: the protected environment of the job.
            revision: the commit.
            claims: what the token of the job proved.
        """
        ...

    def find(self, title: str, label: str) -> Issue | None:
        """The open issue of a title; the oldest when there are several."""
        ...

    def create(self, title: str, label: str, body: str) -> Issue:
        """Open an issue."""
        ...

    def comment(self, issue: Issue, body: str) -> None:
        """Say something on an issue."""
        ...

    def close(self, issue: Issue) -> None:
        """Close an issue."""
        ...

    def tell_change(self, marker: str, body: str) -> None:
        """Say something on the proposed change this run is of, in the place of what the same marker said before."""
        ...


class Api:
    """The HTTP API of a code host."""

    def __init__(self, url: str, headers: Mapping[str, str]) -> None:
        self._client = httpx.Client(base_url=url, headers=headers, timeout=SECONDS)

    def call(self, what: str, method: str, path: str, **options: Any) -> Any:  # noqa: ANN401 - JSON
        """Call it.

        Raises:
            CodeHostRefusedError: it does not answer, or refuses.
        """
        try:
            answer = self._client.request(method, path, **options)
            answer.raise_for_status()
            return answer.json()
        except httpx.HTTPStatusError as error:
            raise CodeHostRefusedError(what, f"{path} answered with {error.response.status_code}") from None
        except (httpx.HTTPError, ValueError) as error:
            raise CodeHostRefusedError(what, type(error).__name__) from None


def of_this_run(environment: Mapping[str, str], what: str) -> CodeHost:
    """The code host that runs this job.

    Raises:
        NoCodeHostError: none does.
    """
    from infra.scripts.pipeline.github import GitHub
    from infra.scripts.pipeline.gitlab import GitLab

    if environment.get("GITHUB_ACTIONS"):
        return GitHub(environment)
    if environment.get("GITLAB_CI"):
        return GitLab(environment)
    raise NoCodeHostError(what)
