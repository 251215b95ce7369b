"""Who may have paid: every sign of a payer, weighed into a distribution per receipt; the rest is a stranger."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from matcher.frames import PAYERS, Schema, checked, empty
from matcher.nothing import of_nothing
from matcher.payer import names, said_names
from matcher.remittance import normal

#: One row a sign: `stream` is the source that says so; signs of different streams multiply, of one stream they compete.
_SIGNS: Schema = {
    "receipt_id": pl.String,
    "customer": pl.String,
    "stream": pl.String,
    "how": pl.String,
    "share": pl.Float64,
    "independent": pl.Boolean,
    "explanation": pl.String,
}

#: The kind of link that says of one receipt whose it was booked as.
BOOKED = "receipt"
#: kind of link -> (the receipt's column it speaks of, whether it is bank data).
_LINKS = {
    BOOKED: ("receipt_id", True),
    "virtual_account": ("account", True),
    "account": ("payer_account", True),
    "company_id": ("company_id", True),
    "name": ("payer_name", False),
}
#: The digits of a bank's routing number.
_BANK = 9
#: What a link that was confirmed endlessly is worth; one confirmation is worth a tenth less.
_LINK_SURE = 0.97
_LINK_FIRST = 0.2
#: The least that is left to a stranger by any one stream.
_REST_MIN = 0.02
#: What a stream that speaks of others says of a customer it does not name, against a stranger.
_ABSENT = {"mentioned": 0.3, "number": 0.5, "name": 0.15}
_ABSENT_ELSE = 0.1
#: Mentions of one customer's items -> how sure they make that customer: one, two, three or more.
_MENTIONED = (0.75, 0.9, 0.94)
_WEAK = 0.15
#: What a customer number is worth: labelled as such, with letters of its own, a reference field's bare digits.
_NUMBERED = {"labelled": 0.8, "lettered": 0.6, "bare": 0.35}
#: The shortest customer number with letters that may stand anywhere in a text.
_LETTERED_MIN = 4
#: The share of a family's probability that its members without a sign of their own divide.
_RELATIVES = 0.03
_FAMILY_MAX = 200
_DROP_BELOW = 0.001

#: Where a bank's text names the payer when no field does; the name ends at the next label.
_LABELS = (
    "ORIG|CO|COMPANY|DESC|IND|INDN|SEC|TRACE|EED|PMT|DES|ID|REF|RFB|OBI|BBI|OGB|BNF|SND|VIA|IMAD|OMAD|TRN|SRF|SEQ|DATE|"
    "ADDENDA|REMARKS?|REMI|ENTRY|ENDT|DACT|DABA|DBIC|CHKN|EREF|CREF"
)
_NAMED = re.compile(
    r"(?:ORIG CO NAME|COMPANY NAME|CO NAME|DBNM|B/O|ORIG|ORG|FROM)\s*[:=]+\s*(?P<name>[^\n;]+?)"
    rf"(?=\s+(?:{_LABELS})\b[A-Z ]{{0,12}}[:=#]|\s*;|\s*$)",
    re.IGNORECASE | re.MULTILINE,
)
#: Where an agent whom nobody knows says for whom he pays.
_FOR = re.compile(r"\b(?:FOR|FBO|F/B/O|OBO|O/B/O|ON BEHALF OF|C/O)[\s:]+(?P<whom>[^\W\d].*)", re.IGNORECASE | re.DOTALL)
_CHUNK = r"[A-Z0-9]+(?:[-./_][A-Z0-9]+)*"
_LABELLED = rf"(?:ACCT|ACCOUNT|A/C|CUST|CUSTOMER|CUSTNO|CUSTID|CLIENT)(?:\s*(?:NO|NUMBER|NBR|ID))?[\s#:.=]*({_CHUNK})"


@dataclass(frozen=True)
class Signs:
    """What is known of the payers beside the numbers they name, and all customers with the heads of their families.

    A customer is the number of his row among them: `who`.
    """

    frame: pl.DataFrame
    customers: pl.DataFrame  # who, customer, family; by customer
    relatives: pl.DataFrame  # customer, family; of families that are small enough for one to pay for another


def ranked(  # noqa: PLR0917  (the seam of matcher/__init__.py)
    receipts: pl.DataFrame,
    hits: pl.DataFrame,
    items: pl.DataFrame,
    customers: pl.DataFrame,
    links: pl.DataFrame,
    mentions: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Return the PAYERS: per receipt the customers who may have paid, likeliest first, and their families.

    With the MENTIONS given, customer numbers in structured lines count too. `items` say which customers exist beside
    those of the list. The order of rows does not matter.
    """
    return weighed(receipts, hits, signs(receipts, items, customers, links, mentions))


def signs(
    receipts: pl.DataFrame,
    items: pl.DataFrame,
    customers: pl.DataFrame,
    links: pl.DataFrame,
    mentions: pl.DataFrame | None = None,
) -> Signs:
    """Return the signs of links, names and customer numbers: what is read once for both rankings of a run."""
    known = _families(customers, items)
    called = receipts.with_columns(payer_name=_payer_names(receipts))
    found = [_linked(called, links), _by_name(called, customers, links), _numbered(called, known["customer"], mentions)]
    small = known.filter(pl.len().over("family").is_between(2, _FAMILY_MAX)).select("customer", "family")
    return Signs(_placed(pl.concat(found), known), known, small)


def weighed(receipts: pl.DataFrame, hits: pl.DataFrame, told: Signs) -> pl.DataFrame:
    """Return the PAYERS that signs and the items named make likely."""
    receipt = receipts["receipt_id"].unique().sort()
    near = told.frame.filter(pl.col("receipt_id").is_between(pl.lit(receipt.min()), pl.lit(receipt.max())))
    every = pl.concat([near, _placed(_mentioned(hits), told.customers)])
    known = every.join(pl.DataFrame({"receipt_id": receipt}).with_row_index("receipt"), on="receipt_id", how="inner")
    if known.is_empty():
        return empty(PAYERS)
    weights = _weighed(known.drop("receipt_id"))
    named = weights.with_columns(receipt.gather(weights["receipt"]), *told.customers[weights["who"]].drop("who"))
    return _with_relatives(named.drop("receipt", "who"), told.relatives)


def _placed(signs: pl.DataFrame, customers: pl.DataFrame) -> pl.DataFrame:
    """Return the signs with the numbers of the customers in place of their names."""
    return signs.join(customers.select("customer", "who"), on="customer", how="inner").drop("customer")


def _families(customers: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Return all customers and their families' heads; a circle of parents is headed by its least number."""
    every = pl.concat([items["customer"].unique(), customers["customer"]]).unique().sort()
    known = customers.filter(pl.col("parent").fill_null("") != "").select("customer", "parent")
    parents = dict(known.sort("customer", "parent").iter_rows())
    heads = {customer: _head(customer, parents) for customer in parents}
    return pl.DataFrame({"customer": every, "family": every.replace(heads)}).with_row_index("who")


def _head(customer: str, parents: Mapping[str, str]) -> str:
    """Follow the parents up to one without; in a circle take the least."""
    way = [customer]
    while (parent := parents.get(way[-1], "")) and parent not in way:
        way.append(parent)
    return min(way[way.index(parent) :]) if parent else way[-1]


def _payer_names(receipts: pl.DataFrame) -> pl.Series:
    """Return the payers' names: the bank's field, else what a label in the text says."""
    pairs = receipts.select("payer_name", "text").iter_rows()
    given = [name or (found["name"].strip() if (found := _NAMED.search(text or "")) else "") for name, text in pairs]
    return pl.Series("payer_name", given, dtype=pl.String)


def _linked(receipts: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Return the signs of links: one key that led to several customers shares by how often it led to each."""
    found = [empty(_SIGNS)]
    for kind, (column, independent) in _LINKS.items():
        known = links.filter((pl.col("kind") == kind) & (pl.col("key") != ""))
        if known.is_empty():
            continue
        given = known.with_columns(pl.col("support").fill_null(1).clip(1))
        never = given.filter(pl.col("negative").fill_null(value=False)).select("key", "customer")
        kept = (
            given.join(never, on=["key", "customer"], how="anti")
            .group_by("key", "customer")
            .agg(pl.col("support").sum())
        )
        keyed = (
            kept.with_columns(key=_key(kind, pl.col("key"))).group_by("key", "customer").agg(pl.col("support").sum())
        )
        total = pl.col("support").sum().over("key")
        first = 0.0 if kind == BOOKED else _LINK_FIRST
        shares = keyed.with_columns(share=_LINK_SURE * pl.col("support") / total * (1 - first / (1 + total)))
        wanted = receipts.filter(pl.col(column) != "").select("receipt_id", "text", key=_key(kind, pl.col(column)))
        if kind == "account":
            wanted = _with_bank(wanted, shares["key"])
        found.append(
            wanted.join(shares, on="key", how="inner").select(
                "receipt_id",
                "customer",
                stream=pl.lit("name" if kind == "name" else kind),
                how=pl.lit("alias" if kind == "name" else kind),
                share=pl.col("share"),
                independent=pl.lit(independent),
                explanation=_linking(kind),
            )
        )
    return pl.concat(found)


def _linking(kind: str) -> pl.Expr:
    """Return how a link of a kind says it knows the payer."""
    if kind == BOOKED:
        return pl.lit("it was booked as this customer's")
    return pl.format(f"{kind.replace('_', ' ')} known from {{}} earlier payments", pl.col("support"))


@of_nothing
def _with_bank(wanted: pl.DataFrame, keys: pl.Series) -> pl.DataFrame:
    """Return the accounts as links write them: with the bank's number before their own, where the text gives both.

    A wire's text has the two in different places, broken across lines; a link holds them as one.
    """
    known = pl.DataFrame({"whole": keys.unique()})
    bare = wanted.filter(pl.col("key").str.contains("^[0-9]+$")).join(
        known, left_on="key", right_on="whole", how="anti"
    )
    text = pl.col("text").fill_null("").str.replace_all("\n", "", literal=True)
    told = bare.with_columns(bank=text.str.extract_all("[0-9]+")).explode("bank")
    told = told.filter(pl.col("bank").str.len_bytes() == _BANK).with_columns(whole=pl.col("bank") + pl.col("key"))
    found = told.join(known, on="whole", how="semi").select("receipt_id", "whole").unique()
    sure = found.filter(pl.len().over("receipt_id") == 1)
    whole = wanted.join(sure, on="receipt_id", how="left", maintain_order="left")
    return whole.select("receipt_id", key=pl.coalesce("whole", "key"))


def _key(kind: str, column: pl.Expr) -> pl.Expr:
    """Return what a link's key is compared by: a name by its normal form, bank data as they are."""
    if kind != "name":
        return column.str.strip_chars()
    return column.map_elements(names.form, return_dtype=pl.String)


def _by_name(receipts: pl.DataFrame, customers: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Return the signs of names; a distinct name is looked up once, a name refused for a customer is not given.

    Where nobody has the payer's name, he may be an agent who says for whom he pays.
    """
    rows = customers.select("customer", "name", "aliases").iter_rows()
    known = names.directory(
        (customer, name or "", place > 0)
        for customer, given, aliases in rows
        for place, name in enumerate([given, *(aliases or [])])
    )
    never = {
        (names.form(key), customer)
        for key, customer in links.filter((pl.col("kind") == "name") & pl.col("negative").fill_null(value=False))
        .select("key", "customer")
        .iter_rows()
    }
    given = receipts.filter(pl.col("payer_name") != "").select("receipt_id", called="payer_name")
    silent = receipts.filter((pl.col("payer_name") == "") & (pl.col("text") != "")).select("receipt_id", called="text")
    asked, texts = (sorted(frame["called"].unique().to_list()) for frame in (given, silent))
    found = [
        (name, one.customer, one.how, one.probability, f"the name reads as {one.name}")
        for name, several in zip(asked, names.alike_all(asked, known), strict=True)
        for one in several
        if not never or (names.form(name), one.customer) not in never
    ]
    unknown = sorted(set(asked) - {name for name, *_ in found})
    strangers = pl.DataFrame({"payer_name": pl.Series(unknown, dtype=pl.String)})
    agents = _whom(receipts.join(strangers, on="payer_name", how="semi"))
    silent = pl.concat([silent, agents])
    texts = sorted({*texts, *agents["called"]})
    first = said_names.index(known) if texts else {}
    found += [
        (text, one.customer, one.how, one.probability, f"the words name {one.name}")
        for text in texts
        for one in said_names.among(text, known, first)
    ]
    schema = {
        "called": pl.String,
        "customer": pl.String,
        "how": pl.String,
        "share": pl.Float64,
        "explanation": pl.String,
    }
    alike = pl.DataFrame(found, schema=schema, orient="row")
    signs = pl.concat([given, silent]).join(alike, on="called", how="inner")
    return signs.with_columns(stream=pl.lit("name"), independent=pl.lit(value=False)).select(list(_SIGNS))


def _whom(receipts: pl.DataFrame) -> pl.DataFrame:
    """Return the words behind which payers say for whom they pay: receipt_id, called."""
    said = ((key, _FOR.search(text or "")) for key, text in receipts.select("receipt_id", "text").iter_rows())
    rows = [(key, found["whom"]) for key, found in said if found]
    return pl.DataFrame(rows, schema={"receipt_id": pl.String, "called": pl.String}, orient="row")


@of_nothing
def _mentioned(hits: pl.DataFrame) -> pl.DataFrame:
    """Return the signs of items named: a mention speaks for the customers it can mean, a weak one little."""
    per = ["receipt_id", "position", "mention"]
    sure = pl.col("strong").any().over(per)
    read = hits.filter(pl.col("strong") | ~sure).select(*per, "customer", "strong").unique().sort(*per, "customer")
    part = pl.when(pl.col("strong")).then(1.0).otherwise(_WEAK) / pl.len().over(per)
    spoken = (
        read.with_columns(part=part)
        .group_by("receipt_id", "customer")
        .agg(pl.col("part").sum(), count=pl.len())
        .sort("receipt_id", "customer")
    )
    total = pl.col("part").sum().over("receipt_id")
    worth = (
        pl.when(total >= 3)
        .then(_MENTIONED[2])
        .when(total >= 2)
        .then(_MENTIONED[1])
        .when(total >= 1)
        .then(_MENTIONED[0])
        .otherwise(total * _MENTIONED[0])
    )
    return spoken.select(
        "receipt_id",
        "customer",
        stream=pl.lit("mentioned"),
        how=pl.lit("mentioned"),
        share=pl.col("part") / total * worth,
        independent=pl.lit(value=False),
        explanation=pl.format("{} numbers named are this customer's", pl.col("count")),
    )


def _numbered(receipts: pl.DataFrame, customers: pl.Series, mentions: pl.DataFrame | None) -> pl.DataFrame:
    """Return the signs of customer numbers written in text, in reference fields or in structured lines."""
    numbers = _keyed(customers.to_frame(), "customer")
    lettered = pl.col("key").str.contains("^[A-Z]") & (pl.col("key").str.len_bytes() >= _LETTERED_MIN)
    spoken = pl.concat(list(_spoken(receipts, mentions)))
    # In the text a number with letters of its own counts; where all of ours have digits too, no mere word does.
    written = pl.col("written").str.contains("^[A-Z]") & (pl.col("written").str.len_bytes() >= _LETTERED_MIN)
    if numbers.filter(lettered)["key"].str.contains("[0-9]").all():
        written &= pl.col("written").str.contains("[0-9]")
    spoken = spoken.filter((pl.col("way") != "text") | written)
    found = (
        _keyed(spoken, "written")
        .join(numbers, on="key", how="inner")
        .with_columns(way=pl.when((pl.col("way") == "text") & lettered).then(pl.lit("lettered")).otherwise("way"))
        .filter((pl.col("way") != "text") & (pl.col("key").str.len_bytes() >= 2))
    )
    worth = pl.col("way").replace_strict(_NUMBERED, return_dtype=pl.Float64)
    best = (
        found.group_by("receipt_id", "customer")
        .agg(share=worth.max(), written=pl.col("written").min())
        .sort("receipt_id", "customer")
    )
    total = pl.col("share").sum().over("receipt_id")
    return best.select(
        "receipt_id",
        "customer",
        stream=pl.lit("number"),
        how=pl.lit("number"),
        share=pl.col("share") * pl.min_horizontal(pl.lit(1.0), 0.9 / total),
        independent=pl.lit(value=False),
        explanation=pl.format("customer number {} is named", pl.col("written")),
    )


def _keyed(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return the rows with the key by which a customer's number is found, however it is written."""
    return rows.with_columns(normal.zeroless_column(normal.tight_column(rows[name])).alias("key"))


def _spoken(receipts: pl.DataFrame, mentions: pl.DataFrame | None) -> Iterator[pl.DataFrame]:
    """Yield the strings that may be customer numbers and how they stand: labelled, in a reference, in the text."""
    text = pl.col("text").fill_null("").str.to_uppercase()
    labelled = text.str.extract_all(f"(?:{_LABELLED})").list.eval(pl.element().str.extract(_LABELLED, 1))
    for way, column in (("labelled", labelled), ("bare", pl.col("references")), ("text", text.str.extract_all(_CHUNK))):
        yield (
            receipts.select("receipt_id", written=column)
            .explode("written")
            .drop_nulls()
            .select("receipt_id", "written", way=pl.lit(way))
        )
    if mentions is not None:
        yield mentions.filter(pl.col("kind") == "account").select("receipt_id", written="raw", way=pl.lit("labelled"))


def _weighed(signs: pl.DataFrame) -> pl.DataFrame:
    """Multiply the streams against a stranger, for whom each leaves its rest; one stream alone keeps its own shares.

    Receipts and customers are numbers in the order of their ids: `receipt` and `who`.
    """
    key = ["receipt", "who"]
    best = signs.sort(*key, "stream", "share", "how", descending=[False, False, False, True, False]).unique(
        [*key, "stream"], keep="first", maintain_order=True
    )
    said = best.group_by("receipt", "stream", maintain_order=True).agg(rest=(1 - pl.col("share").sum()).clip(_REST_MIN))
    absent = pl.col("stream").replace_strict(_ABSENT, default=_ABSENT_ELSE, return_dtype=pl.Float64)
    signed = (
        best.join(said, on=["receipt", "stream"], how="inner")
        .with_columns(factor=pl.max_horizontal(pl.col("share") / pl.col("rest"), absent))
        .sort(*key, "share", "stream", descending=[False, False, True, False])
    )
    weights = _multiplied(signed, said)
    total = pl.col("factor").sum().over("receipt") + 1
    likely = weights.with_columns(probability=pl.col("factor") / total).filter(pl.col("probability") >= _DROP_BELOW)
    told = signed.join(likely.select(key), on=key, how="semi", maintain_order="left")
    return likely.join(_told(told), on=key, how="inner", maintain_order="left")


def _multiplied(signs: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """Return the product of each customer's factors (in order) and of what streams that name others say of him."""
    streams = sorted(said["stream"].unique().to_list())
    bit = pl.col("stream").replace_strict({stream: 1 << at for at, stream in enumerate(streams)}, return_dtype=pl.Int64)
    heard = said.select("receipt", bit=bit).group_by("receipt").agg(heard=pl.col("bit").sum())
    pairs = signs.select("receipt", "who", "factor", bit=bit)
    first = (pairs.select(pl.struct("receipt", "who").rle_id().diff().fill_null(1)).to_series() > 0).arg_true()
    places = first.to_numpy()
    factors = np.multiply.reduceat(pairs["factor"].to_numpy(), places)
    mine = np.add.reduceat(pairs["bit"].to_numpy(), places)
    weights = pairs[first].select("receipt", "who").join(heard, on="receipt", how="left", maintain_order="left")
    silent = weights["heard"].to_numpy() & ~mine
    for at, stream in enumerate(streams):
        factors = np.where(silent >> at & 1, factors * _ABSENT.get(stream, _ABSENT_ELSE), factors)
    return weights.select("receipt", "who", factor=pl.Series(factors)).set_sorted("receipt")


def _told(signs: pl.DataFrame) -> pl.DataFrame:
    """Return how each customer of a receipt is known, surest sign first, and all that speaks for him."""
    key = ["receipt", "who"]
    first = signs.sort(*key, "independent", descending=[False, False, True], maintain_order=True).unique(
        key, keep="first", maintain_order=True
    )
    several = (
        signs.filter(pl.len().over(key) > 1)
        .group_by(key, maintain_order=True)
        .agg(every=pl.col("explanation").str.join("; "))
    )
    return first.join(several, on=key, how="left").select(
        *key, "how", "independent", explanation=pl.coalesce("every", "explanation")
    )


def _with_relatives(owned: pl.DataFrame, small: pl.DataFrame) -> pl.DataFrame:
    """Add the other members of each payer's family: parents pay for children, children for each other."""
    if small.is_empty():
        return _ordered(checked(owned, PAYERS))
    mass = owned.group_by("receipt_id", "family").agg(
        mass=pl.col("probability").sum(), best=pl.col("customer").sort_by("probability", "customer").last()
    )
    relatives = mass.join(small, on="family", how="inner").join(
        owned.select("receipt_id", "customer"), on=["receipt_id", "customer"], how="anti"
    )
    shared = relatives.with_columns(
        probability=_RELATIVES * pl.col("mass") / pl.len().over("receipt_id", "family"),
        how=pl.lit("parent"),
        independent=pl.lit(value=False),
        explanation=pl.format("of one family with {}", pl.col("best")),
    ).select(list(PAYERS))
    given = relatives.select("receipt_id", "family", kept=pl.lit(1 - _RELATIVES)).unique()
    wide = owned.join(given, on=["receipt_id", "family"], how="left").with_columns(
        probability=pl.col("probability") * pl.col("kept").fill_null(1.0)
    )
    return _ordered(pl.concat([checked(wide, PAYERS), checked(shared, PAYERS)]))


def _ordered(payers: pl.DataFrame) -> pl.DataFrame:
    """Return the PAYERS of each receipt, the likeliest first."""
    return payers.sort("receipt_id", "probability", "customer", descending=[False, True, False])
