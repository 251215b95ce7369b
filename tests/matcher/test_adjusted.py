"""What a remittance takes off beside its documents: memos its lines name are netted, one sum of discounts is parted."""

from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from matcher import Policy, propose
from tests.matcher import build
from tests.matcher.build import TODAY, customer, item, line, link, receipt

INVOICE, OTHER, MEMO, EARNED, LATE = "INV-70001", "INV-70002", "CM-90141", "INV-70021", "INV-70023"
BOOK = [
    item(INVOICE, 1000_00),
    item(OTHER, 500_00),
    item(MEMO, -120_00, document_type="credit_memo"),
    item(EARNED, 400_00, discount=8_00, discount_until=TODAY + timedelta(days=3)),
    item("INV-70022", 600_00, discount=12_00, discount_until=TODAY + timedelta(days=3)),
    item(LATE, 900_00, discount=18_00, discount_until=TODAY - timedelta(days=20)),
]
Row = tuple[str, dict[str, Any]]


def less(number: str, gross: int, off: int, words: str) -> Row:
    """Return a line that takes a sum off its document, with words."""
    return number, {"paid": gross - off, "gross": gross, "adjustment": -off, "adjustment_text": words}


def paid(number: str, minor: int, **given: Any) -> Row:
    return number, {"paid": minor, **given}


def off(minor: int, words: str) -> Row:
    """Return a line without a document."""
    return "", {"paid": -minor, "qualifier": "adjustment", "text": words}


def answer(amount: int, rows: list[Row]) -> tuple[str, list[tuple[Any, ...]]]:
    """Return the status, and what is posted: document, cash, discount, deduction."""
    made = propose(
        build.receipts(receipt(amount=amount, payer_account="PA-1")),
        build.remittances(*[line(number, at, **given) for at, (number, given) in enumerate(rows)]),
        build.items(*BOOK),
        build.customers(customer("C1")),
        build.links(link("account", "PA-1")),
        build.closed(),
        Policy(),
        TODAY,
    )
    posted = made.applications.filter(pl.col("rank") == 0)
    return made.receipts["status"][0], sorted(posted.select("document_number", "cash", "discount", "deduction").rows())


#: what the lines say -> what is posted
MEMOS: dict[str, tuple[int, list[Row], list[tuple[Any, ...]]]] = {
    "its number": (
        880_00,
        [less(INVOICE, 1000_00, 120_00, "CM-90141")],
        [(MEMO, -120_00, 0, 0), (INVOICE, 1000_00, 0, 0)],
    ),
    "its digits": (
        880_00,
        [less(INVOICE, 1000_00, 120_00, "CR 90141")],
        [(MEMO, -120_00, 0, 0), (INVOICE, 1000_00, 0, 0)],
    ),
    "another number": (880_00, [less(INVOICE, 1000_00, 120_00, "CM-90999")], [(INVOICE, 880_00, 0, 120_00)]),
    "another sum": (890_00, [less(INVOICE, 1000_00, 110_00, "CM-90141")], [(INVOICE, 890_00, 0, 110_00)]),
    "twice: once is netted": (
        1260_00,
        [less(INVOICE, 1000_00, 120_00, MEMO), less(OTHER, 500_00, 120_00, MEMO)],
        [(MEMO, -120_00, 0, 0), (INVOICE, 1000_00, 0, 0), (OTHER, 380_00, 0, 120_00)],
    ),
}


@pytest.mark.parametrize("name", MEMOS)
def test_a_credit_memo_that_a_line_names_as_what_it_takes_off_is_netted(name: str) -> None:
    amount, rows, expected = MEMOS[name]

    assert answer(amount, rows) == ("applied", expected)


def test_discounts_told_in_one_sum_are_each_items_own() -> None:
    rows = [paid(EARNED, 400_00), paid("INV-70022", 600_00), paid(OTHER, 500_00), off(20_00, "DISCOUNT")]
    expected = [(OTHER, 500_00, 0, 0), (EARNED, 392_00, 8_00, 0), ("INV-70022", 588_00, 12_00, 0)]

    assert answer(1480_00, rows) == ("applied", expected)


@pytest.mark.parametrize(("minor", "words"), [(19_00, "DISCOUNT"), (20_00, "FREIGHT"), (20_00, "")])
def test_another_sum_or_another_word_for_it_is_asked(minor: int, words: str) -> None:
    rows = [paid(EARNED, 400_00), paid("INV-70022", 600_00), off(minor, words)]

    assert answer(1000_00 - minor, rows) == ("review", [])


def test_lines_of_one_document_that_together_pay_it_are_no_other_items_sum() -> None:
    """500.00 is what another item asks as well; both lines name this one, and make it up."""
    assert answer(1000_00, [paid(INVOICE, 500_00), paid(INVOICE, 500_00)]) == ("applied", [(INVOICE, 1000_00, 0, 0)])
    assert answer(500_00, [paid(INVOICE, 500_00)])[0] == "review"
