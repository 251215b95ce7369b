"""One slip of the pen, the eye or the field's length: what a number that names nothing could have been, in one family only."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from matcher import normal
from matcher.frames import HITS, empty
from matcher.grammar import Grammar

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


@dataclass(frozen=True, slots=True)
class _Number:
    """One number of an open item: which of its columns it stands in, without leading zeros, its core and folded form."""

    item: str
    place: str
    number: str
    core: str
    fold: str


@dataclass(frozen=True, slots=True)
class _Token:
    """One mention that names nothing of the family."""

    mention: int
    number: str
    kind: str
    cut: bool



def near(
    mentions: pl.DataFrame, hits: pl.DataFrame, payers: pl.DataFrame, items: pl.DataFrame, grammar: Grammar
) -> pl.DataFrame:
    """Return weak HITS: items of a probable payer's family whose number is one slip from a mention that names none of theirs."""
    families = _families(payers)
    theirs = hits.join(families, on=["receipt_id", "customer"], how="inner").select("receipt_id", "mention", "family").unique()
    asked = mentions.filter(~pl.col("kind").is_in(_SKIPPED) & (pl.col("normal").str.len_bytes() >= CUT_MIN))
    probable = families.select("receipt_id", "family").unique()
    lost = asked.join(probable, on="receipt_id", how="inner").join(theirs, on=["receipt_id", "mention", "family"], how="anti")
    book = _book(grammar, items)
    pairs = _pairs(lost, families, book)
    return empty(HITS) if pairs.is_empty() else _hits(pairs, mentions, book)


def _families(payers: pl.DataFrame) -> pl.DataFrame:
    """Return for each receipt every customer of a probable payer's family, as far as the payers' frame names them."""
    likely = payers.filter(pl.col("probability") >= PAYER_MIN).select("receipt_id", "family").unique()
    known = payers.select("customer", "family").unique()
    return likely.join(known, on="family", how="inner").select("receipt_id", "customer", "family").unique()


def _book(grammar: Grammar, items: pl.DataFrame) -> pl.DataFrame:
    """Return the numbers of the open items handed in, without the zeros that lead them."""
    forms = grammar.index.filter((pl.col("state") == "open") & pl.col("form").is_in(["tight", "zeroless"]))
    shortest = forms.sort("item_id", "field", "key").unique(["item_id", "field"], keep="last", maintain_order=True)
    present = shortest.join(items.select("item_id"), on="item_id", how="semi")
    return present.with_columns(number=normal.zeroless_column(pl.col("key")))


def _pairs(lost: pl.DataFrame, families: pl.DataFrame, book: pl.DataFrame) -> pl.DataFrame:
    """Compare the lost mentions of each receipt with the numbers of each probable family, one small table of distances each."""
    key = ["receipt_id", "family"]
    numbers: dict[str, list[_Number]] = defaultdict(list)
    for customer, item, place, number in book.sort("item_id", "field").select("customer", "item_id", "field", "number").iter_rows():
        numbers[customer].append(_Number(item, place, number, normal.core(number), normal.folded(number)))
    members = families.sort(*key, "customer").group_by(key, maintain_order=True).agg("customer")
    tokens = lost.sort(*key, "mention").group_by(key, maintain_order=True).agg("mention", "normal", "kind", "truncated")
    rows = [
        (receipt_id, *pair)
        for receipt_id, _, mention, normals, kinds, cuts, customers in tokens.join(members, on=key, how="inner").sort(key).iter_rows()
        for pair in _compared(
            [_Token(*one) for one in zip(mention, map(normal.zeroless, normals), kinds, cuts, strict=True)],
            [number for customer in customers for number in numbers.get(customer, ())],
        )
    ]
    return pl.DataFrame(rows, schema=_PAIR, orient="row")


def _compared(tokens: list[_Token], numbers: list[_Number]) -> Iterator[tuple[int, str, str]]:
    """Yield which items each token is one slip from, and what slip that is."""
    if not numbers:
        return
    within = _distances([token.number for token in tokens], [number.number for number in numbers])
    cores = _distances([normal.core(token.number) for token in tokens], [number.core for number in numbers])
    edits = np.minimum(within, cores) <= 1
    for row, token in enumerate(tokens):
        fold, core = normal.folded(token.number), normal.core(token.number)
        place = _FIELDS.get(token.kind, "document")
        for column, number in enumerate(numbers):
            if number.place == place and (how := _slip(token, fold, core, number, edited=bool(edits[row, column]))):
                yield token.mention, number.item, how


def _distances(tokens: list[str], numbers: list[str]) -> NDArray[np.uint8]:
    """Return the edits, a swap of neighbours counted as one, between every token and every number; two means more than one."""
    table: NDArray[np.uint8] = cdist(tokens, numbers, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
    return table


def _slip(token: _Token, fold: str, core: str, number: _Number, *, edited: bool) -> str:
    """Return which slip makes the token the number: look-alikes, one edit, or a number cut at either end; else nothing."""
    labelled = token.kind not in {"bare", "unknown"}
    if fold in {number.fold, number.core}:
        return "ocr"
    if edited and min(len(core), len(number.core)) >= (EDIT_MIN - 1 if labelled else EDIT_MIN):
        return "edit"
    missing = len(number.core) - len(core)
    if missing <= 0 or len(core) < CUT_MIN or not (token.cut or (labelled and missing <= CUT_MAX)):
        return ""
    begins = number.number.startswith(token.number) or number.core.startswith(core)
    return "truncated" if begins or (not token.cut and number.core.endswith(core)) else ""


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
