"""Evidence in the bank's text: escaped first, then marked."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.marking import apart, marked

SPANS = st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40), st.sampled_from(["reference", "amount", "<x>"])))


def test_a_span_is_marked_with_its_shade() -> None:
    assert marked("INV 204417", [(4, 10, "reference")]) == (
        'INV <mark class="reference" title="reference">204417</mark>'
    )


def test_what_the_payer_wrote_is_never_html() -> None:
    assert "<script>" not in marked("<script>alert(1)</script>", [(0, 8, "reference")])


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ([(0, 5, "a"), (3, 8, "b")], [(0, 5, "a")]),  # the earlier stays
        ([(0, 3, "a"), (0, 8, "b")], [(0, 8, "b")]),  # of two that begin together, the longer
        ([(4, 4, "a"), (-1, 2, "b"), (5, 99, "c")], []),  # empty, before the text, behind it
    ],
)
def test_spans_never_lie_over_each_other(spans: list[tuple[int, int, str]], kept: list[tuple[int, int, str]]) -> None:
    assert apart(spans, 10) == kept


@given(text=st.text(max_size=40), spans=SPANS)
def test_marking_changes_no_letter(text: str, spans: list[tuple[int, int, str]]) -> None:
    """Without its marks the HTML reads as the text did."""
    plain = re.sub(r"</?mark[^>]*>", "", str(marked(text, spans)))
    assert unescape(plain) == unescape(str(marked(text, [])))
