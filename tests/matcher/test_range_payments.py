"""A range means the payer's own open documents in it, together and to the cent; never its two ends alone."""

from typing import Any

import pytest

from matcher import Decisions, Policy, propose
from tests.matcher import build, hand
from tests.matcher.build import TODAY, customer, item, link, paid_item, receipt

MINE = [item("SI-0610014", 904_67), item("SI-0610059", 5692_13), item("SI-0610063", 993_60), item("SI-0610068", 668_71)]
OTHERS = [item(f"SI-06100{count}", 77_00 + count, "C2") for count in range(20, 68) if count not in {40, 50, 59, 63}]
ALL = sum(row["open"] for row in MINE)
ENDS = 904_67 + 668_71


def paid(text: str, amount: int, *rows: dict[str, Any], **given: Any) -> Decisions:
    """Decide one receipt of C1, known by his account."""
    return propose(
        build.receipts(receipt(amount=amount, text=text, payer_account="PA-1", **given)),
        build.remittances(),
        build.items(*(rows or (*MINE, *OTHERS))),
        build.customers(customer("C1"), customer("C2"), customer("C3", parent="C1")),
        build.links(link("account", "PA-1")),
        build.closed(paid_item("SI-0610040", 10_00)),
        Policy(),
        TODAY,
    )


@pytest.mark.parametrize(
    "text",
    [
        "INV SI-0610014 - SI-0610068",
        "INV SI-0610014 THRU SI-0610068",
        "Inv# SI-0610014 to SI-0610068",
        "RG SI-0610014 bis SI-0610068",
        "settles SI-0610014..SI-0610068",
        "SI-0610014-SI-0610068",
        "INVOICES 0610014-0610068",
        "Inv# SI-0610014 to SI-06\n10068",
        "INV SI-0610014 to S\nI-0610068",
        "INV SI-0610014\nTHRU SI-0610068",
    ],
)
def test_a_range_is_the_payers_own_documents_in_it(text: str) -> None:
    made = paid(text, ALL)
    assert hand.status(made) == ("applied", "named_exact")
    assert [row[:2] for row in hand.rows(made)] == [(row["document_number"], row["open"]) for row in MINE]


@pytest.mark.parametrize("amount", [ALL - 100_00, ALL + 100_00, ENDS + 50_00, ENDS - 50_00, 5692_13])
def test_a_range_that_does_not_foot_is_only_proposed(amount: int) -> None:
    status, _ = hand.status(paid("INV SI-0610014 THRU SI-0610068", amount))
    assert status == "review"


def test_two_ends_that_are_the_whole_sum_are_two_numbers() -> None:
    made = paid("INV SI-0610014 - SI-0610068", ENDS)
    assert [row[:2] for row in hand.rows(made)] == [("SI-0610014", 904_67), ("SI-0610068", 668_71)]


def test_a_range_of_invoices_holds_no_credit_memo_of_the_same_digits() -> None:
    credit = item("CR-0610030", -50_00)
    made = paid("INV SI-0610014 THRU SI-0610068", ALL, *MINE, *OTHERS[:5], credit)
    assert hand.status(made) == ("applied", "named_exact")
    assert hand.status(paid("INVOICES 0610014 - 0610068", ALL, *MINE, credit)) == ("applied", "named_exact")


def test_a_range_of_numbers_with_a_letter_behind() -> None:
    rows = [item("26.44868.B", 5755_98), item("26.44879.B", 3188_69), item("26.44897.B", 4750_00)]
    assert hand.status(paid("SETTLES 26.44868.B TO 26.44897.B", 13694_67, *rows)) == ("applied", "named_exact")


def test_the_ends_of_a_range_too_long_to_read_are_never_posted_alone() -> None:
    rows = [item("64699-01", 904_67), item("64720-01", 5692_13), item("65750-02", 668_71)]
    assert hand.status(paid("INV 64699-01 THRU 65750-02", ENDS + 5692_13, *rows))[0] == "review"


@pytest.mark.parametrize("text", ["RG 1662/26 bis 1713/26", "FACT 1662/26 à 1713/26", "1662/26-1713/26"])
def test_the_ends_of_a_range_may_share_their_last_part(text: str) -> None:
    """`1662/26` and `1713/26` are numbers 1662 to 1713 of one year, not 166226 to 171326; last year's are not in it."""
    rows = [item("1662/26", 904_67), item("1699/26", 5692_13), item("1713/26", 668_71), item("1700/25", 10_00)]
    assert hand.status(paid(text, ENDS + 5692_13, *rows)) == ("applied", "named_exact")


def test_a_year_behind_a_number_ends_no_range() -> None:
    """`4471464-2026` is 4471464 with its year, though 4472026 was issued to the payer as well."""
    numbers = ("4471464", "4471569", "4471868")
    rows = [item(number, 100_00) for number in ("4471465", "4471867", "4472026")]
    rows += [item(number, 100_00 + place) for place, number in enumerate(numbers)]
    made = paid("INV " + " / ".join(f"{number}-2026" for number in numbers), 300_03, *rows)
    assert hand.status(made) == ("applied", "named_exact")
    assert sorted(row[0] for row in hand.rows(made)) == sorted(numbers)


def test_a_range_with_earned_discounts_foots() -> None:
    terms: dict[str, Any] = {"discount": 20_00, "discount_until": TODAY}
    rows = [item("SI-0610014", 1000_00, **terms), item("SI-0610050", 1000_00, **terms), item("SI-0610068", 555_55)]
    made = paid("INV SI-0610014 THRU SI-0610068", 2515_55, *rows, *OTHERS)
    assert hand.status(made) == ("applied", "named_discount")
    assert [row[2] for row in hand.rows(made)] == [20_00, 20_00, 0]


def test_a_range_may_begin_with_a_sisters_document() -> None:
    rows = [item("SI-0610014", 904_67, "C3"), *MINE[1:]]
    assert hand.status(paid("INV SI-0610014 THRU SI-0610068", ALL, *rows, *OTHERS)) == ("applied", "named_exact")


def test_a_range_between_two_strangers_documents_names_nothing_surely() -> None:
    rows = [item("SI-0610014", 904_67, "C2"), *MINE[1:]]
    assert hand.status(paid("INV SI-0610014 THRU SI-0610068", ALL, *rows, *OTHERS))[0] == "review"


@pytest.mark.parametrize(
    "text",
    [
        "INV SI-0610014 - SI-0610063 - SI-0610068",
        "INV SI-0610014-SI-0610063 - SI-0610068",
        "INV SI-0610014 - SI-0610063-SI-0610068",
        "SI-0610014 - 0610063 - 0610068",
        "INV SI-0610014-\nSI-0610063 - SI-0610068",
        "INV SI-0610014 063 068",
        "INV SI-0610014 63 68",
        "INV SI-0610014, 063 068",
        "INV SI-0610014 AN\nD 063 068",
    ],
)
def test_numbers_between_dashes_or_blanks_are_a_list(text: str) -> None:
    """A dash between three numbers begins no range; what follows a blank alone is a number's end where it foots."""
    listed = [MINE[0], MINE[2], MINE[3]]
    made = paid(text, sum(row["open"] for row in listed))
    assert [row[:2] for row in hand.rows(made)] == [(row["document_number"], row["open"]) for row in listed]


@pytest.mark.parametrize("text", ["INV SI-0610059 THRU 68", "INV SI-0610059 T\nHRU 68", "RG SI-0610059 bis SI-0610068"])
def test_a_range_that_a_word_says_may_have_gaps(text: str) -> None:
    made = paid(text, sum(row["open"] for row in MINE[1:]))
    assert [row[0] for row in hand.rows(made)] == [row["document_number"] for row in MINE[1:]]


@pytest.mark.parametrize(
    ("text", "amount", "posted"),
    [
        ("INV SI-0610014 59 PCS", 904_67, ["SI-0610014"]),
        ("INV SI-0610014 59 63", 904_67, ["SI-0610014"]),
        ("INV SI-0610014 59 63", 904_67 + 5692_13 + 1_00, []),
        ("INV SI-0610014 - SI-0610059 - SI-0610063", 904_67 + 993_60 + 7, []),
    ],
)
def test_ends_behind_a_blank_that_do_not_foot_name_nothing(text: str, amount: int, posted: list[str]) -> None:
    assert [row[0] for row in hand.rows(paid(text, amount))] == posted


@pytest.mark.parametrize("text", ["INV {} - {} - {}", "INV {}-{} - {}", "{} - {}-{}"])
def test_a_list_with_dashes_leaves_out_what_lies_between(text: str) -> None:
    numbers = ("SI-0610014", "SI-0610040", "SI-0610068")
    book = [item(f"SI-06100{at}", 17_13 * at) for at in range(14, 69, 2)]
    made = paid(text.format(*numbers), 17_13 * (14 + 40 + 68), *book)
    assert tuple(row[0] for row in hand.rows(made)) == numbers
