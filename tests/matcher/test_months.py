"""The month that a payer names says which of equal items he more likely means; it never posts."""

from datetime import date

import pytest

import matcher
from matcher import Policy
from matcher.frames import CLOSED, LINKS, REMITTANCES, empty
from matcher.shown import months
from tests.matcher import build
from tests.matcher.build import TODAY, customer, item, link, receipt
from tests.matcher.hand import status

#: Five months' rent of one contract at one price.
RENT = [
    item(
        f"R219{at:02}", 45_00, issued_on=date(2025 + (9 + at > 12), (8 + at) % 12 + 1, 5), due_on=date(2026, 3, 1 + at)
    )
    for at in range(1, 6)
]


def first(text: str) -> str:
    """Return the number of the item that is offered first for a silent payment of one month's rent."""
    made = matcher.propose(
        build.receipts(receipt(amount=45_00, text=text, payer_account="acct")),
        empty(REMITTANCES),
        build.items(*RENT),
        build.customers(customer("C1")),
        build.links(link("account", "acct")),
        empty(CLOSED),
        Policy(),
        TODAY,
    )
    assert status(made)[0] == "review"
    offered = made.applications.filter(made.applications["rank"] == 1)
    return str(offered["item_id"][0]).removeprefix("item-")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("RENT", "R21901"),  # the oldest
        ("RENTAL NOVEMBER", "R21902"),
        ("MIETE DEZ. 2025", "R21903"),
        ("LOYER JANVIER", "R21904"),
        ("FEB-26 RENT", "R21905"),
        ("RENT AUGUST", "R21901"),  # none is of that month
    ],
)
def test_of_equal_items_that_of_the_month_named_is_offered_first(text: str, number: str) -> None:
    assert first(text) == number


@pytest.mark.parametrize(
    ("words", "expected"),
    [("JAN FEB", {1, 2}), ("MARINE DECK", set()), ("22NOV26", {11}), ("SEPT AND OKTOBER", {9, 10}), ("", set())],
)
def test_a_month_stands_alone_among_letters(words: str, expected: set[int]) -> None:
    assert months.said(words) == expected


def test_of_a_payer_nobody_knows_the_contract_and_the_month_are_offered_first() -> None:
    """`CONTRACT 21978 JAN` is a piece of R21978-2601: of all items that ask 45.00 that one is meant."""
    book = [item(f"60410{at}", 45_00, f"C{at}") for at in range(2, 7)]
    book += [item(f"R21978-25{at}", 45_00, "C9", issued_on=date(2025, at, 5)) for at in (11, 12)]
    book += [item("R21978-2601", 45_00, "C9", issued_on=date(2026, 1, 5))]
    made = matcher.propose(
        build.receipts(receipt(amount=45_00, text="CONTRACT 21978 JAN 2026")),
        empty(REMITTANCES),
        build.items(*book),
        build.customers(*[customer(f"C{at}") for at in (2, 3, 4, 5, 6, 9)]),
        empty(LINKS),
        empty(CLOSED),
        Policy(),
        TODAY,
    )

    offered = made.applications.filter(made.applications["rank"] == 1)["item_id"].to_list()
    assert offered == ["item-R21978-2601"]


def test_no_word_means_two_months() -> None:
    names = [name for month in months.NAMES for name in month]
    assert len(names) == len(set(names))
