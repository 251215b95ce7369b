"""Ids come from content: equal parts give equal ids, and nothing in them can be misread."""

from hypothesis import given
from hypothesis import strategies as st

from kit.ids import content_id


@given(st.lists(st.text(st.characters(blacklist_characters="\x1f", blacklist_categories=["Cs"])), min_size=1))
def test_equal_parts_give_equal_ids(parts: list[str]) -> None:
    assert content_id("rcp", *parts) == content_id("rcp", *parts)
    assert len(content_id("rcp", *parts)) == len("rcp_") + 16


def test_an_id_is_the_same_on_every_machine_and_day() -> None:
    assert content_id("rcp", "a", 1) == "rcp_gef13911tdrbwa6v"
    assert content_id("rcp", "a", "1") != content_id("rcp", "a1")
