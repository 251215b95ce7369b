"""What is decided from a receipt's rows alone is to the byte what the long way decides."""

from collections.abc import Sequence
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matcher
from matcher import Policy, outright
from matcher.frames import CLOSED, CUSTOMERS, ITEMS, LINKS, RECEIPTS, REMITTANCES
from matcher.outright import Sure
from matcher.tracks import Track
from tests.matcher.build import TODAY, customer, frame, item, line, link, receipt
from tests.matcher.test_plain import morning

NAMES = ("receipts", "remittances", "items", "customers", "links", "closed")
SUMS = (100_00, 250_17, 250_17, 319_40, 480_55, 480_55, 777_01, 1_000_00, 55_09, 61_13, 93_90)
BOOK = [
    item(f"INV-{70_000 + 13 * at}", minor, f"C{owner}", disputed=at == 4 and owner == 2)
    for owner in (1, 2)
    for at, minor in enumerate(SUMS, start=owner * 40)
]
#: A receipt: whose items it names, which, how it writes them, how its sum is off, who pays, and whether it is trusted.
paid = st.tuples(
    st.integers(0, 1),
    st.lists(st.integers(0, len(SUMS) - 1), min_size=1, max_size=3, unique=True),
    st.sampled_from(["text", "lines", "lines without sums", "both", "sums in text"]),
    st.sampled_from([0, 0, 0, 0, 500]),
    st.sampled_from(["A1", "A2", ""]),
    st.sampled_from([True, True, True, False]),
)


def proposed(frames: Sequence[pl.DataFrame], **more: Any) -> matcher.Decisions:
    receipts, remittances, items, customers, links, closed = frames
    return matcher.propose(receipts, remittances, items, customers, links, closed, Policy(), TODAY, **more)


def decided(frames: Sequence[pl.DataFrame], **more: Any) -> str:
    made = proposed(frames, **more)
    return made.receipts.write_json() + made.applications.write_json()


def long_way(frames: Sequence[pl.DataFrame], **more: Any) -> str:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(outright, "found", lambda *_: {})
        return decided(frames, **more)


def told(number: int, one: tuple[int, list[int], str, int, str, bool]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return a receipt with its lines."""
    owner, places, way, off, account, trusted = one
    items = [BOOK[owner * len(SUMS) + place] for place in places]
    sums = [f"{each['open'] / 100:.2f}" for each in items]
    words = {
        "text": " ".join(each["document_number"] for each in items),
        "both": " ".join(each["document_number"] for each in items),
        "sums in text": " ".join(f"{each['document_number']} {minor}" for each, minor in zip(items, sums, strict=True)),
    }
    key = f"r{number:02}"
    row = receipt(
        key, sum(each["open"] for each in items) - off, text=words.get(way, ""), payer_account=account, trusted=trusted
    )
    lined = "lines" in way or way == "both"
    paid = {each["item_id"]: None if way == "lines without sums" else each["open"] for each in items}
    return row, [
        line(each["document_number"], place, key, paid=paid[each["item_id"]])
        for place, each in enumerate(items)
        if lined
    ]


def day_of(*ones: tuple[int, list[int], str, int, str, bool]) -> tuple[pl.DataFrame, ...]:
    rows = [told(number, one) for number, one in enumerate(ones)]
    return (
        frame(RECEIPTS, *(row for row, _ in rows)),
        frame(REMITTANCES, *(each for _, lines in rows for each in lines)),
        frame(ITEMS, *BOOK),
        frame(CUSTOMERS, customer("C1"), customer("C2")),
        frame(LINKS, link("account", "A1", "C1"), link("account", "A2", "C2", support=1)),
        frame(CLOSED),
    )


@settings(max_examples=20, deadline=None)
@given(st.lists(paid, min_size=1, max_size=6))
def test_small_days_are_decided_as_the_long_way_decides_them(
    day: list[tuple[int, list[int], str, int, str, bool]],
) -> None:
    frames = day_of(*day)
    assert decided(frames) == long_way(frames)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_morning_is_decided_as_the_long_way_decides_it(seed: int) -> None:
    frames = [morning(seed)[name] for name in NAMES]
    assert decided(frames) == long_way(frames)


#: Receipts that leave nothing to weigh, and two that want one item.
CLEAR = [(0, [at], "lines", 0, "A1", True) for at in (0, 3, 6, 7)]
TWICE = [(0, [9], way, 0, "A1", True) for way in ("lines", "text")]


@pytest.mark.parametrize("taught", [{}, {"history": 60}])
def test_what_is_sure_takes_the_short_way_and_what_others_want_too_the_long_one(
    taught: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = day_of(*CLEAR, *TWICE)
    proofs = proposed(frames).receipts["certificate"]
    strata = sorted(set(proofs.str.json_path_match("$.stratum").drop_nulls()))
    more = {name: dict.fromkeys(strata, Track(2_000, wrong, 4_000)) for name, wrong in taught.items()}
    whole, seen, alone = long_way(frames, **more), 0, 0
    found, framed = outright.found, outright.frames

    def counted(*given: Any) -> dict[str, Sure]:
        nonlocal seen
        sure = found(*given)
        seen = len(sure)
        return sure

    def last(answers: Sequence[Sure]) -> tuple[pl.DataFrame, pl.DataFrame]:
        nonlocal alone
        alone = len(answers)
        return framed(answers)

    monkeypatch.setattr(outright, "found", counted)
    monkeypatch.setattr(outright, "frames", last)
    assert decided(frames, **more) == whole
    assert (seen, alone) == ((0, 0) if taught else (6, 4))
