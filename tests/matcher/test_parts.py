"""What a part lets go of comes back the same: told ahead and contested, ranked and rebuilt, a few or many at a time."""

import weakref
from functools import cache
from operator import itemgetter
from typing import Any

import polars as pl
import pytest

import matcher
from kit.collecting import uncollected
from matcher import Policy
from matcher.cases import Case
from matcher.day import making, parting, parts
from matcher.day.parts import Part
from matcher.frames import CLOSED, LINKS, REMITTANCES, empty
from matcher.remittance import heard
from tests.matcher.build import TODAY, customer, customers, item, items, receipt, receipts
from tests.matcher.test_digests import BOOK, laid
from tests.matcher.test_plain import morning


@cache
def whole() -> tuple[str, str]:
    return decided(5)


def decided(seed: int) -> tuple[str, str]:
    given: dict[str, Any] = dict(morning(seed))
    made = matcher.propose(**given, policy=Policy(), as_of=TODAY)
    return made.receipts.write_json(), made.applications.write_json()


@pytest.mark.parametrize("stretch", [1, 7])
def test_how_many_receipts_are_worked_on_together_changes_no_byte(
    stretch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = whole()
    monkeypatch.setattr(parts, "STRETCH", stretch)

    assert decided(5) == before


def test_how_many_receipts_are_narrowed_at_a_time_changes_no_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    before = whole()
    monkeypatch.setattr(heard, "AT_A_TIME", 7)

    assert decided(5) == before


def test_who_sees_the_answers_changes_none() -> None:
    seen: list[str] = []
    given: dict[str, Any] = dict(morning(5))
    watched = matcher.propose(
        **given,
        policy=Policy(),
        as_of=TODAY,
        witness=lambda answers: seen.extend(each.plan.case.receipt.receipt_id for each in answers),
    )

    assert seen == given["receipts"]["receipt_id"].sort().to_list()
    assert (watched.receipts.write_json(), watched.applications.write_json()) == whole()


def test_nothing_that_was_made_of_a_receipt_is_held_when_the_day_is_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A case with its shelf and ranking takes thirty kilobytes: of a hundred thousand receipts three gigabytes."""
    cases: list[weakref.ref[Case]] = []
    made, settle = making.made, Part.settle

    def noted(*given: Any) -> list[Case]:
        found = made(*given)
        cases.extend(map(weakref.ref, found))
        return found

    def looked(part: Part, *given: Any) -> object:
        assert not any(case() for case in cases)
        return settle(part, *given)

    monkeypatch.setattr(making, "made", noted)
    monkeypatch.setattr(Part, "settle", looked)
    decided(5)

    assert cases


@pytest.mark.parametrize(
    "told", [itemgetter(slice(None)), lambda answers: [one for one in answers if one.decision.posted]]
)
@pytest.mark.parametrize("seed", range(4))
def test_when_a_receipt_is_told_changes_no_byte(seed: int, told: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whose family another receipt pays, or whose item another gets, is told anew: none of the first words stay."""
    before = decided(seed)
    monkeypatch.setattr(parts, "_lasting", told)

    assert decided(seed) == before


def test_an_item_is_found_whoever_looked_before() -> None:
    """A case that is made again stands on a shelf where nobody has opened its families' books yet."""
    fresh = laid(BOOK)
    named = {row["item_id"] for row in BOOK} - fresh.items.keys()

    assert named
    assert {fresh.items[item_id].item_id for item_id in sorted(named)} == named
    with pytest.raises(KeyError):
        fresh.items["nobody"]


@uncollected
def test_a_shelf_is_gone_when_it_is_let_go_of() -> None:
    """The collector rests while a day is matched: what waits for it is there until the evening, each stretch's."""
    fresh = laid(BOOK)
    assert fresh.items[BOOK[0]["item_id"]]
    gone = weakref.ref(fresh)
    del fresh

    assert gone() is None


def test_who_may_pay_an_item_with_others_is_known_before_cases_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two foot to an item together; a third names it beside another, a fourth in another currency, a fifth alone."""
    book = items(item("INV-7001", 90_000, "10001"), item("INV-7002", 40_000, "10001"), item("INV-7003", 500, "10001"))
    first, second = receipt("r1", 50_000, text="INV 7001"), receipt("r2", 40_000, text="INV-7001")
    others = [
        receipt("r3", 130_000, text="INV-7001 INV-7002"),
        receipt("r4", 90_000, text="INV-7001", currency="EUR"),
        receipt("r5", 500, text="INV-7003"),
    ]
    asked: list[frozenset[str]] = []
    sharing = parting.sharing

    def decided_by(*, everybody: bool) -> str:
        def looked(given: pl.DataFrame, *rest: pl.DataFrame) -> frozenset[str]:
            asked.append(frozenset(given["receipt_id"].to_list()) if everybody else sharing(given, *rest))
            return asked[-1]

        monkeypatch.setattr(parting, "sharing", looked)
        given = receipts(first, second, *others), empty(REMITTANCES), book, customers(customer("10001"))
        made = matcher.propose(*given, empty(LINKS), empty(CLOSED), Policy(), TODAY)
        return made.receipts.write_json() + made.applications.write_json()

    assert decided_by(everybody=False) == decided_by(everybody=True)
    assert asked[0] == {"r1", "r2"}
