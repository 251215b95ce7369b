"""The choices among doubtful readings are those that trying all sets gives, and the sums keep those that may foot."""

from dataclasses import dataclass, field
from itertools import islice, product
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from matcher.cases import Case
from matcher.explanations import differences
from matcher.frames import ITEMS
from matcher.remittance import choices
from matcher.shelf import Item
from tests.matcher import build

KEYS = ("a", "b", "c", "d", "e", "f")
BOOK = {
    key: Item._make(build.items(build.item(key, 100 * at, item_id=key)).select(*ITEMS).row(0))
    for at, key in enumerate(KEYS, 1)
}


@dataclass
class Told:
    """What choices look at of a case: doubtful readings of items beside those that are named."""

    named: dict[str, None]
    doubtful: list[tuple[list[str], bool]]
    stuck: list[str]
    between: frozenset[str]
    amount: int
    cache: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shelf = SimpleNamespace(items=BOOK)
        self.receipt = SimpleNamespace(amount=self.amount)
        self.glued = tuple(BOOK[key] for key in self.stuck if key not in self.named)
        self.readings = [
            SimpleNamespace(sure=False, group=group, hits=[SimpleNamespace(item_id=key) for key in keys])
            for keys, group in self.doubtful
        ]


some = st.lists(st.sampled_from(KEYS), unique=True, max_size=3)
told = st.builds(
    lambda named, doubtful, stuck, between, amount: Told(
        dict.fromkeys(named), doubtful, stuck, frozenset(between) & set(named), amount
    ),
    some,
    st.lists(st.tuples(some.filter(bool), st.booleans()), max_size=4),
    some,
    some,
    st.integers(0, 1_500),
)


def plainly(case: Told) -> list[tuple[str, ...]]:
    """Return every choice as sorted ids, set by set."""
    lists: list[list[tuple[str, ...]]] = []
    for keys, group in case.doubtful:
        own = [key for key in keys if key not in case.named]
        lists.append([*([tuple(own)] if group and len(own) > 1 else []), *((key,) for key in own), ()])
    if case.glued:
        lists.append([tuple(item.item_id for item in case.glued), ()])
    picked = islice(product(*lists), choices.CHOICES_MAX) if lists else ()
    found = {tuple(sorted({*case.named, *(key for pick in picks for key in pick)})): None for picks in picked}
    found.pop((), None)
    found |= {tuple(sorted(case.named)): None} if case.named else {}
    if case.between:
        found |= dict.fromkeys(tuple(key for key in each if key not in case.between) for each in [*found])
    return list(found)


@given(told)
def test_every_choice_is_there_once_and_in_order(case: Told) -> None:
    assert [each.ids for each in choices.every(cast("Case", case))] == plainly(case)


@given(told, st.integers(0, 40))
def test_only_those_that_may_foot_are_near(case: Told, fee: int) -> None:
    found = plainly(case)
    asked = {BOOK[key] for each in found for key in each}
    most = fee + sum(differences.discount_of(item) + differences.ROUNDING for item in asked)
    expected = [each for each in found if 0 <= sum(BOOK[key].open for key in each) - case.amount <= most]

    near = choices.near(cast("Case", case), fee)
    assert [tuple(item.item_id for item in each) for each in near] == expected
