"""The ways to write one number: as text for the few that are asked for, as hashes for the whole book."""

import polars as pl

from matcher import normal

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
    "state": pl.String,
    "group": pl.String,
}

#: What a way to write a number is: whole, with zeros or without; its digits alone; without the document's own ending.
WHOLE, CORE, STEM = 1, 2, 4

#: What is written without separators and in capitals is its own tight form.
_PLAIN = "^[A-Z0-9]+$"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_STEM = r"^(.*[0-9]{3})[^A-Z0-9]+(?:[A-Z]{1,2}|[0-9]{1,2})$"
_RANKS = {"tight": 0, "zeroless": 1, "unpadded": 2, "core": 3, "stem": 4, "bare_stem": 5}


def spelled(named: pl.DataFrame, shared: pl.DataFrame) -> pl.DataFrame:
    """Return the INDEX of some numbers: every written form of each, but for the stems too many documents share."""
    forms = named.with_columns(tight=normal.tight_column(pl.col("written"))).filter(
        pl.col("tight").str.contains("[0-9]")
    )
    forms = forms.with_columns(
        zeroless=normal.zeroless_column(pl.col("tight")),
        unpadded=normal.unpadded_column(pl.col("written")),
        core=normal.core_column(pl.col("tight")),
        prefix=normal.prefix_column(pl.col("tight")),
        stem=stems(pl.col("written")),
    ).with_columns(bare_stem=normal.core_column(pl.col("stem")))
    long = forms.unpivot(
        on=list(_RANKS),
        index=[name for name in INDEX if name not in {"key", "form"}],
        variable_name="form",
        value_name="key",
    )
    short = pl.col("form").is_in(["core", "bare_stem"]) & (pl.col("key").str.len_bytes() < CORE_MIN)
    stem = pl.col("form").is_in(["stem", "bare_stem"])
    return (
        long.filter((pl.col("key") != "") & ~short & (~stem | (pl.col("field") == "document")))
        .join(shared, on=["key", "form"], how="anti")
        .with_columns(rank=pl.col("form").replace_strict(_RANKS, return_dtype=pl.Int8))
        .sort("key", "field", "item_id", "rank")
        .unique(["key", "field", "item_id"], keep="first", maintain_order=True)
        .with_columns(pl.col("form").replace({"bare_stem": "stem", "unpadded": "zeroless"}))
        .select(list(INDEX))
    )


def stems(written: pl.Expr) -> pl.Expr:
    """Return the tight number before a document's own ending (`10023-A` is found by 10023 too), else an empty text."""
    stem = written.str.to_uppercase().str.extract(_STEM, 1)
    return normal.zeroless_column(normal.tight_column(stem.fill_null("")))


def ways(rows: pl.DataFrame) -> pl.DataFrame:
    """Return every way to write the numbers of `rows` (columns row, written): key, its lead, its body, bits and row.

    What `spelled` does in text for a few, in cheap steps for all: stems without their sharing.
    """
    plain = pl.col("written").str.contains(_PLAIN)
    marked = rows.filter(~plain)
    other = marked.with_columns(written=normal.tight_column(pl.col("written")))
    parts = marked.with_columns(written=normal.unpadded_column(pl.col("written")))
    whole = _numbers(pl.concat([rows.filter(plain), other]))
    padded = whole.filter(pl.col("bare") != pl.col("body"))
    lettered = whole.filter((pl.col("lead") != "") & (pl.col("bare").str.len_bytes() >= CORE_MIN))
    return pl.concat(
        [
            _way(whole, "written", "lead", "body", WHOLE),
            _way(padded, pl.concat_str("lead", "bare"), "lead", "bare", WHOLE),
            _way(_numbers(parts), "written", "lead", "body", WHOLE),
            _way(lettered, "bare", pl.lit(""), "bare", CORE),
        ]
    )


def shortest(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the numbers of `rows` (row, written) without leading zeros, not even those that lead a part: row, number.

    Of a number's ways to be written whole it is the last in the order of letters: zeros come first.
    """
    plain = pl.col("written").str.contains(_PLAIN)
    zeroless = pl.concat_str("lead", "bare")
    marked = rows.filter(~plain)
    other = _numbers(
        marked.with_columns(
            parts=normal.unpadded_column(pl.col("written")), written=normal.tight_column(pl.col("written"))
        )
    )
    last = pl.max_horizontal("written", zeroless, "parts")
    return pl.concat(
        [
            _numbers(rows.filter(plain)).select("row", number=zeroless),
            other.select("row", number=normal.zeroless_column(last)),
        ]
    )


def parted(rows: pl.DataFrame) -> pl.DataFrame:
    """Divide tight strings into the letters that lead, the body behind them, and the body without leading zeros."""
    body = pl.col("written").str.strip_chars_start(_LETTERS)
    divided = rows.with_columns(body=body)
    bare = pl.col("body").str.strip_chars_start("0")
    zero = (pl.col("body") != "") & ((bare == "") | (bare >= "A"))
    return divided.with_columns(
        lead=pl.col("written").str.head(pl.col("written").str.len_bytes() - pl.col("body").str.len_bytes()),
        bare=pl.when(zero).then(pl.concat_str(pl.lit("0"), bare)).otherwise(bare),
    )


def _numbers(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the tight strings that have a digit, divided."""
    return parted(rows).filter(pl.col("body") != "")


def _way(rows: pl.DataFrame, key: str | pl.Expr, lead: str | pl.Expr, body: str, bits: int) -> pl.DataFrame:
    """Return one way to write the rows' numbers."""
    return rows.select("row", key=key, lead=lead, body=body, bits=pl.lit(bits, pl.UInt8))
