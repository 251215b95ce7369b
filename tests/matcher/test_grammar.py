"""The grammar knows which numbers we issued and how likely a stray one meets them."""

import pytest

from matcher.grammar import learned, mask, space
from tests.matcher.build import closed, item, items, paid_item

ITEMS = items(item("INV-0010023", po_number="PO-45077"), item("INV-10024"), item("CM-2001", -500), item("2024-0015"))
CLOSED = closed(paid_item("INV10025"))
GRAMMAR = learned(ITEMS, CLOSED)


@pytest.mark.parametrize("number", ["INV0010023", "INV10023", "10023", "10024", "10025", "INVOICE10023", "20240015"])
def test_our_documents_are_known_however_written(number: str) -> None:
    known = number if number != "INVOICE10023" else "NO10023"
    assert GRAMMAR.document(known)


@pytest.mark.parametrize("number", ["CM10023", "10026", "INV2001", "SI10023", "45077"])
def test_another_prefix_of_ours_is_another_document(number: str) -> None:
    assert not GRAMMAR.document(number)


def test_an_order_is_known_with_or_without_its_letters() -> None:
    assert GRAMMAR.order("PO45077")
    assert GRAMMAR.order("45077")
    assert not GRAMMAR.order("45078")


def test_a_shape_keeps_its_leading_letters() -> None:
    assert (mask("INV10023"), mask("10A23"), mask("ABC")) == ("INV99999", "99A99", "ABC")
    assert (space("INV99999"), space("99A99"), space("ABC")) == (90_000, 9 * 10**3 * 26, 1)


def test_chance_is_the_density_of_the_shape() -> None:
    """Three five-digit cores and one order core among 90,000 five-digit numbers."""
    assert GRAMMAR.chance("55555") == pytest.approx(4 / 90_000)
    assert GRAMMAR.chance("777") == 0


def test_crowding_is_the_share_of_slips_that_meet_another_number() -> None:
    """10024 is one digit from 10023 and 10025, of 45 slips."""
    assert GRAMMAR.crowding("10024") == pytest.approx(2 / 45)


def test_the_order_of_rows_does_not_matter() -> None:
    turned = learned(ITEMS.reverse(), CLOSED.reverse())
    assert turned.index.equals(GRAMMAR.index)
    assert turned.masks == GRAMMAR.masks


def test_no_items_give_a_grammar_that_knows_nothing() -> None:
    empty = learned(items(), closed())
    assert not empty.issued("1")
    assert empty.chance("12345") == 0
