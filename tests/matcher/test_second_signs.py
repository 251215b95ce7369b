"""A number that is cut, misread or doubtful is read where a second sign leaves one item, and asked where it fails."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matcher
from matcher import Policy
from matcher.frames import CLOSED, REMITTANCES, empty
from matcher.remittance import second_signs
from tests.matcher import build
from tests.matcher.build import TODAY, customer, item, line, link, receipt
from tests.matcher.hand import decided, hit, payer, rows, status, weak

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


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ([], ["INV596732", "INV598677", "R26C09120"]),
        ([item("R26C01000", 60_00), item("R26D01000", 38_00)], []),  # the list may have gone on
        ([item("R26C01000", 60_00), item("R26D01000", 39_00)], ["INV596732", "INV598677", "R26C09120"]),
    ],
)
def test_a_list_that_may_have_gone_on_behind_a_broken_number_asks(more: list[Any], expected: list[str]) -> None:
    """A sum of 98.00 is another's by chance more often than we may be wrong, where others make it up as well."""
    book = [*BOOK, item("R26C09120", 98_00), *more]
    assert posted(paid(935_00 + 3_579_00 + 98_00, LIST + "R26C09", book=book)) == expected


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
        (275_00, 14, "acct", "applied"),  # in one of four, but nothing else he owes makes up so little
        (275_00, 28, "acct", "review"),  # in one of two
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


#: Whole dollars: what came is often some other set of the payer's items as well.
WHOLE = [item(f"99{at}0{at}", each) for at, each in enumerate((225_00, 900_00, 1_150_00, 4_075_00, 2_500_00))]


@pytest.mark.parametrize(
    ("more", "standing"),
    [
        ((), "applied"),
        ((125_00, 100_00), "review"),
        ((75_00, 75_00, 75_00), "review"),
        ((125_00, 99_00), "applied"),
        ((225_50, 300_00), "applied"),
    ],
)
def test_a_round_sum_that_no_other_items_make_up_is_the_item_that_asks_it(more: tuple[int, ...], standing: str) -> None:
    """An unrelated payment would be 225.00 often enough; but of what he owes nothing else is."""
    book = [*WHOLE, *(item(f"88{at}1{at}", each) for at, each in enumerate(more))]
    assert status(paid(225_00, book=book))[0] == standing


def made_up(amount: int, *others: tuple[int, int]) -> bool:
    """Return whether others than one item of the amount, each with its discount, make it up."""
    owed = [item("99000", amount)]
    owed += [item(f"77{at:03}", price, discount=off, discount_until=TODAY) for at, (price, off) in enumerate(others)]
    seen: list[Any] = []
    matcher.propose(
        build.receipts(receipt(amount=amount, payer_account="acct")),
        empty(REMITTANCES),
        build.items(*owed),
        build.customers(customer("C1")),
        build.links(link("account", "acct")),
        empty(CLOSED),
        Policy(),
        TODAY,
        witness=seen.extend,
    )
    (answer,) = seen
    one = next(each for each in answer.plan.ranking if each.hypothesis.items == {"item-99000"})
    return second_signs.others_sum(answer.plan.case, one.hypothesis)


@given(
    st.integers(2, 60),
    st.lists(st.tuples(st.integers(1, 40), st.integers(0, 3)).filter(lambda each: each[1] < each[0]), max_size=6),
)
@settings(max_examples=25, deadline=None)
def test_a_sum_is_made_up_where_some_choice_of_items_and_discounts_gives_it(
    amount: int, others: list[tuple[int, int]]
) -> None:
    """Judged by trying every choice: each item left out, in full, or less its discount."""
    ways = product(*((0, price, price - off) for price, off in others))
    expected = any(sum(way) == amount for way in ways)
    assert made_up(amount * 25_00, *((price * 25_00, off * 25_00) for price, off in others)) == expected


def test_the_last_digits_of_a_number_vouch_for_its_item_zeros_and_all() -> None:
    book = [item("604471019", 931_81), item("604471026", 1_104_37), item("604471033", 1_423_39)]
    lines = [line("019", 0, paid=931_81), line("026", 1, paid=1_104_37)]
    assert status(paid(931_81 + 1_104_37, lines=lines, book=book))[0] == "applied"
    wrong = [line("033", 0, paid=931_81), line("026", 1, paid=1_104_37)]
    assert status(paid(931_81 + 1_104_37, lines=wrong, book=book))[0] == "review"


@pytest.mark.parametrize(
    ("paid_minor", "in_doubt", "expected"),
    [
        (935_00 + 79_00, "advice", ("applied", "named_exact")),
        (935_00 + 79_00, "bank", ("review", "file_not_trusted")),
        (935_00 + 70_00, "advice", ("review", "file_not_trusted")),
    ],
)
def test_an_advice_in_doubt_counts_as_far_as_its_items_ask_just_what_came(
    paid_minor: int, in_doubt: str, expected: tuple[str, str]
) -> None:
    """The bank's money is sound; what the advice says beside the numbers does not foot."""
    lines = [line("INV596732", 0, paid=900_00), line("535126", 1, paid=79_00)]
    assert status(paid(paid_minor, lines=lines, trusted=False, advice_doubted=in_doubt == "advice")) == expected


#: One series, of which the payer leaves the beginning and the zeros out.
SERIES = [item(f"F014-{24_000 + 37 * at:08}", 500_00 + at * at * 97_31) for at in range(12)]


@pytest.mark.parametrize("text", ["24111", "00024111", "PAGO 24111 GRACIAS", "PAGO F014-24111"])
@pytest.mark.parametrize(("paid_for", "standing"), [(3, "applied"), (1, "review")])
def test_the_end_of_a_number_of_the_payers_speaks_against_another_item_of_just_the_sum(
    text: str, paid_for: int, standing: str
) -> None:
    """The words name F014-00024111; that another item of his asks what came may be chance."""
    assert status(paid(SERIES[paid_for]["open"], text, book=SERIES))[0] == standing


def test_an_end_of_four_digits_may_be_anything() -> None:
    """A bank writes many numbers beside the payer's words."""
    assert status(paid(SERIES[1]["open"], "TRN 4111", book=SERIES))[0] == "applied"


def test_fac_and_nf_are_words_for_an_invoice() -> None:
    for word in ("FAC.", "NF"):
        assert status(paid(SERIES[1]["open"], f"{word} 24999", book=SERIES))[1] == "number_not_ours"


@pytest.mark.parametrize("text", ["PEDIDO 600004", "PO 600004", "ORDER 600004", "DELIVERY 600004"])
def test_an_order_that_nobody_has_is_no_document_of_somebody_elses(text: str) -> None:
    """600004 is an invoice of C2: what is paid ahead for an order of that number is none of C1's items."""
    assert status(paid(SERIES[1]["open"], text, book=SERIES)) == ("review", "number_not_ours")


@pytest.mark.parametrize(
    ("text", "amount", "expected"),
    [
        ("CUST C1 STMT BAL", 996_00, ["A1", "A2", "A3", "A4"]),  # prices of a list: chance would find such a sum
        ("ACCT C1 BALANCE IN FULL", 996_00, ["A1", "A2", "A3", "A4"]),
        ("CUST C1 INVOICES", 996_00, []),
        ("CUST C1 STMT BAL", 747_00, []),  # three of four
        ("STMT BAL", 996_00, []),
    ],
)
def test_who_says_that_he_pays_his_balance_and_whose_pays_just_that(
    text: str, amount: int, expected: list[str]
) -> None:
    book = [*[item(f"A{at}", 249_00) for at in range(1, 5)], *[item(f"B{at}", 249_00, "C3") for at in range(30)]]
    people = build.customers(
        customer("C1", "Brook Valley Foods Inc"), customer("C2", "Harlan"), customer("C3", "Oakmere")
    )
    for name in ("", "BROOK VALLEY FOO", "BROOK VALLEY FOODS INC"):
        made = matcher.propose(
            build.receipts(receipt(amount=amount, text=text, payer_name=name)),
            build.remittances(),
            build.items(*book, *OTHERS),
            people,
            build.links(),
            empty(CLOSED),
            Policy(),
            TODAY,
        )

        assert sorted(posted(made)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INV 10051", []),  # paid last year; another customer's of this year begins so too
        ("10051", []),
        ("INV 77321", []),
        ("", ["12205/26"]),
    ],
)
def test_the_beginning_of_a_paid_number_of_his_keeps_an_amount_alone_from_posting(
    text: str, expected: list[str]
) -> None:
    made = matcher.propose(
        build.receipts(receipt(amount=407_39, text=text, payer_account="acct")),
        empty(REMITTANCES),
        build.items(item("12205/26", 407_39), item("12301/26", 88_15), item("10051/26", 15_20, "C2")),
        build.customers(customer("C1", "Brook Valley Foods Inc"), customer("C2", "Harlan Steel LLC")),
        build.links(link("account", "acct")),
        build.closed(build.paid_item("10051/25", 407_39)),
        Policy(),
        TODAY,
    )

    assert posted(made) == expected


@pytest.mark.parametrize(("price", "standing"), [(19_95, "review"), (27_18, "applied")])
def test_several_slips_are_not_confirmed_by_a_sum_that_others_ask_too(price: int, standing: str) -> None:
    """With one slip the sum leaves one item; with several it may be any of those at the price."""
    numbers = dict.fromkeys(["R23503-2611", "R23503-2612-4", "R23503-2612-7"], 19_95)
    numbers |= dict.fromkeys(["R23503-2612", "R23503-2612-5", "R23503-2612-6"], price)
    dated = [(each, asked, TODAY + timedelta(days=3 * at)) for at, (each, asked) in enumerate(numbers.items())]
    book = [item(each, asked, due_on=day) for each, asked, day in dated]
    made = paid(3 * 19_95, "INVOICES R23503-2619-4+R23503-2611-6+R23503-2602-7", book=book)

    assert status(made)[0] == standing


@pytest.mark.parametrize(("price", "expected"), [(79_00, []), (81_00, ["50013782", "50014622"])])
def test_of_a_list_all_but_one_are_paid_and_a_misread_number_may_be_among_them(price: int, expected: list[str]) -> None:
    """`50019Z39` may be 50019239: where it asks what another of the list does, either may be the one that is left."""
    book = [item("50013782", 79_00), item("50014622", 149_00), item("50019239", price), item("50021058", 25_00)]
    made = paid(228_00, "INV# 50013782 & 50014622 & 50019Z39", book=book)

    assert posted(made) == expected


@pytest.mark.parametrize(
    ("how", "price", "expected"),
    [
        ("truncated", 79_00, []),
        ("suffix", 79_00, []),
        ("truncated", 81_00, ["50013782", "50014622"]),
        ("edit", 79_00, ["50013782", "50014622"]),  # a number that several may be is no slip of this one's
    ],
)
def test_so_may_a_number_that_is_written_as_far_as_it_goes_whatever_else_begins_so(
    how: str, price: int, expected: list[str]
) -> None:
    book = [item("50013782", 79_00), item("50014622", 149_00), item("50019239", price), item("50021058", 25_00)]
    hits = [hit("50013782"), hit("50014622", 1), weak("50019239", 2, how=how, rivals=2)]
    made = decided([receipt(amount=228_00)], book, hits, [payer()])

    assert posted(made) == expected
