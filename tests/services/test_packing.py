"""A frame comes back row for row, whole or as its changes against one that is kept."""

from datetime import date
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from services.decisions.packing import ordered, packed, unpacked, written

SCHEMA: dict[str, Any] = {
    "id": pl.String,
    "open": pl.Int64,
    "due": pl.Date,
    "also": pl.List(pl.String),
    "yes": pl.Boolean,
}
ROWS = st.tuples(
    st.text(max_size=4),
    st.none() | st.integers(-(2**62), 2**62),
    st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.lists(st.text(max_size=3), max_size=2),
    st.booleans(),
)


def frame(rows: list[tuple[object, ...]]) -> pl.DataFrame:
    """Return rows as a packed frame orders them."""
    return ordered(pl.DataFrame(rows, schema=SCHEMA, orient="row"))


def contents(parts: list[bytes], where_parts: tuple[str, ...], base: bytes) -> dict[str, bytes]:
    """Return bytes under the names they are asked for."""
    held = [base, *parts] if len(where_parts) > 1 else parts
    return dict(zip(where_parts, held, strict=True))


@given(before=st.lists(ROWS, max_size=12), gone=st.sets(st.integers(0, 11)), added=st.lists(ROWS, max_size=3))
def test_a_changed_frame_comes_back(
    before: list[tuple[object, ...]], gone: set[int], added: list[tuple[object, ...]]
) -> None:
    """Whatever changed, duplicates and nulls too."""
    base = frame(before)
    now = frame([row for place, row in enumerate(base.rows()) if place not in gone] + added)
    where, parts = packed(now, written(base))

    assert unpacked(where, contents(parts, where.parts, written(base))).equals(now)
    assert where.rows == now.height


def test_little_change_is_kept_as_a_change_and_much_as_a_whole() -> None:
    base = frame([(f"i{number}", number, None, ["x"], True) for number in range(5_000)])
    little = ordered(base.with_columns(open=pl.when(pl.col("id") == "i7").then(0).otherwise("open")))
    much = ordered(base.with_columns(open=pl.col("open") + 1))

    changed, parts = packed(little, written(base))
    assert (bool(changed.base), len(parts)) == (True, 2)
    assert sum(map(len, parts)) < len(written(little))
    assert (packed(much, written(base))[0].base, packed(base, written(base))[0].base) == ("", "")


def test_the_order_of_rows_is_not_the_databases() -> None:
    rows: list[tuple[object, ...]] = [("b", 1, None, [], True), ("a", 2, None, ["q"], False)]

    assert written(frame(rows)) == written(frame(rows[::-1]))
