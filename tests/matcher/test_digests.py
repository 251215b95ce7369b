"""The digest of what was looked at changes with every cell that was looked at, and with the order of rows never."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from matcher import shelf
from matcher.day import digests
from matcher.frames import HITS, ITEMS, PAYERS, RECEIPTS, REMITTANCES, Schema, empty
from matcher.store import Taken
from tests.matcher import build
from tests.matcher.build import customer, item, line, receipt

RECEIPT = receipt("r1", 10_000, text="INV-40014", references=["a", "b"])
LINES = [line("INV-40014", 0, "r1", paid=6_000), line("INV-40021", 1, "r1", paid=4_000)]
BOOK = [item("INV-40014", 6_000, "10001"), item("INV-40021", 4_000, "10001"), item("INV-40028", 900, "10002")]
#: Another value of each kind of column.
OTHER: dict[Any, pl.Expr] = {
    pl.String: pl.lit("another"),
    pl.Int64: pl.lit(77, pl.Int64),
    pl.Int32: pl.lit(77, pl.Int32),
    pl.Float64: pl.lit(0.125),
    pl.Boolean: pl.lit(value=None, dtype=pl.Boolean),
    pl.Date: pl.lit(date(2001, 2, 3)),
    pl.List(pl.String): pl.lit(["a", "b", ""], pl.List(pl.String)),
}


def seen(lines: pl.DataFrame, first: pl.DataFrame | None = None) -> str:
    receipts = build.receipts(RECEIPT) if first is None else first
    return digests.seen(receipts, lines, empty(HITS), empty(PAYERS))["r1"]


def laid(book: list[dict[str, Any]]) -> shelf.Shelf:
    customers = build.customers(customer("10001", "A"), customer("10002", "B"))
    return shelf.shelf(build.items(*book), customers, build.receipts(RECEIPT), empty(HITS))


def book_of(shelf_: shelf.Shelf, root: str) -> str:
    return shelf_.digest(typed_receipt(), root)


def typed_receipt() -> shelf.Receipt:
    found: shelf.Receipt = next(shelf.typed(build.receipts(RECEIPT), RECEIPTS, shelf.Receipt))
    return found


def test_the_order_of_rows_changes_nothing() -> None:
    lines = build.remittances(*LINES)
    assert seen(lines) == seen(lines.reverse())
    assert book_of(laid(BOOK), "10001") == book_of(laid(BOOK[::-1]), "10001") != book_of(laid(BOOK), "10002")


@pytest.mark.parametrize(("schema", "made"), [(RECEIPTS, build.receipts(RECEIPT)), (ITEMS, build.items(BOOK[0]))])
def test_every_cell_counts(schema: Schema, made: pl.DataFrame) -> None:
    texts = {digests.plain(made.with_columns(OTHER[kind].alias(name)), schema)[0] for name, kind in schema.items()}
    assert len(texts | {digests.plain(made, schema)[0]}) == len(schema) + 1


def test_a_line_more_or_less_counts() -> None:
    both, one = build.remittances(*LINES), build.remittances(LINES[0])
    assert len({seen(both), seen(one), seen(empty(REMITTANCES))}) == 3


def test_a_cell_does_not_run_into_the_next() -> None:
    one, other = ({"item_id": "a", "entity": "bc"}, {"item_id": "ab", "entity": "c"})
    schema: Schema = {"item_id": pl.String, "entity": pl.String}
    assert digests.plain(pl.DataFrame([one]), schema)[0] != digests.plain(pl.DataFrame([other]), schema)[0]


def test_what_was_taken_off_a_book_counts_in_whatever_steps() -> None:
    whole = laid(BOOK).store
    first, second = (
        {f"item-{number}": Taken("MAIN", "USD", "10001", asks, off)}
        for number, asks, off in (("INV-40014", 6_000, 500), ("INV-40021", 4_000, 4_000))
    )
    at_once, in_turn = whole.after(first | second), whole.after(second).after(first)
    mine, others = (("MAIN", "USD", root) for root in ("10001", "10002"))

    assert at_once.digest(mine) == in_turn.digest(mine) != whole.digest(mine)
    assert at_once.digest(others) == whole.digest(others)
    assert (at_once.size, in_turn.size) == (whole.size - 1, whole.size - 1)
    assert at_once.books([mine])["open"].to_list() == [5_500]
