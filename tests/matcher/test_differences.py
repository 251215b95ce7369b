"""Every difference has a name; without one nothing is said."""

from datetime import timedelta
from typing import Any

import pytest

from matcher.explanations import differences, reasons
from matcher.policy import Policy
from matcher.shelf import Item, Line, Receipt
from tests.matcher import build
from tests.matcher.build import TODAY


def an_item(open_minor: int = 100_000, **given: Any) -> Item:
    return Item(*build.items(build.item("I1", open_minor, **given)).row(0))


def a_receipt(**given: Any) -> Receipt:
    return Receipt(*build.receipts(build.receipt(**given)).row(0))


def a_line(**given: Any) -> Line:
    return Line(*build.remittances(build.line("I1", **given)).row(0))


TERMS: dict[str, Any] = {"discount": 2_000, "discount_until": TODAY}


@pytest.mark.parametrize(
    ("paid", "receipt", "line", "terms", "named"),
    [
        (100_000, {}, None, {}, "exact"),
        (98_000, {}, None, TERMS, "discount"),
        (97_999, {}, None, TERMS, "discount"),
        (98_000, {}, None, {"discount": 2_000, "discount_until": TODAY - timedelta(days=9)}, "unearned_discount"),
        (97_500, {"method": "wire"}, None, {}, "bank_fee"),
        (97_777, {"method": "wire", "text": "CHGS USD22,23"}, None, {}, "bank_fee"),
        (96_250, {"method": "wire"}, None, TERMS, "discount+bank_fee"),
        (97_500, {"method": "ach"}, None, {}, "unexplained_deduction"),
        (99_950, {}, None, {}, "small_balance"),
        (60_000, {"text": "PARTIAL PAYMENT"}, None, {}, "part_payment"),
        (60_000, {"text": "PART PMT I1"}, None, {}, "part_payment"),
        (60_000, {"text": "I1 BALANCE NEXT MONTH"}, None, {}, "part_payment"),
        (60_000, {"text": "I1 BALANCE\nNEXT MONTH"}, None, {}, "part_payment"),
        (60_000, {"text": "I1 1 OF 2"}, None, {}, "part_payment"),
        (60_000, {"text": "DOWN PAYMENT I1"}, None, {}, "part_payment"),
        (60_000, {"text": "ON ACCT OF INV I1"}, None, {}, "part_payment"),
        (50_000, {"text": "50% OF I1"}, None, {}, "part_payment"),
        (97_000, {"text": "I1 PAGE 1 OF 2"}, None, {}, "unexplained_deduction"),
        (97_000, {"text": "I1 1 OF 3 CASES BROKEN"}, None, {}, "unexplained_deduction"),
        (75_000, {"text": "I1 LESS 25 PCT OF INV"}, None, {}, "unexplained_deduction"),
        (25_000, {"text": "Teilzahlung I1"}, None, {}, "part_payment"),
        (25_000, {"text": "Anzahlung auf Rechnung I1"}, None, {}, "part_payment"),
        (25_000, {"text": "acompte facture I1"}, None, {}, "part_payment"),
        (25_000, {"text": "paiement partiel I1"}, None, {}, "part_payment"),
        (25_000, {"text": "Pago parcial fra. I1"}, None, {}, "part_payment"),
        (25_000, {"text": "", "references": ["I1 PARTIAL"]}, None, {}, "part_payment"),
        (60_000, {"text": "BALANCE OF ACCOUNT"}, None, {}, "unexplained_deduction"),
        (99_000, {}, {"adjustment": -1_000, "adjustment_code": "55"}, {}, "deduction"),
        (97_000, {}, {"adjustment": -1_000, "discount": 2_000, "adjustment_code": "06"}, TERMS, "discount+deduction"),
        (97_000, {}, {"adjustment": -1_000, "adjustment_text": "DAMAGED GOODS"}, TERMS, "discount+deduction"),
        (97_000, {}, {"discount": 3_000}, {}, "deduction"),
        (97_960, {}, None, TERMS, "discount+small_balance"),
        (97_960, {}, {"discount": 2_000}, TERMS, "discount+small_balance"),
        (98_960, {}, {"adjustment": -1_000, "adjustment_code": "06"}, {}, "small_balance+deduction"),
        (97_000, {}, {"adjustment": -1_000, "adjustment_code": "06"}, {}, "unexplained_deduction"),
        (97_960, {}, None, {"discount": 2_000, "discount_until": TODAY - timedelta(days=9)}, "unexplained_deduction"),
        (98_750, {"text": "LESS FREIGHT 12.50"}, None, {}, "deduction"),
        (90_000, {}, None, {}, "unexplained_deduction"),
    ],
)
def test_a_shortage_gets_the_most_certain_name(paid: int, receipt: Any, line: Any, terms: Any, named: str) -> None:
    said = a_line(**line) if line else None
    piece = differences.settled(an_item(**terms), paid, a_receipt(**receipt), Policy(), said)

    assert piece is not None
    assert named == piece.difference
    assert piece.part or piece.leaves == 100_000


@pytest.mark.parametrize("paid", [100_001, 0, -5])
def test_more_than_is_open_or_nothing_settles_nothing(paid: int) -> None:
    assert differences.settled(an_item(), paid, a_receipt(), Policy()) is None


@pytest.mark.parametrize(("late", "grace"), [(0, 0), (1, 0), (1, 1), (3, 2)])
def test_many_items_are_priced_as_each_is(late: int, grace: int) -> None:
    receipt, policy = a_receipt(received_on=TODAY + timedelta(days=late)), Policy(discount_grace_days=grace)
    items = [an_item(**TERMS), an_item(50_000, amount=100_000, **TERMS), an_item(), an_item(-9_000)]

    each = [item.open - differences.off(item, receipt, policy) for item in items]

    assert each == differences.timely(items, receipt, policy)
    assert (each != [item.open for item in items]) == (late <= grace)


def test_a_part_paid_item_has_the_same_share_of_discount_left() -> None:
    assert differences.discount_of(an_item(50_000, amount=100_000, **TERMS)) == 1_000


@pytest.mark.parametrize(
    ("code", "text", "reason"),
    [
        ("30", "", "freight"),
        ("6", "", "quantity"),
        ("", "short shipped 2 ctn", "quantity"),
        ("ZZ", "", "other"),
        ("", "", "unexplained"),
    ],
)
def test_codes_and_words_give_reasons(code: str, text: str, reason: str) -> None:
    assert reason == reasons.of(code, text)
