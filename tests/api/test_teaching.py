"""Teaching in a real browser: one answer, one key for all it settles, and a second person on the page of knowledge."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from api.app import create_app
from kit.db import Database
from kit.settings import Settings
from services.workspace import Workspace
from tests.api.conftest import Served, serving
from tests.api.test_browser import browser, watched
from tests.services.knowledge.small import line, made, morning

__all__ = ["browser"]

pytestmark = pytest.mark.browser

NOW = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
TAX = {"payer": "CITY TAX OFFICE", "company": "9999999999"}


@pytest.fixture
def sample(sqlite_database: Database, tmp_path: Path) -> Iterator[Served]:
    """Serve a morning in which nobody knows two payers; what reaches three receipts waits for a second person."""
    policy = tmp_path / "policy.toml"
    policy.write_text("[learning]\nreach_receipts = 3\n", encoding="utf-8")
    workspace = Workspace(sqlite_database, Settings(policy_file=policy), lambda: NOW)
    known = [line("R1", 125317), line("R2", 31741), line("R3", 95283)]
    others = [line(f"T{place}", 5555 + place, **TAX) for place in range(4)]
    morning(made(workspace, tmp_path), [*known, *others])
    yield from serving(create_app(workspace))


@pytest.fixture
def desk(browser: Browser, sample: Served) -> Iterator[Page]:
    """Give a page that fails on any error the browser reports; a refusal in place is none."""
    yield from watched(browser, sample.url, (1280, 860), "409", "422")


def test_one_answer_then_one_key(desk: Page, sample: Served) -> None:
    desk.goto("/desk")
    desk.keyboard.press("a")
    panel = desk.locator("#also .also")
    expect(panel).to_contain_text("2 more receipts would be settled")
    desk.keyboard.press("y")
    expect(desk.locator("#toast")).to_contain_text("Settled: 2 more receipts")
    expect(desk.locator("#waiting")).to_have_text("4")
    expect(panel).to_have_count(0)
    applied = sample.client.get("/v1/receipts", params={"status": "applied"}).json()["data"]
    assert len(applied) == 3

    desk.keyboard.press("z")  # the last of them is taken back alone
    expect(desk.locator("#waiting")).to_have_text("5")


def test_what_reaches_far_waits_for_a_second_person(desk: Page, sample: Served) -> None:
    desk.goto("/desk")
    desk.locator("[data-row]", has_text="CITY TAX OFFICE").first.click()
    expect(desk.locator("#pane h2")).to_have_text("CITY TAX OFFICE")
    desk.keyboard.press("x")
    desk.locator("#away input[name=note]").fill("property tax refund")
    desk.keyboard.press("Enter")
    panel = desk.locator("#also .also")
    expect(panel).to_contain_text("waits for a second person")

    panel.get_by_role("link").click()
    expect(desk.locator("h1")).to_have_text("Knowledge")
    desk.get_by_role("button", name="Approve …").click()
    opened = desk.locator(".opens .also")
    expect(opened).to_contain_text("3 waiting receipts")
    opened.locator("input[name=by]").fill("reviewer")
    opened.get_by_role("button").click()
    expect(desk.locator("#notice")).to_contain_text("somebody else has to approve it")
    opened.locator("input[name=by]").fill("cleo")
    opened.get_by_role("button").click()
    expect(desk.locator("table.known")).to_contain_text("approved by cleo")
    known = sample.client.get("/v1/knowledge", params={"status": "active"}).json()["data"]
    assert [one["approved_by"] for one in known] == ["cleo"]
