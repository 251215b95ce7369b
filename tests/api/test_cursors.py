"""Cursors are opaque and come back as they were given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api import cursors
from kit.refusals import Invalid


@given(st.lists(st.one_of(st.text(max_size=20), st.integers()), min_size=1, max_size=4))
def test_a_cursor_comes_back_as_its_position(position: list[str | int]) -> None:
    assert cursors.decoded(cursors.encoded(*position)) == position


@pytest.mark.parametrize("made_up", ["x", "!!!", "e30", "W10", "W3RydWVd", "WzEuNV0", "\u00e9", "a" * 400])
def test_a_made_up_cursor_is_refused(made_up: str) -> None:
    with pytest.raises(Invalid):
        cursors.decoded(made_up)


def test_a_full_page_has_no_next_one() -> None:
    assert cursors.page([1, 2], 2, lambda row: (row,)) == ([1, 2], None)


def test_one_row_more_than_asked_gives_a_cursor_behind_the_last_shown() -> None:
    assert cursors.page([1, 2, 3], 2, lambda row: (row,)) == ([1, 2], cursors.encoded(2))
