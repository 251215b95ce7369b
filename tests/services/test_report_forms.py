"""A report as a file holds the report's numbers, and nothing a spreadsheet would carry out."""

import io
import json

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.refusals import Invalid
from services.reports import forms
from services.reports.cells import FORMULA, number

EVIL = ["=1+1", "+1 555 0100", "-2+3", "@SUM(A1)", "\t=1", "  =cmd|' /C calc'!A0", "\r=1", "%0A=1", "\uff1d1"]
PLAIN = ["-12.50", "12.50", "0", "Alder & Sons", "a=b", "O'Hara", ""]


@pytest.mark.parametrize("text", EVIL)
def test_a_formula_becomes_a_text(text: str) -> None:
    table = pl.read_csv(
        io.BytesIO(forms.written(forms.Sheet(pl.DataFrame({"name": [text]}), "t"), "csv")), infer_schema=False
    )

    assert table["name"].to_list() == ["'" + text]


@pytest.mark.parametrize("text", PLAIN)
def test_numbers_and_plain_texts_stay(text: str) -> None:
    assert forms.harmless(pl.DataFrame({"name": [text]}))["name"].to_list() == [text]


@given(st.text(max_size=12))
def test_nothing_that_begins_like_a_formula_is_left(text: str) -> None:
    (found,) = forms.harmless(pl.DataFrame({"name": [text]}))["name"].to_list()

    assert found.removeprefix("'") == text.removeprefix("'")
    assert number(found) or not found.lstrip(" ").startswith(tuple(FORMULA))


def test_machines_get_the_texts_as_they_are() -> None:
    assert json.loads(forms.written(forms.Sheet(pl.DataFrame({"name": EVIL}), "t"), "json")) == [
        {"name": text} for text in EVIL
    ]


def test_a_form_that_is_not_there_is_refused() -> None:
    with pytest.raises(Invalid, match="no format"):
        forms.written(forms.Sheet(pl.DataFrame({"a": [1]}), "t"), "papyrus")
