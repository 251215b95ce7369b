"""Differences compose: discounts, one fee, deductions by line and credit memos, each by its name and to the cent."""

from datetime import timedelta
from typing import Any

import pytest

from matcher.explanations import subsets
from tests.matcher import build, hand

TERMS: dict[str, Any] = {"discount": 20_00, "discount_until": build.TODAY}
ITEMS = [
    build.item("700101", 1_000_00, **TERMS),
    build.item("700202", 500_00),
    build.item("700303", 250_00),
    build.item("CM7009", -80_00),
]
PAYER = [hand.payer()]


def decided(amount: int, *named: str, items: list[Any] = ITEMS, **given: Any) -> Any:
    hits = [hand.hit(number, place) for place, number in enumerate(named)]
    text = given.pop("text", " ".join(named))
    return hand.decided([build.receipt(amount=amount, text=text, **given)], items, hits, PAYER)


@pytest.mark.parametrize(
    ("amount", "named", "given", "status", "rows"),
    [
        # a discount on some items, and a credit memo that is named
        (1_400_00, ("700101", "700202", "CM7009"), {}, "applied", 3),
        # a deduction by its item beside another item's discount
        (1_440_00, ("700101", "700202"), {"text": "700101 700202 LESS DAMAGED 40.00 ON 700202"}, "applied", 2),
        # a stated fee beside an earned discount on the one item named
        (963_00, ("700101",), {"text": "700101 CHGS USD17.00", "method": "wire"}, "applied", 1),
        # two deductions close together in the text, each on its item, beside a discount
        (
            1_438_00,
            ("700101", "700202"),
            {"text": "700101 LESS DAMAGED 30.00 ON 700101 700202 LESS FREIGHT 12.00 ON 700202", "method": "wire"},
            "applied",
            2,
        ),
        # what the payer calls damage is no bank fee, though 30.00 is one: alone, and beside a credit memo
        (950_00, ("700101",), {"text": "700101 LESS DAMAGED 30.00 ON 700101", "method": "wire"}, "applied", 1),
        (
            1_370_00,
            ("700101", "700202", "CM7009"),
            {"text": "700101 700202 LESS DAMAGED 30.00 ON 700202 CM7009", "method": "wire"},
            "applied",
            3,
        ),
    ],
)
def test_named_differences_are_posted_together(
    amount: int, named: tuple[str, ...], given: Any, status: str, rows: int
) -> None:
    made = decided(amount, *named, **given)

    assert status == hand.status(made)[0]
    assert rows == len(hand.rows(made))
    assert amount == sum(row[1] for row in hand.rows(made))


@pytest.mark.parametrize(
    ("text", "amount", "pieces"),
    [
        # 35.00 is a fee that banks take, too: the text states another, and the discount is the rest
        ("700101 CHGS USD15.00", 965_00, ("700101", 965_00, 20_00, 15_00, 0)),
        ("700101 LESS DAMAGED 30.00 ON 700101 CHGS USD15.00", 935_00, ("700101", 935_00, 20_00, 15_00, 30_00)),
    ],
)
def test_the_fee_that_is_stated_goes_before_one_that_nobody_states(text: str, amount: int, pieces: Any) -> None:
    made = decided(amount, "700101", text=text, method="wire")

    assert hand.status(made)[0] == "applied"
    assert hand.rows(made) == [pieces]


@pytest.mark.parametrize(
    ("amount", "named", "given", "pieces"),
    [
        # the same where the sum of both is a known fee
        # a credit memo nobody named
        (920_00, ("700101",), {}, [("700101", 1_000_00, 0, 0, 0), ("CM7009", -80_00, 0, 0, 0)]),
        # the same beside the discount
        (900_00, ("700101",), {}, [("700101", 980_00, 20_00, 0, 0), ("CM7009", -80_00, 0, 0, 0)]),
    ],
)
def test_what_leaves_something_to_guess_is_proposed_to_the_cent(
    amount: int, named: tuple[str, ...], given: Any, pieces: list[Any]
) -> None:
    made = decided(amount, *named, **given)

    assert hand.status(made)[0] == "review"
    assert pieces in [hand.rows(made, rank) for rank in (1, 2, 3)]


@pytest.mark.parametrize(
    ("text", "status", "discounts"),
    [
        ("700101 700404", ("applied", "named_discount"), 40_00),
        ("700101 700404 BANK CHARGES 40.00", ("review", "which_item_is_short"), 0),
        ("700101 700404 LESS DAMAGED 40.00", ("review", "which_item_is_short"), 40_00),
    ],
)
def test_a_fee_that_is_stated_is_not_called_discounts_that_sum_to_as_much(
    text: str, status: tuple[str, str], discounts: int
) -> None:
    items = [*ITEMS, build.item("700404", 1_000_00, **TERMS)]
    made = decided(1_960_00, "700101", "700404", items=items, text=text)
    assert hand.status(made) == status
    assert sum(row[2] for row in hand.rows(made, int(status[0] == "review"))) == discounts


@pytest.mark.parametrize("off", [1, -1, 5, -5, 100, -499])
def test_a_difference_without_a_name_never_foots(off: int) -> None:
    """The trap of a tolerance on sums: nearly right is not posted as paid, however near."""
    items = [build.item(f"7001{place:02}", amount) for place, amount in enumerate((731_11, 412_37, 955_83, 268_49))]
    made = hand.decided([build.receipt(amount=731_11 + 412_37 + off)], items, [], PAYER)

    assert hand.rows(made) == []


@pytest.mark.parametrize(
    ("amount", "named", "given", "pieces"),
    [
        (
            1_465_00,
            ("700101", "700202"),
            {"text": "700101 700202 CHGS USD15.00", "method": "wire"},
            [("700101", 965_00, 20_00, 15_00, 0), ("700202", 500_00, 0, 0, 0)],
        ),
        # a fee beside a deduction and a discount
        (
            1_423_00,
            ("700101", "700202"),
            {"text": "700101 700202 LESS DAMAGED 40.00 ON 700202 CHGS USD17.00", "method": "wire"},
            [("700101", 963_00, 20_00, 17_00, 0), ("700202", 460_00, 0, 0, 40_00)],
        ),
        # a fee and a discount over two items
        (
            1_463_00,
            ("700101", "700202"),
            {"text": "700101 700202 CHGS USD17.00", "method": "wire"},
            [("700101", 963_00, 20_00, 17_00, 0), ("700202", 500_00, 0, 0, 0)],
        ),
    ],
)
def test_a_fee_the_words_state_is_written_off_whichever_item_bears_it(
    amount: int, named: tuple[str, ...], given: Any, pieces: list[Any]
) -> None:
    made = decided(amount, *named, **given)
    assert hand.status(made)[0] == "applied"
    assert hand.rows(made) == pieces
    unstated = given | {"text": given["text"].partition(" CHGS")[0]}
    assert hand.status(decided(amount, *named, **unstated))[0] == "review"


def test_lines_foot_with_the_fee_the_bank_kept() -> None:
    lines = [build.line("700202", paid=500_00), build.line("700303", 1, paid=250_00)]
    hits = [hand.hit("700202", 0, position=0), hand.hit("700303", 1, position=1)]
    for text, status in (("CHGS USD15.00", ("applied", "remittance")), ("", ("review", "which_item_is_short"))):
        receipt = build.receipt(amount=735_00, method="wire", text=text)
        made = hand.decided([receipt], ITEMS, hits, PAYER, lines=lines)
        assert hand.status(made) == status
        assert hand.rows(made, int(not text)) == [("700202", 485_00, 0, 15_00, 0), ("700303", 250_00, 0, 0, 0)]


def _forty() -> list[Any]:
    """Forty items, amounts so far apart that only one set foots."""
    day = build.TODAY
    amounts = [10_007 * (3 + place * place) + 13 * place**3 for place in range(40)]
    return [build.item(f"71{place:04}", amounts[place], due_on=day - timedelta(days=place)) for place in range(40)]


def test_the_only_set_among_forty_items_is_found_and_counted() -> None:
    """All sizes are searched, far beyond twenty items, and the certificate says how many there are."""
    items = _forty()
    chosen = [items[place] for place in (2, 5, 9)]
    amount = sum(item["open"] for item in chosen)
    count = subsets.exact([item["open"] for item in items], amount).count
    made = hand.decided([build.receipt(amount=amount)], items, [], PAYER)

    assert count == 1
    assert sorted(item["document_number"] for item in chosen) == [
        row[0] for row in hand.rows(made) or hand.rows(made, 1)
    ]
    assert '"exact_subsets_of_all_sizes":1' in made.receipts["certificate"][0]


def test_discounts_on_some_items_of_a_free_subset_are_found() -> None:
    items = [
        build.item("710001", 731_11, discount=14_62, discount_until=build.TODAY),
        build.item("710002", 412_37, discount=8_25, discount_until=build.TODAY),
        build.item("710003", 955_83),
        build.item("710004", 268_49, due_on=build.TODAY - timedelta(days=3)),
    ]
    made = hand.decided([build.receipt(amount=731_11 - 14_62 + 412_37 + 955_83)], items, [], PAYER)
    said = hand.rows(made) or hand.rows(made, 1)

    assert said == [("710001", 716_49, 14_62, 0, 0), ("710002", 412_37, 0, 0, 0), ("710003", 955_83, 0, 0, 0)]


def test_a_book_of_hundreds_is_not_searched_for_what_chance_explains() -> None:
    """Hundreds of items explain every amount: the answer is that nothing was proven, at once."""
    items = [build.item(f"72{place:04}", 10_000 + 137 * place) for place in range(240)]
    made = hand.decided([build.receipt(amount=1_234_567)], items, [], PAYER)

    assert hand.rows(made) == []
    assert '"exact_subsets_of_all_sizes":"not proven"' in made.receipts["certificate"][0]
