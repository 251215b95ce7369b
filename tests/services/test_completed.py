"""A number completed from its neighbours is proposed first, and nothing is posted from it without a person."""

from datetime import date
from pathlib import Path

from services import exports, inquiries, intake, matching
from services.workspace import Workspace
from tests.parsers.golden import ROOT
from tests.services.sheets import imported

AS_OF = date(2026, 11, 24)
CUSTOMERS = """customer_number,name,parent_number,terms,currency,credit_limit
C1,ACME PAYOR CO,,NET30,USD,10000.00
"""
#: Another item of the same amount: the number alone tells which is meant.
ITEMS = """document_number,document_type,customer_number,issue_date,due_date,currency,amount,open_amount,po_number,terms
INV-1001,invoice,C1,2026-10-20,2026-11-19,USD,900.00,900.00,,NET30
INV-1002,invoice,C1,2026-10-21,2026-11-20,USD,600.00,600.00,,NET30
INV-1003,invoice,C1,2026-10-21,2026-11-20,USD,600.00,600.00,,NET30
"""


def _morning(books: Workspace, folder: Path, data: bytes) -> tuple[str, str, list[str]]:
    """Return status and reason of the one receipt of a file, and the documents it pays, or would pay first."""
    imported(books, folder, CUSTOMERS, ITEMS)
    intake.take(books, data, "payment.ach", actor="ana")
    matching.run(books, as_of=AS_OF)
    receipt = exports.frame(books, "receipts", as_of=AS_OF).row(0, named=True)
    offered = inquiries.proposals(books, receipt["receipt_id"])
    lines = offered[0]["lines"] if offered else exports.frame(books, "applications", as_of=AS_OF).rows(named=True)
    return receipt["status"], receipt["reason"], sorted(one["document_number"] for one in lines)


BROKEN = (ROOT / "ach" / "ctx-cut-every-84.ach").read_bytes()
#: The same payment, cut every 80 columns.
WHOLE = BROKEN.replace(b"02**600\\SE*7*0001\\    ", b"V-1002**600\\SE*7*0001\\")


def test_a_completed_number_is_asked_with_the_right_first_proposal(workspace: Workspace, tmp_path: Path) -> None:
    assert _morning(workspace, tmp_path, BROKEN) == ("review", "file_not_trusted", ["INV-1001", "INV-1002"])


def test_the_same_numbers_written_whole_ask_nobody(workspace: Workspace, tmp_path: Path) -> None:
    assert _morning(workspace, tmp_path, WHOLE)[0::2] == ("applied", ["INV-1001", "INV-1002"])
