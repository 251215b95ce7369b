"""The open items as columns, interchangeable ones as one class: what arithmetic over many receipts needs of them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from matcher.explanations import differences
from matcher.explanations.sweep import Flags, Ints, edges
from matcher.frames import ITEMS
from matcher.shelf import Item, Shelf

#: What makes two items of a book interchangeable (`Item.sameness`), and what keeps books apart.
SAME = (
    *("entity", "currency", "customer", "document_type", "open", "due_on", "discount", "discount_until", "disputed"),
    pl.when(pl.col("discount") != 0).then("amount").otherwise(0),
)
PLACE = ("entity", "currency", "root")
#: Days are counted from here, as polars counts them; so early a discount ends that there is none.
EPOCH_ORDINAL, NEVER = 719_163, -(1 << 40)


@dataclass(frozen=True)
class Stock:
    """The classes of interchangeable items, family by family in the shelf's order; money in minor units.

    `families` says where a family's classes begin and end, `ids` are the members' item ids, a class's from `begins` on.
    """

    families: dict[tuple[str, str, str], tuple[int, int]]
    customers: dict[str, int]
    owner: Ints
    price: Ints
    off: Ints  # the discount of the terms
    until: Ints  # the last day of the discount
    count: Ints
    disputed: Flags
    debt: Flags  # undisputed, and no credit memo
    begins: Ints
    rows: Ints  # the members' places in the shelf's order
    ids: pl.Series


def of(shelf: Shelf, roots: Iterable[str]) -> Stock:
    """Return the columns of what is left of some families on a shelf."""
    rows = shelf.left(roots)
    first = rows.with_row_index("row").select(pl.col("row").first().over(SAME)).to_series().to_numpy()
    heads, count = np.unique(first, return_counts=True)
    head = rows[heads]
    spans = head.group_by(*PLACE, maintain_order=True).len()
    ends = spans["len"].cum_sum().to_list()
    owned = head.select("customer", owner=pl.col("customer").cast(pl.Categorical).to_physical().cast(pl.Int64))
    until = head["discount_until"].to_physical().cast(pl.Int64).fill_null(NEVER)
    return Stock(
        families={row[:3]: (end - row[3], end) for row, end in zip(spans.iter_rows(), ends, strict=True)},
        customers=dict(owned.unique().iter_rows()),
        owner=owned["owner"].to_numpy(),
        price=head["open"].to_numpy().astype(np.int64),
        off=_discounts(head),
        until=until.to_numpy().astype(np.int64),
        count=count.astype(np.int64),
        disputed=head["disputed"].to_numpy(),
        debt=((head["open"] > 0) & ~head["disputed"]).to_numpy(),
        begins=edges(count),
        rows=(members := np.argsort(first, kind="stable")),
        ids=rows["item_id"][members],
    )


def _discounts(rows: pl.DataFrame) -> Ints:
    """Return the discount of each row's terms; of part-paid items it is worked out one by one."""
    given = pl.col("discount_until").is_not_null() & (pl.col("open") > 0) & (pl.col("amount") > 0)
    whole = pl.when(given).then("discount").otherwise(0)
    found = rows.select(whole).to_series().to_numpy().astype(np.int64)
    part = rows.select(given & (pl.col("open") != pl.col("amount"))).to_series().to_numpy().nonzero()[0]
    found[part] = [differences.discount_of(Item._make(row)) for row in rows[part].select(*ITEMS).iter_rows()]
    return found
