"""B7a: a letter follows the one before it and its own days; whatever is left alone is left alone with a reason."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dunning import planning
from dunning.planning import EMAIL, LETTER, PARTS, REASONS, Addressee, Part, Plan
from dunning.strategy import STANDARD, Strategy, read

DAY = date(2026, 11, 20)
STANDARD_ = read(STANDARD.read_text(encoding="utf-8"))
IN_FORCE = {"standard": STANDARD_}
ONE = Addressee("C1", "One", "ap@one.example", "Street 1")


def part(days: int, minor: int = 10_000, **more: object) -> Part:
    """Return a document of C1 so many days past due."""
    due = DAY - timedelta(days=days)
    facts: dict[str, object] = {"left_alone": "", "level": 0, "noticed_on": None} | more
    return Part("C1", "USD", f"itm_{days}", 1, f"I{days}", due, due, minor, minor, **facts)  # type: ignore[arg-type]


def planned(
    parts: Iterable[Part], people: Mapping[str, Addressee], strategies: Mapping[str, Strategy], on: date
) -> Plan:
    """Return the plan about some documents."""
    return planning.planned(pl.DataFrame(list(parts), PARTS, orient="row"), people, strategies, on)


def told(*parts: Part, who: Addressee = ONE, strategy: Strategy = STANDARD_) -> tuple[object, list[str]]:
    """Return level and channel of the letter, None where there is none, and the reasons of what is left alone."""
    plan = planned(parts, {"C1": who}, {"standard": strategy}, DAY)
    letter = (plan.notices[0].level, plan.notices[0].channel) if plan.notices else None
    return letter, [one.reason for one in plan.skipped]


@pytest.mark.parametrize(
    ("days", "level", "since", "letter", "reasons"),
    [
        (2, 0, None, None, ["too_early"]),
        (3, 0, None, (1, EMAIL), []),
        (40, 0, None, (1, EMAIL), []),  # level 2 only after level 1
        (15, 1, 10, (2, EMAIL), []),
        (14, 1, 10, None, ["too_early"]),
        (15, 1, 9, None, ["too_early"]),
        (30, 2, 10, (3, LETTER), []),
        (30, 3, 10, None, ["all_sent"]),
        (30, 1, 0, None, ["written_today"]),
    ],
)
def test_each_level_waits_for_the_one_before(
    days: int, level: int, since: int | None, letter: tuple[int, str] | None, reasons: list[str]
) -> None:
    on = None if since is None else DAY - timedelta(days=since)
    assert told(part(days, level=level, noticed_on=on)) == (letter, reasons)


def test_due_today_is_not_past_due() -> None:
    assert told(part(0), part(-5)) == (None, [])


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ({"email": "", "address": ""}, "no_address"),
        ({"contacted": (DAY - timedelta(days=4),)}, "quiet_days"),
        ({"contacted": tuple(DAY - timedelta(days=age) for age in (5, 6, 6))}, "contact_cap"),
        ({"credits": {"USD": 10_000}}, "credit_balance"),
        ({"left_alone": "cash_waiting"}, "cash_waiting"),
        ({"left_alone": "blocked"}, "blocked"),
    ],
)
def test_a_customer_is_left_alone_with_the_reason(who: dict[str, object], reason: str) -> None:
    assert told(part(5), who=replace(ONE, **who)) == (None, [reason])  # type: ignore[arg-type]


@pytest.mark.parametrize("who", [{"contacted": (DAY - timedelta(days=5),)}, {"credits": {"USD": 9_999, "EUR": 10_000}}])
def test_the_day_after_they_are_written_to(who: dict[str, object]) -> None:
    assert told(part(5), who=replace(ONE, **who)) == ((1, EMAIL), [])  # type: ignore[arg-type]


@pytest.mark.parametrize("reason", ["disputed", "promised", "in_plan", "placed", "not_received"])
def test_documents_left_alone_are_in_no_letter(reason: str) -> None:
    plan = planned([part(5), part(6, left_alone=reason)], {"C1": ONE}, IN_FORCE, DAY)
    assert [line.number for line in plan.notices[0].lines] == ["I5"]
    assert [(one.number, one.reason) for one in plan.skipped] == [("I6", reason)]


def test_without_an_e_mail_address_a_letter_goes_and_says_why() -> None:
    plan = planned([part(5)], {"C1": replace(ONE, email="", fell_back="do_not_email")}, IN_FORCE, DAY)
    (notice,) = plan.notices
    assert (notice.channel, notice.recipient, notice.fell_back) == (LETTER, "Street 1", "do_not_email")


def test_the_oldest_document_drives_the_letter_and_less_than_the_floor_is_not_written_about() -> None:
    parts = [part(31, level=2, noticed_on=DAY - timedelta(days=12)), part(5)]
    (notice,) = planned(parts, {"C1": ONE}, IN_FORCE, DAY).notices
    assert (notice.level, [line.level for line in notice.lines], notice.minor) == (3, [3, 1], 20_000)
    assert told(part(5, 4_999)) == (None, ["below_floor"])
    assert told(parts[0]._replace(minor=9_999)) == (None, ["below_floor"])


def test_each_risk_class_has_its_strategy() -> None:
    soft = STANDARD_.model_copy(update={"name": "soft", "risk_classes": ("Low",), "levels": STANDARD_.levels[:1]})
    people = {"C1": replace(ONE, risk_class="low"), "C2": replace(ONE, customer_number="C2")}
    parts = [part(5), part(6)._replace(customer_number="C2")]
    found = planned(parts, people, IN_FORCE | {"soft": soft}, DAY)
    assert [one.strategy for one in found.notices] == ["soft", "standard"]
    assert [one.reason for one in planned(parts, people, {"soft": soft}, DAY).skipped] == ["no_strategy"]


@given(
    some.lists(
        some.tuples(
            some.sampled_from(["C1", "C2", "C3"]),
            some.integers(-5, 90),
            some.integers(1, 20_000),
            some.integers(0, 3),
            some.sampled_from(["", "disputed", "promised"]),
        ),
        max_size=12,
    ),
    some.randoms(use_true_random=False),
)
def test_everything_past_due_is_in_one_place_in_any_order(
    rows: list[tuple[str, int, int, int, str]], order: random.Random
) -> None:
    parts = [
        part(days, minor, left_alone=why, level=level, noticed_on=DAY - timedelta(days=20) if level else None)._replace(
            customer_number=number, item_id=f"itm_{place}"
        )
        for place, (number, days, minor, level, why) in enumerate(rows)
    ]
    plan = planned(parts, {"C1": ONE, "C2": replace(ONE, customer_number="C2", email="")}, IN_FORCE, DAY)
    told_of = [line.item_id for one in plan.notices for line in one.lines] + [one.item_id for one in plan.skipped]
    assert sorted(told_of) == sorted(one.item_id for one in parts if one.due_on < DAY)
    left_alone = {one.item_id for one in parts if one.left_alone}
    assert not left_alone & {line.item_id for one in plan.notices for line in one.lines}
    assert {one.reason for one in plan.skipped} <= set(REASONS)
    shuffled = list(parts)
    order.shuffle(shuffled)
    again = planned(shuffled, {"C1": ONE, "C2": replace(ONE, customer_number="C2", email="")}, IN_FORCE, DAY)
    assert list(again.notices) == list(plan.notices)
    assert list(again.skipped) == list(plan.skipped)
