"""A46: one definition and one day say the same numbers as table, page, API, CSV, XLSX and PDF, report by report."""

import csv
import io
import json
import zipfile
from datetime import date
from typing import Any

import polars as pl
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services import reports
from services.reports import REPORTS, Report, pdf, printed, workbook
from services.reports.cells import figure, number, numeric
from services.reports.forms import FORMS, harmless
from services.workspace import Workspace
from tests.api.conftest import Served

DAY = date(2026, 11, 20)
ASKED = {"as_of": "2026-11-20"}


def plain(cell: Any) -> str:
    """Return a cell as CSV writes it."""
    if isinstance(cell, bool):
        return str(cell).lower()
    return "" if cell is None else str(cell)


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_a46_every_form_of_a_report_says_the_same(still: Served, report: Report) -> None:
    table = reports.made(still.app.state.workspace, report.name, DAY)
    files = {form: still.client.get(f"/reports/{report.name}.{form}", params=ASKED) for form in FORMS}
    told = still.client.get(f"/v1/reports/{report.name}", params=ASKED).json()

    assert {form: answer.status_code for form, answer in files.items()} == dict.fromkeys(FORMS, 200)
    assert {answer.headers["content-type"] for answer in files.values()} == {kind for kind, _ in FORMS.values()}
    assert pl.read_parquet(io.BytesIO(files["parquet"].content)).equals(table)
    rows = json.loads(table.write_json())
    assert told["data"] == json.loads(files["json"].content) == rows
    shown = [[plain(cell) for cell in row] for row in harmless(table).iter_rows()]
    assert list(csv.reader(io.StringIO(files["csv"].text)))[1:] == shown
    assert _sheet(files["xlsx"].content) == [[_number(cell) for cell in row] for row in table.iter_rows()]
    page = still.client.get(f"/reports/{report.name}", params=ASKED).text
    paper = "\n".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(files["pdf"].content)).pages)
    for name in table.columns:
        cells = table[name].to_list()
        if numeric(cells):
            assert all(f">{figure(cell)}</td>" in page for cell in cells[:500]), name
            assert report.paper or all(figure(cell) in paper for cell in cells), name


def _number(cell: Any) -> Any:
    """Return a cell for comparison: numbers by their value, days without the time a workbook gives them."""
    text = plain(cell).removesuffix(" 00:00:00")
    return float(text) if number(text) else text


def _sheet(content: bytes) -> list[list[Any]]:
    """Return a workbook's rows; none of its cells is a formula."""
    packed = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in packed
    read = pl.read_excel(io.BytesIO(content), engine="calamine", infer_schema_length=0, raise_if_empty=False)
    return [[_number(cell) for cell in row] for row in read.iter_rows()]


@pytest.mark.parametrize("form", ["csv", "json", "pdf", "xlsx", "parquet"])
@pytest.mark.usefixtures("matched")
def test_a10_a_file_made_again_has_the_same_bytes(workspace: Workspace, form: str) -> None:
    first, again = (reports.file(workspace, "aging", DAY, form) for _ in range(2))

    assert first == again


def test_a_workbook_holds_what_spreadsheets_would_run_as_text() -> None:
    table = pl.DataFrame({"name": ["=1+1", "a<b&c\x00", "0200769623", "-12.50"], "n": [1, None, 3, 4]})
    read = pl.read_excel(io.BytesIO(workbook.workbook(table, "a/b:c")), engine="calamine", infer_schema_length=0)

    assert read["name"].to_list()[:3] == ["=1+1", "a<b&c\ufffd", "0200769623"]
    assert float(read["name"][3]) == -12.5
    assert workbook.workbook(table, "x") == workbook.workbook(table, "x")


def test_a_sheet_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS_MAX", 2)
    with pytest.raises(ValueError, match="2 rows"):
        workbook.workbook(pl.DataFrame({"a": [1, 2, 3]}), "x")


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_any_text_makes_a_document_that_can_be_read(texts: list[str]) -> None:
    document = pdf.Pdf("(any) \\ title")
    document.page()
    for place, text in enumerate(texts):
        document.text(40, 700 - 20 * place, text)
    read = pypdf.PdfReader(io.BytesIO(document.bytes()), strict=True)

    assert len(read.pages) == 1
    read.pages[0].extract_text()


@pytest.mark.parametrize("said", ["x) Tj ET /Launch (calc", "x\\", "x\\) /JS (app.alert(1)", "((((", "))))"])
def test_what_a_customer_wrote_is_text_and_nothing_else(said: str) -> None:
    document = pdf.Pdf(said)
    document.page()
    document.text(40, 700, said)
    read = pypdf.PdfReader(io.BytesIO(document.bytes()), strict=True)

    assert read.metadata is not None
    assert (read.metadata.title, read.pages[0].extract_text().strip()) == (said, said)
    assert not [name for name in ("/OpenAction", "/AA", "/Names", "/AcroForm") if name in read.root_object]


@pytest.mark.parametrize(
    ("text", "latin"),
    [("Müller", "Müller"), ("Łódź", "Lódz"), ("Ångström €5", "Ångström €5"), ("Čeněk", "Cenek"), ("東京", "??")],
)
def test_letters_the_fonts_lack_are_written_by_the_nearest(text: str, latin: str) -> None:
    assert pdf.latin(text).decode("cp1252") == latin


@given(st.text(max_size=40), st.integers(10, 200))
def test_a_text_is_cut_to_its_room(text: str, room: int) -> None:
    cut = pdf.fitted(text, 8, room)

    assert pdf.width(cut, 8) <= max(room, pdf.width("...", 8))
    assert cut == text or cut.endswith("...")


def test_a_table_wider_than_the_page_still_fits_on_it() -> None:
    table = pl.DataFrame({f"a long name of column {n}": ["x" * 50] for n in range(12)})
    read = pypdf.PdfReader(io.BytesIO(printed.paper(table, "Wide", "below", ("notes " * 80,))), strict=True)

    assert "Page 1 of 1" in read.pages[0].extract_text()


def test_a46_days_of_a_workbook_are_days_and_numbers_of_documents_stay_text() -> None:
    """Also where a report writes its days as text."""
    table = pl.DataFrame({"since": ["2026-11-19", None, ""], "document_number": ["2026-11-19", "7", "8"], "what": "a"})
    read = pl.read_excel(io.BytesIO(workbook.workbook(table, "waits")))
    assert read["since"].to_list() == [date(2026, 11, 19), None, None]
    assert read["document number"].to_list() == ["2026-11-19", "7", "8"]
