"""Rotates the API token of the command line: it makes its own successor and then revokes itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from infra.errors import PlatformRefusedError
from infra.local import credentials
from infra.local.first_use import TOKEN_DAYS, TOKEN_NAME, TOKEN_ROLE
from infra.platform import Answer, Platform
from infra.scripts.rotate.credential import Credential, Kind
from infra.scripts.rotate.progress import Progress

UNAUTHORIZED = 401


class Token(Answer):
    """An API token of the platform, without its value."""

    id: str
    name: str


class ApiToken(Credential):
    """The token in `.env`."""

    kind = Kind.API_TOKEN
    name = "operator-token"

    def __init__(self, env_file: Path, url: str, ca_file: Path) -> None:
        self._env_file = env_file
        self._url = url
        self._ca_file = ca_file
        self._candidate: tuple[str, str] | None = None

    def current(self) -> str:
        """Id of the token in use."""
        return credentials.read(self._env_file).values.get(credentials.TOKEN_ID, "the first token")

    def create(self, progress: Progress) -> str:
        """Make another token."""
        body = {"name": TOKEN_NAME, "role": TOKEN_ROLE, "expires_in_days": TOKEN_DAYS}
        with self._platform() as platform:
            made: dict[str, Any] = platform.request("POST", "/api/tokens", json=body)
        self._candidate = (made["id"], made["token"])
        return made["id"]

    def holds(self, new: str) -> bool:
        """Whether this run made it."""
        return self._candidate is not None and self._candidate[0] == new

    def not_accepted(self, progress: Progress) -> str | None:
        """Use it."""
        assert self._candidate is not None  # noqa: S101 - `holds` was asked before
        return self._refusal(self._candidate[1])

    def store(self, progress: Progress) -> None:
        """Keep it, with its id, in one step."""
        assert self._candidate is not None  # noqa: S101 - `holds` was asked before
        token_id, token = self._candidate
        credentials.replace(self._env_file, {credentials.TOKEN: token, credentials.TOKEN_ID: token_id})

    def not_in_use(self, progress: Progress) -> str | None:
        """The command line reads it whenever it runs."""
        return self._refusal(credentials.read(self._env_file)[credentials.TOKEN])

    def still_used(self, progress: Progress) -> str | None:
        """Only the command line uses it, and this is the one that runs."""
        return None

    def revoke(self, progress: Progress) -> None:
        """Revoke every other token of this name: the old one, and those that interrupted runs made and lost."""
        with self._platform() as platform:
            for token_id in self._others(platform, progress):
                platform.request("DELETE", f"/api/tokens/{token_id}")

    def not_refused(self, progress: Progress) -> str | None:
        """Look which tokens there are."""
        with self._platform() as platform:
            return "it was not revoked" if self._others(platform, progress) else None

    def _others(self, platform: Platform, progress: Progress) -> list[str]:
        tokens = platform.list(Token, "/api/tokens")
        return [token.id for token in tokens if token.name == TOKEN_NAME and token.id != progress.new]

    def _refusal(self, token: str) -> str | None:
        with Platform(self._url, self._ca_file, token) as platform:
            try:
                platform.request("GET", "/api/tokens", params={"limit": 1})
            except PlatformRefusedError as error:
                if error.status == UNAUTHORIZED:
                    return "the platform refuses it"
                raise
        return None

    def _platform(self) -> Platform:
        return Platform(self._url, self._ca_file, credentials.read(self._env_file)[credentials.TOKEN])
