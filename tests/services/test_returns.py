"""Money taken back is linked to the one payment it reverses, and re-opens what that payment had paid."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import ledger
from services import exports, intake, matching, reports
from services.banking.returns import RETURN_BUSINESS_DAYS, linked
from services.banking.told import Told
from services.importing import subledger
from services.workspace import Workspace
from tests.parsers.bai2_files import bai2
from tests.services.test_tieout import DAY, told

LATER = DAY + timedelta(days=4)
TRACE = "071000280000017"
UETR = "b7e2f2a4-6d0c-4c55-9b0a-0d1b6a1c9e11"


def back(name: str, minor: int, *references: tuple[str, str], source: str = "bai2", day: date = LATER) -> Told:
    """Return money taken back."""
    return told(name, source, minor, kind="return", references=references, day=day)


def paid(name: str, minor: int, *references: tuple[str, str], day: date = DAY, **facts: object) -> Told:
    """Return a payment that reached us."""
    return told(name, "bai2", minor, references=references, day=day, **facts)


#: what is told -> return: (the payment it reverses, by which rule)
CASES: dict[str, tuple[list[Told], list[Told], dict[str, tuple[str, str]]]] = {
    "the number it points back to names the payment": (
        [back("r.1", 500, ("original", TRACE))],
        [paid("p.1", 500, ("trace", TRACE)), paid("p.2", 500, ("trace", "071000280000018"))],
        {"r.1": ("p.1", "return:original")},
    ),
    "the bank's own reference is a number too": (
        [back("r.1", 500, ("original", "FT26111900017"))],
        [paid("p.1", 500, bank_reference="FT26111900017")],
        {"r.1": ("p.1", "return:original")},
    ),
    "a returned check is known by its serial": (
        [back("r.1", 500, ("check", "0000104417"))],
        [paid("p.1", 500, ("check", "104417"), method="check")],
        {"r.1": ("p.1", "return:check")},
    ),
    "a reversal that carries the payment's own number": (
        [back("r.1", 500, ("uetr", UETR))],
        [paid("p.1", 500, ("uetr", UETR))],
        {"r.1": ("p.1", "return:number")},
    ),
    "another amount is another payment": (
        [back("r.1", 501, ("original", TRACE))],
        [paid("p.1", 500, ("trace", TRACE))],
        {},
    ),
    "an amount alone proves nothing": ([back("r.1", 500)], [paid("p.1", 500)], {}),
    "a number that says nothing ties nothing": (
        [back("r.1", 500, ("original", "NOTPROVIDED"))],
        [paid("p.1", 500, ("end_to_end", "NOTPROVIDED"))],
        {},
    ),
    "two payments that could be meant leave it waiting": (
        [back("r.1", 500, ("check", "104417"))],
        [paid("p.1", 500, ("check", "104417")), paid("p.2", 500, ("check", "104417"))],
        {},
    ),
    "what came later cannot be meant": (
        [back("r.1", 500, ("original", TRACE))],
        [paid("p.1", 500, ("trace", TRACE), day=LATER + timedelta(days=1))],
        {},
    ),
    "nor what came too long ago": (
        [back("r.1", 500, ("original", TRACE))],
        [paid("p.1", 500, ("trace", TRACE), day=LATER - timedelta(days=2 * RETURN_BUSINESS_DAYS))],
        {},
    ),
    "two files that tell one return reverse it once": (
        [back("r.1", 500, ("original", TRACE)), back("ach.1", 500, ("original", TRACE), source="nacha")],
        [paid("p.1", 500, ("trace", TRACE))],
        {"ach.1": ("p.1", "return:original"), "r.1": ("p.1", "return:again")},
    ),
    "twins inside one file are two, and one payment is reversed once": (
        [back("r.1", 500, ("original", TRACE)), back("r.2", 500, ("original", TRACE))],
        [paid("p.1", 500, ("trace", TRACE))],
        {"r.1": ("p.1", "return:original")},
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_a_return_is_linked_to_what_it_reverses(
    case: tuple[list[Told], list[Told], dict[str, tuple[str, str]]],
) -> None:
    returns, payments, expected = case

    assert {tie.entry_id: (tie.by, tie.rule) for tie in linked(returns, payments, {})} == expected
    assert linked(returns[::-1], payments[::-1], {}) == linked(returns, payments, {}), "the order changes nothing"


def test_a_payment_reversed_before_is_not_reversed_again() -> None:
    payment, first = paid("p.1", 500, ("trace", TRACE)), back("r.1", 500, ("original", TRACE))
    again = back("ach.1", 500, ("original", TRACE), source="nacha", day=LATER + timedelta(days=1))
    another = back("r2.1", 500, ("original", TRACE), day=LATER + timedelta(days=20))

    assert [tie.rule for tie in linked([again], [payment], {"p.1": first})] == ["return:again"]
    assert linked([another], [payment], {"p.1": first}) == []


CUSTOMERS = (
    b"customer_number,name,parent_number,terms,currency,credit_limit\nC1,REDFERN AERIAL LLC,,NET30,USD,10000.00\n"
)
ITEMS = (
    b"document_number,document_type,customer_number,issue_date,due_date,currency,amount,open_amount,po_number,terms\n"
    b"INV-70011,invoice,C1,2026-10-20,2026-11-19,USD,1250.00,1250.00,,NET30\n"
)
CHECK = "16,175,125000,,BR-1,104417,REDFERN AERIAL LLC INV-70011/"
BOUNCED = "16,555,125000,,BR-9,104417,RETURNED ITEM NSF REDFERN AERIAL LLC/"
GROUP = "02,CALDERRIDGE,071000013,1,261124,,USD,2/"


def test_a_bounced_check_reopens_the_invoice_it_paid(workspace: Workspace, tmp_path: Path) -> None:
    for name, content, take in (("c.csv", CUSTOMERS, subledger.customers), ("i.csv", ITEMS, subledger.items)):
        (tmp_path / name).write_bytes(content)
        take(workspace, tmp_path / name, actor="ana")
    intake.take(workspace, bai2([CHECK], 125000), "day1.bai", actor="ana")
    matching.run(workspace, as_of=date(2026, 11, 19))
    assert exports.frame(workspace, "receipts", as_of=DAY)["status"].to_list() == ["applied"]

    intake.take(workspace, bai2([BOUNCED], 125000, group=GROUP), "day2.bai", actor="ana")
    summary = matching.run(workspace, as_of=date(2026, 11, 24))

    receipts = exports.frame(workspace, "receipts", as_of=LATER)
    items = exports.frame(workspace, "items", as_of=date(2026, 11, 24))
    assert summary.booked.returned == 1
    assert receipts.select("status", "reason").rows() == [("reversed", "returned")]
    assert items.select("document_number", "open_amount").rows() == [("INV-70011", "1250.00")]
    told_of = reports.made(workspace, "returns", date(2026, 11, 24)).rows(named=True)
    assert [(row["state"], row["amount"], row["receipt_id"]) for row in told_of] == [
        ("linked", "1250.00", receipts["receipt_id"][0])
    ]
    with workspace.database.reading() as connection:
        assert ledger.checks.run(connection) == []
    assert matching.run(workspace, as_of=date(2026, 11, 24)).booked.returned == 0, "once is enough"


def test_a_return_that_names_nothing_of_ours_waits_in_the_report(workspace: Workspace) -> None:
    intake.take(workspace, bai2([BOUNCED], 125000, group=GROUP), "day2.bai", actor="ana")
    summary = matching.run(workspace, as_of=date(2026, 11, 24))

    assert summary.booked.returned == 0
    assert reports.made(workspace, "returns", date(2026, 11, 24))["state"].to_list() == ["waits"]
    assert exports.frame(workspace, "receipts", as_of=date(2026, 11, 24)).height == 0
