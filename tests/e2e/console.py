"""The web console as a browser sees it: a running platform, pages signed in to it, and what every page must keep to."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, StorageState, expect

CHECKOUT = Path(__file__).parents[2]
AXE = CHECKOUT / "client" / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS_VARIABLE = "SYNDIC_SCREENSHOTS"

PHONE_WIDTH = 375
Scheme = Literal["light", "dark"]

PATIENCE_MILLISECONDS = 30_000
"""How long a busy machine may take for a step; nothing waits longer than it must."""


@dataclass(frozen=True)
class Credentials:
    """How somebody signs in."""

    email: str
    password: str


@dataclass(frozen=True)
class Platform:
    """A running platform and its administrator."""

    url: str
    administrator: Credentials


@dataclass
class Complaints:
    """What a page must not do: log an error, throw one, or break the content security policy."""

    allowed_statuses: set[int] = field(default_factory=set)
    found: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Collect from a page from now on."""
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.found.append(f"thrown: {error}"))

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type != "error" or self._is_expected(message):
            return
        self.found.append(f"logged: {message.text}")

    def _is_expected(self, message: ConsoleMessage) -> bool:
        # The browser itself logs every refused request; that nobody is signed in yet is how each visit begins.
        path = urlsplit(message.location.get("url", "")).path
        refused = "Failed to load resource" in message.text
        if refused and path == "/api/auth/session":
            return True
        return refused and any(f"status of {status}" in message.text for status in self.allowed_statuses)


@dataclass(frozen=True)
class Console:
    """Opens pages of one platform in one browser."""

    platform: Platform
    browser: Browser

    @contextlib.contextmanager
    def visit(
        self,
        *,
        scheme: Scheme = "light",
        width: int = 1440,
        height: int = 900,
        allowed_statuses: set[int] | None = None,
        storage_state: StorageState | None = None,
    ) -> Generator[Page]:
        """A page of somebody who is not signed in unless a storage state says so.

        Raises:
            AssertionError: the page complained, see `Complaints`.
        """
        context = self.browser.new_context(
            base_url=self.platform.url,
            color_scheme=scheme,
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            # The local certificate authority is not in the browser's store.
            ignore_https_errors=True,
            storage_state=storage_state,
        )
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        complaints = Complaints(allowed_statuses or set())
        page = context.new_page()
        complaints.watch(page)
        try:
            yield page
            assert complaints.found == []
        finally:
            context.close()

    def sign_in(self, page: Page, credentials: Credentials | None = None) -> None:
        """Fill in the form of the sign-in page and send it."""
        who = credentials or self.platform.administrator
        page.get_by_label("E-mail").fill(who.email)
        page.get_by_label("Password", exact=True).fill(who.password)
        page.get_by_role("button", name="Sign in").click()


def settle(page: Page) -> None:
    """Wait until the page shows content instead of placeholders."""
    placeholders = page.locator("[aria-busy='true'], [data-loading='true']")
    expect(page.locator("main").get_by_role("heading").first).to_be_visible()
    expect(placeholders).to_have_count(0)
    page.wait_for_load_state("networkidle")
    expect(placeholders).to_have_count(0)


def screenshot(page: Page, name: str, *, full_page: bool = False) -> None:
    """Take a picture for the documentation, into the directory that SYNDIC_SCREENSHOTS names; none when it is unset."""
    directory = os.environ.get(SCREENSHOTS_VARIABLE)
    if not directory:
        return
    settle(page)
    page.mouse.move(0, 0)
    Path(directory).mkdir(parents=True, exist_ok=True)
    if full_page and page.viewport_size:
        # A window as high as the page: charts would not follow the change of width that a stitched picture makes.
        height = page.evaluate("() => document.documentElement.scrollHeight")
        page.set_viewport_size({"width": page.viewport_size["width"], "height": height})
        settle(page)
    page.screenshot(path=Path(directory) / f"{name}.png")


def accessibility_violations(page: Page) -> list[str]:
    """What axe-core calls a serious or critical barrier on the page, one line each."""
    page.evaluate(AXE.read_text())
    report = page.evaluate("() => axe.run(document)")
    assert len(report["passes"]) > 0, "axe-core checked nothing"
    return [
        f"{violation['id']}: {violation['help']}: {node['target']}"
        for violation in report["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
