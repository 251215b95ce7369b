"""The sample morning worked to its end in a real browser, by keyboard, as a reviewer would; it makes our pictures, too.

`TIEOUT_DOC_IMAGES=docs/images .venv/bin/python -m pytest tests/api/test_whole_morning.py` writes them anew.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

import ledger
from api.app import create_app
from kit.db import Database
from kit.settings import Settings
from services.workspace import Workspace
from tests.api.conftest import Served, serving
from tests.api.test_browser import after, browser, current, watched
from tests.conftest import RING, Fill
from tests.services.conftest import NOON
from tests.services.conftest import sample as morning

__all__ = ["browser"]

pytestmark = pytest.mark.browser

#: A folder for the pictures of the documents, where one is given.
IMAGES = os.environ.get("TIEOUT_DOC_IMAGES")
SIZE = (1280, 760)
ACTS_MAX = 120

Shape = dict[str, Any]


@pytest.fixture
def sample(filled_sqlite: Callable[[Fill], Path], tmp_path: Path) -> Iterator[Served]:
    """Serve the sample morning, taken in, matched and posted."""
    shutil.copy(filled_sqlite(morning), tmp_path / "books.db")
    database = Database(f"sqlite:///{tmp_path / 'books.db'}", RING)
    yield from serving(create_app(Workspace(database, Settings(), lambda: NOON)))
    database.dispose()


@pytest.fixture
def desk(browser: Browser, sample: Served) -> Iterator[Page]:
    """Give a page at the desk that fails on any error the browser reports; a refusal in place is none."""
    yield from watched(browser, sample.url, SIZE, "409", "422")


def queue(sample: Served) -> list[Shape]:
    """Return what waits, as the API tells it; what was drawn for audit has a page of its own."""
    data: list[Shape] = sample.client.get("/v1/exceptions", params={"limit": 200}).json()["data"]
    return [row for row in data if row["kind"] != "audit"]


def proposals(sample: Served, row: Shape) -> list[Shape]:
    """Return what a reviewer is offered."""
    data: list[Shape] = sample.client.get(f"/v1/receipts/{row['receipt_id']}/proposals").json()["data"]
    return data


def quiet(desk: Page) -> None:
    """Wait until every answer asked for has come: a loaded machine may be a second behind the keys."""
    expect(desk.locator(".htmx-request")).to_have_count(0)


def chosen(desk: Page, row: Shape) -> None:
    """Choose an exception in the queue, unless it is in the pane: choosing it again would load it again."""
    quiet(desk)
    if current(desk) == row["exception_id"]:
        return
    desk.locator(f"#row-{row['exception_id']}").click()
    expect(desk.locator(f"#pane [data-exception={row['exception_id']}]")).to_be_visible()
    quiet(desk)


def gone(desk: Page, row: Shape) -> None:
    """Check that a decision took the row away, and that the next has the focus."""
    quiet(desk)
    expect(desk.locator(f"#row-{row['exception_id']}")).to_have_count(0)
    expect(desk.locator("[data-row][aria-current=true]")).to_be_focused()


def pictured(desk: Page, name: str) -> None:
    """Keep a picture for the documents."""
    if IMAGES:
        desk.screenshot(path=Path(IMAGES) / f"{name}.png", animations="disabled")


def test_a_reviewer_finishes_the_morning(desk: Page, sample: Served) -> None:
    """Accept, rank 2, amounts, deduction, account, payer, not AR, park: then the rest, until the queue is empty."""
    desk.goto("/")
    expect(desk.get_by_text("In balance")).to_be_visible()
    pictured(desk, "overview")
    desk.goto("/desk")
    _accept(desk, sample)
    _second(desk, sample)
    _amounts(desk, sample)
    _deduction(desk, sample)
    _payer(desk, sample)
    _aside(desk, sample)
    _parked(desk, sample)
    _rest(desk, sample)
    expect(desk.locator("[data-finished]")).to_contain_text("The queue is empty")
    _proven(sample)


def _accept(desk: Page, sample: Served) -> None:
    """Accept the best proposal of one that names its numbers in the bank's text."""
    row = next(row for row in queue(sample) if row["confidence"] and row["confidence"] > 0.97 and row["best_proposal"])
    chosen(desk, row)
    pictured(desk, "desk")
    desk.keyboard.press("a")
    gone(desk, row)
    expect(desk.locator("#toast")).to_contain_text("Accepted")
    desk.keyboard.press("z")
    expect(desk.locator(f"#row-{row['exception_id']}")).to_have_attribute("aria-current", "true")
    desk.keyboard.press("a")
    gone(desk, row)


def _second(desk: Page, sample: Served) -> None:
    """Choose the second of several."""
    row, offered = next((row, two) for row in queue(sample) if len(two := proposals(sample, row)) > 1)
    chosen(desk, row)
    desk.keyboard.press("2")
    gone(desk, row)
    receipt = sample.client.get(f"/v1/receipts/{row['receipt_id']}").json()
    posted = {line["document_number"] for line in receipt["applications"]}
    assert posted == {line["document_number"] for line in offered[1]["lines"]}


def _simple(sample: Served) -> Iterator[tuple[Shape, Shape]]:
    """Yield those whose best proposal is one plain line, with the line."""
    for row in queue(sample):
        offered = proposals(sample, row)
        if offered and len(offered[0]["lines"]) == 1 and offered[0]["lines"][0]["cash"]["minor"] > 10_000:
            yield row, offered[0]["lines"][0]


def _amounts(desk: Page, sample: Served) -> None:
    """Apply all but one dollar, and put the rest on the customer's account."""
    row, line = next(_simple(sample))
    chosen(desk, row)
    desk.keyboard.press("e")
    cash = desk.locator("#hand .line [name=cash]").first
    expect(cash).to_be_focused()
    rest = row["amount"]["minor"] - line["cash"]["minor"] + 100
    cash.fill(f"{(line['cash']['minor'] - 100) / 100:.2f}")
    expect(desk.locator(".remaining")).to_have_text(f"Remaining {rest / 100:,.2f}")
    desk.keyboard.press("Enter")
    expect(desk.locator("#toast")).to_contain_text("Applied by hand")
    chosen(desk, row)
    expect(desk.locator("#pane .amount")).to_contain_text(f"{rest / 100:,.2f}")
    desk.keyboard.press("u")
    desk.keyboard.press("Enter")
    gone(desk, row)


def _deduction(desk: Page, sample: Served) -> None:
    """Say of two dollars that the payer took them for freight."""
    row, line = next(_simple(sample))
    chosen(desk, row)
    desk.keyboard.press("d")
    deduction = desk.locator("#hand .line [name=deduction]").first
    expect(deduction).to_be_focused()
    desk.locator("#hand .line [name=cash]").first.fill(f"{(line['cash']['minor'] - 200) / 100:.2f}")
    deduction.fill("2.00")
    reason = desk.locator("#hand .line [name=deduction_reason]").first
    reason.select_option(index=1)
    code = reason.input_value()
    desk.get_by_role("button", name="Apply", exact=True).click()
    quiet(desk)
    expect(desk.locator("#toast")).to_contain_text("Applied by hand")
    applied = sample.client.get(f"/v1/receipts/{row['receipt_id']}").json()["applications"]
    assert [(one["deduction"]["minor"], one["deduction_reason"]) for one in applied] == [(200, code)]


def _payer(desk: Page, sample: Served) -> None:
    """Find the customer by a part of the name; the receipt stays at hand, then goes on that account."""
    row = next(row for row in queue(sample) if row["kind"] == "unidentified")
    customer = sample.client.get("/v1/customers").json()["data"][0]
    chosen(desk, row)
    desk.keyboard.press("i")
    desk.locator("#payer [name=customer_number]").fill(customer["name"][:-1])
    option = desk.locator(f"#payers option[value='{customer['customer_number']}']")
    expect(option).to_have_count(1)
    desk.locator("#payer [name=customer_number]").fill(customer["customer_number"])
    desk.keyboard.press("Enter")
    expect(desk.locator("#toast")).to_contain_text("Payer named")
    expect(desk.locator("#pane .facts-line")).to_contain_text(customer["name"])
    assert current(desk) == row["exception_id"]
    desk.keyboard.press("u")
    desk.keyboard.press("Enter")
    gone(desk, row)


def _aside(desk: Page, sample: Served) -> None:
    """Take one out of receivables of which nothing is applied."""
    row = next(row for row in queue(sample) if row["kind"] != "partially_applied")
    chosen(desk, row)
    desk.keyboard.press("x")
    desk.keyboard.type("own transfer")
    desk.keyboard.press("Enter")
    gone(desk, row)
    assert sample.client.get(f"/v1/receipts/{row['receipt_id']}").json()["status"] == "not_ar"


def _parked(desk: Page, sample: Served) -> None:
    """Leave one for later with a note; it goes behind the others."""
    row = queue(sample)[0]
    chosen(desk, row)
    desk.keyboard.press("n")
    desk.keyboard.type("asked the payer")
    desk.keyboard.press("Enter")
    last = desk.locator("[data-row]").last
    expect(last).to_have_attribute("id", f"row-{row['exception_id']}")
    expect(last).to_contain_text("asked the payer")
    after(desk, row["exception_id"])


def _rest(desk: Page, sample: Served) -> None:
    """Decide whatever is in the pane, one key and a return each, as long as something is."""
    for _ in range(ACTS_MAX):
        rows = desk.locator("[data-row]")
        left = rows.count()
        if not left:
            return
        before = current(desk)
        known = desk.locator("#account [name=customer_number]").input_value()
        desk.keyboard.press("u" if known else "x")
        if not known:
            desk.keyboard.type("asked the bank: not ours")
        desk.keyboard.press("Enter")
        expect(rows).to_have_count(left - 1)
        if left > 1:
            after(desk, before)
    assert queue(sample) == []


def _proven(sample: Served) -> None:
    """Check that nothing waits, every receipt adds up, and the books hold."""
    assert queue(sample) == []
    after: str | None = ""
    while after is not None:
        page = sample.client.get("/v1/receipts", params={"limit": 200, "after": after}).json()
        for row in page["data"]:
            assert row["applied"]["minor"] + row["unapplied"]["minor"] == row["amount"]["minor"]
        after = page["next_cursor"]
    with sample.app.state.workspace.database.reading() as connection:
        assert ledger.checks.run(connection) == []
