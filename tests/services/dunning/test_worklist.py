"""The worklist asks about all customers at once, however many there are."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from sqlalchemy import event

import ledger
from ledger import NewCustomer
from services.dunning import disputes, promises, worklist
from services.workspace import Workspace
from tests.ledger.desk import DAY, booked, item
from tests.services.dunning.desk import LATE

#: Customer -> limit in dollars, what is owed in each currency, and whether that is more. A euro is worth 1.10.
OVER: dict[str, tuple[int | None, dict[str, int], bool]] = {
    "less": (10_001, {"USD": 10_000}, False),
    "just": (10_000, {"USD": 10_000}, False),
    "more": (9_999, {"USD": 10_000}, True),
    "none": (None, {"USD": 10_000}, False),
    "both": (10_500, {"USD": 5_000, "EUR": 5_000}, False),
    "euro": (10_499, {"USD": 5_000, "EUR": 5_000}, True),
    "rate": (1, {"USD": 10_000, "CHF": 10_000}, False),
}


def owing(workspace: Workspace, numbers: Iterable[str]) -> Workspace:
    """Book customers of `OVER` with what each owes, past due."""
    with booked(workspace.database, "owing") as book:
        ledger.valuing.keep_rates(book, [("EUR", DAY, 1_100_000_000), ("EUR", LATE, 1_100_000_000)])
        for number in numbers:
            limit, owed, _ = OVER[number]
            ledger.customers.upsert(book, [NewCustomer(number, number, credit_limit=limit, currency="USD")])
            for currency, minor in owed.items():
                row = item(f"{number} {currency}", minor, customer=number, issued_on=LATE, due_on=LATE)
                ledger.items.issue(book, [replace(row, currency=currency)])
    return workspace


def test_who_owes_more_than_the_limit(workspace: Workspace) -> None:
    owing(workspace, OVER)
    with workspace.database.reading() as connection:
        found = {one.customer_number: one.over_limit for one in worklist.known(workspace, connection, DAY, 30)}
    assert found == {number: over for number, (_, _, over) in OVER.items()}


@pytest.mark.parametrize("customers", [2, 7])
def test_more_customers_take_no_more_questions(workspace: Workspace, customers: int) -> None:
    owing(workspace, list(OVER)[:customers])
    asked: list[str] = []
    with workspace.database.reading() as connection:
        event.listen(connection, "before_cursor_execute", lambda *told: asked.append(told[2]))
        list(worklist.known(workspace, connection, DAY, 30))
    assert len(asked) < 30


@pytest.mark.parametrize("named", [{}, {"I2": 700, "I3": 0}], ids=["none named", "disputed and promised"])
def test_what_is_summed_is_what_each_document_says(workspace: Workspace, named: dict[str, int]) -> None:
    """A tenth of a cent is lost by each document in euros, not by their sum."""
    with booked(workspace.database, "owing") as book:
        ledger.valuing.keep_rates(book, [("EUR", LATE, 1_033_333_333)])
        ledger.customers.upsert(book, [NewCustomer("C1", "One", currency="USD")])
        rows = [item(f"I{place}", 1_001 + place, issued_on=LATE, due_on=LATE) for place in range(6)]
        ledger.items.issue(book, [replace(row, currency="EUR") if place % 2 else row for place, row in enumerate(rows)])
    for number, minor in named.items():
        if minor:
            disputes.open_case(workspace, number, "price", minor=minor, actor="ann")
        else:
            promises.make(workspace, number, DAY, person="Jo", actor="ann")
    with workspace.database.reading() as connection:
        (one,) = worklist.known(workspace, connection, DAY, 30)
    each = [(1_001 + place) * 1_033_333_333 / 10**9 if place % 2 else 1_001 + place for place in range(6)]
    past_due = sum(map(round, each))
    off = 700 + round(each[3]) if named else 0
    assert (one.past_due, one.collectible, one.oldest, one.suppressed) == (past_due, past_due - off, 40, ())
