"""The golden tables of the project as frames: amounts become minor units of dollars."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl

from aging.positions import ITEMS
from kit.money import parsed

FOLDER = Path("fixtures/aging")
AS_OF = date(2025, 3, 31)
HELD = ["item_id", "account", "customer_number"]
#: Losses that the standard's illustration gives: current to 91 and more days past due, in millionths.
ILLUSTRATION = (3_000, 80_000, 260_000, 580_000, 820_000)
TYPES = {"invoice_disputed": "invoice", "unapplied_receipt": "receipt"}
#: One side of a posting: `minor` is signed (debit positive), `account` and `customer_number` are those it names.
MOVES: dict[str, type[pl.DataType]] = {
    "item_id": pl.String,
    "account": pl.String,
    "customer_number": pl.String,
    "minor": pl.Int64,
    "gl_date": pl.Date,
    "batch": pl.Int64,
}


def table(name: str) -> pl.DataFrame:
    """Return a golden table as text."""
    return pl.read_csv(FOLDER / f"{name}.csv", infer_schema=False)


def minor(text: str | None) -> int:
    """Return dollars as cents; nothing is nothing."""
    found = parsed(text, "USD") if text else 0
    assert found is not None, text
    return found


def history() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the worked example as items and their movements, all of one customer."""
    items, moves = [], []
    for row in table("as_of").iter_rows(named=True):
        gl, due = date.fromisoformat(row["gl_date"]), date.fromisoformat(row["due_date"])
        kind = TYPES.get(row["type"], row["type"])
        amount = minor(row["amount"])
        account = "unapplied" if kind == "receipt" else "ar_trade"
        items.append((row["item"], "MAIN", kind, row["item"], "USD", due - timedelta(days=30), due, amount))
        moves.append((row["item"], account, "C1", amount, gl, 1))
        if row["applied"]:
            paid = date.fromisoformat(row["applied_gl_date"])
            moves.append((row["item"], account, "C1", -minor(row["applied"]), paid, 2))
    return pl.DataFrame(items, ITEMS, orient="row"), pl.DataFrame(moves, MOVES, orient="row")


def seen(moves: pl.DataFrame, as_of: date, batch: int | None = None) -> pl.DataFrame:
    """Return the movements that count on a day: posted by then, and told to us up to a batch (None: all of them)."""
    known = pl.lit(value=True) if batch is None else pl.col("batch") <= batch
    return moves.filter((pl.col("gl_date") <= as_of) & known)


def standing(items: pl.DataFrame, moves: pl.DataFrame, as_of: date, batch: int | None = None) -> pl.DataFrame:
    """Return ITEMS with `account`, `customer_number` and `open` on the day, added up from the first movement on."""
    held = seen(moves, as_of, batch).group_by(HELD).agg(pl.col("minor").sum().alias("open"))
    return items.join(held.filter(pl.col("open") != 0), on="item_id", how="inner")


def disputed() -> list[str]:
    """Return the items of the example that are disputed."""
    return table("as_of").filter(pl.col("type") == "invoice_disputed")["item"].to_list()
