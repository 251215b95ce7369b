"""Cases made of a part's rows when they are worked on, with a shelf of their own: so many at a time are in memory."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
import polars as pl

from matcher import cases, store
from matcher.cases import Case
from matcher.explanations import sweep
from matcher.remittance.habits import Held
from matcher.shelf import Shelf
from matcher.store import Store

#: Where a receipt's rows begin and end among rows that are sorted by receipt.
SIDES: tuple[Literal["left", "right"], ...] = ("left", "right")


class Rows(NamedTuple):
    """All that cases are made of but the items: frames by receipt, and what is said of some of them."""

    receipts: pl.DataFrame
    remittances: pl.DataFrame
    hits: pl.DataFrame
    who: pl.DataFrame
    unread: Mapping[str, tuple[str, ...]]
    closed: Mapping[str, int]
    thin: frozenset[str]
    held: Held


def made(rows: Rows, keys: Sequence[str], on: Store, together: Mapping[str, str]) -> list[Case]:
    """Return the cases of these receipts, in their order, on one shelf with all that they may look at.

    `together` has the item that a receipt pays with others.
    """
    receipts, lines, hits, who = own(rows, keys)
    shelf = Shelf(on)
    shelf.want(store.meant(hits), store.sums(receipts, hits, lines))
    said: dict[str, Any] = {"unread": rows.unread, "closed": rows.closed, "thin": rows.thin, "held": rows.held}
    found = {case.receipt.receipt_id: case for case in cases.cases(receipts, lines, hits, who, shelf, **said)}
    places = ((case.receipt.entity, case.receipt.currency, root) for case in found.values() for root in case.families)
    shelf.lay(places)
    for key in together.keys() & found.keys():
        found[key].together = frozenset({together[key]})
    return [found[key] for key in keys]


def own(rows: Rows, keys: Sequence[str]) -> list[pl.DataFrame]:
    """Return these receipts' own rows: RECEIPTS, REMITTANCES, HITS and PAYERS."""
    return [_of(keys, frame) for frame in (rows.receipts, rows.remittances, rows.hits, rows.who)]


def _of(keys: Sequence[str], frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of some receipts, found without a look at all the others: the frame is sorted by receipt."""
    mine, there = pl.Series(sorted(keys), dtype=pl.String), frame["receipt_id"]
    starts, ends = (there.search_sorted(mine, side=side).to_numpy().astype(np.int64) for side in SIDES)
    return frame[sweep.spans(starts, ends - starts)]
