"""What a day loses at least where a receipt takes an option: items are given prices, and these bound every day."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

#: So often prices are moved; where that many did not bring the bound down, steps become half as long.
STEPS, PATIENCE = 300, 12


class Bid(NamedTuple):
    """An option as prices see it: its worth, and what it takes of each item."""

    worth: int
    takes: Sequence[tuple[str, int]]


class Market(NamedTuple):
    """The bids of a day receipt by receipt, each with one that takes nothing; `room` is what each item has."""

    begins: Ints  # where the bids of each receipt begin
    owner: Ints
    worth: Ints
    bid: Ints  # of each taking: its bid, its item, how much
    item: Ints
    amount: Ints
    room: Ints

    def prices(self, of: Ints) -> Ints:
        """Return what each bid keeps of its worth at the items' prices for all they have; a part costs its share."""
        cost = of[self.item] * self.amount // self.room[self.item]
        kept: Ints = self.worth - np.bincount(self.bid, weights=cost, minlength=len(self.worth)).astype(np.int64)
        return kept


def losses(lists: Mapping[str, Sequence[Bid]], room: Mapping[str, int], best: int) -> dict[str, list[int]]:
    """Return for each receipt's bids, and last for none, what a day with it is worth less than the best day, at least.

    No day is worth more than the items' prices together with what each receipt keeps at most at these prices, whatever
    the prices are (weak duality). `best` is what the best day is worth.
    """
    market = _market(lists, room)
    kept, bound = _priced(market, best)
    top = np.maximum.reduceat(kept, market.begins)
    lost = (best - bound + top[market.owner] - kept).tolist()
    ends = [*market.begins[1:].tolist(), len(lost)]
    return {key: lost[at:end] for key, at, end in zip(lists, market.begins.tolist(), ends, strict=True)}


def _market(lists: Mapping[str, Sequence[Bid]], room: Mapping[str, int]) -> Market:
    """Return the day as columns; a bid for more than an item has is worth nothing."""
    bids = [[*mine, Bid(0, ())] for mine in lists.values()]
    flat = [bid for mine in bids for bid in mine]
    items = sorted({item for bid in flat for item, _ in bid.takes})
    at = {item: place for place, item in enumerate(items)}
    able = [all(amount <= room.get(item, 0) for item, amount in bid.takes) for bid in flat]
    takes = [(place, at[item], amount) for place, bid in enumerate(flat) if able[place] for item, amount in bid.takes]
    sizes = np.array([len(mine) for mine in bids], dtype=np.int64)
    bid, item, amount = np.array(takes, dtype=np.int64).reshape(-1, 3).T
    return Market(
        begins=np.cumsum(sizes) - sizes,
        owner=np.repeat(np.arange(len(sizes)), sizes),
        worth=np.array([bid.worth if ok else -1 for bid, ok in zip(flat, able, strict=True)], dtype=np.int64),
        bid=bid,
        item=item,
        amount=amount,
        room=np.array([max(1, room.get(name, 0)) for name in items], dtype=np.int64),
    )


def _priced(market: Market, best: int) -> tuple[Ints, int]:
    """Return what each bid keeps at the prices that bound the days lowest, and the bound: steps as Polyak's."""
    prices, pace, idle = np.zeros(len(market.room)), 1.0, 0
    found: tuple[Ints, int] | None = None
    for _ in range(STEPS):
        whole = prices.astype(np.int64)
        kept = market.prices(whole)
        bound = int(np.maximum.reduceat(kept, market.begins).sum() + whole.sum())
        idle = 0 if found is None or bound < found[1] else idle + 1
        found = (kept, bound) if found is None or bound < found[1] else found
        pace, idle = (pace / 2, 0) if idle == PATIENCE else (pace, idle)
        over = _wanted(market, kept) - 1.0
        over[(prices <= 0) & (over < 0)] = 0.0
        length = float((over * over).sum())
        if bound <= best or length == 0.0:
            break
        prices = np.maximum(0.0, prices + pace * (bound - best) / length * over)
    assert found is not None
    return found


def _wanted(market: Market, kept: Ints) -> Floats:
    """Return how often over each item is wanted, where each receipt takes what it keeps most by, equals in shares."""
    most = (kept == np.maximum.reduceat(kept, market.begins)[market.owner]).astype(np.float64)
    share = most / np.bincount(market.owner, weights=most)[market.owner]
    takes = share[market.bid] * market.amount / market.room[market.item]
    return np.bincount(market.item, weights=takes, minlength=len(market.room)).astype(np.float64)
