"""How trades pay: freight bills in two parts, ends of numbers in a row, rebates for credit memos, two bills for one."""

from typing import Any

import pytest

import matcher
from matcher import Policy
from matcher.frames import CLOSED, REMITTANCES, empty
from tests.matcher import build
from tests.matcher.build import TODAY, customer, item, link, receipt
from tests.matcher.hand import rows, status

Row = dict[str, Any]
FREIGHT = [item("3061020255", 2450_01), item("3061020999", 750_33), item("3071021002", 93_21)]


def decided(book: list[Row], *receipts: tuple[int, str]) -> matcher.Decisions:
    """Decide receipts r1, r2 … of one payer, known by his account: what came, and his words."""
    given = [
        receipt(f"r{at}", amount, text=text, payer_account="acct")
        for at, (amount, text) in enumerate(receipts, start=1)
    ]
    return matcher.propose(
        build.receipts(*given),
        empty(REMITTANCES),
        build.items(*book),
        build.customers(customer("C1")),
        build.links(link("account", "acct")),
        empty(CLOSED),
        Policy(),
        TODAY,
    )


@pytest.mark.parametrize("label", ["PRO", "PRO NO", "INV"])
def test_two_payments_that_name_an_item_and_make_it_up_pay_it_whatever_they_call_its_number(label: str) -> None:
    """Alone the number of a delivery vouches for nothing; here the other payment does."""
    made = decided(
        FREIGHT, (816_67, f"{label} 3061020255 PARTIAL 1 OF 2"), (2450_01 - 816_67, f"{label} 3061020255 FINAL")
    )

    assert [rows(made, receipt_id=each) for each in ("r1", "r2")] == [
        [("3061020255", 816_67, 0, 0, 0)],
        [("3061020255", 1633_34, 0, 0, 0)],
    ]


@pytest.mark.parametrize(
    "receipts",
    [
        [(816_67, "PRO 3061020255 PARTIAL"), (1600_00, "PRO 3061020255 FINAL")],  # they do not make it up
        [(816_67, "PRO 3061020255 AND 88417T"), (1633_34, "PRO 3061020255 AND 88417T")],  # what else is named?
    ],
)
def test_parts_that_are_not_all_of_an_item_are_asked(receipts: list[tuple[int, str]]) -> None:
    made = decided(FREIGHT, *receipts)

    assert status(made, "r2")[0] == "review"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INV 0255/1002", "applied"),
        ("INV 0255 1002", "applied"),
        ("INVS ENDING 0255 1002", "applied"),
        ("INV 0255/7311", "review"),  # the end of nothing that he owes
        ("INV 255/002", "review"),  # too short for ends
    ],
)
def test_ends_with_a_stroke_between_them_are_two_numbers(text: str, expected: str) -> None:
    assert status(decided(FREIGHT, (2450_01 + 93_21, text)))[0] == expected


@pytest.mark.parametrize(("memo", "expected"), [(90_00, "review"), (91_00, "applied")])
def test_a_rebate_that_is_just_an_open_credit_memo_is_asked(memo: int, expected: str) -> None:
    """A deduction case beside the memo would give the payer his rebate twice."""
    book = [item("R712093", 250_00), item("R712388", 431_17), item("CM710155", -memo)]

    assert status(decided(book, (160_00, "INV R712093 LESS REBATE 90.00")))[0] == expected


@pytest.mark.parametrize(("two", "expected"), [(0, "review"), (1, "applied")])
@pytest.mark.parametrize("many", [4, 80])
def test_one_item_without_a_word_is_asked_where_two_others_ask_as_much(many: int, two: int, expected: str) -> None:
    """However many pairs there are to choose from: what asks the sum of two others is seldom chance."""
    book = [item(f"77{at:04}", 10_000_03 + 7_919_17 * at) for at in range(many)]
    book += [item("880001", 812_41), item("880002", 1304_76 + two), item("880003", 2117_17)]

    assert status(decided(book, (2117_17, "")))[0] == expected
