"""What the matcher is told: links given and learned added up, denials, and only what is active."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.evidence import Lesson
from matcher import Policy
from matcher.frames import LINKS
from services.knowledge.kinds import Fact
from services.knowledge.standing import summed
from services.knowledge.taught import links
from tests.services.knowledge.test_standing import lesson

DAY = date(2026, 11, 19)
LINK, DENIED = Fact("payer_link", "account", "1", means="C1"), Fact("not_payer", "account", "1", means="C1")
GIVEN = ("account", "1", "C1", 3, False)


def told(given_ones: list[tuple[object, ...]], *lessons: Lesson, on: date = DAY) -> list[tuple[int, bool]]:
    """Return support and denial of each row that the matcher is told."""
    frame = pl.DataFrame(given_ones, schema=LINKS, orient="row")
    return links(frame, summed(lessons, Policy(), on)).select("support", "negative").rows()


def said(fact: Fact, *events: str) -> list[Lesson]:
    return [lesson(fact, event, f"rcp_{place}", reach=1) for place, event in enumerate(events)]


@pytest.mark.parametrize(
    ("given_ones", "lessons", "expected"),
    [
        ([GIVEN], [], [(3, False)]),
        ([], said(LINK, "confirmed"), [(1, False)]),
        ([GIVEN], said(LINK, "confirmed"), [(4, False)]),
        ([GIVEN], said(LINK, "contradicted"), [(2, False)]),
        ([GIVEN], said(LINK, "contradicted", "contradicted", "contradicted"), []),
        ([GIVEN], said(LINK, "retired"), []),
        ([], said(LINK, "confirmed", "contradicted"), []),
        ([], [lesson(LINK, "confirmed", reach=1_000)], []),
        ([GIVEN], [lesson(LINK, "confirmed", reach=1_000)], [(3, False)]),
        ([GIVEN], said(DENIED, "confirmed"), [(3, False)]),
        ([GIVEN], said(DENIED, "confirmed", "confirmed"), [(3, False), (1, True)]),
        ([GIVEN, ("account", "1", "C1", 3, True)], [], [(3, False), (3, True)]),
    ],
)
def test_links_add_up(
    given_ones: list[tuple[object, ...]], lessons: list[Lesson], expected: list[tuple[int, bool]]
) -> None:
    assert expected == told(given_ones, *lessons)


def test_given_links_do_not_age_and_learned_ones_do() -> None:
    late = DAY + timedelta(days=401)
    assert told([GIVEN], *said(LINK, "confirmed"), on=late) == [(3, False)]
    assert told([], *said(LINK, "confirmed"), on=late) == []


@given(st.permutations([GIVEN, ("account", "2", "C1", 3, False), ("name", "A", "C2", 1, False)]))
def test_the_order_of_what_was_given_does_not_matter(rows: list[tuple[object, ...]]) -> None:
    frame = pl.DataFrame(rows, schema=LINKS, orient="row")
    known = summed(said(LINK, "confirmed"), Policy(), DAY)
    assert links(frame, known).rows() == links(frame.sort("kind", "key"), known).rows()
