"""One slip of pen, eye or field length: what a number that names nothing could have been, in one family only."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from matcher import normal
from matcher.frames import HITS, empty
from matcher.readings import BARE

#: A customer less probable than this is nobody's payer: no slip is sought among its items.
PAYER_MIN = 0.05
#: The shortest number in which one edit is sought, and the shortest beginning or ending that may stand for a number.
EDIT_MIN = 5
CUT_MIN = 4
#: A cut number lacks no more than this many letters, unless its field says that it was cut.
CUT_MAX = 4

#: kind of mention -> the fields of an item in which its slip is sought; other kinds: the document number.
_FIELDS = {"purchase_order": "purchase_order", "order": "order", "delivery": "delivery"}
_SKIPPED = ("account", "adjustment", "doubtful", "glued_doubtful")
_PAIR = {"receipt_id": pl.String, "mention": pl.Int32, "item_id": pl.String, "how": pl.String}


class _Token(NamedTuple):
    """A number as compared: without leading zeros, its core, its folded form, and whether letters may be digits."""

    number: str
    core: str
    fold: str
    lettered: bool

    @classmethod
    def of(cls, number: str) -> Self:
        """Return the forms of a tight number."""
        bare = normal.zeroless(number)
        return cls(bare, normal.core(bare), normal.folded(bare), not normal.core(bare).isdigit())


class _Number(NamedTuple):
    """One number of an open item and which of its columns it stands in."""

    item: str
    place: str
    shape: _Token


def near(mentions: pl.DataFrame, hits: pl.DataFrame, payers: pl.DataFrame, index: pl.DataFrame) -> pl.DataFrame:
    """Return weak HITS: a probable payer's open items one slip from a mention that names none of theirs."""
    families = _families(payers)
    theirs = hits.join(families, on=["receipt_id", "customer"], how="inner").select("receipt_id", "mention", "family")
    asked = mentions.filter(~pl.col("kind").is_in(_SKIPPED) & (pl.col("normal").str.len_bytes() >= CUT_MIN))
    probable = families.select("receipt_id", "family").unique()
    lost = asked.join(probable, on="receipt_id", how="inner").join(
        theirs.unique(), on=["receipt_id", "mention", "family"], how="anti"
    )
    book = _book(index)
    pairs = _pairs(lost, families, book)
    return empty(HITS) if pairs.is_empty() else _hits(pairs, mentions, book)


def _families(payers: pl.DataFrame) -> pl.DataFrame:
    """Return for each receipt every customer of a probable payer's family, as far as the payers' frame names them."""
    likely = payers.filter(pl.col("probability") >= PAYER_MIN).select("receipt_id", "family").unique()
    known = payers.select("customer", "family").unique()
    return likely.join(known, on="family", how="inner").select("receipt_id", "customer", "family").unique()


def _book(index: pl.DataFrame) -> pl.DataFrame:
    """Return the numbers of the open items, without the zeros that lead them."""
    forms = index.filter((pl.col("state") == "open") & pl.col("form").is_in(["tight", "zeroless"]))
    shortest = forms.sort("item_id", "field", "key").unique(["item_id", "field"], keep="last", maintain_order=True)
    return shortest.with_columns(number=normal.zeroless_column(pl.col("key")))


def _pairs(lost: pl.DataFrame, families: pl.DataFrame, book: pl.DataFrame) -> pl.DataFrame:
    """Compare the lost mentions of a receipt with the numbers of each probable family, one small table a pair."""
    key = ["receipt_id", "family"]
    wanted = families.join(lost, on=key, how="semi")
    fields = lost.select(*key, field=pl.col("kind").replace_strict(_FIELDS, default="document", return_dtype=pl.String))
    numbers = _numbers(book.join(wanted.join(fields, on=key), on=["customer", "field"], how="semi"))
    members = wanted.sort(*key, "customer").group_by(key, maintain_order=True).agg("customer")
    tokens = lost.sort(*key, "mention").group_by(key, maintain_order=True).agg("mention", "normal", "kind", "truncated")
    shapes = {number: _Token.of(number) for number in lost["normal"].unique().to_list()}
    rows = [
        (receipt_id, *pair)
        for receipt_id, _, mentions, normals, kinds, cuts, customers in tokens.join(members, on=key)
        .sort(key)
        .iter_rows()
        for pair in _compared(
            list(zip(mentions, [shapes[number] for number in normals], kinds, cuts, strict=True)),
            [number for customer in customers for number in numbers.get(customer, ())],
        )
    ]
    return pl.DataFrame(rows, schema=_PAIR, orient="row")


def _numbers(book: pl.DataFrame) -> dict[str, list[_Number]]:
    """Return each customer's numbers, by item; their forms are worked out in columns, for there are many."""
    held: dict[str, list[_Number]] = defaultdict(list)
    core = normal.core_column(pl.col("number"))
    shaped = book.sort("item_id", "field").select(
        "customer",
        "item_id",
        "field",
        "number",
        core=core,
        fold=normal.folded_column(pl.col("number")),
        lettered=~core.str.contains(r"^[0-9]+$"),
    )
    for customer, item, place, *shape in shaped.iter_rows():
        held[customer].append(_Number(item, place, _Token(*shape)))
    return held


def _compared(tokens: list[tuple[int, _Token, str, bool]], numbers: list[_Number]) -> Iterator[tuple[int, str, str]]:
    """Yield which items each mention is one slip from, and what slip that is; each kind in its own field."""
    asked: dict[str, list[tuple[int, _Token, str, bool]]] = defaultdict(list)
    for token in tokens:
        asked[_FIELDS.get(token[2], "document")].append(token)
    for place in sorted(asked):
        there = [one for one in numbers if one.place == place]
        if there:
            yield from _of_field(asked[place], there)


def _of_field(tokens: list[tuple[int, _Token, str, bool]], numbers: list[_Number]) -> Iterator[tuple[int, str, str]]:
    """Yield the slips among the numbers of one field."""
    whole = _distances([token.number for _, token, _, _ in tokens], [one.shape.number for one in numbers])
    cores = _distances([token.core for _, token, _, _ in tokens], [one.shape.core for one in numbers])
    edits = np.minimum(whole, cores) <= 1
    for row, (mention, token, kind, cut) in enumerate(tokens):
        labelled = kind not in BARE
        for column in range(len(numbers)) if labelled or cut or token.lettered else np.flatnonzero(edits[row]).tolist():
            one = numbers[column]
            if how := _slip(token, one.shape, edited=bool(edits[row, column]), labelled=labelled, cut=cut):
                yield mention, one.item, how


def _distances(tokens: list[str], numbers: list[str]) -> NDArray[np.uint8]:
    """Return the edits between every token and number, a swap of neighbours counted as one; two means more."""
    table: NDArray[np.uint8] = cdist(tokens, numbers, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
    return table


def _slip(token: _Token, number: _Token, *, edited: bool, labelled: bool, cut: bool) -> str:
    """Return which slip makes the token the number: look-alikes, one edit, a cut at either end; else nothing."""
    if token.fold in {number.fold, number.core}:
        return "ocr"
    shorter = min(len(token.core), len(number.core))
    if edited and shorter >= (EDIT_MIN - 1 if labelled else EDIT_MIN):
        return "edit"
    missing = len(number.core) - len(token.core)
    if missing <= 0 or len(token.core) < CUT_MIN or not (cut or (labelled and missing <= CUT_MAX)):
        return ""
    begins = number.number.startswith(token.number) or number.core.startswith(token.core)
    return "truncated" if begins or (not cut and number.core.endswith(token.core)) else ""


def _hits(pairs: pl.DataFrame, mentions: pl.DataFrame, book: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs as weak HITS; rivals are the other items the same mention is as near to."""
    named = pairs.unique(["receipt_id", "mention", "item_id"], keep="first", maintain_order=True)
    places = mentions.select("receipt_id", "mention", "position", "paid", "start", "end")
    about = book.select("item_id", "customer", "document_number", "state").unique("item_id")
    return (
        named.join(places, on=["receipt_id", "mention"], how="inner")
        .join(about, on="item_id", how="inner")
        .with_columns(strong=pl.lit(value=False), rivals=(pl.len().over("receipt_id", "mention") - 1).cast(pl.Int32))
        .select(list(HITS))
    )
