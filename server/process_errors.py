"""Why a process cannot start or go on; each is one sentence for the operator."""

from __future__ import annotations

from pathlib import Path


class ProcessError(Exception):
    """The process cannot start; the message is for the operator."""


class PortInUse(ProcessError):  # noqa: N818
    """Somebody else listens where this process should."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"Cannot listen on {host}:{port}: {reason}. Stop what uses the port, or choose another one.")


class DatabaseUnusable(ProcessError):  # noqa: N818
    """The database does not answer, or has no schema yet."""

    def __init__(self, cause: Exception) -> None:
        reason = str(cause.__cause__ or cause).strip().splitlines()[0]
        super().__init__(f"The database at DATABASE_URL cannot be used: {reason}")


class UnreadableCertificate(ProcessError):  # noqa: N818
    """The certificate of the listener, or its key, cannot be used."""

    def __init__(self, certificate: Path, reason: str) -> None:
        super().__init__(f"The certificate {certificate} (SERVER_TLS_CERT_FILE) cannot be used: {reason}.")
