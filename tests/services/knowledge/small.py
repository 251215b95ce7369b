"""A small world in which a payer is not known yet: three customers, their items, and a morning of ACH credits."""

from datetime import date
from pathlib import Path

from services import intake, matching
from services.workspace import Workspace
from tests.parsers.bai2_files import bai2
from tests.services.sheets import imported

AS_OF = date(2026, 11, 20)
CUSTOMERS = """customer_number,name,parent_number,terms,currency,credit_limit
C1,REDFERN AERIAL LLC,,NET30,USD,10000.00
C2,BLUE HERON FOODS INC,,NET30,USD,10000.00
C3,KESTREL TOOLING CO,,NET30,USD,10000.00
"""
ITEMS = """document_number,document_type,customer_number,issue_date,due_date,currency,amount,open_amount,po_number,terms
60217372,invoice,C1,2026-10-20,2026-11-19,USD,1253.17,1253.17,,NET30
60217373,invoice,C1,2026-10-21,2026-11-20,USD,317.41,317.41,,NET30
60217398,invoice,C1,2026-10-22,2026-11-21,USD,952.83,952.83,,NET30
60217401,invoice,C1,2026-10-23,2026-11-22,USD,488.29,488.29,,NET30
60217402,invoice,C2,2026-10-22,2026-11-21,USD,77.17,77.17,,NET30
60217403,invoice,C3,2026-10-22,2026-11-21,USD,613.59,613.59,,NET30
"""


def line(reference: str, minor: int, payer: str = "ZQX HOLDINGS", company: str = "1185967292", text: str = "") -> str:
    """Return an ACH credit whose text names the originator."""
    return f"16,142,{minor},,{reference},,ORIG CO NAME:{payer} ORIG ID:{company} {text}/"


def made(workspace: Workspace, folder: Path) -> Workspace:
    """Import the customers and their items."""
    return imported(workspace, folder, CUSTOMERS, ITEMS)


def morning(workspace: Workspace, lines: list[str], name: str = "morning.bai", as_of: date = AS_OF) -> matching.Summary:
    """Take a morning's credits and match them."""
    total = sum(int(one.split(",")[2]) for one in lines)
    intake.take(workspace, bai2(lines, total), name, actor="ana")
    return matching.run(workspace, as_of=as_of)
