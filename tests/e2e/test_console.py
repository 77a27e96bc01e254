"""What people do in the console, from the first sign-in to a finished execution, on a real platform."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from playwright.sync_api import Page, StorageState, expect

from tests.e2e.console import Console, Platform, screenshot, settle

SYSTEM = "LumineticsCore (IDx-DR)"
FIRST_PAGE_BYTES = 200_000


def open_system(page: Page, tab: str = "Overview") -> None:
    """Go to a system of the demo the way its readers do."""
    page.goto("/systems")
    page.get_by_role("link", name=SYSTEM).click()
    page.get_by_role("navigation", name=f"Sections of {SYSTEM}").get_by_role("link", name=tab).click()


def run_framework(page: Page, title: str) -> None:
    """Run a framework on the demo's system and wait for its results."""
    open_system(page)
    page.get_by_role("button", name=re.compile(f"Run {re.escape(title)}")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("heading", name="Control results")).to_be_visible(timeout=120_000)


def test_an_unused_platform_says_what_to_do_first(console: Console, administrator: StorageState) -> None:
    with console.visit(storage_state=administrator) as page:
        page.goto("/")
        expect(page.get_by_role("heading", name="No AI system is registered yet")).to_be_visible()
        expect(page.get_by_text("syndic demo")).to_be_visible()
        page.get_by_role("link", name="Register a system").click()
        expect(page.get_by_role("heading", name="Register a system")).to_be_visible()


def test_signing_in_by_keyboard_leads_to_where_one_wanted_to_go(console: Console) -> None:
    with console.visit() as page:
        page.goto("/systems?risk_tier=high")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.type(console.platform.administrator.email)
        page.keyboard.press("Tab")
        page.keyboard.type(console.platform.administrator.password)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Systems", level=1)).to_be_visible()
        expect(page).to_have_url(re.compile(r"/systems\?risk_tier=high$"))


def test_a_wrong_password_is_refused_with_a_reason(console: Console) -> None:
    with console.visit(allowed_statuses={401}) as page:
        page.goto("/")
        page.get_by_label("E-mail").fill(console.platform.administrator.email)
        page.get_by_label("Password", exact=True).fill("not the password")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert").filter(has_text="wrong")).to_be_visible()
        expect(page.get_by_label("E-mail")).to_have_value(console.platform.administrator.email)


def test_the_first_page_is_light(console: Console) -> None:
    with console.visit() as page:
        sizes: list[int] = []
        page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
        page.goto("/")
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()
        page.wait_for_load_state("networkidle")
        fonts = page.evaluate(
            "() => performance.getEntriesByType('resource').filter(r => r.name.endsWith('.woff2'))"
            ".reduce((sum, r) => sum + r.encodedBodySize, 0)"
        )
        assert 0 < sum(sizes) - fonts < FIRST_PAGE_BYTES


def test_the_posture_shows_every_system_against_every_framework(demo: Platform, page: Page) -> None:
    page.goto("/")
    settle(page)
    rows = page.get_by_role("region", name="Systems by framework, scrollable").get_by_role("row")
    expect(rows).to_have_count(7)
    expect(page.get_by_role("list", name="Frameworks").get_by_role("listitem").first).to_be_visible()
    expect(page.locator("svg.recharts-surface").first).to_be_visible()
    screenshot(page, "posture", full_page=True)


def test_a_system_is_found_by_search_and_filters(demo: Platform, page: Page) -> None:
    page.goto("/systems")
    rows = page.get_by_role("table", name="AI systems").get_by_role("row")
    expect(rows).to_have_count(7)
    page.get_by_label("Search by name, purpose or owner").fill("whisper")
    expect(rows).to_have_count(2)
    expect(page).to_have_url(re.compile("search=whisper"))
    page.reload()
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="Clear the search").click()
    page.get_by_role("combobox", name="Risk tier").click()
    page.get_by_role("option", name="High risk").click()
    expect(rows).to_have_count(4)


def test_a_framework_is_run_and_followed_to_its_results(demo: Platform, page: Page) -> None:
    run_framework(page, "EU AI Act")
    expect(page.get_by_text(re.compile("Completed with a score of"))).to_be_attached()
    screenshot(page, "execution")

    page.get_by_role("group", name="Outcome").get_by_role("button", name="Needs evidence").click()
    result = page.get_by_role("button", name=re.compile("^Article")).first
    result.click()
    expect(result).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("heading", name="Reasons")).to_be_visible()
    expect(page.get_by_role("heading", name="What is needed")).to_be_visible()

    with page.expect_download() as downloading:
        page.get_by_role("link", name="OSCAL document").click()
    document = json.loads(Path(downloading.value.path()).read_text())
    assert "assessment-results" in document


def test_facts_are_stated_and_unknown_is_not_no(demo: Platform, page: Page) -> None:
    open_system(page, "Facts")
    expect(page.get_by_role("heading", name="Scope")).to_be_visible()
    screenshot(page, "facts")
    page.get_by_label("Search the facts").fill("roles assigned")
    fact = page.get_by_role("listitem").filter(has_text="Roles assigned")
    expect(fact.get_by_text("Unknown")).to_be_visible()

    page.get_by_role("button", name="Edit the facts").click()
    fact.get_by_text("No", exact=True).click()
    expect(page.get_by_text("1 change not saved")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("1 fact saved.")).to_be_visible()

    page.reload()
    expect(fact.get_by_text("No", exact=True)).to_be_visible()
    expect(fact.get_by_text("Unknown")).to_have_count(0)


def test_a_conflict_keeps_both_changes(demo: Platform, console: Console, administrator: StorageState) -> None:
    def state(editor: Page, fact: str, answer: str) -> None:
        row = editor.get_by_role("listitem").filter(has_text=fact)
        row.get_by_text(answer, exact=True).click()
        editor.get_by_role("button", name="Save", exact=True).click()

    with (
        console.visit(storage_state=administrator, allowed_statuses={412}) as first,
        console.visit(storage_state=administrator) as second,
    ):
        for editor in (first, second):
            open_system(editor, "Facts")
            editor.get_by_role("button", name="Edit the facts").click()
        state(second, "Safety culture", "Yes")
        expect(second.get_by_text("1 fact saved.")).to_be_visible()
        state(first, "Diverse team", "Yes")
        expect(first.get_by_text("Somebody else changed this system meanwhile")).to_be_visible()
        first.get_by_role("button", name="Load the newest version").click()
        expect(first.get_by_text("1 change not saved")).to_be_visible()
        first.get_by_role("button", name="Save", exact=True).click()
        expect(first.get_by_text("1 fact saved.")).to_be_visible()
        for fact in ("Safety culture", "Diverse team"):
            row = first.get_by_role("listitem").filter(has_text=fact)
            expect(row.get_by_text("Yes", exact=True)).to_be_visible()


def test_evidence_is_uploaded_and_comes_back_unchanged(demo: Platform, page: Page, tmp_path: Path) -> None:
    content = b"Red-team report, 2026.\n" * 50_000
    report = tmp_path / "red team.txt"
    report.write_bytes(content)
    open_system(page, "Evidence")
    page.get_by_role("button", name="Add evidence").click()
    dialog = page.get_by_role("dialog", name="Add evidence")
    with page.expect_file_chooser() as choosing:
        dialog.get_by_label("File").click()
    choosing.value.set_files(report)
    expect(dialog.get_by_label("Title")).to_have_value("red team")
    dialog.get_by_label("Kind").click()
    page.get_by_role("option", name="Security test report").click()
    dialog.get_by_role("button", name="Upload").click()

    row = page.get_by_role("table", name="Evidence").get_by_role("row").filter(has_text="red team")
    expect(row.get_by_title(hashlib.sha256(content).hexdigest())).to_be_visible()
    with page.expect_download() as downloading:
        row.get_by_role("link", name="Download red team").click()
    assert Path(downloading.value.path()).read_bytes() == content


def test_an_attestation_decides_a_control_that_no_rule_decides(demo: Platform, page: Page) -> None:
    run_framework(page, "EU AI Act")
    page.get_by_label("Search controls and reasons").fill("no machine can decide")
    expect(page).to_have_url(re.compile("search="))
    result = page.get_by_role("button", name=re.compile("^Article.*Needs evidence")).first
    label = result.locator("span").first.inner_text()
    result.click()
    page.get_by_role("button", name="Attest this control").click()
    dialog = page.get_by_role("dialog", name=re.compile("Attest"))
    dialog.get_by_label("Statement").fill("The record was read in full and covers what the article asks for.")
    dialog.get_by_role("button", name="Record the attestation").click()
    expect(page.get_by_text(f"{label} is attested.")).to_be_visible()

    before = page.url.partition("?")[0]
    page.get_by_role("button", name="Run again").click()
    # The results of the run before look alike until the page of the new one has opened.
    expect(page).not_to_have_url(re.compile(re.escape(before)))
    expect(page.get_by_role("heading", name="Control results")).to_be_visible(timeout=120_000)
    page.get_by_label("Search controls and reasons").fill(label)
    expect(page).to_have_url(re.compile("search="))
    decided = page.get_by_role("button", name=re.compile(f"^{re.escape(label)}.*Pass"))
    decided.click()
    expect(page.get_by_text("Decided by an attestation")).to_be_visible()
    expect(page.get_by_text(re.compile("Attested by .*The record was read in full"))).to_be_visible()


def test_the_audit_log_is_verified(demo: Platform, page: Page) -> None:
    page.goto("/audit")
    page.get_by_label("Action").fill("session.started")
    page.get_by_role("button", name="Filter").click()
    entries = page.get_by_role("list", name="Entries, newest first").get_by_role("listitem")
    expect(entries.filter(has_not_text="session.started")).to_have_count(0)
    entries.first.get_by_role("button").click()
    expect(entries.first.get_by_text("Previous hash")).to_be_visible()

    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_text("The log is intact")).to_be_visible(timeout=120_000)
