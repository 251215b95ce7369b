"""What waits is offered more than what may post: the answer a person would look for is among the first three."""

import random
from datetime import timedelta
from typing import Any

import pytest

import matcher
from matcher import Policy, shelf
from matcher.cases import Case
from matcher.explanations import free
from matcher.explanations.pieces import Hypothesis
from matcher.frames import CLOSED, HITS, LINKS, PAYERS, RECEIPTS, empty
from matcher.shelf import Hit, Payer, Receipt, typed
from matcher.shown import goes_on, worth_a_look
from tests.matcher import build, hand
from tests.matcher.build import TODAY, frame, item, line, receipt
from tests.matcher.hand import decided, payer, rows, status

#: Amounts no two small sets of which meet, each due a day after the one before.
BOOK = [
    item(f"S41{place:02}", 500_000 + 77_919 * place + 131 * place**3, due_on=TODAY + timedelta(days=place))
    for place in range(1, 30)
]
OPEN = {row["document_number"]: row["open"] for row in BOOK}


def first(made: Any) -> list[list[str]]:
    """Return the documents of the first three proposals."""
    return [sorted(row[0] for row in rows(made, rank)) for rank in (1, 2, 3)]


def listing(*named: str) -> tuple[str, list[Any]]:
    """Return a text that names documents, with its hits."""
    text = " ".join(named)
    places = [text.index(number) for number in named]
    return text, [
        hand.hit(number, at, start=start, end=start + len(number))
        for at, (number, start) in enumerate(zip(named, places, strict=True))
    ]


@pytest.mark.parametrize(
    ("named", "lost"),
    [
        (("S4103", "S4104"), ("S4105", "S4106", "S4107", "S4108", "S4109")),  # neighbours by due day
        (("S4103", "S4104"), ("S4105", "S4107", "S4108", "S4109", "S4110")),  # but one of them
        (("S4103", "S4104"), ("S4105", "S4107", "S4109", "S4110", "S4111", "S4112")),  # but two of them
        (("S4103", "S4104"), ("S4106", "S4107", "S4109", "S4110", "S4112", "S4113")),  # but three of them
        (("S4103", "S4107"), ("S4109", "S4115", "S4121")),  # a few behind the last
        (("S4109", "S4107"), ("S4103", "S4115")),  # in no order: a few of all
    ],
)
def test_a_list_goes_on(named: tuple[str, ...], lost: tuple[str, ...]) -> None:
    text, hits = listing(*named)
    amount = sum(OPEN[number] for number in (*named, *lost))
    made = decided([receipt(amount=amount, text=text)], BOOK, hits, [payer()])

    assert status(made)[0] == "review"
    assert sorted((*named, *lost)) in first(made)


def test_what_a_list_goes_on_with_is_offered_less_its_discount() -> None:
    until = {"discount": 10_000, "discount_until": TODAY}
    book = [row | until if row["document_number"] == "S4111" else row for row in BOOK]
    text, hits = listing("S4103")
    made = decided([receipt(amount=OPEN["S4103"] + OPEN["S4111"] - 10_000, text=text)], book, hits, [payer()])

    assert status(made)[0] == "review"
    assert ["S4103", "S4111"] in first(made)


@pytest.mark.parametrize(
    ("text", "end", "expected"),
    [
        ("INV S4103 + S41", 9, "S41"),
        ("S4103 $1,200.00; S41", 5, "S41"),
        ("S4103, INV-41", 5, "41"),
        ("S4103 AND", 5, ""),
        ("S4103 12.50", 5, ""),
        ("S4103/S4\n1", 5, "S41"),
    ],
)
def test_the_piece_behind_the_last_number_is_read(text: str, end: int, expected: str) -> None:
    rows_of = build.receipts(receipt(text=text)), frame(HITS, hand.hit("S4103", start=0, end=end))
    on = shelf.shelf(build.items(*BOOK), build.customers(build.customer("C1")), *rows_of)
    case = Case(next(typed(rows_of[0], RECEIPTS, Receipt)), on, hits=tuple(typed(rows_of[1], HITS, Hit)))

    assert goes_on.piece(case) == expected


@pytest.mark.parametrize("writes", [("S4107", "S4119"), ("07", "S4119")])
def test_lines_are_read_by_their_sums(writes: tuple[str, str]) -> None:
    """Whatever numbers stand on them: wrong ones, or only the ends of ours."""
    told = [line(writes[0], 0, paid=OPEN["S4107"]), line(writes[1], 1, paid=OPEN["S4118"])]
    hits = [hand.hit("S4119", 1, position=1)] if writes[1] == "S4119" else []
    made = decided([receipt(amount=OPEN["S4107"] + OPEN["S4118"])], BOOK, hits, [payer()], lines=told)

    assert status(made)[0] != "applied"
    assert ["S4107", "S4118"] in first(made)


def test_a_few_items_that_foot_are_offered_where_nothing_is_named() -> None:
    amount = OPEN["S4103"] + OPEN["S4111"] + OPEN["S4127"]
    made = decided([receipt(amount=amount)], BOOK, [], [hand.by_name(probability=0.5)])

    assert status(made)[0] != "applied"
    assert ["S4103", "S4111", "S4127"] in first(made)


@pytest.mark.parametrize("payers", [[hand.by_name(probability=0.5)], []])
def test_of_equal_sums_the_item_owed_longest_is_offered_first(payers: list[Any]) -> None:
    """Numbers say nothing of age: of eight items of one price the three due first are on top."""
    days = {"Q1": 7, "Q2": 3, "Q3": 5, "Q4": 1, "Q5": 2, "Q6": 8, "Q7": 4, "Q8": 6}
    same = [item(number, 4_900, due_on=TODAY + timedelta(days=day)) for number, day in days.items()]
    made = decided([receipt(amount=4_900)], same, [], payers)

    assert status(made)[0] != "applied"
    assert first(made) == [["Q4"], ["Q5"], ["Q2"]]


def test_a_fee_is_offered_on_each_item() -> None:
    """What was weighed has its probability; what was only searched for has none, for nobody measured it."""
    text, hits = listing("S4103", "S4104")
    amount = OPEN["S4103"] + OPEN["S4104"] - 2_500
    made = decided([receipt(amount=amount, method="wire", text=text)], BOOK, hits, [payer()])

    assert status(made) == ("review", "which_item_is_short")
    assert [[row[0] for row in rows(made, rank) if row[3]] for rank in (1, 2)] == [["S4104"], ["S4103"]]
    sure = made.applications.select("rank", "confidence").unique(maintain_order=True).rows()
    assert [(rank, confidence is None) for rank, confidence in sure[:2]] == [(1, False), (2, True)]


@pytest.mark.parametrize("written", ["S4131", "S4112", "S412"])
def test_a_strangers_number_that_is_nearly_ours_is_offered_where_the_sum_is_the_items(written: str) -> None:
    """Of many items of that sum the one whose number is most like what he wrote."""
    same = [item(f"{10_000 + 37 * at}", 77_700, f"D{at}") for at in range(9)]
    said = [line(written, paid=77_700)]
    made = matcher.propose(
        build.receipts(receipt(amount=77_700)),
        build.remittances(*said),
        build.items(*same, item("S4121", 77_700, "C7")),
        build.customers(build.customer("C1"), *(build.customer(f"D{at}") for at in range(9)), build.customer("C7")),
        empty(LINKS),
        empty(CLOSED),
        Policy(),
        TODAY,
    )

    assert status(made)[0] != "applied"
    assert ["S4121"] in first(made)


def test_lines_of_nobodys_are_sought_by_their_sums_in_whatever_part_of_the_day() -> None:
    """Their sums are no receipt's amount: a part of the day knows them all the same."""
    book = [*BOOK, item("R26-881203", 31_307, "C7"), item("R26-881999", 42_411, "C7"), item("99-7", 31_307, "C8")]
    day = [receipt("r1", 73_718), receipt("r2", OPEN["S4103"], payer_account="acct"), receipt("r3", 99)]
    told = [line("81203", 0, "r1", paid=31_307), line("81999", 1, "r1", paid=42_411)]
    made = [
        matcher.propose(
            build.receipts(*day),
            build.remittances(*told),
            build.items(*book),
            build.customers(*(build.customer(number) for number in ("C1", "C7", "C8"))),
            build.links(build.link("account", "acct")),
            empty(CLOSED),
            Policy(),
            TODAY,
            workers=workers,
        )
        for workers in (1, 2)
    ]

    assert ["R26-881203", "R26-881999"] in first(made[0])
    assert made[0].applications.equals(made[1].applications)


#: What a small customer owes: amounts of many sizes.
FEW = {"S1": 42_00, "S2": 1_580_30, "S3": 310_25, "S4": 22_480_60, "S5": 6_904_15}
SMALL = [item(number, owed, due_on=TODAY + timedelta(days=place)) for place, (number, owed) in enumerate(FEW.items())]


@pytest.mark.parametrize(
    ("paid", "short", "missing"),
    [
        (("S3", "S4"), "S3", 41_10),  # two items, the smaller one paid short
        (("S2", "S3", "S5"), "S2", 204_00),  # three
        (("S4",), "S4", 3_000_00),  # one
    ],
)
def test_items_nobody_names_of_which_one_is_paid_short(paid: tuple[str, ...], short: str, missing: int) -> None:
    """The set and the item that bears the shortage are among the first three; nothing of it posts."""
    made = decided([receipt(amount=sum(FEW[number] for number in paid) - missing)], SMALL, [], [payer()])

    expected = [(number, FEW[number] - (number == short) * missing, (number == short) * missing) for number in paid]
    offered = [sorted((row[0], row[1], row[4]) for row in rows(made, rank)) for rank in (1, 2, 3)]
    assert status(made)[0] != "applied"
    assert expected in offered


def test_a_shortage_above_the_share_or_in_a_large_book_is_looked_for_on_no_set() -> None:
    large = decided([receipt(amount=OPEN["S4103"] + OPEN["S4106"] - 40_000)], BOOK, [], [payer()])
    much = decided([receipt(amount=FEW["S4"] * 2 // 3)], SMALL[3:4], [], [payer()])

    assert all(len(offer) != 2 for offer in first(large))
    assert not [row for rank in (1, 2, 3) for row in rows(much, rank) if row[4]]


def few(book: list[Any], amount: int) -> tuple[list[Hypothesis], list[Hypothesis]]:
    """Return the few items that are found before a book was searched for any set, and afterwards."""
    receipts, payers = build.receipts(receipt(amount=amount)), frame(PAYERS, payer())
    on = shelf.shelf(build.items(*book), build.customers(build.customer("C1")), receipts, empty(HITS))
    case = Case(next(typed(receipts, RECEIPTS, Receipt)), on, payers=tuple(typed(payers, PAYERS, Payer)))
    before = list(worth_a_look.by_few(case, Policy(), ()))
    free.search(case, Policy())
    return before, list(worth_a_look.by_few(case, Policy(), ()))


#: Terms by which two percent of 4,900 are taken off: of an item half of which is paid, half as much.
TERMS: dict[str, Any] = {"amount": 4_900, "discount": 98, "discount_until": TODAY}


@pytest.mark.parametrize("seed", range(20))
def test_a_search_that_found_nothing_says_that_no_few_items_foot(seed: int) -> None:
    dice = random.Random(seed)
    asks = [(number, dice.choice([4_900, 2_450, dice.randint(100, 4_900)])) for number in "ABCDEFG"]
    book = [item(number, owed, **(TERMS if dice.randint(0, 1) else {})) for number, owed in asks]
    paid = sum(row["open"] - row["discount"] * dice.randint(0, 1) for row in dice.sample(book, dice.randint(1, 4)))
    before, after = few(book, paid + dice.randint(0, 1))

    assert after == before


def test_a_search_that_found_nothing_says_nothing_of_part_paid_items_of_one_kind() -> None:
    """It takes the discount of the first for that of both; the second's own is another."""
    book = [item("A", 4_900, **TERMS | {"amount": 9_800}), item("B", 4_900, **TERMS)]
    before, after = few(book, 4_900 - 98)

    assert [[piece.item.document_number for piece in each.pieces] for each in before] == [["B"]]
    assert after == before
