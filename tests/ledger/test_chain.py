"""Rows written by their columns are hashed as rows written one by one are."""

from hypothesis import given
from hypothesis import strategies as st

from ledger.chain import HEAD, ZERO, Digests, encoded, told

#: What a column holds: anything; one type; the same in every row; what JSON writes otherwise, and what a format takes.
VALUES = (
    st.none() | st.integers() | st.text() | st.floats(allow_nan=False) | st.binary(max_size=3),
    st.integers(),
    st.text(),
    st.none(),
    st.sampled_from((0.0, -0.0)),
    st.just("100 %"),
    st.sampled_from(('"', "\\", "\n", "%s", "%d", "\x7f", "\u2028", "é")),
)
#: Columns of a table with a few rows.
COLUMNS = st.integers(1, 4).flatmap(
    lambda rows: st.lists(
        st.sampled_from(VALUES).flatmap(lambda one: st.lists(one, min_size=rows, max_size=rows)), min_size=1, max_size=8
    )
)


@given(COLUMNS)
def test_columns_say_what_their_rows_say(columns: list[list[object]]) -> None:
    rows = list(zip(*columns, strict=True))
    assert [f"[{row}".encode() for row in told(columns)] == [encoded(row) for row in rows]


def test_no_rows_say_nothing() -> None:
    assert told([]) == []


def test_rows_are_hashed_with_their_numbers_however_many_there_are() -> None:
    columns: list[list[object]] = [[f"I{place}" for place in range(2_500)], [7] * 2_500]
    numbered, one_by_one = Digests(), Digests()
    numbered.number("item", 5, told(columns))
    one_by_one.take("item", ((no, *row) for no, row in enumerate(zip(*columns, strict=True), 5)))
    head = dict.fromkeys(HEAD, "")
    assert numbered.seal(ZERO, head) == one_by_one.seal(ZERO, head)
