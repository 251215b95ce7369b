"""How mentions are joined to the numbers of items, and which of several readings of one string stands."""

import polars as pl

from matcher.frames import HITS, empty
from matcher.nothing import of_nothing
from matcher.remittance import normal
from matcher.remittance.grammar import CHANCE_MAX, Grammar
from matcher.remittance.issued import FIELDS, Issued
from matcher.remittance.spellings import CORE_MIN

#: How a reading came about, strongest first.
HOWS = (
    *("exact", "normal", "prefix", "range", "stem", "glued", "split", "purchase_order", "order", "delivery"),
    *("suffix", "ocr", "truncated", "edit"),
)
#: How a number is read that the payer calls his own and that is an item's of nobody who may pay.
OWN = "own"
#: Kinds that no label or field vouches for: chance decides.
BARE = ("bare", "unknown")
#: Letters before the number of an order that only say what it is.
ORDER_LEADS = sorted(normal.INVOICE_WORDS | normal.ORDER_WORDS)
MENTION = ["receipt_id", "mention"]

#: kind of mention -> how its document hits are called, where the kind says more than the form.
_KIND_HOWS = {
    "range_member": "range",
    "stem_member": "stem",
    "stem_doubtful": "stem",
    "glued_member": "glued",
    "glued_doubtful": "glued",
    "split": "split",
}
#: kind of mention -> the fields its label means; other labels mean the document, no label means any.
_FIELDS = {
    "purchase_order": ("purchase_order",),
    "order": ("order", "purchase_order"),
    "delivery": ("delivery",),
}
#: Letters that stand for a word for document, where something says that a document's number follows.
_INITIALS = frozenset({"I"})
#: What is left behind a word is a number only with so many signs, digits among them.
_BEHIND = "^[A-Z]*[0-9][A-Z0-9]{3,}$"
#: The shortest number in which look-alikes are turned to digits.
_FOLDED_MIN = 5

_RANK = {how: rank for rank, how in enumerate(HOWS)}
#: What of a mention goes along into its readings.
_CARRIED = (*MENTION, "position", "source", "start", "end", "raw", "kind", "paid", "lead", "chance", "vouched", "kept")
#: What a reading is before its rivals are counted.
READING = {
    **{name: HITS[name] for name in HITS if name != "rivals"},
    **dict.fromkeys(("kind", "raw", "field", "form", "group", "document_type"), pl.String()),
}


def rank() -> pl.Expr:
    """Return how weak the way of reading is, 0 for the strongest."""
    return pl.col("how").replace_strict(_RANK, return_dtype=pl.Int32)


@of_nothing
def formed(asked: pl.DataFrame) -> pl.DataFrame:
    """Return mentions with the forms of their number: without zeros, its core, the letters that lead it."""
    parts = normal.parts(asked["normal"])
    return asked.with_columns(
        parts.select("lead", core="bare", zeroless=pl.concat_str("lead", "bare")).get_columns(),
    )


@of_nothing
def read(asked: pl.DataFrame, grammar: Grammar) -> pl.DataFrame:
    """Return every reading of the mentions that the letters before the number allow, strong or not."""
    carried = [*_CARRIED]
    own = pl.col("lead").is_in(sorted(grammar.prefixes))
    forms = [
        asked.select(*carried, key="normal", bared=pl.lit(value=False), first=pl.lit(value=True)),
        asked.filter(pl.col("zeroless") != pl.col("normal")).select(
            *carried, key="zeroless", bared=pl.lit(value=False), first=pl.lit(value=False)
        ),
        asked.filter((pl.col("lead") != "") & (pl.col("core").str.len_bytes() >= CORE_MIN) & ~own).select(
            *carried, key="core", bared=pl.lit(value=True), first=pl.lit(value=False)
        ),
    ]
    keyed = pl.concat(forms)
    index = grammar.book.named(keyed["key"])
    joined = keyed.join(index, on="key", how="inner").filter(~pl.col("bared") | (pl.col("form") != "stem"))
    form = (
        pl.when(pl.col("form") == "stem")
        .then(pl.lit("suffix"))
        .when(pl.col("bared") | (pl.col("form") == "core"))
        .then(pl.lit("prefix"))
        .when(pl.col("first") & (pl.col("form") == "tight"))
        .then(pl.lit("exact"))
        .otherwise(pl.lit("normal"))
    )
    spoken = pl.col("kind").replace_strict(_KIND_HOWS, default=None, return_dtype=pl.String)
    how = pl.when(pl.col("field") != "document").then(pl.col("field")).otherwise(pl.coalesce(spoken, form))
    strong = pl.col("vouched") & (pl.col("form") != "stem") & (~pl.col("bared") | _led()) & _fielded()
    return joined.with_columns(how=how, strong=strong)


def _led() -> pl.Expr:
    """Tell whether the letters taken off a number are only a word for what the document is."""
    lead, sort = pl.col("lead"), pl.col("document_type")
    documents = (
        lead.is_in(sorted(normal.INVOICE_WORDS))
        | (lead.is_in(sorted(normal.CREDIT_WORDS)) & (sort == "credit_memo"))
        | (lead.is_in(sorted(normal.DEBIT_WORDS)) & (sort == "debit_memo"))
    )
    return pl.when(pl.col("field") == "document").then(documents).otherwise(lead.is_in(ORDER_LEADS))


def _fielded() -> pl.Expr:
    """Tell whether this field is what the mention means; an order's number where an invoice's is due must be rare.

    So must one that is called a delivery's, or the other way round.
    """
    field = pl.col("field")
    seldom = (pl.col("chance") <= CHANCE_MAX) | pl.col("lead").is_in(ORDER_LEADS)
    meant = (field == "document") | seldom | (pl.col("source") == "remittance")
    for kind, fields in _FIELDS.items():
        other = (field != "document") & seldom
        meant = pl.when(pl.col("kind") == kind).then(field.is_in(fields) | other).otherwise(meant)
    return meant


@of_nothing
def without_ending(asked: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions that end in something a payer hangs on a number, as the number before it."""
    endings = {raw: normal.suffix(raw) for raw in asked["raw"].unique().to_list()}
    found = {raw: ending for raw, ending in endings.items() if ending is not None}
    stems = pl.DataFrame(
        {
            "raw": list(found),
            "stem": [normal.tight(stem) for stem, _ in found.values()],
            "means": [same for _, same in found.values()],
        },
        schema={"raw": pl.String, "stem": pl.String, "means": pl.Boolean},
    )
    whole = asked.filter(normal.tight_column(asked["raw"]) == asked["normal"])
    ended = whole.join(stems, on="raw", how="inner").with_columns(normal=pl.col("stem"), kept=pl.col("means"))
    return formed(ended.drop("stem", "means"))


@of_nothing
def without_word(asked: pl.DataFrame, grammar: Grammar) -> pl.DataFrame:
    """Return the mentions that begin with a word for document, as the number behind it (`INV2026-104` is `2026-104`).

    `kept` says that the word is surely no part of the number: no number of ours has the shape of the whole. The word
    may lead other numbers of ours, and our own letters may stand behind it.
    """
    words = sorted(normal.INVOICE_WORDS | normal.CREDIT_WORDS | normal.DEBIT_WORDS | _INITIALS)
    numbers = asked.select(pl.col("normal").unique()).filter(pl.col("normal").str.contains(f"^(?:{'|'.join(words)})"))
    begun = [(number, word) for number in numbers["normal"].to_list() for word in words if number.startswith(word)]
    led = pl.DataFrame(
        {
            "normal": [number for number, _ in begun],
            "behind": [number[len(word) :] for number, word in begun],
            "initial": [word in _INITIALS for _, word in begun],
        },
        schema={"normal": pl.String, "behind": pl.String, "initial": pl.Boolean},
    ).filter(pl.col("behind").str.contains(_BEHIND))
    grammar.ask(led["normal"].to_list())
    apart = [not grammar.shaped(number) for number in led["normal"].to_list()]
    labelled = ~pl.col("initial") | ~pl.col("kind").is_in(BARE)
    behind = asked.join(led.with_columns(apart=pl.Series(apart, dtype=pl.Boolean)), on="normal", how="inner")
    behind = behind.with_columns(normal=pl.col("behind"), kept=pl.col("apart") & labelled)
    return formed(behind.drop("behind", "initial", "apart")).sort(*MENTION, "normal")


@of_nothing
def folded(asked: pl.DataFrame, book: Issued) -> pl.DataFrame:
    """Return the readings in which letters and digits that look alike were taken for each other; never strong."""
    folded = asked.with_columns(normal.folded_column(asked["normal"]).alias("key")).filter(
        pl.col("key").str.len_bytes() >= _FOLDED_MIN
    )
    if folded.is_empty():
        return empty({**READING})
    documents = book.alike(folded["key"]).filter((pl.col("field") == "document") & (pl.col("form") != "stem"))
    alike = documents.with_columns(normal.folded_column(documents["key"]).alias("key")).unique(
        ["key", "item_id"], keep="first", maintain_order=True
    )
    return (
        folded.join(alike, on="key", how="inner")
        .with_columns(how=pl.lit("ocr"), strong=pl.lit(value=False))
        .select(list(READING))
    )


@of_nothing
def preferred(readings: pl.DataFrame) -> pl.DataFrame:
    """Drop from each mention the readings that a better one of the same mention rules out; keep one reading an item.

    The field the label names wins over others; a credit memo wins where the label or a negative amount says so, an
    invoice where nothing does; a document's own ending is guessed only where nothing else fits.
    """
    several = readings.select(MENTION).is_duplicated()
    return pl.concat([readings.filter(~several).select(list(READING)), _preferred(readings.filter(several))])


@of_nothing
def _preferred(readings: pl.DataFrame) -> pl.DataFrame:
    """Drop readings of mentions that have several."""
    sure = pl.col("strong") & pl.col("meant")
    out_of_field = ~pl.col("meant") & sure.any().over(MENTION)
    credit = pl.col("document_type") == "credit_memo"
    wanted = (pl.col("kind") == "credit_memo") | (pl.col("paid").fill_null(0) < 0)
    loose = (pl.col("form") == "core") & (pl.col("field") == "document")
    other = (
        pl.when(wanted)
        .then(~credit & credit.any().over(MENTION))
        .otherwise(loose & credit & (loose & ~credit).any().over(MENTION))
    )
    guessed = (pl.col("form") == "stem") & (pl.col("form") != "stem").any().over(MENTION)
    return (
        readings.with_columns(meant=_meant())
        .filter(~out_of_field & ~other & ~guessed)
        .with_columns(rank=rank())
        .sort(*MENTION, "item_id", "strong", "rank", descending=[False, False, False, True, False])
        .unique([*MENTION, "item_id"], keep="first", maintain_order=True)
        .select(list(READING))
    )


def _meant() -> pl.Expr:
    """Tell whether the field is the one that the mention's label names; without a label any field is."""
    field = pl.col("field")
    meant = pl.when(pl.col("kind").is_in(BARE)).then(pl.lit(value=True)).otherwise(field == "document")
    for kind, fields in {**_FIELDS, "also": FIELDS}.items():
        meant = pl.when(pl.col("kind") == kind).then(field.is_in(fields)).otherwise(meant)
    return meant


def ranged(readings: pl.DataFrame) -> pl.DataFrame:
    """Keep of a range only the items of a customer who has both its ends; where nobody has, a case asks his family.

    A range is of one kind of number: an item whose letters are not those of an end is not in it.
    """
    ranged = readings.filter(pl.col("kind") == "range_member")
    if ranged.is_empty():
        return readings
    span = ["receipt_id", "position", "start", "end", "raw"]
    low, high = pl.col("mention").min().over(span), pl.col("mention").max().over(span)
    last = (pl.col("mention") == low) | (pl.col("mention") == high)
    letters = normal.prefix_column(normal.tight_column(ranged["document_number"]))
    lettered = ranged.with_columns(letters.alias("letters"))
    ends = lettered.filter(last)
    both = ends.group_by(*span, "customer").agg(ends=pl.col("mention").n_unique()).filter(pl.col("ends") > 1)
    owned = lettered.join(both, on=[*span, "customer"], how="left").with_columns(
        mine=pl.col("ends").is_not_null(), known=pl.col("ends").is_not_null().any().over(span)
    )
    kept = owned.filter(pl.col("mine") | ~pl.col("known"))
    alike = kept.join(ends.select(*span, "letters").unique(), on=[*span, "letters"], how="semi")
    return pl.concat([readings.filter(pl.col("kind") != "range_member"), alike.select(list(READING))])


def of_line(readings: pl.DataFrame) -> pl.DataFrame:
    """Keep one reading of a structured line: its own reference, or another of its document where that is surer."""
    line = ["receipt_id", "position"]
    doubled = readings.filter((pl.col("kind") == "also") & (pl.col("position") >= 0)).select(line).unique()
    if doubled.is_empty():
        return readings
    rest = readings.join(doubled, on=line, how="anti")
    return pl.concat([rest, _of_line(readings.join(doubled, on=line, how="semi"))])


def _of_line(readings: pl.DataFrame) -> pl.DataFrame:
    """Keep one reading of lines that give other numbers of their documents."""
    line = ["receipt_id", "position"]
    grade = pl.when(~pl.col("strong")).then(2).when(pl.col("field") == "document").then(0).otherwise(1)
    graded = readings.with_columns(grade=grade)
    also = pl.col("kind") == "also"
    main = pl.col("grade").filter(~also).min().over(line).fill_null(3)
    other = pl.col("grade").filter(also).min().over(line).fill_null(3)
    keep = pl.when(also).then(other < main).otherwise(main <= other)
    return graded.filter(keep).select(list(READING))


def counted(readings: pl.DataFrame) -> pl.DataFrame:
    """Count the rivals: other documents, or other orders, that the same string means as surely."""
    several = readings.select(MENTION).is_duplicated()
    every = pl.col("group").n_unique().over(MENTION)
    sure = pl.col("group").filter(pl.col("strong")).n_unique().over(MENTION)
    rivals = pl.when(pl.col("strong")).then(sure).otherwise(every) - 1
    alone = readings.filter(~several).with_columns(rivals=pl.lit(0, pl.Int32))
    counted = readings.filter(several).with_columns(rivals=rivals.cast(pl.Int32))
    return pl.concat([frame.select(list(HITS)) for frame in (alone, counted)])
