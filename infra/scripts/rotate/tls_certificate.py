"""Rotates the certificate of a listener: a new key and a new certificate, taken over while it listens.

The local authority publishes no revocations. What makes the old certificate useless is that its key is overwritten.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Mapping

from cryptography import x509

from infra.local.certificates import Authority
from infra.scripts.rotate.credential import Credential, Kind
from infra.scripts.rotate.progress import Progress

TIMEOUT_SECONDS = 3.0


class TlsCertificate(Credential):
    """The certificate of one service."""

    kind = Kind.TLS_CERTIFICATE

    def __init__(
        self, service: str, authority: Authority, listeners: Mapping[str, int], stored: Callable[[], None] | None = None
    ) -> None:
        """Prepare to rotate.

        Args:
            service: whose certificate.
            authority: signs it.
            listeners: who shows it, and the port of loopback of each.
            stored: tells those who do not look at the files themselves.
        """
        self.name = f"tls-{service}"
        self._service = service
        self._idle = f"{service}.next"
        self._authority = authority
        self._listeners = listeners
        self._stored = stored

    def current(self) -> str:
        """Serial number of the certificate in the files; of none when certificate and key do not belong together."""
        return self._authority.serial(self._service) or "incomplete"

    def create(self, progress: Progress) -> str:
        """Make a key and a certificate beside those in use."""
        self._authority.renew(self._idle, subject=self._service)
        return self._authority.serial(self._idle) or "incomplete"

    def holds(self, new: str) -> bool:
        """Whether both are on disk."""
        return self._authority.serial(self._idle) == new

    def not_accepted(self, progress: Progress) -> str | None:
        """Verify it as a client would."""
        return None if self._authority.signed(self._idle) else "it is not signed by the local authority"

    def store(self, progress: Progress) -> None:
        """Put key and certificate into the files in use. A listener that sees half of it waits for the rest."""
        self._authority.copy(self._idle, self._service)
        self._tell()

    def not_in_use(self, progress: Progress) -> str | None:
        """Connect to the listeners and look what they show."""
        if progress.used_at is None:
            self._tell()
        others = [name for name, port in self._listeners.items() if self._shown(port) != progress.new]
        return f"{', '.join(others)} {'shows' if len(others) == 1 else 'show'} another one" if others else None

    def still_used(self, progress: Progress) -> str | None:
        """Connections keep the certificate they were opened with and need it no more."""
        return None

    def revoke(self, progress: Progress) -> None:
        """Remove the copy; the old key is gone since it was overwritten."""
        self._authority.remove(self._idle)

    def not_refused(self, progress: Progress) -> str | None:
        """Look what the listeners show."""
        return self.not_in_use(progress)

    def _tell(self) -> None:
        if self._stored is not None:
            self._stored()

    def _shown(self, port: int) -> str | None:
        context = ssl.create_default_context(cafile=self._authority.ca_file)
        try:
            with (
                socket.create_connection(("127.0.0.1", port), TIMEOUT_SECONDS) as plain,
                context.wrap_socket(plain, server_hostname="localhost") as encrypted,
            ):
                shown = encrypted.getpeercert(binary_form=True)
        except OSError:
            return None
        return None if shown is None else f"{x509.load_der_x509_certificate(shown).serial_number:x}"
