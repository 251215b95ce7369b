"""Tables: encodings, delimiters, quotes, and what a workbook may hold."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.refusals import TooLarge, Unreadable
from parsers.reading import Limits
from parsers.tables import tables, workbook
from tests.parsers.books import book

ROWS = "Datum;Betrag;Währung\n2026-11-20;-1,50;EUR\n"


def cells(data: bytes, limits: Limits | None = None) -> list[tuple[int, tuple[str, ...]]]:
    """Return the rows of a table by line."""
    return [(row.line, row.cells) for row in tables.opened(data, limits or Limits()).rows]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_an_encoding_changes_nothing(codec: str) -> None:
    assert cells(ROWS.encode(codec)) == [(1, ("Datum", "Betrag", "Währung")), (2, ("2026-11-20", "-1,50", "EUR"))]


#: line ends, padding, quotes, delimiters -> rows by line
SHAPES: dict[str, tuple[str, list[tuple[int, tuple[str, ...]]]]] = {
    "cr alone": ("a,b\r1,2\r", [(1, ("a", "b")), (2, ("1", "2"))]),
    "blank lines keep their number": ("a,b\n\n\n1,2\n", [(1, ("a", "b")), (4, ("1", "2"))]),
    "nul padding": ("a,b\n1,2\n\0\0\0\0", [(1, ("a", "b")), (2, ("1", "2"))]),
    "sep line": ("sep=;\na;b,c\n", [(2, ("a", "b,c"))]),
    "tabs": ("a\tb\n1,5\t2\n", [(1, ("a", "b")), (2, ("1,5", "2"))]),
    "pipes": ("a|b\n1,5|2\n", [(1, ("a", "b")), (2, ("1,5", "2"))]),
    "doubled quotes": ('a,b\n"say ""x""",2\n', [(1, ("a", "b")), (2, ('say "x"', "2"))]),
    "a newline in quotes": ('a,b\n"one\n\ntwo",2\n3,4\n', [(1, ("a", "b")), (2, ("one\n\ntwo", "2")), (5, ("3", "4"))]),
    "a quote that never closes costs its line": (
        "a,b\n" + '"1,2\n' + "3,4\n" * 50,
        [(1, ("a", "b")), (2, ("1,2",)), *((line, ("3", "4")) for line in range(3, 53))],
    ),
}


@pytest.mark.parametrize(("text", "rows"), SHAPES.values(), ids=list(SHAPES))
def test_a_shape_is_parted(text: str, rows: list[tuple[int, tuple[str, ...]]]) -> None:
    assert cells(text.encode()) == rows


@given(
    rows=st.lists(
        st.lists(
            st.text(alphabet='ab,;"\n 1', min_size=1, max_size=8).map(lambda cell: f"x{cell}x"), min_size=2, max_size=4
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_quoted_as_rfc_4180_says_comes_back(rows: list[list[str]]) -> None:
    text = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)
    found = [list(row.cells) for row in tables.opened(text.encode(), Limits(), delimiter=",").rows]

    assert found == rows


#: stored number -> the decimal a workbook shows
NUMBERS = {
    "33.5": "33.5",
    "-33.5": "-33.5",
    "0.30000000000000004": "0.3",
    "1.2345E+3": "1234.5",
    "-1E-2": "-0.01",
    "1525": "1525",
    "0": "0",
    "-0": "0",
    "0.1": "0.1",
    "1234567.8899999999": "1234567.89",
    "9.9999999999999995": "10",
    "123456789012345678": "123456789012346000",
    "1e999": "1e999",
    "NaN": "NaN",
    "٣": "٣",
}


@pytest.mark.parametrize(("stored", "shown"), NUMBERS.items())
def test_a_number_is_its_shortest_decimal(stored: str, shown: str) -> None:
    assert workbook.shortest(stored) == shown


@given(minor=st.integers(-(10**13), 10**13))
def test_an_amount_comes_back_from_the_binary_halves_of_a_workbook(minor: int) -> None:
    whole, part = divmod(abs(minor), 100)
    text = f"{'-' if minor < 0 else ''}{whole}.{part:02d}"

    found = workbook.shortest(f"{minor / 100!r}")

    assert found == (text.rstrip("0").rstrip(".") if minor else "0")


def test_a_workbook_is_read_by_its_rows() -> None:
    data = book([["Date", "Amount"], [46346, "-33.5"]], days={(2, 1)})

    assert cells(data) == [(1, ("Date", "Amount")), (2, ("2026-11-20", "-33.5"))]


def test_days_since_1904() -> None:
    data = book([["Date", "Amount"], [46346 - 1462, "1"]], days={(2, 1)}, since_1904=True)

    assert cells(data)[1] == (2, ("2026-11-20", "1"))


def test_a_hidden_sheet_is_not_read() -> None:
    assert cells(book([["a", "b"]], hidden=[["secret", "1"]])) == [(1, ("a", "b"))]


def test_merged_text_stands_in_every_cell_and_a_merged_amount_once() -> None:
    data = book([["Amount", "", "x"], ["5", "", "y"]], merged=["A1:B1", "A2:B2"], numbers={(2, 1)})

    assert cells(data) == [(1, ("Amount", "Amount", "x")), (2, ("5", "", "y"))]


#: part of a workbook that makes it more than a table -> a word of the refusal
MORE = {
    "xl/vbaProject.bin": "macros",
    "xl/externalLinks/externalLink1.xml": "links",
    "xl/macrosheets/sheet1.xml": "macros",
    "xl/connections.xml": "connection",
}


@pytest.mark.parametrize(("part", "word"), MORE.items())
def test_more_than_a_table_is_refused(part: str, word: str) -> None:
    with pytest.raises(Unreadable, match=word):
        cells(book([["a", "b"]], parts={part: b"x"}))


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        (lambda: book([["a", "b"]], parts={"xl/media/x.png": b"\0" * 30_000_000}), Limits()),
        (lambda: book([["a", "b"]], parts={f"x{n}": b"" for n in range(50)}), Limits(archive_files_max=20)),
        (lambda: book([["a" * 5000, "b"]]), Limits(text_bytes_max=100)),
        (lambda: book([["a", "b"]] * 5000), Limits(bytes_max=10_000)),
    ],
    ids=["ratio", "parts", "cell", "whole"],
)
def test_a_bomb_is_refused(data: Callable[[], bytes], limits: Limits) -> None:
    with pytest.raises(TooLarge):
        cells(data(), limits)


def test_an_entity_is_refused() -> None:
    sheet = b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData/></worksheet>'
    with pytest.raises(Unreadable, match="DOCTYPE"):
        cells(book([["a"]], parts={"xl/worksheets/sheet1.xml": sheet}))


@given(data=st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(_WHOLE)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole)))
        whole[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    try:
        cells(bytes(whole))
    except (Unreadable, TooLarge):
        return


_WHOLE = book([["Date", "Text", "Amount"], [46346, "Bracken", "12.5"]], days={(2, 1)})
