"""What the receipts say and who may pay them, for all receipts or a share of them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import polars as pl

from kit.remembering import forget
from matcher.frames import HABITS, HITS, empty
from matcher.payer import payers
from matcher.remittance import grammar, habits, mentions, references

#: So many receipts' readings are narrowed at a time: that takes many times their own room.
AT_A_TIME = 10_000
#: And so many receipts' payers are weighed: where only names speak, many may pay.
WEIGHED_AT_A_TIME = 2_500


class Asked(NamedTuple):
    """What is read: receipts with their lines, beside everything they may speak of."""

    receipts: pl.DataFrame
    remittances: pl.DataFrame
    items: pl.DataFrame
    customers: pl.DataFrame
    links: pl.DataFrame
    closed: pl.DataFrame
    taught: pl.DataFrame | None


class Heard(NamedTuple):
    """What was read: the lines as habits code them, MENTIONS, HITS, PAYERS, and what of habits holds for whom."""

    remittances: pl.DataFrame
    mentions_found: pl.DataFrame
    hits: pl.DataFrame
    who: pl.DataFrame
    held: habits.Held


def read(asked: Asked) -> Heard:
    """Read what the receipts say and who may pay."""
    receipts, remittances, items, customers, links, closed, taught = asked
    ours = grammar.learned(items, closed)
    said = mentions.found(receipts, remittances, ours)
    forget()
    signs = payers.signs(receipts, items, customers, links, said)
    # What the numbers say counts once, as evidence for their items; here only what else is known of the payer.
    few = _parts(receipts, WEIGHED_AT_A_TIME)
    who = pl.concat([payers.weighed(part, empty(HITS), signs) for part in few])
    held = habits.holding(receipts, who, empty(HABITS) if taught is None else taught)
    said, remittances = habits.spelled(said, held, items), habits.coded(remittances, held)
    hits = references.resolved(said, receipts, items, ours, payers=who)
    found = []
    for part in _parts(receipts, AT_A_TIME):
        mine = part.select("receipt_id")
        told, met = (frame.join(mine, on="receipt_id", how="semi", maintain_order="left") for frame in (said, hits))
        naming = part.join(told, on="receipt_id", how="semi", maintain_order="left")
        suspects = payers.weighed(naming, met, signs)
        found.append(references.narrowed(told, met, suspects, naming, items, ours))
    hits = habits.read(references.owned(pl.concat(found), said, who), said, held, who, items, closed)
    forget()
    return Heard(remittances, said, hits, who, held)


def _parts(receipts: pl.DataFrame, size: int) -> list[pl.DataFrame]:
    """Return the receipts in parts of so many, one at least."""
    return [*receipts.iter_slices(size)] or [receipts]


def shares(asked: Asked, count: int, ahead: int = 0) -> list[Asked]:
    """Return shares of about as many receipts each; a receipt is read the same beside whichever others.

    The last has so many more that whoever reads it is `ahead` of the others, but no more than half of all.
    One payer's receipts stay together: what stands on several of them is his own number (references.paying).
    """
    whole = asked.receipts.select("receipt_id", payer=pl.coalesce(references.paying(), "receipt_id"))
    sizes = whole.group_by("payer").len().sort("payer")
    even = whole.height - min(ahead, whole.height // 2)
    share = ((pl.col("len").cum_sum() - 1) * count // max(1, even)).clip(upper_bound=count - 1)
    placed = whole.join(sizes.select("payer", share=share), on="payer")
    parts = [placed.filter(pl.col("share") == at).select("receipt_id") for at in range(count)]
    return [_of(asked, mine) for mine in parts if mine.height]


def _of(asked: Asked, mine: pl.DataFrame) -> Asked:
    """Return the share of these receipts."""
    receipts, lines = (
        frame.join(mine, on="receipt_id", how="semi", maintain_order="left")
        for frame in (asked.receipts, asked.remittances)
    )
    return asked._replace(receipts=receipts, remittances=lines)


def joined(found: Sequence[Heard]) -> Heard:
    """Return what was read of all shares, in the order in which it is read of all receipts at once."""
    frames: dict[str, Any] = {
        name: pl.concat([getattr(each, name) for each in found]).sort("receipt_id", maintain_order=True)
        for name in ("remittances", "mentions_found", "hits", "who")
    }
    held = {key: habits for each in found for key, habits in each.held.items()}
    return Heard(**frames, held=dict(sorted(held.items())))
