"""Which shapes a receipt's sum can have in its books: ruled out for all receipts at once, before a book is opened."""

from collections.abc import Sequence

import numpy as np

from matcher.explanations import differences, sweep, unnamed
from matcher.explanations.laid import Asked, Laid, Parts
from matcher.explanations.sweep import Flags, Ints

#: A part's number and a sum are one whole number of so many bits; where they do not fit, nothing is ruled out.
BITS = 62


def rule_out(asked: Sequence[Asked], laid: Laid, parts: Parts) -> None:
    """Keep with each case the finders of `unnamed` that cannot find anything: no shape of its books is its sum."""
    able = {name: np.zeros(len(asked), dtype=np.bool_) for name in ("single", "whole", "shapes")}
    _by_items(able, asked, parts)
    rows, amount = laid.owner, laid.rows.amount
    asks = laid.on.price[laid.classes] == amount[rows]
    able["single"][laid.rows.case[rows[asks & laid.on.disputed[laid.classes]]]] = True
    able["whole"][laid.rows.case[_balanced(laid)]] = True
    for place, (case, _) in enumerate(asked):
        case.cache["ruled_out"] = frozenset(name for name, flags in able.items() if not flags[place])


def _balanced(laid: Laid) -> Flags:
    """Return which books have credit memos and sum to the amount with them."""
    price, count = laid.on.price[laid.classes], laid.on.count[laid.classes]
    free = ~laid.on.disputed[laid.classes]
    size = len(laid.rows.case)
    memos = np.bincount(laid.owner[free & (price < 0)], minlength=size) > 0
    total = sweep.totals(np.where(free, price * count, 0), sweep.edges(np.bincount(laid.owner, minlength=size)))
    flags: Flags = memos & (total == laid.rows.amount)
    return flags


def _by_items(able: dict[str, Flags], asked: Sequence[Asked], parts: Parts) -> None:
    """Mark what one item, all, all but one, neighbours or a pair of a part's debts can be."""
    count = parts.on.count[parts.classes]
    owner = np.repeat(np.repeat(np.arange(len(parts.cases)), np.diff(parts.rows)), count)
    place = np.repeat(np.arange(len(parts.classes)), count)
    order = np.argsort((owner << 32) | parts.on.rows[sweep.spans(parts.on.begins[parts.classes], count)], kind="stable")
    place = place[order]  # parts lie end to end already: only the order within each is the book's
    price, most = parts.on.price[parts.classes][place], parts.on.off[parts.classes][place]
    marks: dict[str, Flags] = {name: np.zeros(len(parts.cases), dtype=np.bool_) for name in able}
    amounts = parts.amounts[owner]
    marks["single"][owner[(most > 0) & (price - most == amounts)]] = True
    for prices in (price, price - parts.off[place]):
        marks["single"][owner[prices == amounts]] = True
        _shaped(marks, parts, owner, prices)
    _with_fee(marks["single"], asked, parts, owner, price)
    huge = np.bincount(owner, minlength=len(parts.cases)) > unnamed.BOOK_MAX
    for name, flags in marks.items():
        able[name][parts.cases[flags | huge]] = True


def _shaped(marks: dict[str, Flags], parts: Parts, owner: Ints, prices: Ints) -> None:
    """Mark the parts in which neighbours, all but one, or two items sum to the amount."""
    size = len(parts.cases)
    counts = np.bincount(owner, minlength=size)
    edges = sweep.edges(counts)
    sums = sweep.edges(prices)
    whole = sums[edges[1:]] - sums[edges[:-1]]
    bits = max(int(whole.max(initial=1)), int(parts.amounts.max(initial=1))).bit_length()
    if bits + size.bit_length() > BITS:
        for flags in marks.values():
            flags[:] = True
        return
    starts, ends = sweep.spans(edges[:-1], counts + 1), np.repeat(np.arange(size), counts + 1)
    totals = sums[starts] - sums[edges[:-1]][ends]
    first = _places((ends << bits) | totals, ends, totals - parts.amounts[ends], bits)
    long = np.arange(len(first)) - first > 1
    marks["shapes"][ends[(first >= 0) & long]] = True
    marks["whole"][ends[(first == (edges[:-1] + np.arange(size))[ends]) & long]] = True
    keys = np.sort((owner << bits) | prices)
    rest = _places(keys, np.arange(size), whole - parts.amounts, bits)
    marks["whole"] |= (rest >= 0) & (counts > 2)
    small = counts[owner] <= unnamed.PAIRS_MAX
    pair = _places(keys, owner[small], parts.amounts[owner[small]] - prices[small], bits)
    marks["shapes"][owner[small][pair >= 0]] = True


def _places(keys: Ints, parts: Ints, sums: Ints, bits: int) -> Ints:
    """Return the first place of each part's sum among the sorted keys, or -1 where it is not there."""
    places, able = np.full(len(sums), -1), np.flatnonzero(sums >= 0)
    wanted = (parts[able] << bits) | sums[able]
    found = np.searchsorted(keys, wanted)
    there = np.append(keys, -1)[found] == wanted
    places[able[there]] = found[there]
    return places


def _with_fee(single: Flags, asked: Sequence[Asked], parts: Parts, owner: Ints, price: Ints) -> None:
    """Mark the parts with an item that asks the amount and a bank fee that may have been kept back."""
    fees = [[*differences.fees(case.receipt, policy)] for case, policy in asked]
    most = max(map(len, fees), default=0)
    table = np.array([each + [0] * (most - len(each)) for each in fees], dtype=np.int64).reshape(len(fees), most)
    over = price - parts.amounts[owner]
    near = np.flatnonzero((over > 0) & (over <= table.max(initial=0)))
    kept = (table[parts.cases[owner[near]]] == over[near, None]).any(axis=1)
    single[owner[near[kept]]] = True
