"""Receipts of a day want the same items: which may have what, so that nothing goes twice and most evidence holds."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from matcher.day import bids

#: Evidence enters as whole thousandths of a nat; the place of an option breaks ties, first option first.
SCALE, PLACES = 1_000, 64
#: Components up to this many receipts are solved by branch and bound while it looks at so many days, else by CP-SAT.
BRANCH_MAX, NODES_MAX = 12, 20_000
#: CP-SAT's own measure of work, about a second each, the same on every machine: of one solving, and of a component with
#: all its margins.
SOLVE_MAX, WORK_MAX = 2.0, 20.0
#: No margin is told beyond so many nats: what cannot come so near the best day is cut before it is solved.
MARGIN_MAX = 12.0


class Option(NamedTuple):
    """One explanation of a receipt: its evidence in nats, what it takes of each item, and what it means.

    Options of one meaning differ only in which of several interchangeable items they take.
    """

    nats: float
    takes: tuple[tuple[str, int], ...]
    meaning: str

    @property
    def weight(self) -> int:
        """Return the evidence as a whole number."""
        return round(self.nats * SCALE)


class Assigned(NamedTuple):
    """The option a receipt gets (None: nothing) and by how many nats the day would be worse with another meaning."""

    option: int | None
    margin: float = math.inf
    with_whom: tuple[str, ...] = ()
    cut: int = 0  # options that were proven to be out of the question before the day was solved


class Contest(NamedTuple):
    """Receipts that want the same items, what these can still take, and how it was solved."""

    options: Mapping[str, tuple[Option, ...]]
    left: Mapping[str, int]
    answer: dict[str, Assigned]


def assigned(
    options: Mapping[str, Sequence[Option]], left: Mapping[str, int], before: dict[str, Contest] | None = None
) -> dict[str, Assigned]:
    """Give every receipt one option or none; `left` is what each item can still take, in minor units.

    Only an item that all the options together could take too much of ties receipts to each other. `before` keeps the
    contests of a day by their first receipt: one that comes again as it was has been solved.
    """
    kept = {} if before is None else before
    tight = _tight(options, left)
    bound = {receipt: _bound(mine, tight) for receipt, mine in options.items() if _wants(mine, tight)}
    answer = {receipt: Assigned(best_of(mine)) for receipt, mine in options.items() if receipt not in bound}
    for group in components(bound):
        if len(group) == 1:
            answer[group[0]] = Assigned(best_of(options[group[0]]))
        else:
            kept[group[0]] = _contest({receipt: bound[receipt] for receipt in group}, left, kept.get(group[0]))
            answer |= kept[group[0]].answer
    return answer


def _contest(options: Mapping[str, tuple[Option, ...]], left: Mapping[str, int], last: Contest | None) -> Contest:
    """Return the contest solved: as it was the last time, where it is the same."""
    room = {item: left.get(item, 0) for mine in options.values() for option in mine for item, _ in option.takes}
    same = last is not None and last.left == room and last.options == options
    return last if last is not None and same else Contest(options, room, _solved(options, left))


def tied(options: Mapping[str, Sequence[Option]], left: Mapping[str, int]) -> dict[str, tuple[Option, ...]]:
    """Return the options with only those items that could be asked for more than is left; no other can decide a day."""
    tight = _tight(options, left)
    return {receipt: _bound(mine, tight) for receipt, mine in options.items()}


def _tight(options: Mapping[str, Sequence[Option]], left: Mapping[str, int]) -> frozenset[str]:
    """Return the items that could be asked for more than is left."""
    most: defaultdict[str, int] = defaultdict(int)
    for mine in options.values():
        own: dict[str, int] = {}
        for option in mine:
            for item, amount in option.takes:
                if amount > own.get(item, 0):
                    own[item] = amount
        for item, amount in own.items():
            most[item] += amount
    return frozenset([item for item, amount in most.items() if amount > left.get(item, 0)])


def _wants(options: Sequence[Option], items: AbstractSet[str]) -> bool:
    """Return whether one of the options takes one of the items."""
    return any(item in items for option in options for item, _ in option.takes)


def _bound(options: Sequence[Option], items: AbstractSet[str]) -> tuple[Option, ...]:
    """Return the options with no more than these of their items."""
    return tuple([_only(option, items) for option in options])


def _only(option: Option, items: AbstractSet[str]) -> Option:
    """Return the option with no more than these of its items."""
    takes = tuple([take for take in option.takes if take[0] in items])
    return option if len(takes) == len(option.takes) else option._replace(takes=takes)


def components(options: Mapping[str, Sequence[Option]]) -> Iterator[list[str]]:
    """Yield the receipts that share items, directly or through others, in order of their least id."""
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for receipt in sorted(options):
        for item in sorted({item for option in options[receipt] for item, _ in option.takes}):
            wanted[item].append(receipt)
    head = {receipt: receipt for receipt in options}
    for sharers in wanted.values():
        for other in sharers[1:]:
            one, two = sorted((_head(head, sharers[0]), _head(head, other)))
            head[two] = one
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for receipt in sorted(options):
        groups[_head(head, receipt)].append(receipt)
    yield from groups.values()


def _head(head: dict[str, str], receipt: str) -> str:
    """Return the least receipt of the component, shortening the path."""
    while head[receipt] != receipt:
        head[receipt] = head[head[receipt]]
        receipt = head[receipt]
    return receipt


def best_of(options: Sequence[Option]) -> int | None:
    """Return the place of the option with most evidence, the first of equals; none where nothing beats nothing."""
    weights = [option.weight for option in options]
    most = max(weights, default=0)
    return weights.index(most) if most > 0 else None


def _solved(options: Mapping[str, Sequence[Option]], left: Mapping[str, int]) -> dict[str, Assigned]:
    """Cut what provably cannot matter, then solve each component that is left."""
    lists = {receipt: tuple(mine[: PLACES - 1]) for receipt, mine in options.items()}
    kept = reduced(lists, left)
    answer: dict[str, Assigned] = {}
    still = tied({receipt: [mine[place] for place in kept[receipt]] for receipt, mine in lists.items()}, left)
    for part in components(still):
        answer |= _settled({receipt: kept[receipt] for receipt in part}, lists, left)
    others = _others(options)
    return {receipt: answer[receipt]._replace(with_whom=others[receipt]) for receipt in options}


def reduced(lists: Mapping[str, Sequence[Option]], left: Mapping[str, int]) -> dict[str, list[int]]:
    """Return the places of each receipt's options that can be in a day within `MARGIN_MAX` nats of the best one.

    A day with an option is worth no more than the best of all others with it; where that falls short of a day that is
    known to be possible, by more than any margin we speak of, the option is proven to be cut.
    """
    best = {receipt: max([0, *(option.weight for option in mine)]) for receipt, mine in lists.items()}
    slack = sum(best.values()) - _greedy(lists, left) + round(MARGIN_MAX * SCALE)
    return {
        receipt: [place for place, option in enumerate(mine) if best[receipt] - option.weight <= slack]
        for receipt, mine in lists.items()
    }


def _greedy(lists: Mapping[str, Sequence[Option]], left: Mapping[str, int]) -> int:
    """Return what a possible day is worth: the strongest options first, as far as the items go."""
    room = {item: left.get(item, 0) for mine in lists.values() for option in mine for item, _ in option.takes}
    ranked = sorted(
        (-option.weight, receipt, place) for receipt, mine in lists.items() for place, option in enumerate(mine)
    )
    done: set[str] = set()
    total = 0
    for weight, receipt, place in ranked:
        takes = lists[receipt][place].takes
        if weight < 0 and receipt not in done and all(room.get(item, 0) >= amount for item, amount in takes):
            room |= {item: room[item] - amount for item, amount in takes}
            done.add(receipt)
            total -= weight
    return total


def _settled(
    kept: Mapping[str, Sequence[int]], lists: Mapping[str, Sequence[Option]], left: Mapping[str, int]
) -> dict[str, Assigned]:
    """Solve a component, then once more without each receipt's answer: the loss is its margin.

    The work is limited; a receipt whose margin was not reached has none, which asks a person.
    """
    solve = Solver(left)
    mine = {receipt: tuple(lists[receipt][place] for place in places) for receipt, places in kept.items()}
    best = solve(mine)
    cut = {receipt: len(lists[receipt]) - len(places) for receipt, places in kept.items()}
    if best is None:
        return {receipt: Assigned(None, 0.0, cut=cut[receipt]) for receipt in kept}
    margins = _margins(mine, best, solve)
    chosen = {receipt: None if at is None else kept[receipt][at] for receipt, at in best[1].items()}
    return {receipt: Assigned(chosen[receipt], margins[receipt], cut=cut[receipt]) for receipt in kept}


def _margins(mine: Mapping[str, tuple[Option, ...]], best: "Solution", solve: "Solver") -> dict[str, float]:
    """Return by how many nats the best day would be worse with another meaning of each receipt.

    Prices prove of most options that every day with them is so much worse that no margin is told; without those, the
    others tie fewer receipts to each other, and each group is solved by itself.
    """
    lost = _lost(mine, best[0], solve.left)
    near = {
        receipt: tuple(option for option, less in zip(own, lost[receipt], strict=False) if less <= MARGIN_MAX * SCALE)
        for receipt, own in mine.items()
    }
    margins: dict[str, float] = {}
    for group in components(tied(near, solve.left)):
        theirs = {receipt: near[receipt] for receipt in group}
        places = {receipt: at for receipt in group if (at := best[1][receipt]) is not None}
        worth = sum(mine[receipt][at].weight for receipt, at in places.items())
        margins |= dict.fromkeys(group, 0.0)
        for receipt, at in places.items():
            meaning = mine[receipt][at].meaning
            others = [
                less for option, less in zip(mine[receipt], lost[receipt], strict=False) if option.meaning != meaning
            ]
            if min([*others, lost[receipt][-1]]) > MARGIN_MAX * SCALE:
                margins[receipt] = MARGIN_MAX
                continue
            rival = solve(theirs | {receipt: tuple(option for option in near[receipt] if option.meaning != meaning)})
            margins[receipt] = 0.0 if rival is None else min(MARGIN_MAX, (worth - rival[0]) / SCALE)
    return margins


def _lost(mine: Mapping[str, Sequence[Option]], best: int, left: Mapping[str, int]) -> dict[str, list[int]]:
    """Return what a day with each option, and last with none, loses at least; nothing where receipts are few."""
    if len(mine) <= BRANCH_MAX:
        return {receipt: [0] * (len(own) + 1) for receipt, own in mine.items()}
    offers = {receipt: [bids.Bid(option.weight, option.takes) for option in own] for receipt, own in mine.items()}
    return bids.losses(offers, left, best)


class Solver:
    """Solves days that differ a little: by branch and bound, by CP-SAT, and not at all once the work is spent."""

    def __init__(self, left: Mapping[str, int]) -> None:
        self.left = left
        self.work = WORK_MAX
        self.tangled = False

    def __call__(self, lists: Mapping[str, Sequence[Option]]) -> "Solution | None":
        """Return the most evidence and each receipt's option, or None where it could not be proven."""
        wanted = {item for mine in lists.values() for option in mine for item, _ in option.takes}
        room = {item: self.left.get(item, 0) for item in sorted(wanted)}
        if len(lists) <= BRANCH_MAX and not self.tangled:
            if (found := branched(lists, room)) is not None:
                return found
            self.tangled = True  # nor would it be proven of the days that differ from this one a little
        if self.work <= 0:
            return None
        found, work = modelled(lists, room, min(self.work, SOLVE_MAX))
        self.work -= work
        return found


def _others(options: Mapping[str, Sequence[Option]]) -> dict[str, tuple[str, ...]]:
    """Return for each receipt those that want one of its items, too."""
    own = {receipt: {item for option in mine for item, _ in option.takes} for receipt, mine in options.items()}
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for receipt, items in own.items():
        for item in items:
            wanted[item].add(receipt)
    return {
        receipt: tuple(sorted(set().union(*(wanted[item] for item in own[receipt])) - {receipt})) for receipt in own
    }


Solution = tuple[int, dict[str, int | None]]


def branched(options: Mapping[str, Sequence[Option]], left: Mapping[str, int]) -> Solution | None:
    """Return the most evidence and each receipt's option, by depth-first search with the optimistic rest as bound.

    None where that would look at more than `NODES_MAX` days.
    """
    receipts = sorted(options)
    able = [
        [(each.weight, at, each.takes) for at, each in enumerate(options[key]) if each.weight > 0] for key in receipts
    ]
    hopes = [max([0, *(weight for weight, _, _ in mine)]) for mine in able]
    rest = [sum(hopes[depth:]) for depth in range(len(receipts) + 1)]
    best: tuple[int, tuple[int | None, ...]] = (-1, ())
    nodes = 0

    def walk(depth: int, value: int, room: dict[str, int], chosen: tuple[int | None, ...]) -> None:
        nonlocal best, nodes
        nodes += 1
        if value + rest[depth] <= best[0] or nodes > NODES_MAX:
            return
        if depth == len(receipts):
            best = (value, chosen)
            return
        for weight, place, takes in able[depth]:
            for item, amount in takes:
                if room.get(item, 0) < amount:
                    break
            else:
                less = room | {item: room[item] - amount for item, amount in takes}
                walk(depth + 1, value + weight, less, (*chosen, place))
        walk(depth + 1, value, room, (*chosen, None))

    walk(0, 0, dict(left), ())
    return None if nodes > NODES_MAX else (best[0], dict(zip(receipts, best[1], strict=True)))


def modelled(
    options: Mapping[str, Sequence[Option]], left: Mapping[str, int], limit: float
) -> tuple[Solution | None, float]:
    """Return the same by CP-SAT, and the work it took: whole numbers, one worker, canonical order, no clock.

    None where optimality was not proven within the limit: a good answer is no proof.
    """
    from matcher.day.models import Model  # noqa: PLC0415 - a library of its own, needed on few mornings

    model = Model()
    uses: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    taken: list[tuple[str, int]] = []
    for receipt in sorted(options):
        able = [place for place, option in enumerate(options[receipt]) if option.weight > 0]
        mine = [model.choice() for _ in able]
        taken += [(receipt, place) for place in able]
        model.one_of(mine)
        for choice, place in zip(mine, able, strict=True):
            for item, amount in options[receipt][place].takes:
                uses[item].append((choice, amount))
    for item in sorted(uses):
        model.limited(uses[item], left.get(item, 0))
    made, work = model.best([options[receipt][place].weight * PLACES - place for receipt, place in taken], limit)
    if made is None:
        return None, work
    chosen: dict[str, int | None] = dict.fromkeys(sorted(options))
    chosen |= {receipt: place for (receipt, place), one in zip(taken, made, strict=True) if one}
    total = sum(options[receipt][place].weight for receipt, place in chosen.items() if place is not None)
    return (total, chosen), work
