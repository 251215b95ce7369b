"""Ends of numbers in free text: what foots by them is offered first, and never posted."""

from datetime import timedelta
from typing import Any

import pytest

import matcher
from matcher import Policy
from matcher.frames import CLOSED, REMITTANCES, empty
from tests.matcher import build, hand
from tests.matcher.build import TODAY, item, receipt
from tests.matcher.hand import decided, payer, rows, status

#: Numbers of three habits; the amounts are prices that many items have.
BOOK = [
    item(number, amount, due_on=TODAY + timedelta(days=place))
    for place, (number, amount) in enumerate(
        [
            ("2026-31003", 199_000),
            ("2026-31365", 1_950),
            ("R26A05436", 59_800),
            ("R26C08250", 49_750),
            ("S6404663.003", 49_900),
            ("S6404689.002", 9_950),
            ("0090134195", 9_900),
            *((f"47{place:03}1", price) for place, price in enumerate([9_900, 19_900, 49_900, 1_950, 59_800] * 5)),
        ]
    )
]
OPEN = {row["document_number"]: row["open"] for row in BOOK}
NAMED = [hand.hit("0090134195", 0, start=4, end=14)]


@pytest.mark.parametrize(
    ("text", "hits", "expected"),
    [
        ("RE: 31003/31365", [], ["2026-31003", "2026-31365"]),
        ("PAYMENT FOR 05436,08250", [], ["R26A05436", "R26C08250"]),
        ("RE: 63003 $499.00; 89002 $99.50", [], ["S6404663.003", "S6404689.002"]),
        ("RE: 63003 499.00; 89\n002 99.\n50", [], ["S6404663.003", "S6404689.002"]),  # cut into lines anywhere
        ("RE:\n31003\n08250", [], ["2026-31003", "R26C08250"]),  # one a line
        ("FW 0134195 SRF 31365 BNF US RFB 63003 05436", [], ["R26A05436", "S6404663.003"]),  # the bank's own before it
        ("FOR 0090134195 31003", NAMED, ["0090134195", "2026-31003"]),  # beside one that is written whole
    ],
)
def test_what_foots_by_the_ends_of_numbers_is_offered_first(text: str, hits: list[Any], expected: list[str]) -> None:
    amount = sum(OPEN[number] for number in expected)
    made = decided([receipt(amount=amount, text=text)], BOOK, hits, [payer()])

    assert status(made)[0] != "applied"
    assert sorted(row[0] for row in rows(made, 1)) == expected
    assert made.applications.filter(made.applications["rank"] == 1)["rule"][0] == "endings:exact"


def test_ends_of_three_digits_are_offered_where_a_word_for_invoice_leads_them() -> None:
    """Prices that many items have: without the ends one of them is as good as another."""
    book = [
        item(number, 9_900, due_on=TODAY + timedelta(days=at))
        for at, number in enumerate(("TX4831", "TX4872", "TX9993"))
    ]
    for text, expected in (("INVS 993", "TX9993"), ("INV ...872", "TX4872"), ("ROOM 993", "TX4831")):
        made = matcher.propose(
            build.receipts(receipt(amount=9_900, text=text, payer_account="acct")),
            empty(REMITTANCES),
            build.items(*book),
            build.customers(build.customer("C1")),
            build.links(build.link("account", "acct")),
            empty(CLOSED),
            Policy(),
            TODAY,
        )

        assert status(made)[0] == "review"
        assert [row[0] for row in rows(made, 1)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "RE: 003/365",  # too few digits to say anything
        "RE: 131003/131365",  # other numbers
        "RE: 1990.00 19.50",  # sums
    ],
)
def test_what_is_no_end_of_a_number_is_not_taken_for_one(text: str) -> None:
    amount = OPEN["2026-31003"] + OPEN["2026-31365"]
    made = decided([receipt(amount=amount, text=text)], BOOK, [], [payer()])

    assert "endings:exact" not in made.applications["rule"].to_list()


def test_ends_that_do_not_foot_are_not_offered() -> None:
    made = decided([receipt(amount=77_777, text="RE: 31003/31365")], BOOK, [], [payer()])

    assert "endings:exact" not in made.applications["rule"].to_list()
