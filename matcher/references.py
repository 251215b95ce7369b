"""Which items a mention can mean, each reading with how sure it is and how many other documents the same string could mean."""

import polars as pl

from matcher import normal, slips
from matcher.frames import HITS, checked, empty
from matcher.grammar import CHANCE_MAX, CORE_MIN, FIELDS, Grammar, mask, space

#: How a reading came about, strongest first.
HOWS = ("exact", "normal", "prefix", "range", "stem", "glued", "split", "purchase_order", "order", "delivery", "suffix", "ocr", "truncated", "edit")
_RANK = {how: rank for rank, how in enumerate(HOWS)}

#: kind of mention -> how its document hits are called, where the kind says more than the form.
_KIND_HOWS = {"range_member": "range", "stem_member": "stem", "glued_member": "glued", "glued_doubtful": "glued", "split": "split"}
#: kind of mention -> the fields in which its hit needs no second signal; kinds not named here: any, as far as chance lets.
_FIELDS = {
    "purchase_order": ("purchase_order",),
    "order": ("order", "purchase_order"),
    "delivery": ("delivery",),
}
#: Kinds whose numbers are ours only if something else says so as well.
_WEAK = ("doubtful", "glued_doubtful", "payer_document", "adjustment", "account")
#: Kinds that no label or field vouches for: chance decides.
_BARE = ("bare", "unknown")
#: A core shorter than this is weak even in a structured line, unless chance is small.
_CORE_SURE = 4
#: A reference field is meant for references: chance may be larger there.
_REFERENCE_CHANCE_MAX = 10 * CHANCE_MAX
#: The same bare number on so many receipts of one payer is the payer's own (a vendor number), not an item of ours.
_REPEATS_MIN = 3

#: A family this probable by name or bank data is a second signal for an unlabelled number.
_PAYER_SURE = 0.5
#: The shortest number in which look-alikes are turned to digits.
_FOLDED_MIN = 5

_ORDER_LEADS = sorted(normal.INVOICE_WORDS | normal.ORDER_WORDS)
_MENTION = ["receipt_id", "mention"]
#: What of a mention goes along into its readings, and what a reading is before rivals are counted.
_CARRIED = (*_MENTION, "position", "source", "start", "end", "raw", "kind", "paid", "lead", "chance", "vouched", "kept")
_READING = {**{name: HITS[name] for name in HITS if name != "rivals"}, "kind": pl.String, "raw": pl.String, "field": pl.String, "form": pl.String, "group": pl.String, "document_type": pl.String}


def resolved(
    mentions: pl.DataFrame,
    receipts: pl.DataFrame,
    items: pl.DataFrame,
    closed: pl.DataFrame,
    grammar: Grammar,
) -> pl.DataFrame:
    """Return the HITS that a mention's own string gives, in the whole book; only items handed in are hit.

    Forms are tried in turn: the number as written, without an ending, then with look-alikes turned to digits (never strong).
    """
    index = _present(grammar.index, items, closed)
    asked = _asked(mentions, receipts, grammar)
    whole = _read(asked, index, grammar)
    rest = asked.join(whole, on=_MENTION, how="anti")
    ended = _read(_without_ending(rest), index, grammar).with_columns(how=pl.lit("suffix"), strong=pl.col("strong") & pl.col("kept"))
    rest = rest.join(ended, on=_MENTION, how="anti")
    alike = _folded(rest, index)
    readings = pl.concat([_preferred(frame) for frame in (whole, ended, alike)])
    return collapsed(_counted(_also(_ranged(readings))))


def narrowed(
    mentions: pl.DataFrame,
    hits: pl.DataFrame,
    payers: pl.DataFrame,
    receipts: pl.DataFrame,
    items: pl.DataFrame,
    closed: pl.DataFrame,
    grammar: Grammar,
) -> pl.DataFrame:
    """Return the HITS with what one slip of the pen could mean inside the payer's family; none of it is strong.

    Only mentions that name nothing, open or closed, of that family are read so.
    """
    assert set(hits.columns) == set(HITS), hits.columns
    named = mentions.join(receipts.select("receipt_id"), on="receipt_id", how="semi")
    extra = slips.near(named, hits, payers, items, grammar)
    sure = confirmed(hits, named, payers, grammar)
    return collapsed(pl.concat([sure, checked(extra, HITS)]))


def confirmed(hits: pl.DataFrame, mentions: pl.DataFrame, payers: pl.DataFrame, grammar: Grammar) -> pl.DataFrame:
    """Return the HITS with unlabelled numbers made strong where chance hardly meets the payer's own numbers.

    The second signal is who pays, known by something other than the numbers, or another number of the same family.
    """
    told = payers.filter(pl.col("how") != "mentioned").group_by("receipt_id", "family").agg(told=pl.col("probability").sum())
    bare = mentions.filter(pl.col("kind").is_in(_BARE) & ~pl.col("truncated")).select("receipt_id", "mention", "normal")
    heads = payers.select("receipt_id", "customer", "family").unique()
    whole = pl.col("how").is_in(["exact", "normal", "prefix", *FIELDS])
    weak = hits.filter(~pl.col("strong") & whole).join(bare, on=_MENTION, how="inner").join(heads, on=["receipt_id", "customer"], how="inner")
    sized = weak.join(_sizes(grammar), on="customer", how="left").with_columns(
        chance=pl.col("normal").map_elements(lambda number: 1 / space(mask(normal.zeroless(number))), return_dtype=pl.Float64) * pl.col("size"),
        numbers=pl.col("mention").n_unique().over("receipt_id", "family"),
    )
    second = (pl.col("told").fill_null(0) >= _PAYER_SURE) | (pl.col("numbers") > 1)
    sure = sized.join(told, on=["receipt_id", "family"], how="left").filter(second & (pl.col("chance") <= CHANCE_MAX))
    marks = sure.select(*_MENTION, "item_id", sure=pl.lit(value=True)).unique()
    joined = hits.join(marks, on=[*_MENTION, "item_id"], how="left")
    return joined.with_columns(strong=pl.col("strong") | pl.col("sure").fill_null(value=False)).select(list(HITS))


def _sizes(grammar: Grammar) -> pl.DataFrame:
    """Return how many numbers of each customer, open and closed, a string can meet."""
    return grammar.index.group_by("customer").agg(size=pl.col("key").n_unique())


def collapsed(hits: pl.DataFrame) -> pl.DataFrame:
    """Return one row per receipt, item and position, the strongest; free text does not repeat what a structured line names."""
    rank = pl.col("how").replace_strict(_RANK, return_dtype=pl.Int32)
    order = hits.with_columns(rank=rank).sort(
        "receipt_id", "item_id", "position", "strong", "rank", "mention", descending=[False, False, False, True, False, False]
    )
    key = ["receipt_id", "item_id", "position"]
    paid = order.group_by(key).agg(pl.col("paid").drop_nulls().first())
    one = order.drop("paid").unique(key, keep="first", maintain_order=True).join(paid, on=key, how="left")
    structured = one.filter(pl.col("position") >= 0).select("receipt_id", "item_id")
    repeated = pl.col("position") < 0
    kept = pl.concat([one.filter(~repeated), one.filter(repeated).join(structured, on=["receipt_id", "item_id"], how="anti")])
    return checked(kept.sort("receipt_id", "mention", "item_id", "position"), HITS)


def _present(index: pl.DataFrame, items: pl.DataFrame, closed: pl.DataFrame) -> pl.DataFrame:
    """Return the index of the items handed in, with their document types."""
    types = pl.concat([items.select("item_id", "document_type"), closed.select("item_id", "document_type")])
    return index.join(types.unique("item_id"), on="item_id", how="inner")


def _asked(mentions: pl.DataFrame, receipts: pl.DataFrame, grammar: Grammar) -> pl.DataFrame:
    """Return the mentions with their forms, the chance of their shape, and whether something vouches for them."""
    kinds = mentions.filter((pl.col("kind") != "account") & pl.col("normal").str.contains("[0-9]"))
    forms = kinds.with_columns(zeroless=normal.zeroless_column(pl.col("normal"))).with_columns(
        core=normal.core_column(pl.col("zeroless")), lead=normal.prefix_column(pl.col("normal")), kept=pl.lit(value=True)
    )
    numbers = forms["normal"].unique()
    chances = pl.DataFrame({"normal": numbers, "chance": [grammar.chance(number) for number in numbers.to_list()]})
    own = _repeated(forms, receipts)
    return forms.join(chances, on="normal", how="left").join(own, on=["receipt_id", "normal"], how="left").with_columns(
        vouched=_vouched(grammar) & pl.col("repeats").is_null()
    )


def _vouched(grammar: Grammar) -> pl.Expr:
    """A label, a structured line, a prefix of ours or a rare shape vouches for a number; a cut or doubtful one has nobody."""
    sure = pl.col("core").str.len_bytes() >= _CORE_SURE
    limit = pl.when(pl.col("source") == "reference").then(_REFERENCE_CHANCE_MAX).otherwise(CHANCE_MAX)
    rare = pl.col("chance") <= limit
    ours = pl.col("lead").is_in(sorted(lead for lead in grammar.prefixes if len(lead) > 1) + _ORDER_LEADS)
    labelled = ~pl.col("kind").is_in(_BARE)
    return ~pl.col("kind").is_in(_WEAK) & ~pl.col("truncated") & (rare | (sure & (labelled | ours)))


def _repeated(forms: pl.DataFrame, receipts: pl.DataFrame) -> pl.DataFrame:
    """Return the bare numbers that stand on several receipts of one payer: they are the payer's own."""
    payer = pl.coalesce(*(pl.when(pl.col(name) != "").then(pl.col(name)) for name in ("payer_account", "company_id", "payer_name")))
    who = receipts.select("receipt_id", payer=payer).drop_nulls()
    bare = forms.filter(pl.col("kind").is_in(_BARE)).join(who, on="receipt_id", how="inner")
    often = bare.group_by("payer", "normal").agg(repeats=pl.col("receipt_id").n_unique()).filter(pl.col("repeats") >= _REPEATS_MIN)
    return bare.join(often, on=["payer", "normal"], how="inner").select("receipt_id", "normal", "repeats").unique(["receipt_id", "normal"])


def _read(asked: pl.DataFrame, index: pl.DataFrame, grammar: Grammar) -> pl.DataFrame:
    """Return every reading of the mentions in the index that the letters before the number allow, strong or not."""
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
    joined = pl.concat(forms).join(index, on="key", how="inner").filter(~pl.col("bared") | (pl.col("form") != "stem"))
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
    return pl.when(pl.col("field") == "document").then(documents).otherwise(lead.is_in(_ORDER_LEADS))


def _fielded() -> pl.Expr:
    """Tell whether a hit in this field is what the kind of mention means; an order's number instead of an invoice's must be rare."""
    field = pl.col("field")
    rare = (pl.col("source") == "remittance") | (pl.col("chance") <= CHANCE_MAX) | pl.col("lead").is_in(_ORDER_LEADS)
    meant = (field == "document") | rare
    for kind, fields in _FIELDS.items():
        meant = pl.when(pl.col("kind") == kind).then(field.is_in(fields)).otherwise(meant)
    return meant


def _without_ending(asked: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions that end in something a payer hangs on a number, as the number before it."""
    endings = {raw: normal.suffix(raw) for raw in asked["raw"].unique().to_list()}
    found = {raw: ending for raw, ending in endings.items() if ending is not None}
    stems = pl.DataFrame(
        {"raw": list(found), "stem": [normal.tight(stem) for stem, _ in found.values()], "means": [same for _, same in found.values()]},
        schema={"raw": pl.String, "stem": pl.String, "means": pl.Boolean},
    )
    whole = asked.filter(normal.tight_column(pl.col("raw")) == pl.col("normal"))
    return (
        whole.join(stems, on="raw", how="inner")
        .with_columns(normal=pl.col("stem"), zeroless=normal.zeroless_column(pl.col("stem")), kept=pl.col("means"))
        .with_columns(core=normal.core_column(pl.col("zeroless")), lead=normal.prefix_column(pl.col("normal")))
        .drop("stem", "means")
    )


def _folded(asked: pl.DataFrame, index: pl.DataFrame) -> pl.DataFrame:
    """Return the readings in which letters and digits that look alike were taken for each other; never strong."""
    folded = asked.with_columns(key=normal.folded_column(pl.col("normal"))).filter(pl.col("key").str.len_bytes() >= _FOLDED_MIN)
    if folded.is_empty():
        return empty({**_READING})
    documents = index.filter((pl.col("field") == "document") & (pl.col("form") != "stem"))
    alike = documents.with_columns(key=normal.folded_column(pl.col("key"))).unique(["key", "item_id"], keep="first", maintain_order=True)
    return folded.join(alike, on="key", how="inner").with_columns(how=pl.lit("ocr"), strong=pl.lit(value=False)).select(list(_READING))


def _preferred(readings: pl.DataFrame) -> pl.DataFrame:
    """Drop from each mention the readings that a better one of the same mention rules out; keep one reading an item.

    The field the label names wins over others; a credit memo wins where the label or a negative amount says so, an invoice
    where nothing does; a document's own ending is guessed only where nothing else fits.
    """
    sure = pl.col("strong") & pl.col("meant")
    out_of_field = ~pl.col("meant") & sure.any().over(_MENTION)
    credit = pl.col("document_type") == "credit_memo"
    wanted = (pl.col("kind") == "credit_memo") | (pl.col("paid").fill_null(0) < 0)
    loose = (pl.col("form") == "core") & (pl.col("field") == "document")
    other = pl.when(wanted).then(~credit & credit.any().over(_MENTION)).otherwise(loose & credit & (loose & ~credit).any().over(_MENTION))
    guessed = (pl.col("form") == "stem") & (pl.col("form") != "stem").any().over(_MENTION)
    rank = pl.col("how").replace_strict(_RANK, return_dtype=pl.Int32)
    return (
        readings.with_columns(meant=_meant())
        .filter(~out_of_field & ~other & ~guessed)
        .with_columns(rank=rank)
        .sort(*_MENTION, "item_id", "strong", "rank", descending=[False, False, False, True, False])
        .unique([*_MENTION, "item_id"], keep="first", maintain_order=True)
        .select(list(_READING))
    )


def _meant() -> pl.Expr:
    """Tell whether the field is the one that the mention's label names; without a label any field is."""
    field = pl.col("field")
    meant = pl.when(pl.col("kind").is_in(_BARE)).then(pl.lit(value=True)).otherwise(field == "document")
    for kind, fields in {**_FIELDS, "also": FIELDS}.items():
        meant = pl.when(pl.col("kind") == kind).then(field.is_in(fields)).otherwise(meant)
    return meant


def _ranged(readings: pl.DataFrame) -> pl.DataFrame:
    """Keep of a range only the items of a customer who has both its ends, where there is one; then it is not strong if others' were in it."""
    ranged = readings.filter(pl.col("kind") == "range_member")
    if ranged.is_empty():
        return readings
    span = ["receipt_id", "position", "start", "end", "raw"]
    low, high = pl.col("mention").min().over(span), pl.col("mention").max().over(span)
    ends = ranged.filter((pl.col("mention") == low) | (pl.col("mention") == high))
    both = ends.group_by(*span, "customer").agg(ends=pl.col("mention").n_unique()).filter(pl.col("ends") > 1)
    owned = ranged.join(both, on=[*span, "customer"], how="left").with_columns(
        mine=pl.col("ends").is_not_null(), known=pl.col("ends").is_not_null().any().over(span)
    )
    kept = owned.filter(pl.col("mine") | ~pl.col("known")).with_columns(
        strong=pl.col("strong") & (pl.col("mention").n_unique().over(span) == (pl.col("mention").max() - pl.col("mention").min() + 1).over(span))
    )
    return pl.concat([readings.filter(pl.col("kind") != "range_member"), kept.select(list(_READING))])


def _also(readings: pl.DataFrame) -> pl.DataFrame:
    """Keep one reading of a structured line's document: its own reference, or where another of its references is surer, that."""
    line = ["receipt_id", "position"]
    grade = (
        pl.when(~pl.col("strong")).then(2).when(pl.col("field") == "document").then(0).otherwise(1)
    )
    graded = readings.with_columns(grade=grade)
    also = pl.col("kind") == "also"
    main = pl.col("grade").filter(~also).min().over(line).fill_null(3)
    other = pl.col("grade").filter(also).min().over(line).fill_null(3)
    keep = (pl.col("position") < 0) | pl.when(also).then(other < main).otherwise(main <= other)
    return graded.filter(keep).select(list(_READING))


def _counted(readings: pl.DataFrame) -> pl.DataFrame:
    """Count the rivals: other documents, or other orders, that the same string means as surely."""
    every = pl.col("group").n_unique().over(_MENTION)
    sure = pl.col("group").filter(pl.col("strong")).n_unique().over(_MENTION)
    rivals = pl.when(pl.col("strong")).then(sure).otherwise(every) - 1
    return readings.with_columns(rivals=rivals.cast(pl.Int32)).select(list(HITS))
