"""The ways to write one number: as text for the few that are asked for, as hashes for the whole book."""

import polars as pl

from matcher.nothing import of_nothing
from matcher.remittance import normal

#: The shortest core (digits without letters and leading zeros) that may stand for a number on its own.
CORE_MIN = 3
#: A beginning that more documents share is no stem of theirs: it is a year or a series.
STEM_MAX = 9

#: One row a way to write one number of one item. `group` is what the string names: the document, or all of one order.
INDEX: dict[str, type[pl.DataType] | pl.DataType] = {
    "key": pl.String,
    "form": pl.String,  # tight, zeroless, core, stem
    "field": pl.String,
    "prefix": pl.String,
    "written": pl.String,
    "item_id": pl.String,
    "customer": pl.String,
    "document_number": pl.String,
    "document_type": pl.String,
    "state": pl.String,
    "group": pl.String,
}

#: What a way to write a number is: whole, with zeros or without; its digits alone; without the document's own ending.
WHOLE, CORE, STEM = 1, 2, 4

#: What is written without separators and in capitals is its own tight form.
_PLAIN = "^[A-Z0-9]+$"
_STEM = r"^(.*[0-9]{3})[^A-Z0-9]+(?:[A-Z]{1,2}|[0-9]{1,2})$"
#: A number behind a code of letters and digits, as of a site or a year: the code may be left out as letters may.
_CODED = r"^[A-Za-z]+[^A-Za-z0-9]?[0-9]{1,3}[^A-Za-z0-9]+0*([1-9][0-9]{3,})$"
_RANKS = {"tight": 0, "zeroless": 1, "unpadded": 2, "core": 3, "stem": 4, "bare_stem": 5}


@of_nothing
def spelled(named: pl.DataFrame, shared: pl.DataFrame) -> pl.DataFrame:
    """Return the INDEX of some numbers: every written form of each, but for the stems too many documents share."""
    every = ways(named.select("row", "written"))
    stemmed = endings(named.filter(pl.col("field") == "document")).join(shared, on=["key", "form"], how="anti")
    prefixes = every.filter(pl.col("form") == "tight").select("row", prefix="lead")
    long = pl.concat([every.select("row", "key", "form"), stemmed.select("row", "key", "form")])
    return (
        long.join(named, on="row", how="inner")
        .join(prefixes, on="row", how="inner")
        .with_columns(rank=pl.col("form").replace_strict(_RANKS, return_dtype=pl.Int8))
        .sort("key", "field", "item_id", "rank")
        .unique(["key", "field", "item_id"], keep="first", maintain_order=True)
        .with_columns(pl.col("form").replace({"bare_stem": "stem", "unpadded": "zeroless"}))
        .select(list(INDEX))
    )


@of_nothing
def endings(documents: pl.DataFrame) -> pl.DataFrame:
    """Return the stems of the documents (row, written) that end in something of their own: row, form, key."""
    marked = documents.filter(pl.col("written").str.tail(3).str.contains("[^A-Za-z0-9]")).select("row", "written")
    stem = stems(marked).filter(pl.col("stem") != "")
    forms = stem.with_columns(bare_stem=normal.core_column(stem["stem"])).unpivot(
        ["stem", "bare_stem"], index="row", variable_name="form", value_name="key"
    )
    short = (pl.col("form") == "bare_stem") & (pl.col("key").str.len_bytes() < CORE_MIN)
    return forms.filter((pl.col("key") != "") & ~short)


@of_nothing
def stems(documents: pl.DataFrame) -> pl.DataFrame:
    """Return the tight numbers before documents' own endings (`10023-A` is found by 10023 too): row, stem."""
    stem = documents.select("row", stem=pl.col("written").str.to_uppercase().str.extract(_STEM, 1)).drop_nulls()
    return stem.with_columns(normal.zeroless_column(normal.tight_column(stem["stem"])).alias("stem"))


@of_nothing
def ways(rows: pl.DataFrame) -> pl.DataFrame:
    """Return every way to write the numbers of `rows` (columns row, written) but for stems: row, form, key, bits.

    Of each key the letters that lead and the body behind them too. A way equal to another of its row may come twice.
    """
    plain, other, parts = _tight(rows)
    whole = _numbers(pl.concat([plain, other]))
    padded = whole.filter(pl.col("bare") != pl.col("body"))
    lettered = whole.filter((pl.col("lead") != "") & (pl.col("bare").str.len_bytes() >= CORE_MIN))
    coded = rows.filter(pl.col("written") >= "A").filter(pl.col("written").str.contains(_CODED))
    coded = coded.select("row", bare=pl.col("written").str.extract(_CODED, 1))
    return pl.concat(
        [
            _way(whole, "tight", "written", "lead", "body"),
            _way(padded, "zeroless", pl.concat_str("lead", "bare"), "lead", "bare"),
            _way(_numbers(parts), "unpadded", "written", "lead", "body"),
            _way(lettered, "core", "bare", pl.lit(""), "bare"),
            _way(coded, "core", "bare", pl.lit(""), "bare"),
        ]
    )


@of_nothing
def forms(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the numbers of `rows` (row, written) without leading zeros, and without those that lead a part of them.

    As row, number: a row comes twice where these differ, as payers write both.
    """
    plain, other, parts = _tight(rows)
    zeroless = pl.concat_str("lead", "bare")
    every = _numbers(pl.concat([plain, other, parts]))
    return every.select("row", number=zeroless).unique(maintain_order=True)


def _tight(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return the numbers that are tight as they are, the others made so, and these without the zeros of their parts.

    Of the last only those that have such zeros.
    """
    as_is = rows["written"].str.contains(_PLAIN)
    marked = rows.filter(~as_is)
    capitals = normal.plain_column(marked["written"])
    other = marked.with_columns(normal.tight_column(capitals).alias("written"))
    padded = capitals.str.contains(normal.PADDED)
    parts = marked.filter(padded).with_columns(normal.unpadded_column(capitals.filter(padded)).alias("written"))
    return rows.filter(as_is), other, parts


def parted(rows: pl.DataFrame) -> pl.DataFrame:
    """Divide tight strings into the letters that lead, the body behind them, and the body without leading zeros."""
    return rows.hstack(normal.parts(rows["written"]))


@of_nothing
def _numbers(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the tight strings that have a digit, divided."""
    return parted(rows).filter(pl.col("body") != "")


@of_nothing
def _way(rows: pl.DataFrame, form: str, key: str | pl.Expr, lead: str | pl.Expr, body: str) -> pl.DataFrame:
    """Return one way to write the rows' numbers."""
    bits = CORE if form == "core" else WHOLE
    return rows.select("row", form=pl.lit(form), key=key, lead=lead, body=body, bits=pl.lit(bits, pl.UInt8))
