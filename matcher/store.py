"""All open items of a part in order: a shelf is laid out of them for some receipts at a time, with what is left."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from matcher.day import digests
from matcher.frames import ITEMS

#: What a family's items share.
Place = tuple[str, str, str]
PLACE, ORDERED = ("entity", "currency", "root"), ("due_on", "document_number", "item_id")
HEADS = {"customer": pl.String, "root": pl.String}
OFF = {"item_id": pl.String, "off": pl.Int64}
#: What a line pays, minor units: as written, else its gross less what it takes off.
PAID = pl.coalesce("paid", pl.col("gross") - pl.col("discount").fill_null(0) + pl.col("adjustment").fill_null(0))


class Taken(NamedTuple):
    """Whose an item is, what it asked, and what was taken off it, minor units."""

    entity: str
    currency: str
    customer: str
    open: int
    off: int


def take_off(taken: dict[str, Taken], item_id: str, more: Taken) -> None:
    """Take more off an item, beside what was taken off it before."""
    before = taken.get(item_id)
    taken[item_id] = more._replace(off=before.off + more.off) if before else more


def spans(rows: pl.DataFrame) -> dict[Place, tuple[int, int]]:
    """Return where each family's rows begin in rows that stand by family, and how many they are."""
    counts = rows.group_by(*PLACE, maintain_order=True).len()
    starts = (counts["len"].cum_sum() - counts["len"]).to_list()
    return {row[:3]: (start, row[3]) for row, start in zip(counts.iter_rows(), starts, strict=True)}


class Heads(dict[str, str]):
    """The head of each customer's family; a stranger heads his own."""

    def __missing__(self, customer: str) -> str:
        """Return the stranger."""
        return customer


class Store:
    """The open items in one canonical order: entity, currency, family, then due day, number, id.

    The rows stay where they are, in the frame that was given: a store has only their order. `wanted` are those that
    readings mean or that ask what came, whosever they are. `size` is how many are open in all.
    """

    def __init__(self, items: pl.DataFrame, roots: Mapping[str, str], wanted: pl.Series, size: int) -> None:
        self.roots = roots
        self.root = Heads(roots).__getitem__  # the head of a customer's family
        self.size = size
        heads = pl.DataFrame({"customer": list(roots), "root": list(roots.values())}, schema=HEADS)
        asking = items.select("customer", *PLACE[:2], *ORDERED, "open", row=pl.int_range(pl.len(), dtype=pl.UInt32))
        placed = asking.filter(pl.col("open") != 0).join(heads, on="customer", how="left")
        ranked = placed.with_columns(pl.coalesce("root", "customer").alias("root")).sort(*PLACE, *ORDERED)
        self.spans = spans(ranked)
        self._items, self._order = items.select(*ITEMS), ranked["row"].to_numpy()
        # What each asked before anything was taken.
        asked = ranked.join(_ids(wanted), on="item_id", how="semi").sort(*ORDERED)
        self._wanted = asked.select("row", "item_id", *PLACE, asked="open")
        self._laid: dict[Place, str] = {}  # the digests of the books before anything was taken
        self._off: dict[Place, dict[str, int]] = {}

    def after(self, taken: Mapping[str, Taken]) -> "Store":
        """Return the store with amounts taken off."""
        rest = copy(self)
        rest.take(taken)
        return rest

    def take(self, taken: Mapping[str, Taken]) -> None:
        """Take amounts off this store, which shares nothing that changes with the one that it was copied from."""
        self._off = dict(self._off)
        for item_id, one in taken.items():
            place = (one.entity, one.currency, self.root(one.customer))
            off = self._off.get(place, {})
            self._off[place] = {**off, item_id: off.get(item_id, 0) + one.off}
            self.size -= one.open == one.off

    def books(self, places: Iterable[Place]) -> pl.DataFrame:
        """Return the rows of what is left of some families, in canonical order: ITEMS with the family's root."""
        mine = sorted(self.spans.keys() & set(places), key=self.spans.__getitem__)
        return self._left(self._rows(mine), mine)

    def book(self, place: Place) -> pl.DataFrame:
        """Return the rows of what is left of one family, as `books` does of some."""
        return self.books([place])

    def wanted(self, ids: pl.Series, asked: pl.DataFrame) -> pl.DataFrame:
        """Return the rows of what is left of items with these ids, and of those that asked such sums (`sums`).

        They are by due day, number and id; `asked` is what each asked before anything was taken.
        """
        key = ["entity", "currency", "asked"]
        asking = self._wanted.join(asked.rename({"open": "asked"}), on=key, how="semi")["item_id"]
        mine = self._wanted.join(_ids(pl.concat([ids, asking])), on="item_id", how="semi", maintain_order="left")
        rows = self._items[mine["row"]].with_columns(mine["root"], mine["asked"])
        return self._left(rows, mine.select(PLACE).unique().rows())

    def digest(self, place: Place) -> str:
        """Return the digest of a family's items: as they were laid out, and what has been taken off them since."""
        if not self._laid:  # shared by all the stores that this one is copied to
            self._laid.update(digests.books(self._items, self._order, self.spans))
        laid, off = self._laid.get(place, ""), self._off.get(place)
        return digests.of(laid, *(f"{item_id} {less}" for item_id, less in sorted(off.items()))) if off else laid

    def _rows(self, places: Sequence[Place]) -> pl.DataFrame:
        """Return the rows of some families as they were laid out, one family after the other."""
        runs = [self.spans[place] for place in places]
        order = np.concatenate([self._order[:0], *(self._order[start : start + count] for start, count in runs)])
        roots = pl.Series([root for *_, root in places], dtype=pl.String)
        of = np.repeat(np.arange(len(runs)), np.array([count for _, count in runs], dtype=np.int64))
        return self._items[order].with_columns(root=roots[of])

    def _left(self, rows: pl.DataFrame, places: Iterable[Place]) -> pl.DataFrame:
        """Return what is left of rows that are of these families."""
        of = [self._off[place] for place in places if place in self._off]
        return _less(rows, {item_id: off for taken in of for item_id, off in taken.items()})


def _less(rows: pl.DataFrame, taken: Mapping[str, int]) -> pl.DataFrame:
    """Return what is left of some rows when these amounts are taken off their items."""
    if not taken:
        return rows
    off = pl.DataFrame({"item_id": list(taken), "off": list(taken.values())}, schema=OFF)
    less = rows.join(off, on="item_id", how="left", maintain_order="left")
    left = less.with_columns(open=pl.col("open") - pl.col("off").fill_null(0)).drop("off")
    return left.filter(pl.col("open") != 0)


def _ids(items: pl.Series) -> pl.DataFrame:
    return pl.DataFrame({"item_id": items.unique()}, schema={"item_id": pl.String})


def store(  # noqa: PLR0917 - what a part is made of
    items: pl.DataFrame,
    customers: pl.DataFrame,
    receipts: pl.DataFrame,
    hits: pl.DataFrame,
    size: int | None = None,
    lines: pl.DataFrame | None = None,
) -> Store:
    """Return the store, with those items wanted that the readings mean or that ask what a receipt brought (`sums`).

    `size` is how many items are open in all, where only those that can matter are given.
    """
    asked = items.join(sums(receipts, hits, lines), on=["entity", "currency", "open"], how="semi")["item_id"]
    count = items.filter(pl.col("open") != 0).height if size is None else size
    return Store(items, families(customers), pl.concat([asked, meant(hits)]).unique(), count)


def meant(hits: pl.DataFrame) -> pl.Series:
    """Return the ids of the open items that readings mean."""
    return hits.filter(pl.col("state") == "open")["item_id"]


def sums(receipts: pl.DataFrame, hits: pl.DataFrame, lines: pl.DataFrame | None) -> pl.DataFrame:
    """Return what the receipts brought, and what the lines pay of those whose words name nothing: as items ask it."""
    brought = receipts.select("entity", "currency", open="amount")
    if lines is None or lines.is_empty():
        return brought.unique()
    unnamed = receipts.select("receipt_id", "entity", "currency").join(hits, on="receipt_id", how="anti")
    told = lines.join(unnamed, on="receipt_id").select("entity", "currency", open=PAID).drop_nulls("open")
    return pl.concat([brought, told]).unique()


def families(customers: pl.DataFrame) -> dict[str, str]:
    """Return each customer's topmost parent; a ring of parents ends at its least member."""
    parents: dict[str, Any] = dict(customers.select("customer", "parent").iter_rows())
    roots: dict[str, str] = {}
    for customer in parents:
        seen = [customer]
        while (above := parents.get(seen[-1]) or "") and above not in seen:
            seen.append(above)
        roots[customer] = min(seen[seen.index(above) :]) if above in seen else seen[-1]
    return roots
