"""Which items a mention can mean, each reading with how sure it is and with how many other documents it competes."""

from collections.abc import Sequence

import polars as pl

from matcher.frames import HITS, checked
from matcher.nothing import of_nothing
from matcher.remittance import normal, readings, slips
from matcher.remittance.grammar import CHANCE_MAX, Grammar
from matcher.remittance.issued import FIELDS, Issued
from matcher.remittance.mentions import claiming
from matcher.remittance.readings import BARE, MENTION, ORDER_LEADS
from matcher.remittance.shapes import mask, space

#: Kinds whose numbers are ours only if something else says so as well.
_WEAK = ("doubtful", "glued_doubtful", "stem_doubtful", "payer_document", "adjustment", "account")
#: A core shorter than this is weak even in a structured line, unless chance is small.
_CORE_SURE = 4
#: A reference field is meant for references: chance may be larger there.
_REFERENCE_CHANCE_MAX = 10 * CHANCE_MAX
#: Readings are many times as wide as mentions: so many receipts are read at a time.
_RECEIPTS_AT_A_TIME = 10_000
#: A number filled up with zeros to so many signs is written as a document's, however few of its digits count.
_PADDED_SURE = 6
#: So many times as seldom as others are stray numbers that are filled up like that.
_PADDED_RARE = 10
#: A number of the payer's beside another of his, behind a word for one, or whose item asks just what came, may be met
#: so much oftener.
_BESIDE_MAX = 5 * CHANCE_MAX
#: Four digits that may be a year name nothing by the sum alone.
_YEARS = "^(?:19|20)[0-9]{2}$"
#: How a document's number ends that counts the shipments of an order.
_SHIPMENT = "[^0-9A-Za-z][0-9]{1,3}$"
#: The same bare number on so many receipts of one payer is the payer's own (a vendor number), not an item of ours.
_REPEATS_MIN = 3
#: A stray number that may mean so many others beside a document means by itself none of them.
_CROWDED = 16
#: A family this probable by name or bank data is a second signal for an unlabelled number.
_PAYER_SURE = 0.5


def resolved(
    mentions: pl.DataFrame,
    receipts: pl.DataFrame,
    items: pl.DataFrame,
    grammar: Grammar,
    *,
    payers: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Return the HITS that a mention's own string gives, in the whole book.

    Forms are tried in turn: as written, without a word before it, without an ending, then with look-alikes turned to
    digits (never strong). With the PAYERS given, what a stray number means only by its crowd is left out (`telling`).
    """
    asked = _asked(mentions, receipts, grammar)
    found = (_resolved(part, grammar) for part in _parts(asked))
    told = found if payers is None else (telling(part, mentions, payers, receipts, items) for part in found)
    return pl.concat([*told])


def _parts(asked: pl.DataFrame) -> list[pl.DataFrame]:
    """Return the mentions in parts of whole receipts, in their order: nothing here looks beyond a receipt."""
    keys = asked["receipt_id"].unique().sort()
    if len(keys) <= _RECEIPTS_AT_A_TIME:
        return [asked]
    first = keys.gather_every(_RECEIPTS_AT_A_TIME)
    of = pl.col("receipt_id")
    edges = zip(first, [*first[1:], None], strict=True)
    return [asked.filter((of >= low) & (True if high is None else of < high)) for low, high in edges]


@of_nothing
def telling(
    hits: pl.DataFrame, mentions: pl.DataFrame, payers: pl.DataFrame, receipts: pl.DataFrame, items: pl.DataFrame
) -> pl.DataFrame:
    """Return the HITS without those of stray numbers that may mean very many documents, in a large book.

    What belongs to somebody who may pay stays, and what asks just what came.
    """
    stray = mentions.filter(~claiming()).select(MENTION)
    many = hits.filter(~pl.col("strong") & (pl.col("rivals") >= _CROWDED)).join(stray, on=MENTION, how="semi")
    if many.is_empty():
        return hits
    brought = receipts.select("receipt_id", open="amount")
    asking = many.join(items.select("item_id", "open"), on="item_id").join(
        brought, on=["receipt_id", "open"], how="semi"
    )
    own = many.join(payers.select("receipt_id", "customer"), on=["receipt_id", "customer"], how="semi")
    one = [*MENTION, "position", "item_id"]
    silent = many.join(pl.concat([own.select(one), asking.select(one)]), on=one, how="anti")
    return hits.join(silent.select(one), on=one, how="anti", maintain_order="left")


@of_nothing
def _resolved(asked: pl.DataFrame, grammar: Grammar) -> pl.DataFrame:
    """Return the HITS of some receipts' mentions."""
    whole = readings.read(asked, grammar)
    led = _led(asked.join(whole.filter("strong"), on=MENTION, how="anti"), grammar)
    led = pl.concat([led.filter("strong"), led.filter(~pl.col("strong")).join(whole, on=MENTION, how="anti")])
    whole = whole.join(led.filter("strong"), on=MENTION, how="anti")
    rest = asked.join(pl.concat([whole, led], how="diagonal_relaxed"), on=MENTION, how="anti")
    ended = readings.read(readings.without_ending(rest), grammar).with_columns(
        how=pl.lit("suffix"), strong=pl.col("strong") & pl.col("kept")
    )
    rest = rest.join(ended, on=MENTION, how="anti")
    alike = readings.folded(rest, grammar.book)
    # No mention is read in two of these ways.
    found = pl.concat([frame.select(list(readings.READING)) for frame in (whole, led, ended, alike)])
    return collapsed(readings.counted(readings.of_line(readings.ranged(readings.preferred(found)))))


@of_nothing
def _led(asked: pl.DataFrame, grammar: Grammar) -> pl.DataFrame:
    """Return the readings of whole document numbers behind a word for document; strong where it is no part of them."""
    behind = readings.read(readings.without_word(asked, grammar), grammar)
    whole = pl.col("form").is_in(["tight", "zeroless"]) & (pl.col("field") == "document")
    return behind.filter(whole).with_columns(how=pl.lit("prefix"), strong=pl.col("strong") & pl.col("kept"))


def narrowed(  # noqa: PLR0917  (the seam of matcher/__init__.py)
    mentions: pl.DataFrame,
    hits: pl.DataFrame,
    payers: pl.DataFrame,
    receipts: pl.DataFrame,
    items: pl.DataFrame,
    grammar: Grammar,
) -> pl.DataFrame:
    """Return the HITS with what one slip of the pen could mean inside the payer's family; none of it is strong.

    Only written numbers that name nothing, open or closed, of that family are read so: a range's members never.
    What is called an account is one, and may be a paid document's whole number all the same.
    """
    assert set(hits.columns) == set(HITS), hits.columns
    written = mentions.filter(pl.col("kind") != "range_member")
    named = written.join(receipts.select("receipt_id"), on="receipt_id", how="semi")
    extra = slips.near(named, hits, payers, grammar.book)
    asking = receipts.select("receipt_id", open="amount")
    sure = confirmed(hits, named, payers, grammar.book, asking, items)
    return collapsed(pl.concat([sure, checked(extra, HITS), _called_accounts(named, grammar)]))


@of_nothing
def owned(hits: pl.DataFrame, mentions: pl.DataFrame, payers: pl.DataFrame) -> pl.DataFrame:
    """Return the HITS; a number the payer calls his own that is an item's of nobody who may pay is read as his own.

    `payers` are known by something other than the numbers.
    """
    theirs = mentions.filter(pl.col("kind") == "payer_document").select(MENTION)
    called = hits.filter(~pl.col("strong")).join(theirs, on=MENTION, how="semi")
    others = called.join(payers.select("receipt_id", "customer"), on=["receipt_id", "customer"], how="anti")
    if others.is_empty():
        return hits
    one = [*MENTION, "position", "item_id"]
    mark = others.select(one).unique().with_columns(own=pl.lit(value=True))
    marked = hits.join(mark, on=one, how="left", maintain_order="left")
    how = pl.when(pl.col("own").is_null()).then(pl.col("how")).otherwise(pl.lit(readings.OWN))
    return marked.with_columns(how=how).drop("own")


@of_nothing
def _called_accounts(mentions: pl.DataFrame, grammar: Grammar) -> pl.DataFrame:
    """Return the HITS of numbers called accounts that are, as written, whole numbers of paid documents."""
    called = readings.formed(mentions.filter((pl.col("kind") == "account") & ~pl.col("truncated")))
    no = pl.lit(value=False)
    found = readings.read(called.with_columns(chance=pl.lit(None, pl.Float64), vouched=no, kept=no), grammar)
    paid = (pl.col("state") == "closed") & (pl.col("field") == "document") & pl.col("how").is_in(["exact", "normal"])
    return readings.counted(found.filter(paid).select(list(readings.READING)))


@of_nothing
def confirmed(  # noqa: PLR0917 - the frames, in the order in which they are made
    hits: pl.DataFrame,
    mentions: pl.DataFrame,
    payers: pl.DataFrame,
    book: Issued,
    asking: pl.DataFrame,
    items: pl.DataFrame,
) -> pl.DataFrame:
    """Return the HITS with unlabelled numbers made strong where chance hardly meets the payer's own numbers.

    The second signal is who pays, known by something other than the numbers, or another number of the same family.
    Chance may meet them oftener where several stand together, and of those that ask just what came it meets few.
    A number without the document's own ending (`12867` for `12867/26`) counts, labelled or not, if no other begins so;
    so does one with look-alikes in it (`1Z867`) that is priced as it should be, and one that stands for all the
    shipments of an order.
    """
    told = (
        payers.filter(pl.col("how") != "mentioned")
        .group_by("receipt_id", "family")
        .agg(told=pl.col("probability").sum())
    )
    bare = mentions.filter(pl.col("kind").is_in([*BARE, "number"]) & ~pl.col("truncated")).select(
        *MENTION, "normal", bare=pl.col("kind").is_in(BARE)
    )
    heads = payers.select("receipt_id", "customer", "family").unique()
    whole = pl.col("how").is_in(["exact", "normal", "prefix", *FIELDS])
    doubtful = hits.filter(~pl.col("strong") & (whole | (pl.col("how") == "suffix"))).join(
        bare, on=MENTION, how="inner"
    )
    doubtful = pl.concat(
        [doubtful.filter(whole & pl.col("bare")), _unended(doubtful.filter(pl.col("how") == "suffix"))]
    )
    weak = doubtful.join(heads, on=["receipt_id", "customer"], how="inner")
    known = heads.join(told, on=["receipt_id", "family"]).filter(pl.col("told") >= _PAYER_SURE)
    misread = _misread(hits, bare, known, asking, items, book)
    called = mentions.filter(pl.col("kind").is_in([*BARE, "number", "order"]) & ~pl.col("truncated"))
    orders = _orders(hits, called.select(*MENTION, "normal"), known)
    if weak.is_empty() and misread.is_empty() and orders.is_empty():
        return hits.select(list(HITS))
    counted = weak.with_columns(numbers=pl.col("mention").n_unique().over("receipt_id", "family"))
    second = (pl.col("told").fill_null(0) >= _PAYER_SURE) | (pl.col("numbers") > 1)
    vouched = counted.join(told, on=["receipt_id", "family"], how="left").filter(second)
    rare = vouched.join(_single(vouched["normal"]), on="normal").filter(pl.col("one") <= CHANCE_MAX)
    sizes = book.sizes(rare["customer"])
    rare = rare.join(sizes, on="customer", how="left").with_columns(met=pl.col("one") * pl.col("size"))
    doubted = rare.filter((pl.col("met") > CHANCE_MAX) & ~pl.col("normal").str.contains(_YEARS))
    beside = doubted.filter(((pl.col("numbers") > 1) | ~pl.col("bare")) & (pl.col("met") <= _BESIDE_MAX))
    alone = _asking(doubted, asking, items).filter(pl.col("one") * pl.col("asked") <= CHANCE_MAX)
    return _marked(hits, [rare.filter(pl.col("met") <= CHANCE_MAX), beside, alone, misread, orders], orders)


def _marked(hits: pl.DataFrame, found: Sequence[pl.DataFrame], orders: pl.DataFrame) -> pl.DataFrame:
    """Return the HITS with what was found made strong, and the numbers of orders called so."""
    key = [*MENTION, "item_id"]
    sure = pl.concat([frame.select(key) for frame in found]).unique().with_columns(sure=pl.lit(value=True))
    whole = orders.select(key).unique().with_columns(whole=pl.lit(value=True))
    joined = hits.join(sure, on=key, how="left").join(whole, on=key, how="left")
    how = pl.when(pl.col("whole")).then(pl.lit("order")).otherwise("how")
    strong = pl.col("strong") | pl.col("sure").fill_null(value=False)
    return joined.with_columns(strong=strong, how=how).select(list(HITS))


def _misread(  # noqa: PLR0917
    hits: pl.DataFrame,
    mentions: pl.DataFrame,
    known: pl.DataFrame,
    asking: pl.DataFrame,
    items: pl.DataFrame,
    book: Issued,
) -> pl.DataFrame:
    """Return the hits of whole numbers with look-alikes in them that only an item of a known payer's can be meant by.

    It asks just what came, or what the payer set beside the number: no slip of the pen puts a letter among digits.
    """
    alike = hits.filter(~pl.col("strong") & (pl.col("how") == "ocr") & (pl.col("rivals") == 0))
    own = alike.join(mentions, on=MENTION, how="inner").join(known, on=["receipt_id", "customer"], how="semi")
    priced = own.join(items.select("item_id", "open"), on="item_id", how="inner").join(
        asking.select("receipt_id", came="open"), on="receipt_id", how="left"
    )
    right = priced.filter((pl.col("open") == pl.col("came")) | (pl.col("open") == pl.col("paid")))
    met = right.join(_single(right["normal"]), on="normal").join(book.sizes(right["customer"]), on="customer")
    return met.filter(pl.col("one") * pl.col("size") <= CHANCE_MAX)


def _orders(hits: pl.DataFrame, mentions: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Return the hits of a number without the ending that several of a known payer's documents have, all of them open.

    It is read as an order's number: `4711` for `4711-01` and `4711-02`. Letters are no shipments: they tell versions.
    """
    counted = pl.col("document_number").str.contains(_SHIPMENT)
    ended = hits.filter(~pl.col("strong") & (pl.col("how") == "suffix") & (pl.col("state") == "open") & counted)
    begun = _beginning(ended.join(mentions, on=MENTION, how="inner"))
    every = pl.len().over(MENTION)
    alone = (every > 1) & (pl.col("rivals") == every - 1) & (pl.col("customer").n_unique().over(MENTION) == 1)
    return begun.filter(alone).join(known, on=["receipt_id", "customer"], how="semi")


def _unended(hits: pl.DataFrame) -> pl.DataFrame:
    """Return the hits of mentions that are all of the document's number but its ending, and of no other document's."""
    return _beginning(hits).filter(pl.col("rivals") == 0)


@of_nothing
def _beginning(hits: pl.DataFrame) -> pl.DataFrame:
    """Return the hits of mentions that are all of the document's number but its ending."""
    number = hits.select(pl.col("normal"), whole=normal.tight_column(hits["document_number"]))
    size = pl.col("normal").str.len_bytes()
    begins = pl.col("whole").str.starts_with(pl.col("normal")) & (size < pl.col("whole").str.len_bytes())
    return hits.filter(number.select(begins & (size >= _CORE_SURE)).to_series())


@of_nothing
def _asking(hits: pl.DataFrame, asking: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Return the hits whose item asks just what came, with how many items of its customer's do (`asked`)."""
    open_ = items.select("item_id", "open").join(hits, on="item_id", how="semi")
    exact = hits.join(open_, on="item_id").join(asking, on=["receipt_id", "open"], how="semi")
    own = items.select("customer", "open").join(exact, on=["customer", "open"], how="semi")
    return exact.join(own.group_by("customer", "open").agg(asked=pl.len()), on=["customer", "open"])


def _single(numbers: pl.Series) -> pl.DataFrame:
    """Return the probability that a random number is this one, for each string once: normal, one."""
    different = numbers.unique()
    chances = [1 / (space(mask(normal.zeroless(number))) * _rarer(number)) for number in different.to_list()]
    return pl.DataFrame({"normal": different, "one": pl.Series(chances, dtype=pl.Float64)})


def _rarer(number: str) -> int:
    """Return how much more seldom than other numbers with so many digits that count a stray one is written so."""
    return _PADDED_RARE if number.startswith("0") and len(number) >= _PADDED_SURE else 1


@of_nothing
def collapsed(hits: pl.DataFrame) -> pl.DataFrame:
    """Return one row per receipt, item and position, the strongest; free text does not repeat a structured line.

    A line that only may mean an item says nothing new where the text names the item without doubt.
    """
    several = hits.select("receipt_id", "item_id").is_duplicated()
    kept = pl.concat([hits.filter(~several).select(list(HITS)), _collapsed(hits.filter(several)).select(list(HITS))])
    return checked(kept.sort("receipt_id", "mention", "item_id", "position"), HITS)


@of_nothing
def _collapsed(hits: pl.DataFrame) -> pl.DataFrame:
    """Return one row per receipt, item and position of items that are hit several times."""
    order = hits.with_columns(rank=readings.rank()).sort(
        "receipt_id",
        "item_id",
        "position",
        "strong",
        "rank",
        "mention",
        descending=[False, False, False, True, False, False],
    )
    key = ["receipt_id", "item_id", "position"]
    paid = order.group_by(key).agg(pl.col("paid").drop_nulls().first())
    one = order.drop("paid").unique(key, keep="first", maintain_order=True).join(paid, on=key, how="left")
    lined = pl.col("position") >= 0
    here = ["receipt_id", "item_id"]
    sides = one.group_by(here).agg(
        lines=lined.any(), sure_line=(lined & pl.col("strong")).any(), sure_text=(~lined & pl.col("strong")).any()
    )
    by_text = pl.col("sure_text") & ~pl.col("sure_line")
    kept = pl.when(lined).then(~by_text).otherwise(~pl.col("lines") | by_text)
    return one.join(sides, on=here, how="left").filter(kept)


def _asked(mentions: pl.DataFrame, receipts: pl.DataFrame, grammar: Grammar) -> pl.DataFrame:
    """Return the mentions with their forms, the chance of their shape, and whether something vouches for them."""
    kinds = mentions.filter((pl.col("kind") != "account") & pl.col("normal").str.contains("[0-9]"))
    forms = readings.formed(kinds).with_columns(kept=pl.lit(value=True))
    own = _repeated(forms, receipts)
    return (
        forms.join(grammar.chances(forms["normal"]), on="normal", how="left")
        .join(own, on=["receipt_id", "normal"], how="left")
        .join(_padded(forms["normal"], grammar), on="normal", how="left")
        .with_columns(vouched=_vouched(grammar) & pl.col("repeats").is_null())
    )


def _padded(numbers: pl.Series, grammar: Grammar) -> pl.DataFrame:
    """Return the numbers of our documents among those filled up with zeros, however few of their digits count."""
    long = (numbers.str.len_bytes() >= _PADDED_SURE) & numbers.str.starts_with("0")
    filled = numbers.filter(long).unique().to_list()
    grammar.ask(filled)
    ours = [number for number in filled if grammar.written(number)]
    return pl.DataFrame({"normal": pl.Series(ours, dtype=pl.String)}).with_columns(padded=pl.lit(value=True))


def _vouched(grammar: Grammar) -> pl.Expr:
    """Tell whether a label, a structured line, a prefix of ours or a rare shape vouches for a number."""
    sure = (pl.col("core").str.len_bytes() >= _CORE_SURE) | pl.col("padded").is_not_null()
    limit = pl.when(pl.col("source") == "reference").then(_REFERENCE_CHANCE_MAX).otherwise(CHANCE_MAX)
    rare = pl.col("chance") <= limit
    ours = pl.col("lead").is_in(sorted(lead for lead in grammar.prefixes if len(lead) > 1) + ORDER_LEADS)
    labelled = ~pl.col("kind").is_in(BARE)
    return ~pl.col("kind").is_in(_WEAK) & ~pl.col("truncated") & (rare | (sure & (labelled | ours)))


def paying() -> pl.Expr:
    """Return by what a receipt's payer is told from others before anybody knows him; null where he is not."""
    marks = ("payer_account", "company_id", "payer_name")
    return pl.coalesce(*(pl.when(pl.col(name) != "").then(pl.col(name)) for name in marks))


@of_nothing
def _repeated(forms: pl.DataFrame, receipts: pl.DataFrame) -> pl.DataFrame:
    """Return the bare numbers that stand on several receipts of one payer: they are the payer's own."""
    who = receipts.select("receipt_id", payer=paying()).drop_nulls()
    bare = forms.filter(pl.col("kind").is_in(BARE)).join(who, on="receipt_id", how="inner")
    often = (
        bare.group_by("payer", "normal")
        .agg(repeats=pl.col("receipt_id").n_unique())
        .filter(pl.col("repeats") >= _REPEATS_MIN)
    )
    return (
        bare.join(often, on=["payer", "normal"], how="inner")
        .select("receipt_id", "normal", "repeats")
        .unique(["receipt_id", "normal"])
    )
