"""Sheets come whole or not at all, each bad row with its line and reason; leading zeros stay."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

import ledger
from kit.refusals import Invalid, NotFound, TooLarge, Unreadable
from services import exports, inquiries
from services.importing import loading, sheets, subledger
from services.importing.rows import RowsRefused
from services.workspace import Workspace, settled

CUSTOMERS = """customer_number,name,parent_number,terms,currency,credit_limit
007,Seven,,2/10 NET30,USD,1000.00
08,Eight,007,,USD,
"""
HEAD = "document_number,document_type,customer_number,issue_date,due_date,currency,amount,open_amount,po_number,terms\n"
GOOD = "000123,invoice,007,2026-11-01,2026-12-01,USD,100.00,40.00,0099,\n"


@pytest.fixture
def sheet(tmp_path: Path, workspace: Workspace):  # type: ignore[no-untyped-def]  # noqa: ANN201
    (tmp_path / "customers.csv").write_text(CUSTOMERS)
    subledger.customers(workspace, tmp_path / "customers.csv", actor="test")

    def write(*rows: str) -> Path:
        path = tmp_path / "items.csv"
        path.write_text(HEAD + "".join(f"{row.strip()}\n" for row in rows))
        return path

    return write


BAD_ROWS = {
    "1,invoice,99,2026-11-01,2026-12-01,USD,1.00,1.00,,": "customer 99 is unknown",
    "1,invoice,7,2026-11-01,2026-12-01,USD,1.00,1.00,,": "customer 7 is unknown",
    "1,bill,007,2026-11-01,2026-12-01,USD,1.00,1.00,,": "document_type 'bill' is none of",
    "1,invoice,007,11/01/2026,2026-12-01,USD,1.00,1.00,,": "issue_date '11/01/2026' is no day",
    "1,invoice,007,2026-11-01,2026-12-01,USD,1.005,1.00,,": "amount '1.005' is no plain amount in USD",
    '1,invoice,007,2026-11-01,2026-12-01,USD,"1,000.00",1.00,,': "is no plain amount",
    "1,invoice,007,2026-11-01,2026-12-01,JPY,1.50,1,,": "is no plain amount in JPY",
    "1,invoice,007,2026-11-01,2026-12-01,usd,1.00,1.00,,": "currency 'usd' is no ISO 4217 code",
    "1,invoice,007,2026-11-01,2026-12-01,UDS,1.00,1.00,,": "currency 'UDS' is no ISO 4217 code",
    "1,invoice,007,2026-11-01,2026-12-01,USD,-1.00,-1.00,,": "amount is negative for a credit memo",
    "1,credit_memo,007,2026-11-01,2026-12-01,USD,1.00,1.00,,": "amount is negative for a credit memo",
    "1,invoice,007,2026-11-01,2026-12-01,USD,1.00,1.01,,": "open_amount is more than amount",
    "1,invoice,007,2026-11-01,2026-12-01,USD,1.00,-1.00,,": "open_amount has another sign",
    ",invoice,007,2026-11-01,2026-12-01,USD,1.00,1.00,,": "document_number is empty",
    "1,invoice,08,2026-11-01,,USD,1.00,1.00,,": "due_date is empty and no terms say",
    GOOD: "the same as line 2 names",
}


@pytest.mark.parametrize("row", BAD_ROWS)
def test_a_bad_row_keeps_everything_out_and_says_why(row: str, sheet, workspace: Workspace) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    path = sheet(GOOD, row)

    with pytest.raises(RowsRefused) as refused:
        subledger.items(workspace, path, actor="test")
    (reason,) = refused.value.reasons
    assert reason.startswith("items.csv:3: ")
    assert BAD_ROWS[row] in reason
    assert exports.frame(workspace, "items").height == 0

    outcome = subledger.items(workspace, path, actor="test", partial=True)
    assert (outcome.rows, outcome.new, len(outcome.findings)) == (2, 1, 1)
    assert exports.frame(workspace, "findings")["line"].to_list() == [3]


def test_numbers_keep_their_zeros_and_terms_give_the_discount(sheet, workspace: Workspace) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    subledger.items(workspace, sheet(GOOD), actor="test")

    with workspace.database.reading() as connection:
        row = ledger.reads.open_items(connection, entity=workspace.settings.entity).row(0, named=True)
    assert (row["document_number"], row["customer_number"], row["po_number"]) == ("000123", "007", "0099")
    assert (row["amount"], row["open_amount"], row["discount"], str(row["discount_until"])) == (
        10000,
        4000,
        200,
        "2026-11-11",
    )


def test_an_item_with_nothing_left_is_closed(sheet, workspace: Workspace) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    subledger.items(workspace, sheet(GOOD.replace("40.00", "0.00")), actor="test")

    assert inquiries.items(workspace).height == 0
    assert inquiries.items(workspace, open_only=False).height == 1


def test_known_items_with_other_facts_stay_and_are_told(sheet, workspace: Workspace) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    subledger.items(workspace, sheet(GOOD), actor="test")
    outcome = subledger.items(workspace, sheet(GOOD.replace("2026-12-01", "2026-12-31")), actor="test")

    (wrong,) = outcome.findings
    assert (outcome.new, wrong.code, wrong.message[:24]) == (0, "item_known_otherwise", "invoice 000123 is in the")
    assert str(inquiries.items(workspace)["due_date"][0]) == "2026-12-01"


def workbook(rows: list[list[str]]) -> bytes:
    """Return the smallest workbook of one sheet, every cell text."""
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>" for row in rows
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return held.getvalue()


#: How spreadsheets and other systems write text -> codec, end of a line.
TEXTS = {
    "csv": ("utf-8-sig", "\n"),
    "semicolons": ("utf-8-sig", "\n"),
    "latin": ("cp1252", "\r\n"),
    "unicode": ("utf-16", "\r\n"),
    "old": ("utf-8", "\r"),
}


@pytest.mark.parametrize("form", ["xlsx", "parquet", *TEXTS])
def test_every_kind_of_sheet_reads_the_same(empty: Workspace, form: str, tmp_path: Path) -> None:
    frame = pl.DataFrame({"customer_number": ["007"], "name": ["Müller"], "parent_number": [""]})
    path = tmp_path / f"sheet.{form}"
    if form == "parquet":
        frame.write_parquet(path)
    elif form == "xlsx":
        path.write_bytes(workbook([list(frame.columns), *map(list, frame.rows())]))
    else:
        codec, end = TEXTS[form]
        text = frame.write_csv(separator=";" if form == "semicolons" else ",", line_terminator=end)
        path.write_text(text, encoding=codec, newline="")

    assert sheets.read(empty, path, ("customer_number",)).row(0) == ("007", "Müller", "")


@pytest.mark.parametrize("tail", ["\n\n\n", ",,,,,,,,,\n", "\r\n  ,,\n"])
def test_empty_rows_at_the_end_are_none(tail: str, sheet, workspace: Workspace) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    path = sheet(GOOD)
    path.write_text(path.read_text() + tail)

    assert subledger.items(workspace, path, actor="test").rows == 1


def test_what_is_no_sheet_is_refused(empty: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    for data, refusal in (
        (b"", Unreadable),
        (b"\x00\x01\x02", Unreadable),
        (b"," * 100_000, Unreadable),
        (b"a,b\n1,2\n", Invalid),
    ):
        path.write_bytes(data)
        with pytest.raises(refusal):
            sheets.read(empty, path, ("customer_number",))
    small = replace(empty, settings=empty.settings.model_copy(update={"table_bytes_max": 3}))
    with pytest.raises(TooLarge):
        sheets.read(small, path, ())
    with pytest.raises(NotFound):
        sheets.read(small, tmp_path / "nothing.csv", ())


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"archive_files_max": 4}, "5 parts; at most 4"),
        ({"archive_ratio_max": 2}, "bytes in one part"),
        ({"table_bytes_max": 89_700}, "more than 89,700 bytes"),
    ],
)
def test_a_workbook_is_refused_by_the_limits_of_every_workbook(
    limits: dict[str, int], words: str, empty: Workspace, tmp_path: Path
) -> None:
    """The readers of bank tables refuse the same: `tests/parsers/test_tables.py`."""
    path, held = tmp_path / "book.xlsx", io.BytesIO()
    plain = zipfile.ZipFile(io.BytesIO(workbook([["customer_number", "".join(map(str, range(20_000)))]])))
    with plain, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as small:
        for part in plain.namelist():
            small.writestr(part, plain.read(part))
    path.write_bytes(held.getvalue())

    assert sheets.read(empty, path, ("customer_number",)).is_empty()
    bound = replace(empty, settings=empty.settings.model_copy(update=limits))
    with pytest.raises(TooLarge, match=words):
        sheets.read(bound, path, ())


def archive(name: str) -> bytes:
    """Return a ZIP archive, which a workbook is as well."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr(name, CUSTOMERS)
    return held.getvalue()


SHEETS: dict[str, tuple[bytes, str]] = {
    "empty.csv": (b"\n\n", "empty"),
    "report.pdf": (b"%PDF-1.7\n", "a PDF document, neither CSV, XLSX nor Parquet"),
    "scan.png": (b"\x89PNG\r\n\x1a\n", "a PNG image, neither"),
    "any.bin": (bytes(range(256)), "binary"),
    "other.csv": (b"a,b\n1,2\n", "column customer_number, name is missing; there is a, b"),
    "twice.csv": (b"customer_number,name,Name\n1,A,B\n", "column name stands there twice"),
    "again.csv": (b"customer_number,name,name\n1,A,B\n", "column name stands there twice"),
    "half.csv": ("customer_number,name\n1,A\n".encode("utf-16")[:-1], "cut inside a letter"),
    "cut.csv": (b"customer_number,name,terms\n1,A,NET30\n2,B", "stops inside its last row"),
    "wide.csv": (b"customer_number,name\n1,A\n1,A,B,C\n", "no CSV: its header names 2 columns, line 3 has 4"),
    "quote.csv": (b'customer_number,name\n1,"A\n', "no CSV"),
    "commas.csv": (b"," * 1_000_000, "no row of column names"),
    "book.xlsx": (archive("xl/nothing.xml"), "no workbook"),
    "torn.xlsx": (archive("a")[:100], "the workbook is damaged"),
    "torn.parquet": (b"PAR1" + bytes(50), "the Parquet file is damaged"),
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_bad_sheet_is_refused_by_name_and_changes_nothing(name: str, tmp_path: Path, empty: Workspace) -> None:
    data, words = SHEETS[name]
    (tmp_path / name).write_bytes(data)

    with pytest.raises((Invalid, Unreadable), match=rf"^{re.escape(name)}: ") as refused:
        subledger.customers(empty, tmp_path / name, actor="test")
    assert words in refused.value.detail
    assert "\n" not in refused.value.detail
    with empty.database.reading() as connection:
        assert ledger.reads.batches(connection).height == 0


def test_what_is_no_file_to_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="is a folder: name the files in it"):
        loading.loaded(tmp_path, 100)
    with pytest.raises(Unreadable, match="null: is a device or a pipe: name a file"):
        loading.loaded(Path("/dev/null"), 100)
    with pytest.raises(Unreadable, match=r"^mem: cannot be read: "):
        loading.loaded(Path("/proc/self/mem"), 100)
    with pytest.raises(NotFound, match=r"nothing\.csv: there is no such file"):
        loading.loaded(tmp_path / "nothing.csv", 100)


NUMBERED = """customer_number,name,tax_id,duns,email,favourite_colour
1,One,36-2004488,,one@example.com,blue
2,Two,,06-070-4780,,
3,Three,DE123456,000000000,,
"""


def test_tax_and_duns_numbers_name_the_payer(tmp_path: Path, workspace: Workspace) -> None:
    (tmp_path / "customers.csv").write_text(NUMBERED)
    subledger.customers(workspace, tmp_path / "customers.csv", actor="test")
    (tmp_path / "again.csv").write_text(NUMBERED.replace("blue", "red"))
    subledger.customers(workspace, tmp_path / "again.csv", actor="test")

    with workspace.database.reading() as connection:
        links = ledger.worklists.links(connection, workspace.settings.entity)
    assert sorted(links.select("kind", "key", "customer", "support").iter_rows()) == [
        ("company_id", "060704780", "2", 3),
        ("company_id", "1362004488", "1", 3),
        ("company_id", "3060704780", "2", 3),
        ("company_id", "362004488", "1", 3),
    ]


def test_an_imported_link_is_master_data(sheet, workspace: Workspace, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001, ARG001
    (tmp_path / "links.csv").write_text("kind,key,customer_number,support\naccount,12-34,007,\nname,SEVEN INC,007,9\n")
    subledger.payer_links(workspace, tmp_path / "links.csv", actor="test")

    with workspace.database.reading() as connection:
        links = ledger.worklists.links(connection, workspace.settings.entity)
    assert sorted(links.select("kind", "key", "support").iter_rows()) == [
        ("account", "1234", 3),
        ("name", "SEVEN INC", 9),
    ]


def test_each_legal_entity_gets_its_own_books_and_none_is_mixed(workspace: Workspace, tmp_path: Path) -> None:
    customers = tmp_path / "customers.csv"
    customers.write_text("customer_number,name,entity\n1001,Acme,US01\n1001,Acme Europe,DE01\n", encoding="utf-8")
    sheet = tmp_path / "items.csv"
    header = "document_number,document_type,customer_number,issue_date,due_date,amount,open_amount,entity\n"
    row = "7001,invoice,1001,2026-10-01,2026-10-31,500.00,500.00,"
    sheet.write_text(f"{header}{row}US01\n{row}DE01\n", encoding="utf-8")

    subledger.customers(workspace, customers, actor="clerk")
    outcome = subledger.items(workspace, sheet, actor="clerk")

    assert (outcome.rows, outcome.new) == (2, 2)
    assert settled(workspace.of("MAIN")).settings.entity == "MAIN"
    with workspace.database.reading() as connection:
        held = [ledger.reads.open_items(connection, entity=code).height for code in ("US01", "DE01", "MAIN")]
    assert held == [1, 1, 0]


def test_books_are_those_of_the_entity_that_has_customers(workspace: Workspace, tmp_path: Path) -> None:
    assert settled(workspace).settings.entity == "MAIN"

    sheet = tmp_path / "customers.csv"
    sheet.write_text("customer_number,name,entity\n1001,Acme,US01\n", encoding="utf-8")
    subledger.customers(workspace, sheet, actor="clerk")

    assert settled(workspace).settings.entity == "US01"


def test_a_bad_row_of_one_entity_keeps_every_entity_out(workspace: Workspace, tmp_path: Path) -> None:
    sheet = tmp_path / "customers.csv"
    sheet.write_text("customer_number,name,entity\n1001,Acme,US01\n,Nobody,DE01\n", encoding="utf-8")

    with pytest.raises(RowsRefused) as refused:
        subledger.customers(workspace, sheet, actor="clerk")

    assert refused.value.detail == "customers.csv: 1 row cannot be taken, so nothing was; --partial takes the others"
    assert refused.value.reasons == ("customers.csv:3: customer_number is empty",)
    with workspace.database.reading() as connection:
        assert ledger.entities.first(connection) is None
