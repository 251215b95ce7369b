"""Statements of account: what is open item by item, or how a balance came to be; the two close on the same sum."""

from collections.abc import Sequence
from datetime import date

import polars as pl

#: What moved a customer's balance: `minor` signed, in the order of GL days.
ACTIVITY: dict[str, type[pl.DataType]] = {
    **dict.fromkeys(("customer_number", "currency"), pl.String),
    "gl_date": pl.Date,
    "entry_no": pl.Int64,
    **dict.fromkeys(("kind", "document_number"), pl.String),
    "minor": pl.Int64,
}
_WHO = ["customer_number", "currency"]


def open_lines(open_items: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return the lines of open-item statements: columns LINES, by customer and currency, the oldest first.

    `applied` is what was settled of the original amount by then; credits have no days late.
    """
    days = (pl.lit(as_of) - pl.col("due_date")).dt.total_days()
    late = pl.when((pl.col("open") > 0) & (days > 0)).then(days).otherwise(None)
    return open_items.select(
        *_WHO,
        pl.col("issue_date").alias("line_date"),
        "document_type",
        "document_number",
        "po_number",
        "due_date",
        pl.col("amount").alias("original"),
        (pl.col("amount") - pl.col("open")).alias("applied"),
        "open",
        late.alias("days_late"),
        (pl.col("document_type") == "deduction").alias("disputed"),
    ).sort(*_WHO, "line_date", "document_number", "due_date")


def carried(opening: pl.DataFrame, activity: pl.DataFrame) -> pl.DataFrame:
    """Return the lines of balance-forward statements: the balance before, each movement, and the balance after it.

    `opening` has `customer_number`, `currency` and `minor`; the result has ACTIVITY's columns and `balance`. The last
    balance of a customer is what is open at the end, item by item.
    """
    columns = [*_WHO, "gl_date", "entry_no", "kind", "document_number", "minor"]
    moved = activity.select(columns)
    before = opening.filter(pl.col("minor") != 0).select(
        *_WHO,
        pl.lit(None, pl.Date).alias("gl_date"),
        pl.lit(0, pl.Int64).alias("entry_no"),
        pl.lit("previous_balance").alias("kind"),
        pl.lit("").alias("document_number"),
        "minor",
    )
    whole = pl.concat([before, moved]).sort(*_WHO, "gl_date", "entry_no", "kind", "document_number", nulls_last=False)
    return whole.with_columns(pl.col("minor").cum_sum().over(_WHO).alias("balance"))


def wanted(totals: pl.DataFrame, *, floor: int, credit_only: bool) -> pl.DataFrame:
    """Return the customers who get a statement, and why others do not: `skipped` is empty, or says it (DOMAIN §6).

    `totals` has `customer_number`, `currency`, `owed` (without credits) and `total`.
    """
    skipped = (
        pl.when((pl.col("owed") == 0) & (pl.col("total") == 0))
        .then(pl.lit("zero"))
        .when((pl.col("owed") == 0) & ~pl.lit(credit_only))
        .then(pl.lit("credit_only"))
        .when((pl.col("total") < floor) & (pl.col("owed") > 0))
        .then(pl.lit("below_minimum"))
        .otherwise(pl.lit(""))
    )
    return totals.with_columns(skipped=skipped)


def compared(ours: pl.DataFrame, theirs: pl.DataFrame) -> pl.DataFrame:
    """Return a customer's own list against ours, line by line: `matched`, `amount_differs`, `ours_only`, `theirs_only`.

    Both have `document_number` and `open`. Numbers are compared without marks, case and leading zeros; a number that
    stands several times is paired by amount first, then in order. `difference` is theirs less ours: the sum of all
    differences is the gap between the two balances.
    """
    left, right = (_ranked(one) for one in (ours, theirs))
    exact = left.join(right, on=["key", "open", "turn"], how="inner", suffix="_theirs")
    paired = [exact.select("document_number", "document_number_theirs", "open", theirs="open")]
    rest = [_turned(one.join(exact, on=["key", "open", "turn"], how="anti"), ["key"]) for one in (left, right)]
    differing = rest[0].join(rest[1], on=["key", "turn"], how="full", suffix="_theirs")
    paired.append(differing.select("document_number", "document_number_theirs", "open", theirs="open_theirs"))
    table = pl.concat(paired)
    ours_open, theirs_open = pl.col("open"), pl.col("theirs")
    state = (
        pl.when(theirs_open.is_null())
        .then(pl.lit("ours_only"))
        .when(ours_open.is_null())
        .then(pl.lit("theirs_only"))
        .when(ours_open == theirs_open)
        .then(pl.lit("matched"))
        .otherwise(pl.lit("amount_differs"))
    )
    return table.select(
        state.alias("state"),
        pl.coalesce("document_number", "document_number_theirs").alias("document_number"),
        pl.col("document_number_theirs").fill_null("").alias("their_number"),
        ours_open.alias("ours"),
        theirs_open.alias("theirs"),
        (theirs_open.fill_null(0) - ours_open.fill_null(0)).alias("difference"),
    ).sort("state", "document_number", "their_number", "ours", "theirs")


def _ranked(lines: pl.DataFrame) -> pl.DataFrame:
    """Return lines with the key of their number, and which of several with this key and amount each is."""
    bare = pl.col("document_number").str.to_uppercase().str.replace_all(r"[^0-9A-Z]", "")
    key = bare.str.replace(r"^([A-Z]*)0+([0-9])", "${1}${2}")
    return _turned(lines.select("document_number", "open", key=key), ["key", "open"])


def _turned(lines: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Return lines numbered within what they share."""
    ordered = lines.drop("turn", strict=False).sort("key", "open", "document_number")
    return ordered.with_columns(turn=pl.int_range(pl.len()).over(by))
