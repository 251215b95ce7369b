"""Receipts of a day want the same items: which may have what, so that nothing goes twice and most evidence holds."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: Evidence enters as whole thousandths of a nat; the place of an option breaks ties, first option first.
SCALE, PLACES = 1_000, 64
#: Components up to this many receipts are solved by branch and bound, larger ones by CP-SAT.
BRANCH_MAX = 6
#: A stop that does not depend on the clock.
DETERMINISTIC_TIME = 20.0


@dataclass(frozen=True, slots=True)
class Option:
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


@dataclass(frozen=True, slots=True)
class Assigned:
    """The option a receipt gets (None: nothing) and by how many nats the day would be worse with another meaning."""

    option: int | None
    margin: float = math.inf
    with_whom: tuple[str, ...] = ()


def assigned(options: Mapping[str, Sequence[Option]], left: Mapping[str, int]) -> dict[str, Assigned]:
    """Give every receipt one option or none; `left` is what each item can still take, in minor units."""
    answer: dict[str, Assigned] = {}
    for group in components(options):
        if len(group) == 1 or not _contested(group, options, left):
            answer |= {receipt: Assigned(_best(options[receipt])) for receipt in group}
        else:
            answer |= _solved(group, options, left)
    return answer


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


def _best(options: Sequence[Option]) -> int | None:
    """Return the place of the option with most evidence, the first of equals; none where nothing beats nothing."""
    if not options:
        return None
    place = max(range(len(options)), key=lambda each: (options[each].weight, -each))
    return place if options[place].weight > 0 else None


def _contested(group: Sequence[str], options: Mapping[str, Sequence[Option]], left: Mapping[str, int]) -> bool:
    """Return whether all the options together could take more of an item than is left."""
    most: defaultdict[str, int] = defaultdict(int)
    for receipt in group:
        own: defaultdict[str, int] = defaultdict(int)
        for option in options[receipt]:
            for item, amount in option.takes:
                own[item] = max(own[item], amount)
        for item, amount in own.items():
            most[item] += amount
    return any(amount > left.get(item, 0) for item, amount in most.items())


def _solved(group: list[str], options: Mapping[str, Sequence[Option]], left: Mapping[str, int]) -> dict[str, Assigned]:
    """Solve a component, then once more without each receipt's answer: the loss is its margin."""
    solve = branched if len(group) <= BRANCH_MAX else modelled
    lists = {receipt: tuple(options[receipt])[: PLACES - 1] for receipt in group}
    wanted = {item for mine in lists.values() for option in mine for item, _ in option.takes}
    room = {item: left.get(item, 0) for item in sorted(wanted)}
    best = solve(lists, room)
    if best is None:
        return {receipt: Assigned(None, 0.0, tuple(group)) for receipt in group}
    total, chosen = best
    answer = {}
    for receipt in group:
        place = chosen[receipt]
        if place is None:
            answer[receipt] = Assigned(None, 0.0, _others(receipt, group, options))
            continue
        meaning = lists[receipt][place].meaning
        rest = tuple(option for option in lists[receipt] if option.meaning != meaning)
        rival = solve(lists | {receipt: rest}, room)
        margin = 0.0 if rival is None else (total - rival[0]) / SCALE
        answer[receipt] = Assigned(place, margin, _others(receipt, group, options))
    return answer


def _others(receipt: str, group: Sequence[str], options: Mapping[str, Sequence[Option]]) -> tuple[str, ...]:
    """Return the receipts that want one of this one's items."""
    own = {item for option in options[receipt] for item, _ in option.takes}
    return tuple(
        other
        for other in group
        if other != receipt and any(item in own for option in options[other] for item, _ in option.takes)
    )


Solution = tuple[int, dict[str, int | None]]


def branched(options: Mapping[str, Sequence[Option]], left: Mapping[str, int]) -> Solution | None:
    """Return the most evidence and each receipt's option, by depth-first search with the optimistic rest as bound."""
    receipts = sorted(options)
    hopes = [max([0, *(option.weight for option in options[receipt])]) for receipt in receipts]
    best: tuple[int, tuple[int | None, ...]] = (-1, ())

    def walk(depth: int, value: int, room: dict[str, int], chosen: tuple[int | None, ...]) -> None:
        nonlocal best
        if value + sum(hopes[depth:]) <= best[0]:
            return
        if depth == len(receipts):
            best = (value, chosen)
            return
        for place, option in enumerate(options[receipts[depth]]):
            if option.weight > 0 and all(room.get(item, 0) >= amount for item, amount in option.takes):
                reduced = room | {item: room[item] - amount for item, amount in option.takes}
                walk(depth + 1, value + option.weight, reduced, (*chosen, place))
        walk(depth + 1, value, room, (*chosen, None))

    walk(0, 0, dict(left), ())
    return best[0], dict(zip(receipts, best[1], strict=True))


def modelled(options: Mapping[str, Sequence[Option]], left: Mapping[str, int]) -> Solution | None:
    """Return the same by CP-SAT: whole numbers, one worker, canonical order; None where optimality was not proven."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - a second to import, needed on few mornings

    model = cp_model.CpModel()
    uses: defaultdict[str, list[tuple[Any, int]]] = defaultdict(list)
    taken = {}
    for receipt in sorted(options):
        for place, option in enumerate(options[receipt]):
            if option.weight > 0:
                taken[receipt, place] = model.new_bool_var(f"{receipt}:{place}")
                for item, amount in option.takes:
                    uses[item].append((taken[receipt, place], amount))
        mine = [taken[receipt, place] for place in range(len(options[receipt])) if (receipt, place) in taken]
        model.add_at_most_one(mine)
    for item in sorted(uses):
        model.add(sum(variable * amount for variable, amount in uses[item]) <= left.get(item, 0))
    model.maximize(
        sum(
            variable * (options[receipt][place].weight * PLACES - place) for (receipt, place), variable in taken.items()
        )
    )
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = DETERMINISTIC_TIME
    if solver.solve(model) != cp_model.OPTIMAL:
        return None
    chosen: dict[str, int | None] = dict.fromkeys(sorted(options))
    for (receipt, place), variable in taken.items():
        if solver.boolean_value(variable):
            chosen[receipt] = place
    total = sum(options[receipt][place].weight for receipt, place in chosen.items() if place is not None)
    return total, chosen
