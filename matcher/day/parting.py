"""A day's frames cut into parts: receipts of one family stay together, each part with the items that can matter."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import polars as pl

from matcher import store
from matcher.cases import RANGE
from matcher.day.making import Rows
from matcher.day.parts import Part
from matcher.policy import Policy
from matcher.posting.strata import Track
from matcher.remittance.habits import Held
from matcher.weighing.weights import Weights


class Given(NamedTuple):
    """All that a part is made of: frames of its receipts, and what holds for all parts."""

    receipts: pl.DataFrame
    remittances: pl.DataFrame
    hits: pl.DataFrame
    who: pl.DataFrame
    items: pl.DataFrame
    customers: pl.DataFrame
    size: int
    unread: Mapping[str, tuple[str, ...]]
    closed: Mapping[str, int]
    thin: frozenset[str]
    held: Held
    policy: Policy
    history: Mapping[str, Track]
    weights: Weights
    as_of: date
    sharing: frozenset[str] = frozenset()  # receipts that name an item which another receipt of the day names too
    kept: bool = False  # somebody is to see the answers with all that was made of them


def part(given: Given) -> Part:
    """Return the part: its items as a store, its receipts as rows that become cases when they are worked on."""
    on = store.store(given.items, given.customers, given.receipts, given.hits, given.size, given.remittances)
    receipts, lines = _by_receipt(given.receipts), _by_receipt(given.remittances)
    hits, who = _by_receipt(given.hits), _by_receipt(given.who)
    rows = Rows(receipts, lines, hits, who, given.unread, given.closed, given.thin, given.held)
    order = placed(given.receipts, given.who).to_list()
    terms: Any = {"policy": given.policy, "history": given.history, "weights": given.weights, "as_of": given.as_of}
    return Part(rows, order, on, sharing=given.sharing, kept=given.kept, **terms)


def _by_receipt(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows sorted by receipt, each receipt's in the order in which they were."""
    return frame if frame["receipt_id"].is_sorted() else frame.sort("receipt_id", maintain_order=True)


def sharing(receipts: pl.DataFrame, hits: pl.DataFrame, items: pl.DataFrame) -> frozenset[str]:
    """Return the receipts that may pay an item together with others: each names it alone, by what is written plainly.

    A range names what is open of it, which a case knows: a receipt with one may name a single item, too.
    """
    there = items.filter(pl.col("open") != 0).select("item_id", "entity", "currency")
    asked = receipts.select("receipt_id", "entity", "currency")
    fitting = hits.filter(pl.col("state") == "open").join(asked, on="receipt_id")
    fitting = fitting.join(there, on=["item_id", "entity", "currency"], how="semi")
    alone = pl.struct("position", "mention").n_unique().over("receipt_id") == 1
    ranged = (pl.col("how") == RANGE).any().over("receipt_id")
    named = fitting.filter(alone | ranged).select("receipt_id", "item_id").unique()
    return frozenset(named.filter(pl.len().over("item_id") > 1)["receipt_id"].to_list())


def placed(receipts: pl.DataFrame, who: pl.DataFrame) -> pl.Series:
    """Return the receipts' ids by likeliest family: who looks at the same book stands together."""
    first = who.sort("receipt_id", "probability", "family", descending=[False, True, False]).unique(
        "receipt_id", keep="first", maintain_order=True
    )
    families = receipts.select("receipt_id").join(
        first.select("receipt_id", "family"), on="receipt_id", how="left", maintain_order="left"
    )
    return families.sort(pl.col("family").fill_null(""), "receipt_id")["receipt_id"]


def parted(whole: Given, shares: Sequence[int]) -> list[Given]:
    """Return the whole in parts of about so many receipts for each other; a part without any is left out."""
    order = placed(whole.receipts, whole.who)
    edges = [len(order) * some // sum(shares) for some in accumulate(shares, initial=0)]
    return [_of(whole, order[start:end].to_frame()) for start, end in pairwise(edges) if end > start]


def _of(whole: Given, mine: pl.DataFrame) -> Given:
    """Return the part of these receipts."""
    receipts, remittances, hits, who = (
        frame.join(mine, on="receipt_id", how="semi", maintain_order="left")
        for frame in (whole.receipts, whole.remittances, whole.hits, whole.who)
    )
    keys = set(mine["receipt_id"].to_list())
    return whole._replace(
        receipts=receipts,
        remittances=remittances,
        hits=hits,
        who=who,
        items=_mattering(whole, receipts, remittances, hits, who),
        unread={key: raws for key, raws in whole.unread.items() if key in keys},
        closed={key: whole.closed[key] for key in hits["item_id"].unique().to_list() if key in whole.closed},
        thin=whole.thin & keys,
        sharing=whole.sharing & keys,
        held={key: habits for key, habits in whole.held.items() if key in keys},
    )


def _mattering(
    whole: Given, receipts: pl.DataFrame, lines: pl.DataFrame, hits: pl.DataFrame, who: pl.DataFrame
) -> pl.DataFrame:
    """Return the items of the families that may pay or that readings mean, those read, those that ask what came."""
    roots = store.families(whole.customers)
    looked_at = pl.concat([who["customer"], hits.filter(pl.col("state") == "open")["customer"]])
    heads = {roots.get(customer, customer) for customer in looked_at.unique().to_list()}
    named = pl.Series("customer", sorted({*heads, *(one for one, root in roots.items() if root in heads)}))
    asking = whole.items.join(store.sums(receipts, hits, lines), on=["entity", "currency", "open"], how="semi")
    theirs = whole.items.join(named.cast(pl.String).to_frame(), on="customer", how="semi")
    meant = whole.items.join(hits.select("item_id").unique(), on="item_id", how="semi")
    return pl.concat([theirs, meant, asking]).unique("item_id", maintain_order=True)
