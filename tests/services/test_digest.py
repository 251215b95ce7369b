"""DUTIES A27, B8a: each account that crossed a threshold is told once, and the portfolio is the aging's."""

from datetime import date, timedelta
from decimal import Decimal

import polars as pl
import pytest

from kit.refusals import Invalid
from services.dunning import promises
from services.reports import made
from services.workspace import Workspace
from tests.ledger.desk import DAY, item, opened
from tests.services.credit.test_orders import limited

NEXT = DAY + timedelta(days=1)


@pytest.fixture
def books(empty: Workspace) -> Workspace:
    """C1 owes 799.00 of a limit of 1,000.00, due today; 2.00 come tomorrow and 300.00 the day after."""
    due = NEXT + timedelta(days=60)
    opened(
        empty.database,
        item("I1", 79_900, issued_on=DAY, due_on=DAY),
        item("I2", 200, issued_on=NEXT, due_on=due),
        item("I3", 30_000, issued_on=NEXT + timedelta(days=1), due_on=due),
    )
    limited(empty, 100_000)
    return empty


def told(workspace: Workspace, on: date, **given: str) -> list[tuple[str, str, str]]:
    """Return the accounts' crossings of a day."""
    rows = made(workspace, "digest", on, {"past_due": "500", **given})
    return rows.filter(pl.col("name") != "portfolio").select("threshold", "was", "now").rows()


def test_each_crossing_is_told_once(books: Workspace) -> None:
    days = [told(books, DAY + timedelta(days=more)) for more in range(4)]
    assert days == [
        [],
        [("past due", "0.00", "799.00"), ("used 80 %", "799.00", "801.00")],
        [("used 100 %", "801.00", "1101.00")],
        [],
    ]
    assert told(books, DAY + timedelta(days=91)) == [("over 90 days", "0.00", "799.00")]


def test_days_without_a_digest_are_made_up_for(books: Workspace) -> None:
    assert [row[0] for row in told(books, DAY + timedelta(days=3), days="3")] == ["past due", "used 80 %", "used 100 %"]


def test_the_portfolio_is_the_aging(books: Workspace) -> None:
    rows = made(books, "digest", NEXT).filter(name="portfolio").select("threshold", "was", "now").rows()
    aging = [made(books, "aging", on, {"by": "currency"}).row(0, named=True) for on in (DAY, NEXT)]
    assert rows == [
        ("open", *(one["total"] for one in aging)),
        ("past due", *(one["past_due"] for one in aging)),
    ]
    assert Decimal(aging[1]["past_due"]) == Decimal("799.00")


def test_a_promise_that_broke_is_told_on_its_day(books: Workspace) -> None:
    promises.make(books, "I1", NEXT, person="Jo", actor="ana", made_on=DAY)
    news = [[row for row in told(books, NEXT + timedelta(days=more)) if "promise" in row[0]] for more in range(12)]
    assert [row for row in news if row] == [[("promise broken: I1", "0.00", "799.00")]]


@pytest.mark.parametrize("given", [{"past_due": "x"}, {"past_due": "0"}, {"days": "0"}, {"used": "80;100"}])
def test_what_cannot_be_asked(books: Workspace, given: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        told(books, DAY, **given)
