"""One slip of pen, eye or field length: what a number that names nothing could have been, in one family only."""

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from matcher.frames import HITS, empty
from matcher.nothing import of_nothing
from matcher.remittance import normal
from matcher.remittance.issued import Issued
from matcher.remittance.readings import BARE

#: A customer less probable than this is nobody's payer: no slip is sought among its items.
PAYER_MIN = 0.05
#: The shortest number in which one edit is sought, and the shortest beginning or ending that may stand for a number.
EDIT_MIN = 5
CUT_MIN = 4
#: A cut number lacks no more than this many letters, unless its field says that it was cut.
CUT_MAX = 4

#: kind of mention -> the fields of an item in which its slip is sought; other kinds: the document number.
_FIELDS = {"purchase_order": "purchase_order", "order": "order", "delivery": "delivery"}
_SKIPPED = ("account", "adjustment", "doubtful", "glued_doubtful", "stem_doubtful")
#: What tells one lost number of a family from another, however many receipts give it.
_LOST = ["family", "normal", "field", "labelled", "truncated"]
#: So many lost numbers are compared at a time; the longest run of digits that is compared as a whole number.
_SLICE = 20_000
_DIGITS_MAX = 18
#: Differences of two numbers of one length that one wrong digit, or two swapped ones, can make.
_DIFFERENCES = sorted(
    {step * 10**place for place in range(_DIGITS_MAX) for step in (*range(10), *range(9, 82, 9))} - {0}
)


def near(mentions: pl.DataFrame, hits: pl.DataFrame, payers: pl.DataFrame, book: Issued) -> pl.DataFrame:
    """Return weak HITS: a probable payer's open items one slip from a mention that names none of theirs."""
    families = _families(payers)
    theirs = hits.join(families, on=["receipt_id", "customer"], how="inner").select("receipt_id", "mention", "family")
    asked = mentions.filter(~pl.col("kind").is_in(_SKIPPED) & (pl.col("normal").str.len_bytes() >= CUT_MIN))
    probable = families.select("receipt_id", "family").unique()
    lost = asked.join(probable, on="receipt_id", how="inner").join(
        theirs.unique(), on=["receipt_id", "mention", "family"], how="anti"
    )
    if lost.is_empty():
        return empty(HITS)
    field = pl.col("kind").replace_strict(_FIELDS, default="document", return_dtype=pl.String)
    lost = lost.with_columns(field=field, labelled=~pl.col("kind").is_in(BARE))
    pairs = _pairs(lost, families.select("customer", "family").unique(), book)
    return empty(HITS) if pairs.is_empty() else _hits(lost.join(pairs, on=_LOST, how="inner"))


def _families(payers: pl.DataFrame) -> pl.DataFrame:
    """Return for each receipt the customers of a probable payer's family whom its payers name: all of small ones."""
    likely = payers.filter(pl.col("probability") >= PAYER_MIN)
    named = payers.select("receipt_id", "customer", "family").unique()
    return named.join(likely, on=["receipt_id", "family"], how="semi")


@of_nothing
def _pairs(lost: pl.DataFrame, families: pl.DataFrame, book: Issued) -> pl.DataFrame:
    """Return which open items each lost number of a family is one slip from, and what slip that is."""
    different = lost.select(_LOST).unique().sort(_LOST)
    wanted = different.select("family", "field").unique().join(families, on="family", how="inner")
    numbers = _shaped(book.open(wanted.select("customer", "field").unique()), "number").join(
        families, on="customer", how="inner"
    )
    tokens = _shaped(different.with_columns(normal.zeroless_column(different["normal"]).alias("token")), "token")
    found = [_compared(_near_enough(part, numbers)) for part in tokens.iter_slices(_SLICE)]
    every = pl.concat(found) if found else pl.DataFrame(schema={"row": pl.UInt32})
    if not found or every.is_empty():
        return every
    every = every.sort("how").unique([*_LOST, "row"], keep="first", maintain_order=True)
    return every.join(book.about(every["row"]), on="row", how="inner")


def _shaped(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return numbers without leading zeros with what is compared of them: core, folded form, the core as a number."""
    number = rows[name]
    core, fold = normal.core_column(number), normal.folded_column(number)
    shaped = rows.with_columns(core.alias(f"{name}_core"), fold.alias(f"{name}_fold"))
    digits = pl.col(f"{name}_core").str.contains(f"^[0-9]{{1,{_DIGITS_MAX}}}$")
    return shaped.with_columns(
        pl.when(digits).then(pl.col(f"{name}_core")).cast(pl.Int64).alias(f"{name}_digits"),
        pl.col(f"{name}_core").str.len_bytes().cast(pl.Int32).alias(f"{name}_size"),
    )


@of_nothing
def _near_enough(tokens: pl.DataFrame, book: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of a lost number and one of its family's that may be one slip apart.

    Most are far apart: where both cores are digits arithmetic tells, and nobody looks at their letters.
    """
    shelf = (pl.col("family").hash() ^ pl.col("field").hash(1)).alias("shelf")
    hashed = (pl.col(name).hash() for name in ("number_fold", "number_core"))
    numbers = book.with_row_index("there").select(shelf, "there", "number_digits", "number_size", *hashed)
    asked = tokens.with_row_index("here").select(
        *(shelf, "here", "labelled", "truncated", "token_digits", "token_size"), pl.col("token_fold").hash()
    )
    apart = (pl.col("number_size") - pl.col("token_size")).abs()
    pairs = asked.join(numbers, on="shelf", how="inner").drop("shelf").with_columns(may=_may_be_near())
    kept = pairs.filter(pl.col("may") | (apart == 1))
    near = pl.concat([kept.filter("may"), kept.filter(~pl.col("may")).filter(_without_one())])
    return pl.concat([tokens[near["here"]], book[near["there"]].drop("family", "field")], how="horizontal")


def _may_be_near() -> pl.Expr:
    """Tell whether a pair may be one slip apart, other than by a digit more or less, from what is short to compare."""
    token, number = pl.col("token_digits"), pl.col("number_digits")
    missing = (pl.col("number_size") - pl.col("token_size")).cast(pl.Int64)
    fold = pl.col("token_fold")
    alike = (fold == pl.col("number_fold")) | (fold == pl.col("number_core"))
    edited = (missing == 0) & ((token == number) | (token - number).abs().is_in(_DIFFERENCES))
    begins = token == number // _power(missing)
    ends = token == number % _power(pl.col("token_size"))
    cut = (missing > 0) & (pl.col("truncated") | (pl.col("labelled") & (missing <= CUT_MAX))) & (begins | ends)
    return token.is_null() | number.is_null() | alike | edited | cut


def _power(places: pl.Expr) -> pl.Expr:
    """Return one with so many zeros behind it."""
    return pl.lit(10, pl.Int64).pow(places.clip(0, _DIGITS_MAX))


def _compared(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of a lost number and one of the family's that one slip parts: look-alikes, one edit, a cut.

    A number without a label that is all digits is read with one edit only: look-alikes alone say too little.
    """
    edited = pairs.with_columns(edited=_edited(pairs))
    lettered = ~pl.col("token_core").str.contains("^[0-9]+$")
    tried = edited.filter(pl.col("labelled") | pl.col("truncated") | lettered | pl.col("edited"))
    shorter = pl.min_horizontal("token_size", "number_size")
    long = shorter >= pl.when("labelled").then(EDIT_MIN - 1).otherwise(EDIT_MIN)
    missing = pl.col("number_size") - pl.col("token_size")
    may = pl.col("truncated") | (pl.col("labelled") & (missing <= CUT_MAX))
    begins = pl.col("number").str.starts_with(pl.col("token")) | pl.col("number_core").str.starts_with(
        pl.col("token_core")
    )
    ends = ~pl.col("truncated") & pl.col("number_core").str.ends_with(pl.col("token_core"))
    fold = pl.col("token_fold")
    how = (
        pl.when((fold == pl.col("number_fold")) | (fold == pl.col("number_core")))
        .then(pl.lit("ocr"))
        .when(pl.col("edited") & long)
        .then(pl.lit("edit"))
        .when((missing > 0) & (pl.col("token_size") >= CUT_MIN) & may & (begins | ends))
        .then(pl.lit("truncated"))
    )
    return tried.select(*_LOST, "row", how=how).filter(pl.col("how").is_not_null())


def _edited(pairs: pl.DataFrame) -> pl.Series:
    """Tell which pairs are one edit apart or less, with their letters or without; a swap of neighbours is one edit.

    Where both cores are digits the cores decide, and arithmetic leaves few of them to be compared letter by letter.
    """
    token, number = pl.col("token_digits"), pl.col("number_digits")
    digits = token.is_not_null() & number.is_not_null()
    apart = (pl.col("token_size") - pl.col("number_size")).abs()
    placed = pairs.select("token", "number", "token_core", "number_core", token, number, digits=digits, apart=apart)
    placed = placed.with_row_index("at")
    same, one = pl.col("digits") & (pl.col("apart") == 0), pl.col("digits") & (pl.col("apart") == 1)
    alike = placed.filter(same & (token - number).abs().is_in(_DIFFERENCES))
    longer = placed.filter(one).filter(_without_one())
    odd = placed.filter(~pl.col("digits"))
    marks = np.zeros(pairs.height, dtype=np.bool_)
    marks[placed.filter(same & (token == number))["at"].to_numpy()] = True
    marks[longer["at"].to_numpy()] = True
    for some, columns in ((alike, ("core",)), (odd, ("core", "whole"))):
        for column in columns:
            ends = ("token_core", "number_core") if column == "core" else ("token", "number")
            marks[some["at"].to_numpy()] |= _near(some[ends[0]], some[ends[1]])
    return pl.Series("edited", marks)


def _near(tokens: pl.Series, numbers: pl.Series) -> NDArray[np.bool_]:
    """Tell which two strings, each with its counterpart, are one edit apart or less."""
    apart = cpdist(tokens.to_list(), numbers.to_list(), scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
    return np.asarray(apart <= 1)


def _without_one() -> pl.Expr:
    """Tell whether one of two runs of digits is the other without one of its digits."""
    token, number = pl.col("token_digits"), pl.col("number_digits")
    long, short = pl.max_horizontal(token, number), pl.min_horizontal(token, number)
    return pl.any_horizontal(
        (long // 10 ** (place + 1)) * 10**place + long % 10**place == short for place in range(_DIGITS_MAX)
    )


def _hits(named: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs as weak HITS; rivals are the other items the same mention is as near to."""
    once = named.unique(["receipt_id", "mention", "item_id"])
    rivals = (pl.len().over("receipt_id", "mention") - 1).cast(pl.Int32)
    return once.with_columns(strong=pl.lit(value=False), rivals=rivals).select(list(HITS))
