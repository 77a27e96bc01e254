"""How a process listens, and how it stops: what api, worker and cron have in common."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from server.certificates import ListenerCertificate
from server.observability.health import Readiness, internal_app
from server.process_errors import PortInUse, UnreadableCertificate
from server.settings import ProcessSettings

GRACEFUL_SHUTDOWN_SECONDS = 30
"""How long requests in flight may go on after the process was told to stop."""

_BACKLOG = 2048
# Longer than proxies keep idle connections (Traefik: 90 s), so that it is never this side that closes one just as a
# request arrives on it.
_KEEP_ALIVE_SECONDS = 120


class StopSignal:
    """Set when the process is told to stop (SIGTERM, SIGINT)."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._event.set)

    async def wait(self) -> None:
        """Return once the process is told to stop."""
        await self._event.wait()

    def is_set(self) -> bool:
        """Whether the process was told to stop."""
        return self._event.is_set()


class Listener(uvicorn.Server):
    """An HTTP listener that leaves signals to the process it is part of."""

    def __init__(
        self, app: ASGIApp, listening: socket.socket, *, certificate: Path | None = None, key: Path | None = None
    ) -> None:
        config = uvicorn.Config(
            app,
            http="httptools",
            loop="none",
            ws="none",
            lifespan="on",
            access_log=False,
            log_config=None,
            server_header=False,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=GRACEFUL_SHUTDOWN_SECONDS,
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )
        try:
            config.load()
        except OSError as error:  # ssl.SSLError is one
            raise UnreadableCertificate(certificate or Path(), str(error)) from error
        super().__init__(config)
        self._listening = listening
        self.certificate: ListenerCertificate | None = None
        """The certificate it shows; None when it speaks plain HTTP."""
        if config.ssl is not None and certificate is not None and key is not None:
            self.certificate = ListenerCertificate(config.ssl, certificate, key)

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        """Leave signals alone: several listeners share the process."""
        yield

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncGenerator[asyncio.Task[None]]:
        """Serve while the block runs, then let requests in flight finish."""
        task = asyncio.create_task(self.serve(sockets=[self._listening]))
        try:
            yield task
        finally:
            self.should_exit = True
            await task


def bind(host: str, port: int) -> socket.socket:
    """A socket to listen on. It is bound before anything else starts, so that a taken port is the first error.

    Raises:
        PortInUse: the port cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise PortInUse(host, port, (error.strerror or str(error)).lower()) from error


@contextlib.asynccontextmanager
async def internal_listener(
    settings: ProcessSettings, readiness: Readiness, *, host: str, port: int
) -> AsyncGenerator[None]:
    """Serve /healthz, /readyz and /metrics while the block runs.

    Raises:
        PortInUse: the port cannot be had.
    """
    listener = Listener(internal_app(settings, readiness), bind(host, port))
    async with listener.running():
        yield
