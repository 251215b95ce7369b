"""With which further items a list goes on that names only part of what was paid: a few, or the rest of a cut list."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from matcher.cases import Case
from matcher.explanations import subsets
from matcher.shelf import Item

#: Named items among which two further ones are looked for, and how many are looked for at most.
SOME_MAX, MISSING_MAX = 20, 2
#: How a cut list may go on is searched for among so many combinations; so many runs are shown.
COMBINATIONS_MAX, RUNS_MAX = 1 << 26, 3
#: So many numbers in their order are a list in order.
ORDERED_MIN = 2


def extras(others: Sequence[Item], rest: int, case: Case) -> Iterator[tuple[tuple[Item, ...], float]]:
    """Yield the further items that pay the rest (minor units) exactly, with how many sets chance has to choose from."""
    yield from _few(others, rest, case)
    if rest > 0 and case.cut and any(reading.strong for reading in case.readings):
        debts = [item for item in others if item.open > 0 and not item.disputed]
        later = _later(debts, case)
        yield from _runs(debts, rest)
        yield from _sets(later, rest)
        if len(later) < len(debts):
            yield from _sets(debts, rest)


def _few(others: Sequence[Item], rest: int, case: Case) -> Iterator[tuple[tuple[Item, ...], float]]:
    """Yield one or two items; two only where two numbers were not read."""
    yield from (((item,), float(len(others))) for item in others if item.open == rest)
    if len(others) <= SOME_MAX and len(case.unread) >= MISSING_MAX:
        found = ((one, other) for one, other in combinations(others, MISSING_MAX) if one.open + other.open == rest)
        yield from ((extra, float(max(1, len(others)) ** MISSING_MAX)) for extra in found)


def _runs(debts: Sequence[Item], rest: int) -> Iterator[tuple[tuple[Item, ...], float]]:
    """Yield the items that follow each other by number or by due day, as people list what they pay.

    What a cut list goes on with is shown to a reviewer and never posted (refusal `taken_without_name`).
    """
    for order in (_by_number, _by_day):
        listed = sorted(debts, key=order)
        for start, end in subsets.runs([item.open for item in listed], rest)[:RUNS_MAX]:
            yield tuple(listed[start:end]), float(len(debts) ** 2)


def _later(debts: Sequence[Item], case: Case) -> list[Item]:
    """Return the items behind the last one named, where the payer lists them in the order of their numbers."""
    named = sorted((hit for hit in case.named.values() if hit.start >= 0), key=lambda hit: hit.start)
    numbers = [hit.document_number for hit in named]
    if len(numbers) < ORDERED_MIN or numbers != sorted(numbers):
        return list(debts)
    return [item for item in debts if item.document_number > numbers[-1]]


def _sets(debts: Sequence[Item], rest: int) -> Iterator[tuple[tuple[Item, ...], float]]:
    """Yield any items that foot, where there are so few such sets that each can be shown."""
    choices = [(0, item.open) for item in debts]
    left = subsets.possible(choices, rest)
    if left is None or left.size > COMBINATIONS_MAX:
        return
    found = subsets.within(choices, left, rest)
    if found.count <= len(found.examples):
        picks = (tuple(item for item, take in zip(debts, pick, strict=True) if take) for pick in found.examples)
        yield from ((extra, max(1.0, 2.0 ** len(debts) / 16)) for extra in picks if len(extra) > 1)


def _by_number(item: Item) -> tuple[int, str, str]:
    return len(item.document_number), item.document_number, item.item_id


def _by_day(item: Item) -> tuple[int, str, str]:
    return item.due_on.toordinal(), item.document_number, item.item_id
