"""What the numbers can mean together: the items named for sure, and each choice among the doubtful readings."""

import math
from collections.abc import Iterable, Iterator
from itertools import islice, product

from matcher import differences
from matcher.cases import Case
from matcher.shelf import Item

#: Choices among uncertain readings tried before we stop and leave it to a person.
CHOICES_MAX = 96


def ids(case: Case) -> list[tuple[str, ...]]:
    """Return the ids of the items of each choice, each choice once: sure ones always, each uncertain one by choice."""
    if "choices" not in case.cache:
        sure = sorted(case.named)
        doubtful = list(_doubtful(case))
        unique = dict.fromkeys(_with(sure, doubtful)) if doubtful else {}
        unique |= {tuple(sure): None} if sure else {}  # what is named for sure is a choice however many were cut off
        if case.between:  # a dash may stand between two numbers of a list as well
            unique |= dict.fromkeys(tuple(key for key in each if key not in case.between) for each in [*unique])
        case.cache["choices"] = list(unique)
    found: list[tuple[str, ...]] = case.cache["choices"]
    return found


def forget(case: Case) -> None:
    """Let go of the choices, of which there may be many; who asks again gets the same."""
    case.cache.pop("choices", None)


def cut(case: Case) -> bool:
    """Return whether there are more choices than were tried: another of them may foot as well."""
    return math.prod([len(each) for each in _doubtful(case)]) > CHOICES_MAX


def _doubtful(case: Case) -> Iterator[list[tuple[str, ...]]]:
    """Yield what each doubtful reading may add, and last what stands glued to other words; each may add nothing."""
    for reading in case.readings:
        if not reading.sure:
            own = [hit.item_id for hit in reading.hits if hit.item_id not in case.named]
            together: list[tuple[str, ...]] = [tuple(sorted(own))] if reading.group and len(own) > 1 else []
            yield [*together, *((item_id,) for item_id in own), ()]
    if case.glued:
        yield [tuple(item.item_id for item in case.glued), ()]


def _with(sure: list[str], doubtful: list[list[tuple[str, ...]]]) -> Iterator[tuple[str, ...]]:
    """Return what is sure with each choice of the rest; a choice of nothing at all is none."""
    named = frozenset(sure)
    found = (tuple(sorted(named.union(*picks))) for picks in islice(product(*doubtful), CHOICES_MAX))
    return filter(None, found)


def items(case: Case, chosen: Iterable[str]) -> tuple[Item, ...]:
    """Return the items of a choice."""
    return tuple([case.shelf.items[key] for key in chosen])


def sets(case: Case) -> Iterator[tuple[Item, ...]]:
    """Yield the items of each choice."""
    return (items(case, each) for each in ids(case))


def near(case: Case, fee: int) -> list[tuple[Item, ...]]:
    """Return the choices that may foot: what they ask above what came is no more than their discounts and a fee."""
    found = ids(case)
    every = items(case, {key for each in found for key in each})
    asked = {item.item_id: item.open for item in every}
    most = fee + sum([differences.discount_of(item) + differences.ROUNDING for item in every])
    least = case.receipt.amount
    able = [each for each in found if 0 <= sum([asked[key] for key in each]) - least <= most]
    return [items(case, each) for each in able]
