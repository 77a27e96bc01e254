"""The API process: the public and the internal listener in one event loop."""

from __future__ import annotations

import asyncio

import structlog
from fastapi import FastAPI

from server.app import create_app
from server.observability.health import Readiness, standard_checks
from server.observability.logs import configure_logs
from server.processes import Listener, StopSignal, bind, internal_listener
from server.refreshing import follow, follow_replica
from server.secrets.refresher import Refresher, refreshing
from server.settings import ApiSettings, load_settings

log = structlog.get_logger(__name__)


async def serve(settings: ApiSettings, *, host: str, port: int, internal_port: int) -> None:
    """Serve until the process is told to stop, then finish the requests in flight.

    Raises:
        ProcessError: a port is taken, or the certificate cannot be used.
        StoreUnavailable: the settings of the store cannot be used.
    """
    stop = StopSignal()
    public = bind(host, port)
    app = create_app(settings)
    readiness = Readiness(standard_checks(app.state.database, app.state.store))
    listener = Listener(app, public, certificate=settings.server_tls_cert_file, key=settings.server_tls_key_file)
    async with (
        refreshing(settings) as refresher,
        internal_listener(settings, readiness, host=host, port=internal_port),
    ):
        follow(refresher, app.state.database, app.state.store)
        if app.state.replica is not None:
            follow_replica(refresher, app.state.replica)
        _follow_keys_and_certificate(refresher, app, listener)
        async with listener.running() as served:
            log.info("started", address=f"{host}:{port}", internal=f"{host}:{internal_port}")
            await asyncio.wait({served, asyncio.create_task(stop.wait())}, return_when=asyncio.FIRST_COMPLETED)
            readiness.drain()
            log.info("draining")
        log.info("stopped")


def _follow_keys_and_certificate(refresher: Refresher[ApiSettings], app: FastAPI, listener: Listener) -> None:

    def take_over_keys(current: ApiSettings) -> None:
        app.state.settings = current

    refresher.subscribe(["session_signing_keys"], take_over_keys)
    if listener.certificate is not None:
        refresher.watch(listener.certificate.reload)


def run(*, host: str, port: int, internal_port: int) -> None:
    """Run the API with the settings of the environment.

    Raises:
        SettingsError: the settings are incomplete or wrong.
        ProcessError: a port is taken, or the certificate cannot be used.
        StoreUnavailable: the settings of the store cannot be used.
    """
    import uvloop

    settings = load_settings(ApiSettings)
    configure_logs(settings, process="api")
    uvloop.run(serve(settings, host=host, port=port, internal_port=internal_port))
