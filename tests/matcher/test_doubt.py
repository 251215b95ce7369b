"""Where two careful people could differ nothing is posted, and the likelier answer is offered first."""

import json
from datetime import timedelta
from typing import Any

import polars as pl
import pytest

import matcher
from matcher import Policy, shelf
from matcher.cases import Case
from matcher.frames import CLOSED, HITS, REMITTANCES, empty
from matcher.remittance import references
from matcher.shelf import Hit, Receipt
from tests.matcher import build, hand
from tests.matcher.build import TODAY, customer, item, line, link, receipt
from tests.matcher.hand import decided, hit, payer, rows, status, weak

#: Items of one customer whose sums meet by no chance.
BOOK = [item(f"INV-{40_013 + 7 * at}", 100_003 + 7_919 * at, due_on=TODAY + timedelta(days=at)) for at in range(9)]
OPEN = [row["open"] for row in BOOK]
NUMBERS = [row["document_number"] for row in BOOK]
LATE: dict[str, Any] = {"discount": 2_000, "discount_until": TODAY - timedelta(days=30)}
TIMELY: dict[str, Any] = {"discount_until": TODAY}


def proposed(
    amount: int, text: str = "", *, lines: list[Any] | None = None, book: Any = BOOK, **given: Any
) -> matcher.Decisions:
    """Decide one receipt of a payer known by his account, the whole way from its text."""
    return matcher.propose(
        build.receipts(receipt(amount=amount, text=text, payer_account="acct", **given)),
        build.remittances(*lines) if lines else empty(REMITTANCES),
        build.items(*book),
        build.customers(customer("C1", "Brook Valley Foods Inc"), customer("C2", "Harlan Steel LLC")),
        build.links(link("account", "acct")),
        empty(CLOSED),
        Policy(),
        TODAY,
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("PO-955925", "number_not_ours"),
        ("PURCHASE ORDER 955925", "number_not_ours"),
        ("INV 771234", "number_not_ours"),
        ("SALES ORDER 4711", "number_not_ours"),
        ("CONTRACT NO 88123", "number_not_ours"),
        ("QUOTE 88123", "number_not_ours"),
        ("DEPOSIT ON ORDER 47", "prepayment"),
        ("DEPOSIT 50 PCT ON PO-943358", "prepayment"),
        ("30% DEPOSIT", "prepayment"),
        ("ADV PMT", "prepayment"),
        ("DOWN PMT NEW MACHINE", "prepayment"),
        ("PRE-PMT", "prepayment"),
    ],
)
def test_an_amount_alone_proves_nothing_beside_a_number_or_a_word_that_means_something_else(
    text: str, reason: str
) -> None:
    made = proposed(OPEN[3], text)

    assert reason == status(made)[1]
    assert rows(made) == []
    assert rows(made, rank=1) == [(NUMBERS[3], OPEN[3], 0, 0, 0)]


@pytest.mark.parametrize("text", ["", "VENDOR PAYMENT", "ACH DEPOSIT", "DIRECT DEPOSIT", "MOBILE DEPOSIT 260316"])
def test_words_of_banks_are_no_advance(text: str) -> None:
    assert status(proposed(OPEN[3], text)) == ("applied", "single")


@pytest.mark.parametrize(
    ("qualifier", "reference", "posted"),
    [
        ("purchase_order", "PO-955925", False),
        ("order", "4711999", False),
        ("invoice", "771234", False),
        ("invoice", "NOTPROVIDED", True),
        ("invoice", "4003", True),
    ],
)
def test_a_line_with_a_number_that_is_not_ours_is_not_read_by_its_amount(
    qualifier: str,
    reference: str,
    posted: bool,  # noqa: FBT001
) -> None:
    """A piece of the item's own number, or none at all, leaves the amount its word."""
    made = proposed(OPEN[3], lines=[line(reference, qualifier=qualifier, paid=OPEN[3])])

    assert posted is (status(made)[0] == "applied")
    assert rows(made, rank=0 if posted else 1) == [(NUMBERS[3], OPEN[3], 0, 0, 0)]


def test_a_line_whose_number_is_not_ours_waits_beside_lines_that_are_read() -> None:
    told = [line(NUMBERS[0], 0, paid=OPEN[0]), line("PO-955925", 1, qualifier="purchase_order", paid=OPEN[3])]
    made = proposed(OPEN[0] + OPEN[3], lines=told)

    assert status(made) == ("partially_applied", "remittance_incomplete")
    assert rows(made) == [(NUMBERS[0], OPEN[0], 0, 0, 0)]


@pytest.mark.parametrize(
    ("text", "paid", "posted"),
    [
        (f"INV {NUMBERS[0]}", [0, 3], False),
        (f"INV {NUMBERS[0]} AND 771234", [0, 3], False),
        (f"INV {NUMBERS[0]}", [0, 1, 2], False),
        (f"INV {NUMBERS[0]}", [3], False),
        (f"INVOICES {NUMBERS[0]} {NUMBERS[1]}, INV-4003", [0, 1, 3], True),
    ],
)
def test_what_nobody_named_is_not_taken_beside_what_is_named(
    text: str,
    paid: list[int],
    posted: bool,  # noqa: FBT001
) -> None:
    """Unless one number is cut and the one item that foots begins so."""
    made = proposed(sum(OPEN[at] for at in paid), text)

    assert posted is (status(made)[0] == "applied")
    assert [(NUMBERS[at], OPEN[at], 0, 0, 0) for at in paid] == rows(made, rank=0 if posted else 1)


def test_each_item_has_its_own_discount_and_no_cent_moves_between_them() -> None:
    """A part-paid item's discount is its terms' on what is open, rounded once."""
    book = [
        item("320568", 1_807_591, discount=36_152, **TIMELY),
        item("320573", 20_121, amount=26_828, discount=537, **TIMELY),
    ]
    made = decided([receipt(amount=1_791_158)], book, [hit("320568"), hit("320573", 1)], [payer()])

    assert rows(made) == [("320568", 1_771_439, 36_152, 0, 0), ("320573", 19_719, 402, 0, 0)]


def test_discounts_that_the_payer_writes_beside_the_numbers_are_taken_as_written() -> None:
    book = [item("320568", 180_075, discount=3_602, **TIMELY), item("320573", 20_125, discount=403, **TIMELY)]
    made = proposed(180_075 + 20_125 - 4_005, "INV 320568 LESS DISC 36.03 INV 320573 LESS DISC 4.02", book=book)

    assert rows(made) == [("320568", 176_472, 3_603, 0, 0), ("320573", 19_723, 402, 0, 0)]


@pytest.mark.parametrize(
    ("short", "method", "terms"),
    [
        (4_001, "ach", [{"discount": 2_000, **TIMELY}, {"discount": 2_000, **TIMELY}]),
        (2_500, "wire", [{}, {}]),
        (2_000, "ach", [LATE, {}]),
        (2_000, "ach", [LATE, {"discount": 1_700, "discount_until": TODAY - timedelta(days=30)}]),
    ],
)
def test_which_of_several_items_is_short_is_never_guessed(short: int, method: str, terms: Any) -> None:
    """A cent of rounding, a bank's fee, one late discount: the largest item is only offered."""
    book = [item("D1", 100_000, **terms[0]), item("D2", 83_000, **terms[1])]
    made = decided([receipt(amount=183_000 - short, method=method)], book, [hit("D1"), hit("D2", 1)], [payer()])

    assert status(made) == ("review", "which_item_is_short")
    assert [row[0] for row in rows(made, rank=1) if row[2] + row[3] >= min(short, 2_000)][:1] == ["D1"]


def test_part_of_what_is_named_is_paid_where_it_foots_to_the_cent() -> None:
    made = proposed(OPEN[0] + OPEN[2], f"INV {NUMBERS[0]} {NUMBERS[1]} {NUMBERS[2]}")

    assert status(made) == ("applied", "named_some")
    assert [row[0] for row in rows(made)] == [NUMBERS[0], NUMBERS[2]]


def test_a_shortage_of_several_named_items_is_offered_on_each() -> None:
    made = proposed(OPEN[0] + OPEN[1] - 5_001, f"INV {NUMBERS[0]} {NUMBERS[1]}")

    assert status(made) == ("review", "only_a_proposal")
    assert [[row[0] for row in rows(made, rank) if row[4]] for rank in (1, 2)] == [[NUMBERS[1]], [NUMBERS[0]]]


def test_late_discounts_of_all_items_are_no_chance() -> None:
    book = [item("D1", 100_000, **LATE), item("D2", 83_000, discount=1_660, discount_until=TODAY - timedelta(days=30))]
    lenient = Policy(unearned_discount_limit=50_000)
    made = decided([receipt(amount=183_000 - 3_660)], book, [hit("D1"), hit("D2", 1)], [payer()], policy=lenient)

    assert status(made) == ("applied", "named_discount")


@pytest.mark.parametrize(
    ("text", "posted"),
    [
        (f"INVOICES {NUMBERS[0]} {NUMBERS[1]}", True),
        (f"INVOICES {NUMBERS[0]} {NUMBERS[1]} 4", False),
        (f"INVOICES {NUMBERS[0]} {NUMBERS[1]} INV-", False),
        (f"INVOICES {NUMBERS[0]} {NUMBERS[1]} 4X1Z9", False),
        (f"PAYMENT FOR THE INVOICES OF OUR PLANT IN THE NORTH OF THE VALLEY, {NUMBERS[0]} {NUMBERS[1]}"[:80], False),
    ],
)
def test_more_than_is_named_pays_nothing_in_full_where_the_list_is_cut(
    text: str,
    posted: bool,  # noqa: FBT001
) -> None:
    made = proposed(OPEN[0] + OPEN[1] + 12_345, text)

    assert posted is (status(made)[0] == "partially_applied")


def test_a_cut_list_with_amounts_beside_its_numbers_is_applied_as_far_as_it_goes() -> None:
    text = f"{NUMBERS[0]} {OPEN[0] / 100:.2f} {NUMBERS[1]} {OPEN[1] / 100:.2f} 4"

    assert status(proposed(OPEN[0] + OPEN[1] + 12_345, text)) == ("partially_applied", "overpayment")


def test_equal_items_are_both_offered_with_half_the_confidence_each() -> None:
    made = decided([receipt(amount=12_345)], [item("S1", 12_345), item("S2", 12_345), *BOOK], [], [payer()])
    sure = made.applications.sort("rank").select("rank", "document_number", "confidence").rows()

    assert status(made) == ("review", "interchangeable_items")
    assert [(rank, number) for rank, number, _ in sure] == [(1, "S1"), (2, "S2")]
    assert all(0.4 < confidence <= 0.5 for _, _, confidence in sure)


def test_what_is_next_to_impossible_is_not_offered_behind_the_first() -> None:
    made = decided([receipt(amount=OPEN[0] - 1_000)], BOOK, [hit(NUMBERS[0]), weak(NUMBERS[1], 1)], [payer()])

    assert (made.applications.filter(pl.col("rank") > 1)["confidence"] >= 0.005).all()


@pytest.mark.parametrize(
    ("amount", "hits"), [(OPEN[0], [hit(NUMBERS[0])]), (OPEN[0], []), (OPEN[0] - 500, [hit(NUMBERS[0])])]
)
def test_an_explanation_says_nothing_twice(amount: int, hits: list[Any]) -> None:
    said = decided([receipt(amount=amount)], BOOK, hits, [payer()]).receipts["explanation"][0].lower()
    sentences = [part.strip() for part in said.replace("best explanation: ", "").rstrip(".").split(". ")]

    assert len(set(sentences)) == len(sentences)


def test_what_is_posted_shows_where_its_number_stands() -> None:
    made = proposed(OPEN[0], f"PAYMENT FOR {NUMBERS[0]} THANKS")

    assert status(made)[0] == "applied"
    assert made.applications["spans"].to_list() == [f'[[12,21,"{NUMBERS[0]}"]]']
    assert json.loads(made.receipts["certificate"][0])["spans"] == [[12, 21, NUMBERS[0]]]


def test_a_slip_onto_another_currencys_item_offers_the_payers_own() -> None:
    book = [*BOOK, item("INV-40024", 5_555, "C2", currency="EUR")]
    made = proposed(OPEN[1], "INV-40024", book=book)

    assert status(made)[0] == "review"
    assert rows(made, rank=1) == [(NUMBERS[1], OPEN[1], 0, 0, 0)]


def test_a_number_cut_by_a_line_end_at_its_dash_is_one_number() -> None:
    book = [item("2026-12547", 50_021), item("2026-13322", 70_003)]

    assert status(proposed(120_024, "INVOICE 2026-12547, 2026\n-13322", book=book)) == ("applied", "named_exact")


@pytest.mark.parametrize(
    ("taken", "spoken"),
    [(["2026-10003"], ["2026-10003"]), (["2026-10003", "2026-10007"], []), (["2026-10003", "410009"], ["2026-10003"])],
)
def test_a_cut_number_that_may_be_several_items_speaks_for_none_of_them(taken: list[str], spoken: list[str]) -> None:
    """The last number of a full field is cut: it is no sign for every item that begins so."""
    listed = [item(number) for number in ("2026-10003", "2026-10007", "2026-10009", "410009")]
    asked = build.receipts(*(receipt(f"r{at}", each["open"]) for at, each in enumerate(listed)))
    on = shelf.shelf(build.items(*listed), build.customers(customer()), asked, empty(HITS))
    hits = [weak(each["document_number"], 0, how="truncated", rivals=2) for each in listed[:3]]
    case = Case(
        Receipt(*build.receipts(receipt(text="INVOICES 2026-1")).row(0)),
        on,
        hits=tuple(Hit(**each, paid=None) for each in hits),
    )

    said = case.weakly(on.items[f"item-{number}"] for number in taken)

    assert sorted(said) == [f"item-{number}" for number in spoken]


def test_a_line_that_is_cut_does_not_silence_what_the_text_names() -> None:
    """A structured line that only may mean an item, and the text that names it without doubt: the text counts."""
    rows = [
        hand.weak("2026-11551", 0, position=0, how="truncated", rivals=6),
        hand.hit("2026-11551", 5, start=3, end=13),
        hand.weak("2026-12506", 0, position=0, how="truncated", rivals=6),
    ]
    kept = references.collapsed(build.frame(HITS, *rows))

    assert kept.select("document_number", "position", "strong").rows() == [
        ("2026-12506", 0, False),
        ("2026-11551", -1, True),
    ]
