"""What the numbers can mean together: the items named for sure, and each choice among the doubtful readings."""

import math
from collections.abc import Iterable, Iterator
from itertools import chain, islice, product
from typing import NamedTuple

from matcher.cases import Case
from matcher.explanations import differences
from matcher.shelf import Item

#: Choices among uncertain readings tried before we stop and leave it to a person.
CHOICES_MAX = 96


class Choice(NamedTuple):
    """What is named for sure, sorted, and what of the doubtful is taken beside it."""

    sure: tuple[str, ...]
    more: frozenset[str]

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of its items, sorted."""
        return tuple(sorted((*self.sure, *self.more))) if self.more else self.sure


def every(case: Case) -> list[Choice]:
    """Return each choice once: sure items always, each uncertain one by choice."""
    if "choices" not in case.cache:
        sure = tuple(sorted(case.named))
        unique = dict.fromkeys(_more(list(_doubtful(case))))
        if not sure:
            unique.pop(frozenset(), None)  # a choice of nothing at all is none
        else:  # what is named for sure is a choice however many were cut off
            unique |= {frozenset(): None}
        found = [Choice(sure, more) for more in unique]
        if case.between:  # a dash may stand between two numbers of a list as well
            ends = tuple(key for key in sure if key not in case.between)
            found += [Choice(ends, more) for more in unique]
        case.cache["choices"] = found
    choices: list[Choice] = case.cache["choices"]
    return choices


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


def _more(doubtful: list[list[tuple[str, ...]]]) -> Iterator[frozenset[str]]:
    """Yield each choice of what is doubtful, as many as are tried."""
    return (frozenset(chain.from_iterable(picks)) for picks in islice(product(*doubtful), CHOICES_MAX) if doubtful)


def items(case: Case, chosen: Iterable[str]) -> tuple[Item, ...]:
    """Return the items of a choice."""
    return tuple([case.shelf.items[key] for key in chosen])


def sets(case: Case) -> Iterator[tuple[Item, ...]]:
    """Yield the items of each choice."""
    return (items(case, each.ids) for each in every(case))


def near(case: Case, fee: int) -> list[tuple[Item, ...]]:
    """Return the choices that may foot: what they ask above what came is no more than their discounts and a fee."""
    found = every(case)
    asked = {key: case.shelf.items[key] for key in frozenset(case.named).union(*[each.more for each in found])}
    sure = {each: sum([asked[key].open for key in each]) - case.receipt.amount for each in {one.sure for one in found}}
    short = [sure[each.sure] + sum([asked[key].open for key in each.more]) for each in found]
    if max(short, default=-1) < 0:
        return []
    most = fee + sum([differences.discount_of(item) + differences.ROUNDING for item in asked.values()])
    return [items(case, each.ids) for each, less in zip(found, short, strict=True) if 0 <= less <= most]
