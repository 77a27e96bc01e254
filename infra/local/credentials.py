"""The secrets of the embedded environment, kept in `.env`: generated once, added to, replaced by rotation only."""

from __future__ import annotations

import base64
import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dotenv import dotenv_values

from infra.local.certificates import authority_key
from infra.local.errors import MissingCredentialError
from infra.local.files import PRIVATE_FILE, write_atomically
from infra.local.object_store_configuration import AccessKey
from infra.local.postgresql import Role
from infra.local.postgresql_roles import Login, pair_of

TOKEN = "SYNDIC_API_TOKEN"  # noqa: S105 - the name of a variable
TOKEN_ID = "SYNDIC_API_TOKEN_ID"  # noqa: S105 - the name of a variable
ADMINISTRATOR_KEY_ID = "SYNDIC_OBJECT_STORE_ADMINISTRATOR_KEY_ID"
ADMINISTRATOR_KEY_SECRET = "SYNDIC_OBJECT_STORE_ADMINISTRATOR_KEY_SECRET"  # noqa: S105 - the name of a variable
SIGNING_KEYS = "SESSION_SIGNING_KEYS"
REPLICATION = "SYNDIC_DATABASE_REPLICATION_PASSWORD"
AUTHORITY_KEY = "SYNDIC_CERTIFICATE_AUTHORITY_KEY"
ADMINISTRATOR = "SYNDIC_FIRST_ADMINISTRATOR"
"""The first administrator's credentials, only until `up` has shown them."""

BACKUP_KEYS = "SYNDIC_BACKUP_KEYS"
"""What backups are encrypted with. Losing it is losing them: keep a copy where the backups are not."""

MADE = "SYNDIC_SECRETS_MADE"
"""Changes when secrets were missing and made, and not when they are rotated: then processes must start anew."""

CHANGED = "SYNDIC_SECRETS_CHANGED"
"""When each variable got its value, as JSON; the processes export ages from it (server/secrets/environment.py)."""

HEADING = """\
# Secrets of the platform on this machine, made by `syndic up` and replaced by `syndic secrets rotate` only. You may
# change values and add any setting of the platform's processes (for example LOG_LEVEL=debug). Never commit this file.
"""


@dataclass(frozen=True)
class DatabaseNames:
    """The variables that say which login role is in use, and its password."""

    role: Role

    @property
    def user(self) -> str:
        """Variable of the login role's name, which is no secret."""
        return f"SYNDIC_DATABASE_{self.role.name}_USER"

    @property
    def password(self) -> str:
        """Variable of its password."""
        return f"SYNDIC_DATABASE_{self.role.name}_PASSWORD"


@dataclass(frozen=True)
class KeyNames:
    """The variables of a key of the object store."""

    process: str
    previous: bool = False
    """Whether the key is the one that was in use before, still valid beside the current one."""

    @property
    def key_id(self) -> str:
        """Variable of the key's id."""
        return f"{self._stem}_ID"

    @property
    def secret(self) -> str:
        """Variable of the key's secret."""
        return f"{self._stem}_SECRET"

    @property
    def _stem(self) -> str:
        return f"SYNDIC_OBJECT_STORE_{self.process.upper()}_{'PREVIOUS_' if self.previous else ''}KEY"


ROLES = (Role.OWNER, Role.API, Role.WORKER, Role.CRON, Role.RETENTION, Role.BACKUP, Role.MONITORING)
"""The roles whose login roles are in use on this machine."""

STORE_PROCESSES = ("api", "worker", "cron", "retention", "backup")
"""The processes with a key of the object store each, and the commands that delete from it and back it up."""


def _password() -> str:
    return secrets.token_urlsafe(30)


def _key_id() -> str:
    return AccessKey.generate().access_key_id


def _signing_keys() -> str:
    return json.dumps([{"id": f"key-{secrets.token_hex(4)}", "key": secrets.token_urlsafe(48)}])


def _backup_keys() -> str:
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return json.dumps([{"id": f"key-{secrets.token_hex(4)}", "key": key}])


GENERATORS: Mapping[str, Callable[[], str]] = {
    **{DatabaseNames(role).password: _password for role in ROLES},
    ADMINISTRATOR_KEY_ID: _key_id,
    ADMINISTRATOR_KEY_SECRET: _password,
    **{KeyNames(process).key_id: _key_id for process in STORE_PROCESSES},
    **{KeyNames(process).secret: _password for process in STORE_PROCESSES},
    SIGNING_KEYS: _signing_keys,
    REPLICATION: _password,
    BACKUP_KEYS: _backup_keys,
    AUTHORITY_KEY: authority_key,
}

USERS: Mapping[str, str] = {DatabaseNames(role).user: pair_of(role)[0] for role in ROLES}
"""What names the login roles at first."""


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

    def login(self, role: Role) -> Login:
        """The login role in use of a role."""
        names = DatabaseNames(role)
        return Login(self[names.user], role, self[names.password])

    def keys(self, process: str) -> tuple[AccessKey, ...]:
        """The valid keys of a process for the object store, the one in use first."""
        current, previous = KeyNames(process), KeyNames(process, previous=True)
        keys = [AccessKey(self[current.key_id], self[current.secret])]
        if self.values.get(previous.key_id):
            keys.append(AccessKey(self[previous.key_id], self[previous.secret]))
        return tuple(keys)

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
    held = read(path).values
    missing = {name: generate() for name, generate in GENERATORS.items() if not held.get(name)}
    missing |= {name: user for name, user in USERS.items() if not held.get(name)}
    if missing:
        replace(path, {**missing, MADE: secrets.token_hex(4)})
    _date_what_has_no_date(path)
    path.chmod(PRIVATE_FILE)
    return read(path)


def set_token(path: Path, token: str | None) -> None:
    """Store the operator's API token, the one value the platform gives instead of us; None removes it."""
    replace(path, {TOKEN: token, TOKEN_ID: None})


def replace(path: Path, values: Mapping[str, str | None]) -> None:
    """Replace values in one step, so that a reader sees all of them or none; None removes one."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    dates = {name: date for name, date in _dates(read(path)).items() if name not in values}
    dates |= {name: now for name, value in values.items() if value is not None and name != MADE}
    _write(path, {**values, CHANGED: json.dumps(dates)})


def _write(path: Path, values: Mapping[str, str | None]) -> None:
    assignment = re.compile(rf"(?:export\s+)?({'|'.join(map(re.escape, values))})\s*=")
    text = path.read_text() if path.is_file() else HEADING
    kept = [line for line in text.splitlines() if not assignment.match(line)]
    added = render({name: value for name, value in values.items() if value is not None})
    write_atomically(path, "".join(f"{line}\n" for line in kept) + added)


def _dates(held: Credentials) -> dict[str, str]:
    try:
        dates = json.loads(held.values.get(CHANGED) or "{}")
    except ValueError:  # somebody edited the file
        return {}
    return dates if isinstance(dates, dict) else {}


def _date_what_has_no_date(path: Path) -> None:
    """Secrets from before dates were kept are at least as old as the last change of the file."""
    held = read(path)
    dates = _dates(held)
    undated = [name for name in GENERATORS if held.values.get(name) and name not in dates]
    if undated:
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
        _write(path, {CHANGED: json.dumps({**dates, **dict.fromkeys(undated, changed)})})


def render(values: Mapping[str, str]) -> str:
    """Values as lines of a dotenv file, quoted so that no character means anything."""
    return "".join(f"{name}={_quote(value)}\n" for name, value in values.items())


def _quote(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
