"""A number that is cut, misread or doubtful is read where a second sign leaves one item, and asked where it fails."""

from datetime import timedelta
from typing import Any

import pytest

import matcher
from matcher import Policy
from matcher.frames import CLOSED, REMITTANCES, empty
from tests.matcher import build
from tests.matcher.build import TODAY, customer, item, line, link, receipt
from tests.matcher.hand import rows, status

#: Items of one customer: two ways of numbering, one of which begins with a word for invoice.
BOOK = [
    item("INV596732", 935_00),
    item("INV598677", 3_579_00),
    item("R26A05631", 4_452_00),
    item("R26A07120", 1_140_00),
    item("R26B08331", 2_000_00),
    item("534266", 49_00),
    item("535126", 79_00),
    item("535863", 1_985_00),
]
OTHERS = [item(f"INV{600_001 + 3 * at}", 210_00 + at, "C2") for at in range(40)]
LATE: dict[str, Any] = {"discount": 9_00, "discount_until": TODAY - timedelta(days=30)}


def paid(
    amount: int, text: str = "", *, lines: list[Any] | None = None, book: Any = BOOK, **given: Any
) -> matcher.Decisions:
    """Decide one receipt of C1, known by his account unless told, the whole way from its text."""
    return matcher.propose(
        build.receipts(receipt(amount=amount, text=text, **({"payer_account": "acct"} | given))),
        build.remittances(*lines) if lines else empty(REMITTANCES),
        build.items(*book, *OTHERS),
        build.customers(customer("C1", "Brook Valley Foods Inc"), customer("C2", "Harlan Steel LLC")),
        build.links(link("account", "acct")),
        empty(CLOSED),
        Policy(),
        TODAY,
    )


def posted(made: matcher.Decisions) -> list[str]:
    """Return the documents that are paid without a person."""
    return [row[0] for row in rows(made)]


LIST = "INV596732 $935.00 & INV598677 $3579.00 & "


@pytest.mark.parametrize(
    ("text", "more", "expected"),
    [
        (LIST + "R26A056", 4_452_00, ["INV596732", "INV598677", "R26A05631"]),
        (LIST + "R26A\n056", 4_452_00, ["INV596732", "INV598677", "R26A05631"]),
        (LIST + "R26B08", 2_000_00, []),  # a sum so round may be another's by chance
        (LIST + "R26A071", 4_452_00, []),  # the sum is another item's than the number's
        (LIST + "R2", 4_452_00, []),  # too little of a number
    ],
)
def test_a_list_that_breaks_off_in_a_number_is_completed_by_the_item_that_begins_so(
    text: str, more: int, expected: list[str]
) -> None:
    assert posted(paid(935_00 + 3_579_00 + more, text)) == expected


def test_a_whole_number_behind_a_word_that_leads_other_numbers_is_the_payers_own() -> None:
    """`INV534266` may be a number of the other series as well; nobody has one, and the line pays what 534266 asks."""
    told = [
        line(f"INV{number}", at, paid=due) for at, (number, due) in enumerate([("534266", 49_00), ("535126", 79_00)])
    ]
    assert posted(paid(128_00, lines=told)) == ["534266", "535126"]
    other = [told[0], line("INV535126", 1, paid=78_00)]
    assert "535126" not in posted(paid(127_00, lines=other))


@pytest.mark.parametrize(
    ("given", "more", "expected"),
    [
        ({}, [], ["R26A07120"]),
        ({"payer_account": ""}, [], []),  # nobody vouches for the payer
        ({}, [item("535999", 1_140_00)], []),  # he owes another item of that sum
    ],
)
def test_a_slip_is_read_where_the_payer_owes_one_item_of_that_sum(
    given: dict[str, Any], more: list[Any], expected: list[str]
) -> None:
    assert posted(paid(1_140_00, "INV R26A07210", book=[*BOOK, *more], **given)) == expected


def test_all_of_many_doubtful_numbers_that_foot_are_no_choice_among_them() -> None:
    book = [item(f"2026-{15_992 + 137 * at}", 199_00 + 1_237 * at) for at in range(8)]
    tails = ",".join(row["document_number"][5:] for row in book)
    made = paid(sum(row["open"] for row in book), f"INVOICE {tails}", book=book)
    assert posted(made) == [row["document_number"] for row in book]


@pytest.mark.parametrize(
    ("amount", "items", "account", "standing"),
    [
        (275_00, 4, "acct", "applied"),  # an unrelated sum would find such an answer in one of thirteen
        (275_00, 14, "acct", "review"),  # in one of four
        (275_00, 4, "", "review"),
    ],
)
def test_one_item_alone_by_its_sum_is_paid_by_a_payer_whose_bank_vouches_for_him(
    amount: int, items: int, account: str, standing: str
) -> None:
    book = [item(f"7100{at:03}", 275_00 + 1_025_00 * at) for at in range(items)]
    made = paid(amount, "PAYMENT", book=book, payer_account=account, payer_name="BROOK VALLEY FOODS INC")
    assert status(made)[0] == standing


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("INV 535863 LESS DAMAGED GOODS 9.00", None, (0, 0, 9_00)),
        ("", [line("535863", paid=1_976_00, gross=1_985_00, adjustment=-9_00, adjustment_code="01")], (0, 0, 9_00)),
    ],
)
def test_what_the_payer_says_he_took_off_is_no_discount_of_the_same_sum(
    text: str, told: Any, expected: tuple[int, int, int]
) -> None:
    book = [item("535863", 1_985_00, **LATE)]
    made = paid(1_976_00, text, lines=told, book=book)
    assert status(made)[0] == "applied"
    assert rows(made)[0][2:] == expected


@pytest.mark.parametrize(("cents", "standing"), [(0, "review"), (1, "applied")])
def test_neighbours_at_a_price_list_are_found_by_chance_and_others_are_not(cents: int, standing: str) -> None:
    """Prices are multiples of fifty cents, and so are their sums: that they meet to the cent says a fiftieth of it."""
    prices = (150_00 + at * at * 7919 % 797 * 50 + cents * (at == 0) for at in range(30))
    book = [item(f"7100{at:03}", price, due_on=TODAY + timedelta(days=at)) for at, price in enumerate(prices)]
    made = paid(sum(row["open"] for row in book[7:10]), "N/A", book=book)
    assert status(made)[0] == standing
