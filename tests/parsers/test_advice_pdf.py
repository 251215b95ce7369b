"""PDF advices: their columns by place, and every PDF that is none refused with its reason."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers
from kit.refusals import Refused, TooLarge, Unreadable
from parsers.reading import Limits, Reading
from parsers.records import Entry
from tests.parsers.advice_papers import PAPERS, REFUSED, plain, table
from tests.parsers.golden import ROOT
from tests.parsers.pdf_pages import document, left

FOLDER = ROOT / "advice_pdf"


@pytest.mark.parametrize("name", PAPERS)
def test_the_fixtures_are_as_they_are_drawn(name: str, *, golden_update: bool) -> None:
    path = FOLDER / name
    if golden_update:
        path.write_bytes(PAPERS[name]())

    assert path.read_bytes() == PAPERS[name]()


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_advice_is_refused_with_a_reason(name: str) -> None:
    draw, word = REFUSED[name]
    with pytest.raises(Unreadable, match=word):
        list(parsers.read(draw()))


@pytest.mark.parametrize("style", ["objects", "matrix", "moves", "packed"])
def test_the_way_of_drawing_changes_nothing(style: str) -> None:
    page = [
        left(50, 700, "Payment advice"),
        left(50, 680, "Check No: 88"),
        *table(
            [("Invoice", 50, False), ("Gross", 250, True), ("Discount", 350, True), ("Paid", 450, True)],
            [("A1", "1,000,000.00", "", "1,000,000.00"), ("A2", "5.00", "1.00", "4.00")],
            600,
        ),
    ]
    (entry,) = (one for one in parsers.read(document([page], style=style)) if isinstance(one, Entry))

    assert [(one.gross, one.discount, one.paid) for one in entry.remittance] == [
        (100_000_000, None, 100_000_000),
        (500, 100, 400),
    ]


@pytest.mark.parametrize(
    ("limits", "word"),
    [
        (Limits(pdf_pages_max=2), "pages"),
        (Limits(pdf_bytes_max=1000), "bytes"),
        (Limits(text_bytes_max=100), "letters"),
        (Limits(documents_max=20), "lines"),
    ],
)
def test_limits_are_settings(limits: Limits, word: str) -> None:
    data = PAPERS["three-pages.pdf"]()
    with pytest.raises(TooLarge, match=word):
        list(parsers.read(data, Reading(limits)))


@given(data=st.data())
def test_a_damaged_document_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(plain())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 12))] = data.draw(st.binary(max_size=12))
    try:
        records = list(parsers.read(bytes(whole)))
    except Refused:
        return
    assert records


def test_the_folder_holds_nothing_else() -> None:
    files = {path.name for path in Path(FOLDER).iterdir() if path.suffix == ".pdf"}

    assert files == set(PAPERS)
