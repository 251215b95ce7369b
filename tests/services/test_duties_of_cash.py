"""What comes in, row by row of the duties: files through the real commands, short payments through the matcher."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner, Result

import ledger
from cli.main import app
from kit.db import Database
from services import exports, intake, matching, reports
from services.demo import MORNING
from services.importing import subledger
from services.workspace import Workspace
from tests.services.conftest import AS_OF, quiet

#: Road -> a file of the morning that brings money by it.
ROADS = {
    "lockbox": "lockbox_0068751_20261119.txt",
    "ach": "ach_received_20261119_A.ach",
    "wire": "fedwire_20261119.txt",
}
#: Where what is left of a receipt may lie.
LEFT = ("unapplied", "on_account", "unidentified")
CUSTOMERS = """customer_number,name,parent_number,terms,currency,credit_limit
C77,Birchfield Tool Supply Co,,NET30,USD,100000.00
"""
ITEMS = """document_number,document_type,customer_number,issue_date,due_date,currency,amount,open_amount,po_number,terms
INV-48812,invoice,C77,2026-10-19,2026-11-18,USD,10000.00,10000.00,,NET30
INV-48913,invoice,C77,2026-10-20,2026-11-19,USD,10000.00,10000.00,,NET30
"""
ADVICE = """ISA*00*          *00*          *ZZ*BIRCHFIELD     *ZZ*OURSELVES      *261119*0215*U*00401*000000417*0*P*>~
GS*RA*BIRCHFIELD*OURSELVES*20261119*0215*417*X*004010~
ST*820*0001~
BPR*C*9700.00*C*ACH*CTX*01*071000013*DA*5550001*1362004488**01*072000326*DA*40071180*20261119~
TRN*1*BF112001*1362004488~
N1*PR*BIRCHFIELD TOOL SUPPLY CO*91*C77~
N1*PE*OURSELVES INC~
ENT*1~
RMR*IV*INV-48812**9700.00*10000.00~
ADX*-300.00*06~
SE*9*0001~
ST*820*0002~
BPR*C*9999.50*C*ACH*CTX*01*071000013*DA*5550001*1362004488**01*072000326*DA*40071180*20261119~
TRN*1*BF112002*1362004488~
N1*PR*BIRCHFIELD TOOL SUPPLY CO*91*C77~
N1*PE*OURSELVES INC~
ENT*1~
RMR*IV*INV-48913**9999.50*10000.00~
SE*8*0002~
GE*2*417~
IEA*1*000000417~
"""
CARDS = re.compile(
    r"(?<![0-9A-Za-z])(?:4\d{15}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(?:011|5\d\d)\d{12})(?![0-9A-Za-z])"
)


def typed(database: Database, *words: str) -> Result:
    """Type a command."""
    return CliRunner().invoke(app, [*words, "--db", str(database.url)])


def everything(workspace: Workspace) -> dict[str, bytes]:
    """Return every table that is given out, as bytes."""
    return {kind: exports.written(exports.frame(workspace, kind, as_of=AS_OF), "csv") for kind in exports.EXPORTS}


@pytest.mark.parametrize("road", ROADS)
def test_a18_a_file_ties_to_its_control_total_and_again_changes_nothing(empty: Workspace, road: str) -> None:
    """Through `tieout import`, `ingest` and `match`, each road for itself."""
    path = str(MORNING / ROADS[road])
    for kind, sheet in (("customers", "customers.csv"), ("items", "open_items.csv")):
        assert typed(empty.database, "import", kind, str(MORNING / sheet)).exit_code == 0
    assert typed(empty.database, "ingest", path).exit_code == 0
    assert typed(empty.database, "match", "--as-of", str(AS_OF)).exit_code == 0

    with empty.database.reading() as connection:
        receipts = ledger.reads.receipts(connection)
        made = ledger.reads.applications(connection).filter(status="posted")
        controls = ledger.reads.controls(connection)
        problems = ledger.checks.run(connection)
    applied: dict[str, int] = defaultdict(int)
    for row in made.iter_rows(named=True):
        applied[row["receipt_id"]] += row["cash_amount"]
    counted = [row for row in receipts.iter_rows(named=True) if row["status"] != "settled_elsewhere"]
    assert problems == []
    assert set(controls["proof"]) <= {"matched", "absent"}
    assert len(counted) > 10
    assert sum(applied.values()) > 0
    for row in counted:
        left = {place: row["unapplied_amount"] if row["held_in"] == place else 0 for place in LEFT}
        aside = row["unapplied_amount"] if row["held_in"] not in LEFT else 0
        assert applied[row["receipt_id"]] + sum(left.values()) + aside == row["amount"]
        assert not aside or row["status"] == "not_ar"
    assert sum(row["amount"] for row in counted) == total(controls, road)

    before = everything(empty)
    again = typed(empty.database, "ingest", path)
    assert again.exit_code != 0
    assert typed(empty.database, "match", "--as-of", str(AS_OF)).exit_code == 0
    assert everything(empty) == before


def total(controls: pl.DataFrame, road: str) -> int:
    """Return what the file itself says came in: a Fedwire file has no total, so its {2000} amounts are added."""
    if road == "wire":
        return sum(map(int, re.findall(r"\{2000\}(\d{12})", (MORNING / ROADS[road]).read_text(encoding="utf-8"))))
    name = {"lockbox": "deposit_total", "ach": "batch_credits"}[road]
    return int(controls.filter(pl.col("name") == name)["expected"].sum())


def test_a19_a_short_payment_from_an_x12_820_is_a_deduction_with_its_reason(empty: Workspace, tmp_path: Path) -> None:
    """10,000 paid 9,700 with X12 code 06 (quantity) is 9,700 and a deduction of 300; 9,999.50 is a small balance."""
    short = paid(empty, tmp_path)

    assert [(row["cash_amount"], row["deduction_amount"], row["deduction_reason"]) for row in short["INV-48812"]] == [
        (970_000, 30_000, "quantity")
    ]
    assert [(row["cash_amount"], row["write_off_amount"], row["deduction_amount"]) for row in short["INV-48913"]] == [
        (999_950, 50, 0)
    ]
    with empty.database.reading() as connection:
        (claim,) = ledger.reads.open_items(connection).filter(document_type="deduction").iter_rows(named=True)
        small = ledger.reads.trial_balance(connection).filter(role="small_balances")["balance"].to_list()
        assert ledger.checks.run(connection) == []
    assert (claim["open_amount"], claim["reason"], claim["customer_number"]) == (30_000, "quantity", "C77")
    assert small == [50]


#: What of 10,000 came, what the payer takes off, on 2/10 net 30 (in time) or net 30 -> discount, small, deduction, why.
SHORT: dict[str, tuple[str, str, str, tuple[int, int, int, str]]] = {
    "discount, then tolerance": ("2/10 NET30", "9799.60", "*200.00", (20_000, 40, 0, "")),
    "discount, then deduction": ("2/10 NET30", "9500.00", "*200.00~\nADX*-300.00*06", (20_000, 0, 30_000, "quantity")),
    "a discount told as an adjustment beside another": (
        "2/10 NET30",
        "9500.00",
        "~\nADX*-300.00*06~\nADX*-200.00*24",
        (20_000, 0, 30_000, "quantity"),
    ),
    "tolerance beside a deduction": ("NET30", "9699.50", "~\nADX*-300.00*06", (0, 50, 30_000, "quantity")),
}


@pytest.mark.parametrize("case", SHORT)
def test_a19_discount_before_tolerance_before_deduction(empty: Workspace, tmp_path: Path, case: str) -> None:
    terms, came, off, expected = SHORT[case]
    edits = {"10-19,2026-11-18": "11-10,2026-12-10", "NET30\nINV-48913": f"{terms}\nINV-48913"}
    items = ITEMS
    for old, new in edits.items():
        items = items.replace(old, new)
    advice = ADVICE.replace("ADX*-300.00*06~\n", "").replace("9700.00", came)
    advice = advice.replace(f"**{came}*10000.00", f"**{came}*10000.00{off}")
    advice = advice.replace("SE*9*0001", f"SE*{8 + off.count('ADX')}*0001")
    cents = int(came.replace(".", ""))
    (row,) = paid(empty, tmp_path, items, advice, cents)["INV-48812"]

    assert row["cash_amount"] == cents
    names = ("discount_amount", "write_off_amount", "deduction_amount", "deduction_reason")
    assert tuple(row[name] for name in names) == expected
    assert cents + sum(expected[:3]) == 1_000_000


def paid(
    workspace: Workspace, folder: Path, items: str = ITEMS, advice: str = ADVICE, first: int = 970_000
) -> dict[str, list[dict[str, Any]]]:
    """Take both payments and their 820 in, match them, and return what was posted by document."""
    for name, text, take in (
        ("customers.csv", CUSTOMERS, subledger.customers),
        ("items.csv", items, subledger.items),
    ):
        (folder / name).write_text(text, encoding="utf-8")
        take(workspace, folder / name, actor="test")
    for name, data in (("ach.bai", bank(first)), ("advice.edi", advice)):
        intake.take(workspace, data.encode(), name, actor="test")
    matching.run(workspace, as_of=AS_OF, progress=quiet)
    posted = exports.frame(workspace, "applications")
    with workspace.database.reading() as connection:
        made = ledger.reads.applications(connection).filter(status="posted")
    assert posted.height >= made.height
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in made.iter_rows(named=True):
        found[row["document_number"]].append(row)
    return found


def bank(first: int = 970_000) -> str:
    """Return the bank's statement with both credits, each with the trace its 820 names."""
    lines = []
    for trace, cents in (("BF112001", first), ("BF112002", 999_950)):
        said = f"88,BIRCHFIELD TOOL SUPPLY CO CO ID:1362004488 TRN*1*{trace}*1362004488"
        lines += [f"16,142,{cents},0,{trace},,ACH CREDIT", said]
    sums = first + 999_950
    head = ["01,GRANITE,OURSELVES,261119,0900,1,,,2/", "02,OURSELVES,GRANITE,1,261119,,USD,2/", "03,40071180,USD,,,,/"]
    count = len(lines) + 2
    tail = [f"49,{sums},{count}/", f"98,{sums},1,{count + 2}/", f"99,{sums},1,{count + 4}/"]
    return "\n".join([*head, *[line + "/" if line.startswith("16") else line for line in lines], *tail]) + "\n"


def luhn(digits: str) -> bool:
    """Say whether a number is one a card could have."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def cells(database: Database) -> Iterator[tuple[str, str]]:
    """Yield every text and every blob of every table of a SQLite database."""
    with database.reading() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        for table in tables:
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"'):
                for cell in row:
                    if isinstance(cell, bytes):
                        yield table, cell.decode("utf-8", errors="replace")
                    elif isinstance(cell, str):
                        yield table, cell


def test_a20_a_scan_of_database_exports_reports_and_logs_finds_no_card_number(
    matched: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    """Luhn's check over every cell of every table, what is given out, and what commands print."""
    said = [("export", body.decode()) for body in everything(matched).values()]
    said += [(one.name, reports.file(matched, one.name, AS_OF, "csv").decode()) for one in reports.REPORTS]
    for words in (["export", "receipts"], ["reports"], ["find", "--payer", "stripe"], ["db", "check"]):
        done = typed(matched.database, *words)
        said += [(" ".join(words), done.output)]
    said += [("log", caplog.text), *cells(matched.database)]
    found = {(place, number) for place, text in said for number in CARDS.findall(text) if luhn(number)}

    assert {place for place, _ in said} >= {"bank_file", "bank_entry", "posting", "export", "log"}
    assert found == set()
    assert luhn("4111111111111111")
    assert CARDS.findall("a 4111111111111111 b") == ["4111111111111111"]
