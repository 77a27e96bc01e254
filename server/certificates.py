"""The certificate of a listener, which may be renewed while it listens."""

from __future__ import annotations

import logging
import ssl
from pathlib import Path

log = logging.getLogger(__name__)


class ListenerCertificate:
    """The certificate and key of a listener's files. Connections that are open keep the one they were opened with."""

    def __init__(self, context: ssl.SSLContext, certificate: Path, key: Path) -> None:
        self._context = context
        self._certificate = certificate
        self._key = key
        self._shown = self._content()

    def reload(self) -> None:
        """Show what the files hold now.

        Raises:
            OSError: they cannot be read, or do not belong together, as when only one was replaced yet. The listener
                goes on with what it has.
        """
        content = self._content()
        if content == self._shown:
            return
        # Tried elsewhere first: a pair that does not fit would leave the listener with half of it.
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(self._certificate, self._key)
        self._context.load_cert_chain(self._certificate, self._key)
        self._shown = content
        log.info("The certificate of the listener was renewed.")

    def _content(self) -> tuple[bytes, bytes]:
        return self._certificate.read_bytes(), self._key.read_bytes()
