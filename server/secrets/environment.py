"""Secrets in environment variables and the dotenv file: `env:NAME`. For development."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
from datetime import datetime
from pathlib import Path

from dotenv import dotenv_values
from pydantic import SecretStr

from server.secrets.errors import (
    AccessDeniedError,
    SecretConflictError,
    SecretNotFoundError,
    StoreUnavailableError,
    UnsupportedOperationError,
)
from server.secrets.file import replace_file
from server.secrets.references import Reference
from server.secrets.store import ABSENT, SecretStore, SecretVersion, StoredSecret

FROM_ENVIRONMENT = "environment"

CHANGED = "SYNDIC_SECRETS_CHANGED"
"""Variable of the dotenv file that says when others got their values, as JSON: one date of the file is not enough."""


class EnvironmentStore(SecretStore):
    """Reads a variable of the process, or else of the dotenv file; writes the dotenv file."""

    def __init__(self, file: Path | None) -> None:
        self._file = file

    def read(self, reference: Reference) -> StoredSecret:
        """The variable's value."""
        name = reference.location
        value = os.environ.get(name)
        if value is not None:
            return StoredSecret(SecretStr(value), FROM_ENVIRONMENT)
        text, version = self._content()
        held = dotenv_values(stream=io.StringIO(text), interpolate=False)
        value = held.get(name)
        if value is None:
            raise SecretNotFoundError(
                str(reference), f"Set the variable {name}, or add it to the file of SYNDIC_ENV_FILE."
            )
        return StoredSecret(SecretStr(value), version, _changed_at(held.get(CHANGED), name))

    def write(self, reference: Reference, value: SecretStr, expected_version: str | None) -> str:
        """Set the variable in the dotenv file; other lines stay as they are."""
        name = reference.location
        if self._file is None:
            raise UnsupportedOperationError(f"{reference} cannot be written: SYNDIC_ENV_FILE names no file.")
        if name in os.environ:
            raise UnsupportedOperationError(
                f"{reference} cannot be written: the variable is set in the environment, which outweighs {self._file}."
            )
        if expected_version is not None and self._current_version(reference) != expected_version:
            raise SecretConflictError(str(reference))
        try:
            replace_file(self._file, with_variable(self._content()[0], name, value.get_secret_value()))
        except OSError as error:
            raise StoreUnavailableError(str(self._file), str(error.strerror), "Look at the file system.") from None
        return self._version()

    def describe(self, reference: Reference) -> SecretVersion:
        """Where the variable comes from, and its age where the dotenv file says it."""
        stored = self.read(reference)
        return SecretVersion(stored.version, stored.created_at, current=True)

    def _current_version(self, reference: Reference) -> str:
        try:
            return self.read(reference).version
        except SecretNotFoundError:
            return ABSENT

    def _version(self) -> str:
        return str(self._file.stat().st_mtime_ns) if self._file else FROM_ENVIRONMENT

    def _content(self) -> tuple[str, str]:
        """The text of the file and its version, both of the same file when it is replaced at this moment."""
        if self._file is None or not self._file.exists():
            return "", FROM_ENVIRONMENT
        try:
            with self._file.open(encoding="utf-8", newline="") as file:
                return file.read(), str(os.fstat(file.fileno()).st_mtime_ns)
        except PermissionError:
            raise AccessDeniedError(str(self._file), "read", "Make the user of the process its owner.") from None
        except (OSError, UnicodeDecodeError) as error:
            raise StoreUnavailableError(str(self._file), type(error).__name__, "Look at the file.") from None


def _changed_at(dates: str | None, name: str) -> datetime | None:
    """When a variable got its value; None when the file does not say."""
    with contextlib.suppress(ValueError, TypeError, KeyError):
        moment = datetime.fromisoformat(json.loads(dates or "{}")[name])
        return moment if moment.tzinfo else None
    return None


def with_variable(text: str, name: str, value: str) -> str:
    """The text of a dotenv file with a variable set, in place when it is there and at the end when not."""
    quoted = "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    line = f"{name}={quoted}"
    # A quoted value may span lines.
    assignment = re.compile(
        rf"^(?:export[ \t]+)?{name}[ \t]*=(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|[^\r\n]*)", re.M | re.S
    )
    if assignment.search(text):
        return assignment.sub(lambda _: line, text, count=1)
    separator = "" if not text or text.endswith("\n") else "\n"
    return f"{text}{separator}{line}\n"
