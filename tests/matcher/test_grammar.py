"""The grammar knows which numbers we issued and how likely a stray one meets them."""

from collections import Counter

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.remittance import normal
from matcher.remittance.grammar import learned
from matcher.remittance.shapes import mask, space
from matcher.remittance.spellings import CORE_MIN
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


def test_the_order_of_rows_does_not_matter() -> None:
    turned = learned(ITEMS.reverse(), CLOSED.reverse())
    numbers = pl.Series(["10023", "INV10024", "45077", "INV10025", "2001"])
    assert turned.book.named(numbers).equals(GRAMMAR.book.named(numbers))
    assert turned.masks == GRAMMAR.masks


def test_no_items_give_a_grammar_that_knows_nothing() -> None:
    empty = learned(items(), closed())
    assert not empty.issued("1")
    assert empty.chance("12345") == 0


_written = st.from_regex(
    r"(INV|PO|SI|NO|A0|é)?[- /]?0{0,3}[0-9]{0,7}([-/ ]?(0?[0-9]{1,5}|[AB]{1,2}|[0-9]B[0-9]))?", fullmatch=True
)


def _spelled(written: str) -> dict[str, str]:
    """Return the ways to write a number, each with what it is called, the first name of a way only."""
    whole = normal.tight(written)
    if not any(letter.isdigit() for letter in whole):
        return {}
    core = normal.core(whole) if len(normal.core(whole)) >= CORE_MIN else ""
    code, _, number = written.replace("/", "-").replace(" ", "-").rpartition("-")
    lead = code.replace("-", "", 1).rstrip("0123456789")
    coded = lead.isascii() and lead.isalpha() and 0 < len(code.replace("-", "")) - len(lead) <= 3
    behind = number.lstrip("0") if coded and number.isdigit() and len(number.lstrip("0")) >= 4 else ""
    ways = (
        (core, "core"),
        (behind, "core"),
        (normal.unpadded(written), "whole"),
        (normal.zeroless(whole), "whole"),
        (whole, "whole"),
    )
    return {key: name for key, name in ways if key}


def _keys(numbers: list[str], name: str) -> set[str]:
    """Return the ways of one name to write some numbers."""
    return {key for number in numbers for key, called in _spelled(number).items() if called == name}


@given(st.lists(_written, max_size=6), st.lists(_written, max_size=6), st.lists(_written, max_size=6))
def test_columns_know_what_a_reader_of_each_number_knows(
    documents: list[str], orders: list[str], asked: list[str]
) -> None:
    book = [item(number, item_id=f"i{place}") for place, number in enumerate(documents)]
    book += [item("", item_id=f"o{place}", po_number=number) for place, number in enumerate(orders)]
    known = learned(items(*book), closed())
    prefixes = {normal.prefix(normal.tight(number)) for number in documents if _spelled(number)} - {""}
    assert known.prefixes == prefixes
    every = _keys(documents, "whole") | _keys(documents, "core") | _keys(orders, "whole") | _keys(orders, "core")
    assert known.masks == Counter(map(mask, every))
    numbers = sorted({normal.tight(one) for one in (*asked, *documents, *orders)})
    known.ask(numbers)
    rated = dict(known.chances(pl.Series(numbers, dtype=pl.String)).iter_rows())
    assert rated == {number: pytest.approx(known.chance(number)) for number in numbers}
    for number in numbers:
        lead, bare, core = normal.prefix(number), normal.zeroless(number), normal.core(number)
        drops = not lead or (lead in normal.INVOICE_WORDS and lead not in prefixes)
        document = bool({number, bare} & _keys(documents, "whole"))
        assert known.written(number) == document
        assert known.document(number) == (document or (drops and core in _keys(documents, "core")))
        loose = drops or lead in normal.ORDER_WORDS
        order = bool({number, bare} & _keys(orders, "whole")) or (loose and core in _keys(orders, "core"))
        assert known.order(number) == order
        assert known.shaped(number) == (mask(number) in known.masks or mask(bare) in known.masks)


def test_no_items_name_nothing_in_any_way() -> None:
    empty = learned(items(), closed())
    numbers = pl.Series(["10023", ""])
    assert empty.book.named(numbers).is_empty()
    assert empty.book.alike(numbers).is_empty()
    assert empty.book.sizes(numbers).is_empty()
    assert empty.book.open(pl.DataFrame({"customer": ["C1"], "field": ["document"]})).is_empty()
    assert empty.chances(numbers)["chance"].to_list() == [0, 0]


_misread = st.from_regex(
    r"(INV|OB|XO|OO|Q|CM|D|L1|A0|é)?[- /]?[0OQ]{0,2}[0-9]{0,5}([-/ ]?(0?[0-9]{1,4}|[ABI]{1,2}|[0-9]B[0-9]))?",
    fullmatch=True,
)


@given(st.lists(_misread, max_size=8), st.lists(_misread, max_size=4))
def test_documents_that_look_alike_are_those_whose_forms_fold_to_the_same_string(
    documents: list[str], asked: list[str]
) -> None:
    known = learned(items(*(item(number, item_id=f"i{at}") for at, number in enumerate(documents))), closed())
    folds = sorted({normal.folded(normal.tight(one)) for one in (*asked, *documents)} - {""})
    found = known.book.alike(pl.Series(folds, dtype=pl.String)).filter(pl.col("form") != "stem")
    for fold in folds:
        alike = found.filter(normal.folded_column(found["key"]) == fold)
        expected = {f"i{at}" for at, number in enumerate(documents) if fold in map(normal.folded, _spelled(number))}
        assert set(alike["item_id"]) == expected
