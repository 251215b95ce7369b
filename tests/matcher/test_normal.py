"""One number written in many ways has one normal form, the same for a string and for a column."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import shelf
from matcher.remittance import normal


@pytest.mark.parametrize(
    ("raw", "tight", "zeroless", "core"),
    [
        ("INV-00100", "INV00100", "INV100", "100"),
        ("inv 100/1", "INV1001", "INV1001", "1001"),
        ("  000.123-45 ", "00012345", "12345", "12345"),
        ("Ünv 12", "UNV12", "UNV12", "12"),
        ("INV\u20111001", "INV1001", "INV1001", "1001"),
        ("000", "000", "0", "0"),
        ("ABC", "ABC", "ABC", ""),
        ("", "", "", ""),
    ],
)
def test_a_number_has_three_forms(raw: str, tight: str, zeroless: str, core: str) -> None:
    assert (normal.tight(raw), normal.zeroless(tight), normal.core(tight)) == (tight, zeroless, core)


@given(st.lists(st.text(alphabet=st.sampled_from("INV0019-/ #.éßµﬁOlS8ⅣZ"), max_size=12), min_size=1, max_size=8))
def test_a_column_reads_as_its_strings(raws: list[str]) -> None:
    """The fast path in polars and the scalar in Python are one definition."""
    columns = pl.DataFrame({"raw": raws})
    columns = columns.with_columns(normal.tight_column(columns["raw"]).alias("tight"))
    ways = (normal.zeroless_column, normal.core_column, normal.prefix_column, normal.folded_column)
    forms = columns.with_columns(way(columns["tight"]).alias(way.__name__) for way in ways)
    expected = [
        (raw, one, normal.zeroless(one), normal.core(one), normal.prefix(one), normal.folded(one))
        for raw in raws
        for one in [normal.tight(raw)]
    ]
    assert forms.rows() == expected


@pytest.mark.parametrize("misread", ["INV1O023", "INVI0023", "1NV10023", "INVl0023", "INV10O23", "lNV1OO23"])
def test_look_alikes_fold_to_one_number(misread: str) -> None:
    assert normal.folded(normal.tight(misread)) == normal.folded("INV10023")


@pytest.mark.parametrize(
    ("raw", "ending"),
    [
        ("10023-A", ("10023", True)),
        ("INV10023 PARTIAL", ("INV10023", True)),
        ("10023A", ("10023", True)),
        ("10023B", ("10023", False)),  # B may be 8
        ("10023-CR", ("10023", False)),
        ("10023/1", ("10023", True)),
        ("10023-01", ("10023", True)),
        ("10023/7", ("10023", False)),
        ("60217374-2026", ("60217374", True)),
        ("10023", None),
        ("INV-10023", None),
        ("10023-WIDGETS", None),
        ("2024-0015", None),
    ],
)
def test_an_ending_says_whether_it_keeps_the_meaning(raw: str, ending: tuple[str, bool] | None) -> None:
    assert normal.suffix(raw) == ending


@pytest.mark.parametrize("numbers", [[], ["INV-12 3", "", "4/5"], ["№ 7²", "Rg. 80-1"]])
def test_the_digits_of_each_are_those_of_one_by_one(numbers: list[str]) -> None:
    assert "".join(f"{normal.digits(number)}\n" for number in numbers) == normal.digits_of_each(numbers)


@pytest.mark.parametrize(("words", "solid"), [("inv-12/3, a", "INV123A"), ("Straße № 7-8", "STRASSE78"), ("", "")])
def test_solid_words_are_letters_and_digits_in_capitals(words: str, solid: str) -> None:
    assert solid == shelf.solid(words)
