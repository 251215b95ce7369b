"""The shape of a number: its leading letters, then `9` for a digit and `A` for a letter; and how many it can hold."""

import polars as pl

from matcher.nothing import of_nothing
from matcher.remittance import normal


def mask(number: str) -> str:
    """Return the shape of a tight number: leading letters as they are, then `9` for a digit and `A` for a letter."""
    lead = normal.prefix(number)
    return lead + "".join("9" if letter.isdigit() else "A" for letter in number[len(lead) :])


def space(shape: str) -> int:
    """Return how many numbers a shape can hold; a run of digits does not begin with zero."""
    body = shape[len(normal.prefix(shape)) :] if "9" in shape else ""
    tail = shape[shape.find("9") :] if body else ""
    digits, letters = tail.count("9"), tail.count("A")
    first = 9 if digits else 1
    count: int = first * 10 ** max(digits - 1, 0) * 26**letters
    return max(1, count)


@of_nothing
def shaped(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows (columns lead, body) with the hash of their shape; a body of digits has one by its length."""
    odd = rows["body"].str.contains("[A-Z]")
    pattern = pl.col("body").str.replace_all("[0-9]", "9").str.replace_all("[A-Z]", "A")
    lettered = [rows.filter(odd).with_columns(shape=pl.col("lead").hash(1) ^ pattern.hash(3))] if odd.any() else []
    numeric = rows.filter(~odd) if lettered else rows
    length = pl.col("body").str.len_bytes()
    return pl.concat([numeric.with_columns(shape=pl.col("lead").hash(1) ^ length.hash(2)), *lettered])
