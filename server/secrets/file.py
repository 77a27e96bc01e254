"""Secrets in files: `file:/path`. For development, and for files that an agent or the orchestrator keeps current."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr

from server.secrets.errors import (
    AccessDeniedError,
    SecretConflictError,
    SecretError,
    SecretNotFoundError,
    SecretUnreadableError,
    StoreUnavailableError,
)
from server.secrets.references import Reference
from server.secrets.store import ABSENT, SecretStore, SecretVersion, StoredSecret


class FileStore(SecretStore):
    """One secret per file. The final line break is not part of the value, since editors and `echo` add one."""

    def read(self, reference: Reference) -> StoredSecret:
        """The file's text."""
        path = Path(reference.location)
        failure: SecretError
        try:
            with path.open("rb") as file:
                text = file.read().decode()
                changed = os.fstat(file.fileno()).st_mtime_ns
            return StoredSecret(SecretStr(text.removesuffix("\n")), str(changed), _time(changed))
        except OSError as error:
            failure = _translated(error, reference, "read")
        except UnicodeDecodeError:
            failure = SecretUnreadableError(str(reference), "it is not UTF-8 text")
        raise failure

    def write(self, reference: Reference, value: SecretStr, expected_version: str | None) -> str:
        """Replace the file in one step, readable by its owner only."""
        if expected_version is not None and self._current_version(reference) != expected_version:
            raise SecretConflictError(str(reference))
        try:
            return str(replace_file(Path(reference.location), value.get_secret_value() + "\n"))
        except OSError as error:
            failure = _translated(error, reference, "write")
        raise failure

    def describe(self, reference: Reference) -> SecretVersion:
        """The file's last change."""
        try:
            changed = Path(reference.location).stat().st_mtime_ns
        except OSError as error:
            raise _translated(error, reference, "read") from None
        return SecretVersion(str(changed), _time(changed), current=True)

    def _current_version(self, reference: Reference) -> str:
        try:
            return self.describe(reference).version
        except SecretNotFoundError:
            return ABSENT


def replace_file(path: Path, text: str) -> int:
    """Replace a file's content in one step, with mode 0600, and return the time of the change in nanoseconds."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        changed = Path(temporary).stat().st_mtime_ns
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return changed


def _time(nanoseconds: int) -> datetime:
    return datetime.fromtimestamp(nanoseconds / 1e9, UTC)


def _translated(error: OSError, reference: Reference, action: str) -> SecretError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return SecretNotFoundError(str(reference), "Write the value to that file, mode 0600.")
    if isinstance(error, PermissionError):
        return AccessDeniedError(str(reference), action, "Make the user of the process the owner of the file.")
    if isinstance(error, IsADirectoryError):
        return SecretUnreadableError(str(reference), "it is a directory")
    return StoreUnavailableError(str(reference), error.strerror or type(error).__name__, "Look at the file system.")
