"""Fixtures of the browser tests: a platform of their own, made by `syndic up`, and a browser to look at it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, StorageState, expect, sync_playwright

from tests.e2e.console import CHECKOUT, PATIENCE_MILLISECONDS, Console, Credentials, Platform
from tests.integration.environment import free_port

CHROMIUM = "chromium"

expect.set_options(timeout=PATIENCE_MILLISECONDS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Here, tests of an empty platform come before those that load the demo into it."""
    here = Path(__file__).parent
    places = [place for place, item in enumerate(items) if here in item.path.parents]
    ordered = sorted((items[place] for place in places), key=lambda item: "demo" in getattr(item, "fixturenames", ()))
    for place, item in zip(places, ordered, strict=True):
        items[place] = item


def syndic(*arguments: str) -> Any:  # noqa: ANN401 - whatever JSON the command prints
    """Run the command line of the checkout and return what it printed."""
    command = [str(Path(sys.executable).parent / "syndic"), *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=CHECKOUT)
    assert done.returncode == 0, f"{' '.join(command)} failed:\n{done.stdout}\n{done.stderr}"
    return json.loads(done.stdout)


@pytest.fixture(scope="package")
def state_directory() -> Generator[Path]:
    """Where the platform of these tests keeps its state. A short path: it holds sockets."""
    directory = Path(tempfile.mkdtemp(prefix="syndic-"))
    yield directory
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="package")
def platform(state_directory: Path) -> Generator[Platform]:
    """A platform that nobody has used."""
    if shutil.which(CHROMIUM) is None:
        pytest.skip("chromium is not installed: apt-get install chromium")
    try:
        started = syndic("up", "--state-dir", str(state_directory), "--port", str(free_port()))
        yield Platform(started["url"], Credentials(**started["administrator"]))
    finally:
        syndic("down", "--purge", "--yes", "--state-dir", str(state_directory))


@pytest.fixture(scope="package")
def demo(platform: Platform, state_directory: Path) -> Platform:
    """The platform with the example systems and one execution of every framework on each."""
    syndic("demo", "--state-dir", str(state_directory))
    return platform


@pytest.fixture(scope="module")
def console(platform: Platform) -> Generator[Console]:
    """The console in a browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield Console(platform, browser)
        browser.close()


@pytest.fixture(scope="module")
def administrator(console: Console) -> StorageState:
    """The storage state of a browser in which the administrator is signed in."""
    with console.visit() as page:
        page.goto("/")
        console.sign_in(page)
        page.get_by_role("heading", name="Posture", level=1).wait_for()
        return page.context.storage_state()


@pytest.fixture
def page(console: Console, administrator: StorageState) -> Generator[Page]:
    """A page on which the administrator is signed in."""
    with console.visit(storage_state=administrator) as signed_in:
        yield signed_in
