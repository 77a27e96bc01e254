"""The secrets of the embedded environment, kept in `.env`: generated once, added to, never overwritten."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from infra.local.errors import MissingCredentialError
from infra.local.files import PRIVATE_FILE, write_atomically
from infra.local.object_store_configuration import AccessKey

TOKEN = "SYNDIC_API_TOKEN"  # noqa: S105 - the name of a variable
OWNER_PASSWORD = "SYNDIC_DATABASE_OWNER_PASSWORD"  # noqa: S105 - the name of a variable
APP_PASSWORD = "SYNDIC_DATABASE_APP_PASSWORD"  # noqa: S105 - the name of a variable
ADMINISTRATOR_KEY_ID = "SYNDIC_OBJECT_STORE_ADMINISTRATOR_KEY_ID"
ADMINISTRATOR_KEY_SECRET = "SYNDIC_OBJECT_STORE_ADMINISTRATOR_KEY_SECRET"  # noqa: S105 - the name of a variable
PLATFORM_KEY_ID = "OBJECT_STORE_ACCESS_KEY_ID"
PLATFORM_KEY_SECRET = "OBJECT_STORE_SECRET_ACCESS_KEY"  # noqa: S105 - the name of a variable
SIGNING_KEYS = "SESSION_SIGNING_KEYS"

HEADING = """\
# Secrets of the platform on this machine, made by `syndic up`. Nothing here is ever overwritten; you may change values
# and add any setting of the platform's processes (for example LOG_LEVEL=debug). Never commit this file.
"""


def _password() -> str:
    return secrets.token_urlsafe(30)


def _key_id() -> str:
    return AccessKey.generate().access_key_id


def _signing_keys() -> str:
    return json.dumps([{"id": f"key-{secrets.token_hex(4)}", "key": secrets.token_urlsafe(48)}])


GENERATORS: Mapping[str, Callable[[], str]] = {
    OWNER_PASSWORD: _password,
    APP_PASSWORD: _password,
    ADMINISTRATOR_KEY_ID: _key_id,
    ADMINISTRATOR_KEY_SECRET: _password,
    PLATFORM_KEY_ID: _key_id,
    PLATFORM_KEY_SECRET: _password,
    SIGNING_KEYS: _signing_keys,
}


@dataclass(frozen=True)
class Credentials:
    """What the `.env` file holds."""

    path: Path
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """A secret `ensure` has generated.

        Raises:
            MissingCredentialError: the file does not have it.
        """
        value = self.values.get(name)
        if not value:
            raise MissingCredentialError(name, self.path)
        return value

    @property
    def token(self) -> str | None:
        """The operator's API token, once `up` has made one."""
        return self.values.get(TOKEN) or None


def read(path: Path) -> Credentials:
    """The credentials in a file; none when it does not exist."""
    values = dotenv_values(path, interpolate=False) if path.is_file() else {}
    return Credentials(path, {name: value for name, value in values.items() if value is not None})


def ensure(path: Path) -> Credentials:
    """The credentials in a file, after generating those it lacks and closing it to others."""
    missing = [name for name in GENERATORS if not read(path).values.get(name)]
    if missing:
        _append(path, {name: GENERATORS[name]() for name in missing})
    path.chmod(PRIVATE_FILE)
    return read(path)


def set_token(path: Path, token: str | None) -> None:
    """Store the operator's API token, the one value the platform gives instead of us; None removes it."""
    if path.is_file():
        kept = [line for line in path.read_text().splitlines() if not line.startswith(f"{TOKEN}=")]
        write_atomically(path, "".join(f"{line}\n" for line in kept))
    if token is not None:
        _append(path, {TOKEN: token})


def render(values: Mapping[str, str]) -> str:
    """Values as lines of a dotenv file, quoted so that no character means anything."""
    return "".join(f"{name}={_quote(value)}\n" for name, value in values.items())


def _append(path: Path, values: Mapping[str, str]) -> None:
    existing = path.read_text() if path.is_file() else HEADING
    if existing and not existing.endswith("\n"):
        existing += "\n"
    write_atomically(path, existing + render(values))


def _quote(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
