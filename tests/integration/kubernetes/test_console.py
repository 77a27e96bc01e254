"""A page finds its files at either colour: real Caddy with the file of the image."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from infra import shell
from infra.tree import checkout
from tests.integration.environment import free_port
from tests.integration.local.waiting import until

STOP_SECONDS = 20


@contextmanager
def console(files: Path, port: int, other: str) -> Generator[httpx.Client]:
    """A console that asks another one, at an address of its own."""
    places = {"CONSOLE_PORT": str(port), "CONSOLE_ADDRESS": "127.0.0.1", "CONSOLE_FILES": str(files)}
    argv = [str(shell.find_program("caddy")), "run", "--adapter=caddyfile", f"--config={checkout()}/client/Caddyfile"]
    environment = {**os.environ, **places, "OTHER_CONSOLE": other}
    with (
        subprocess.Popen(argv, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client,
    ):
        try:
            until(lambda: _answers(client), "the console to answer")
            yield client
        finally:
            running.terminate()
            running.wait(STOP_SECONDS)


def _answers(client: httpx.Client) -> bool:
    try:
        return client.get("/healthz").status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


@pytest.fixture
def built(tmp_path: Path) -> dict[str, Path]:
    """The files of two releases, each of which has a file that the other one has not."""
    for colour in ("blue", "green"):
        (tmp_path / colour / "assets").mkdir(parents=True)
        (tmp_path / colour / "assets" / f"{colour}.js").write_text(colour)
    return {colour: tmp_path / colour for colour in ("blue", "green")}


def test_each_colour_serves_the_files_of_both_and_what_neither_has_is_asked_for_once(built: dict[str, Path]) -> None:
    first, second = free_port(), free_port()
    with console(built["blue"], first, f"http://127.0.0.1:{second}") as blue:
        with console(built["green"], second, f"http://127.0.0.1:{first}") as green:
            for client in (blue, green):
                for colour in ("blue", "green"):
                    found = client.get(f"/assets/{colour}.js")
                    assert (found.status_code, found.text) == (200, colour)
                    assert found.headers.get_list("cache-control") == ["public, max-age=31536000, immutable"]
                absent = client.get("/assets/neither.js")
                assert (absent.status_code, absent.headers["cache-control"]) == (404, "no-store")
        assert blue.get("/assets/green.js").status_code == 404
        assert blue.get("/assets/blue.js").text == "blue"


def test_a_console_that_stands_alone_has_its_own_files_only(built: dict[str, Path]) -> None:
    with console(built["blue"], free_port(), "") as blue:
        assert blue.get("/assets/blue.js").text == "blue"
        assert blue.get("/assets/green.js").status_code == 404
