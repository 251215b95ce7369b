"""One slip of the pen, the eye or the field's length: what a number that names nothing could have been, in one family only."""

import numpy as np
import polars as pl
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


def near(
    mentions: pl.DataFrame, hits: pl.DataFrame, payers: pl.DataFrame, items: pl.DataFrame, closed: pl.DataFrame, grammar: Grammar
) -> pl.DataFrame:
    """Return weak HITS: items of the payer's family whose number is one slip from a mention that names none of theirs."""
    families = _families(payers, items, closed)
    theirs = hits.join(families, on=["receipt_id", "customer"], how="semi").select("receipt_id", "mention").unique()
    lost = mentions.filter(~pl.col("kind").is_in(_SKIPPED)).join(theirs, on=["receipt_id", "mention"], how="anti")
    lost = lost.filter(pl.col("normal").str.len_bytes() >= CUT_MIN)
    book = _book(grammar, items)
    pairs = _pairs(lost, families, book)
    if pairs.is_empty():
        return empty(HITS)
    return _hits(pairs, mentions, book)


def _families(payers: pl.DataFrame, items: pl.DataFrame, closed: pl.DataFrame) -> pl.DataFrame:
    """Return for each receipt every customer in the family of a probable payer, as far as the payers' frame names them."""
    likely = payers.filter(pl.col("probability") >= PAYER_MIN).select("receipt_id", "family").unique()
    known = payers.select("customer", "family").unique()
    return likely.join(known, on="family", how="inner").select("receipt_id", "customer").unique().sort("receipt_id", "customer")


def _book(grammar: Grammar, items: pl.DataFrame) -> pl.DataFrame:
    """Return the numbers of the open items handed in: one row a form, with its core and its folded form."""
    forms = grammar.index.filter((pl.col("state") == "open") & pl.col("form").is_in(["tight", "zeroless"]))
    shortest = forms.sort("item_id", "field", "key").unique(["item_id", "field"], keep="last", maintain_order=True)
    present = shortest.join(items.select("item_id"), on="item_id", how="semi")
    return present.with_columns(number=normal.zeroless_column(pl.col("key")))


def _pairs(lost: pl.DataFrame, families: pl.DataFrame, book: pl.DataFrame) -> pl.DataFrame:
    """Compare each receipt's lost mentions with its families' numbers, one small table of distances a receipt."""
    asked = lost.join(families.select("receipt_id").unique(), on="receipt_id", how="semi")
    wanted = families.join(asked.select("receipt_id").unique(), on="receipt_id", how="semi")
    mine = wanted.join(book, on="customer", how="inner").sort("receipt_id", "item_id", "field")
    books = {key[0]: frame for key, frame in mine.partition_by("receipt_id", as_dict=True).items()}
    rows: list[tuple[str, int, str, str]] = []
    for (receipt_id,), frame in asked.sort("receipt_id", "mention").partition_by("receipt_id", as_dict=True).items():
        if receipt_id in books:
            rows.extend(_compared(str(receipt_id), frame, books[receipt_id]))
    return pl.DataFrame(rows, schema=_PAIR, orient="row")


def _compared(receipt_id: str, lost: pl.DataFrame, book: pl.DataFrame) -> list[tuple[str, int, str, str]]:
    """Return which items each lost mention of one receipt is one slip from, and what slip that is."""
    tokens = [normal.zeroless(number) for number in lost["normal"].to_list()]
    numbers = book["number"].to_list()
    whole = cdist(tokens, numbers, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
    cores = cdist(*([normal.core(number) for number in side] for side in (tokens, numbers)), scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
    distance = np.minimum(whole, cores)
    folds = [normal.folded(number) for number in numbers]
    items, fields = book["item_id"].to_list(), book["field"].to_list()
    rows = []
    for row, (mention, kind, cut) in enumerate(lost.select("mention", "kind", "truncated").iter_rows()):
        token, fold = tokens[row], normal.folded(tokens[row])
        for column, number in enumerate(numbers):
            if fields[column] != _FIELDS.get(kind, "document"):
                continue
            how = _slip(token, fold, number, folds[column], int(distance[row, column]), cut=cut, labelled=kind not in {"bare", "unknown"})
            if how:
                rows.append((receipt_id, mention, items[column], how))
    return rows


def _slip(token: str, fold: str, number: str, other: str, distance: int, *, cut: bool, labelled: bool) -> str:
    """Return which slip makes the token the number: look-alikes, one edit, or a number cut at either end; else nothing."""
    core, bare = normal.core(token), normal.core(number)
    if fold == other or fold == normal.folded(bare):
        return "ocr"
    if distance <= 1 and min(len(core), len(bare)) >= (EDIT_MIN - 1 if labelled else EDIT_MIN):
        return "edit"
    missing = len(bare) - len(core)
    if len(core) < CUT_MIN or missing <= 0 or (missing > CUT_MAX and not cut) or not (labelled or cut):
        return ""
    begins = number.startswith(token) or bare.startswith(core)
    return "truncated" if begins or (not cut and bare.endswith(core)) else ""


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
