"""Decoys look like the customer's own items, are named by nobody, and are counted where an answer takes one."""

import polars as pl

from matcher.frames import APPLICATIONS, DECISIONS
from matcher.frames import CLOSED as FRAME_CLOSED
from matcher.posting import decoys
from tests.matcher import build

ITEMS = build.items(
    build.item("INV-0041", 100_00),
    build.item("INV-0042", 250_00),
    build.item("CM-7", -50_00),
    build.item("99", 70_00, customer="C2"),
)
CLOSED = build.frame(FRAME_CLOSED, build.paid_item("INV-0043", 333_00))


def test_each_item_that_is_owed_has_one_decoy() -> None:
    book = decoys.planted(ITEMS, CLOSED, "1")
    made = book.filter(pl.col("item_id").str.starts_with(decoys.MARK))

    assert book.height == ITEMS.height + 3 == ITEMS.height + made.height
    assert sorted(made["customer"]) == ["C1", "C1", "C2"]
    assert not set(made["document_number"]) & {*ITEMS["document_number"], *CLOSED["document_number"]}
    assert set(made.filter(pl.col("customer") == "C1")["open"]) <= {100_00, 250_00, 333_00}
    assert (made["open"] > 0).all()


def test_the_same_seed_plants_the_same_in_any_order() -> None:
    book = decoys.planted(ITEMS, CLOSED, "1").sort("item_id")

    assert book.equals(decoys.planted(ITEMS.reverse(), CLOSED, "1").sort("item_id"))
    assert not book.equals(decoys.planted(ITEMS, CLOSED, "2").sort("item_id"))


def test_an_answer_with_a_decoy_among_its_items_is_a_win() -> None:
    made = [("r1", "s", ["item-1"]), ("r2", "s", ["item-2", "decoy_1"]), ("r3", "t", ["item-3"]), ("r4", "t", [])]
    decided = build.frame(
        DECISIONS, *({"receipt_id": one, "certificate": f'{{"stratum":"{stratum}"}}'} for one, stratum, _ in made)
    )
    rows = build.frame(
        APPLICATIONS,
        *({"receipt_id": one, "rank": 0, "item_id": item} for one, _, items in made for item in items),
        {"receipt_id": "r4", "rank": 1, "item_id": "decoy_2"},
    )

    assert decoys.wins(decided, rows).rows() == [("s", 2, 1), ("t", 1, 0)]
