"""What holds on every page: for readers of all kinds, on all screens, signed in or not, allowed or not."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.e2e.console import (
    PHONE_WIDTH,
    Console,
    Credentials,
    Platform,
    Scheme,
    accessibility_violations,
    overflow,
    screenshot,
    settle,
)

PASSWORD = "a long enough password"


@pytest.fixture(scope="module")
def addresses(demo: Platform, console: Console, administrator: StorageState) -> dict[str, str]:
    """Every kind of page by name."""
    with console.visit(storage_state=administrator) as page:
        page.goto("/")
        posture = page.evaluate("() => fetch('/api/posture').then(answer => answer.json())")
    system = posture["systems"][0]
    return {
        "posture": "/",
        "systems": "/systems",
        "registration": "/systems/new",
        "overview": f"/systems/{system['id']}",
        "facts": f"/systems/{system['id']}/facts",
        "system executions": f"/systems/{system['id']}/executions",
        "evidence": f"/systems/{system['id']}/evidence",
        "executions": "/executions",
        "execution": f"/executions/{system['frameworks'][0]['execution_id']}",
        "frameworks": "/frameworks",
        "framework": "/frameworks/eu_ai_act",
        "audit": "/audit",
        "account": "/account",
        "nowhere": "/nowhere",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_accessibility_barrier(
    scheme: Scheme, console: Console, administrator: StorageState, addresses: dict[str, str]
) -> None:
    found: dict[str, list[str]] = {}
    with console.visit(scheme=scheme, storage_state=administrator) as page:
        for name, address in addresses.items():
            page.goto(address)
            settle(page)
            found[name] = accessibility_violations(page)
    with console.visit(scheme=scheme) as page:
        page.goto("/sign-in")
        settle(page)
        found["sign-in"] = accessibility_violations(page)
    assert {name: violations for name, violations in found.items() if violations} == {}


def test_editing_and_dialogs_have_no_serious_accessibility_barrier(page: Page, addresses: dict[str, str]) -> None:
    page.goto(addresses["facts"])
    page.get_by_role("button", name="Edit the facts").click()
    assert accessibility_violations(page) == []
    page.goto(addresses["evidence"])
    page.get_by_role("button", name="Add evidence").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert accessibility_violations(page) == []
    page.goto(addresses["overview"])
    page.get_by_role("button", name="Edit", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert accessibility_violations(page) == []


def test_every_page_fits_a_phone(console: Console, administrator: StorageState, addresses: dict[str, str]) -> None:
    excess: dict[str, int] = {}
    with console.visit(width=PHONE_WIDTH, height=800, storage_state=administrator) as page:
        for name, address in addresses.items():
            page.goto(address)
            settle(page)
            excess[name] = overflow(page)
        page.goto("/")
        screenshot(page, "posture-phone")
    assert {name: pixels for name, pixels in excess.items() if pixels > 0} == {}


def test_the_navigation_of_a_phone_is_operable_by_keyboard(
    console: Console, administrator: StorageState, addresses: dict[str, str]
) -> None:
    with console.visit(width=PHONE_WIDTH, height=800, storage_state=administrator) as page:
        page.goto("/")
        page.get_by_role("button", name="Open the navigation").focus()
        page.keyboard.press("Enter")
        drawer = page.get_by_role("dialog")
        expect(drawer).to_be_visible()
        drawer.get_by_role("link", name="Audit log").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Audit log", level=1)).to_be_visible()
        expect(drawer).to_be_hidden()


def test_the_skip_link_leads_to_the_content(demo: Platform, page: Page) -> None:
    page.goto("/systems")
    expect(page.get_by_role("heading", name="Systems", level=1)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Register a system")).to_be_focused()


def test_the_colour_scheme_follows_the_system_until_one_is_chosen(
    demo: Platform, console: Console, administrator: StorageState
) -> None:
    html = "html[data-mantine-color-scheme='{}']"
    with console.visit(scheme="dark", storage_state=administrator) as page:
        page.goto("/")
        expect(page.locator(html.format("dark"))).to_be_attached()
        screenshot(page, "posture-dark")
        page.get_by_role("button", name=re.compile("^Account:")).first.click()
        page.get_by_text("Light", exact=True).click()
        expect(page.locator(html.format("light"))).to_be_attached()
        page.reload()
        expect(page.locator(html.format("light"))).to_be_attached()


def test_an_ended_session_leads_back_after_signing_in(console: Console) -> None:
    with console.visit(allowed_statuses={401}) as page:
        page.goto("/")
        console.sign_in(page)
        page.get_by_role("link", name="Audit log").first.click()
        expect(page.get_by_role("heading", name="Audit log", level=1)).to_be_visible()
        page.context.clear_cookies()
        page.get_by_role("link", name="Frameworks").first.click()
        expect(page.get_by_text("Your session has ended.")).to_be_visible()
        console.sign_in(page)
        expect(page.get_by_role("heading", name="Frameworks", level=1)).to_be_visible()


def test_signing_out_ends_the_session(console: Console) -> None:
    with console.visit() as page:
        page.goto("/")
        console.sign_in(page)
        page.get_by_role("button", name=re.compile("^Account:")).first.click()
        page.get_by_role("menuitem", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        page.goto("/audit")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def add_account(page: Page, email: str, role: str) -> None:
    """Create an account through the API, as the signed-in administrator."""
    page.goto("/")
    session = page.evaluate("() => fetch('/api/auth/session').then(answer => answer.json())")
    status = page.evaluate(
        """([account, csrf]) => fetch('/api/accounts', {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf },
            body: JSON.stringify(account),
        }).then(answer => answer.status)""",
        [{"email": email, "display_name": role.title(), "role": role, "password": PASSWORD}, session["csrf_token"]],
    )
    assert status == 201


def test_a_viewer_is_offered_nothing_a_viewer_may_not_do(
    console: Console, page: Page, addresses: dict[str, str]
) -> None:
    add_account(page, "viewer@syndic.example", "viewer")
    forbidden = re.compile(
        r"^(Register a system|Edit|Edit the facts|Add evidence|Run|Run again|Verify|Refuse|Attest)\b"
    )
    with console.visit() as other:
        other.goto("/")
        console.sign_in(other, Credentials("viewer@syndic.example", PASSWORD))
        expect(other.get_by_role("heading", name="Posture", level=1)).to_be_visible()
        for name in ("posture", "systems", "overview", "facts", "evidence", "execution", "audit"):
            other.goto(addresses[name])
            settle(other)
            expect(other.get_by_role("heading", level=1)).to_be_visible()
            assert other.get_by_role("button", name=forbidden).all_inner_texts() == []
            assert other.get_by_role("link", name=forbidden).all_inner_texts() == []


def test_what_does_not_exist_is_said_plainly(console: Console, administrator: StorageState) -> None:
    with console.visit(storage_state=administrator, allowed_statuses={404, 422}) as page:
        for address in ("/nowhere", "/systems/019a3f52-8c0e-7c3b-9d0a-4be1f0c2a911", "/executions/not-an-id"):
            page.goto(address)
            expect(page.get_by_role("heading", name="There is nothing at this address")).to_be_visible()
