"""Money taken back is linked to the one payment it reverses, and re-opens what that payment had paid."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import ledger
from ledger import ItemType, Settlement
from services import control, exports, intake, matching, reports
from services.banking.returns import RETURN_BUSINESS_DAYS, linked
from services.banking.told import Told
from services.decisions.finals import in_error
from services.events import Event, Happened
from services.importing import receipts, subledger
from services.workspace import Workspace
from tests.ledger.desk import booked
from tests.parsers.bai2_files import bai2
from tests.services.sheets import imported
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
CAME_BACK = date(2026, 11, 24)


def paid_in(workspace: Workspace, folder: Path, items: bytes, *checks: str, total: int) -> None:
    """Take customers, items and a day of checks, and match."""
    imported(workspace, folder, CUSTOMERS.decode(), items.decode())
    intake.take(workspace, bai2(list(checks), total), "day1.bai", actor="ana")
    matching.run(workspace, as_of=date(2026, 11, 19))


def test_a_bounced_check_reopens_the_invoice_it_paid(workspace: Workspace, tmp_path: Path) -> None:
    paid_in(workspace, tmp_path, ITEMS, CHECK, total=125000)
    assert exports.frame(workspace, "receipts", as_of=DAY)["status"].to_list() == ["applied"]

    intake.take(workspace, bai2([BOUNCED], 125000, group=GROUP), "day2.bai", actor="ana")
    summary = matching.run(workspace, as_of=CAME_BACK)

    receipts = exports.frame(workspace, "receipts", as_of=CAME_BACK)
    items = exports.frame(workspace, "items", as_of=CAME_BACK)
    assert summary.booked.returned == 1
    assert receipts.select("status", "reason").rows() == [("reversed", "returned")]
    assert items.select("document_number", "open_amount").rows() == [("INV-70011", "1250.00")]
    assert told_of(workspace) == [("linked", receipts["receipt_id"][0], "")]
    assert reports.made(workspace, "returns", CAME_BACK)["amount"].to_list() == ["1250.00"]
    assert matching.run(workspace, as_of=CAME_BACK).booked.returned == 0, "once is enough"


def told_of(workspace: Workspace) -> list[tuple[str, str, str]]:
    """Return how each return stands: state, receipt and why it waits; the books hold."""
    with workspace.database.reading() as connection:
        assert ledger.checks.run(connection) == []
    found = reports.made(workspace, "returns", CAME_BACK).sort("amount")
    return found.select("state", "receipt_id", "why").rows()


def test_a_return_that_cannot_be_carried_out_waits_alone(workspace: Workspace, tmp_path: Path) -> None:
    """What a short payment left open was credited: its return waits with why, and holds no other one up.

    The customer owes the money anew by debit memo, which a person books; the return is tied to it and reverses nothing.
    """
    short = CHECK.replace("125000", "122000").replace("104417", "104418").replace("70011", "70012")
    items = ITEMS + b"INV-70012,invoice,C1,2026-10-20,2026-11-19,USD,1250.00,1250.00,,NET30\n"
    paid_in(workspace, tmp_path, items, CHECK, short.replace("BR-1", "BR-2"), total=247000)
    with booked(workspace.database, "credited") as book:
        credited = Settlement(ledger.item_id("MAIN", ItemType.DEDUCTION, "INV-70012-D1"), 3_000, DAY)
        ledger.deductions.allow(book, [credited])
    lines = [BOUNCED, BOUNCED.replace("125000", "122000").replace("104417", "104418").replace("BR-9", "BR-10")]
    intake.take(workspace, bai2(lines, 247000, group=GROUP), "day2.bai", actor="ana")

    assert matching.run(workspace, as_of=CAME_BACK).booked.returned == 1
    (waits, receipt, why), linked_one = told_of(workspace)
    assert (waits, receipt, linked_one[0]) == ("waits", "", "linked")
    assert "INV-70012-D1, which its short payment left open, is settled" in why
    assert reports.made(workspace, "unfinished", CAME_BACK, {"event": "return_not_linked"}).height == 1

    receipt = why.split()[1].rstrip(":")
    told = Happened(Event.BOUNCED, "NSF 1", 122_000, "USD", CAME_BACK, receipt=receipt, reason="NSF")
    control.approve(workspace, control.ask_event(workspace, told, actor="ana").request_id, actor="ben")
    assert matching.run(workspace, as_of=CAME_BACK).booked.returned == 0
    assert told_of(workspace)[0] == ("linked", receipt, "")
    open_items = exports.frame(workspace, "items", as_of=CAME_BACK).filter(open_amount="1220.00")
    assert open_items["document_number"].to_list() == [f"{receipt}-R"]


def test_a_return_without_a_number_is_tied_to_what_was_taken_back_under_it(empty: Workspace, tmp_path: Path) -> None:
    """A person found the receipt: named by the return's own reference, it no longer waits and reverses nothing more."""
    paid_in(empty, tmp_path, ITEMS, CHECK, total=125000)
    receipt = exports.frame(empty, "receipts", as_of=DAY)["receipt_id"][0]
    intake.take(empty, bai2([BOUNCED.replace("104417", "")], 125000, group=GROUP), "day2.bai", actor="ana")
    matching.run(empty, as_of=CAME_BACK)
    assert told_of(empty) == [("waits", "", "it names no payment of ours, or more than one")]

    told = Happened(Event.RETURNED, "BR-9", 125_000, "USD", CAME_BACK, receipt=receipt, reason="NSF")
    control.approve(empty, control.ask_event(empty, told, actor="ana").request_id, actor="ben")
    assert reports.made(empty, "unfinished", CAME_BACK, {"event": "return_not_linked"}).is_empty()
    assert matching.run(empty, as_of=CAME_BACK).booked.returned == 0
    assert told_of(empty) == [("linked", receipt, "")]
    assert exports.frame(empty, "items", as_of=CAME_BACK)["open_amount"].to_list() == ["1250.00"]
    assert not in_error("returned: BR-9: NSF"), "money that came back says nothing against the match"


def test_a_part_that_came_back_is_tied_to_what_bounced_and_the_whole_then_waits(
    empty: Workspace, tmp_path: Path
) -> None:
    """The bank took 250.00 of 1,250.00: a person lets it bounce under its reference; two returns never count as one."""
    paid_in(empty, tmp_path, ITEMS, CHECK, total=125000)
    receipt = exports.frame(empty, "receipts", as_of=DAY)["receipt_id"][0]
    part = BOUNCED.replace("125000", "25000")
    intake.take(empty, bai2([part], 25000, group=GROUP), "day2.bai", actor="ana")
    matching.run(empty, as_of=CAME_BACK)
    told = Happened(Event.BOUNCED, "BR-9", 25_000, "USD", CAME_BACK, receipt=receipt, reason="partly")
    control.approve(empty, control.ask_event(empty, told, actor="ana").request_id, actor="ben")
    matching.run(empty, as_of=CAME_BACK)
    assert told_of(empty) == [("linked", receipt, "")]

    again = bai2([BOUNCED.replace("BR-9", "BR-10")], 125000, group=GROUP.replace(",1,", ",1,", 1))
    intake.take(empty, again, "day3.bai", actor="ana")
    assert matching.run(empty, as_of=CAME_BACK).booked.returned == 0
    assert told_of(empty)[0][0] == "waits"


def test_money_that_another_system_had_booked_leaves_our_bank(workspace: Workspace, tmp_path: Path) -> None:
    """Cash carried over and applied here bounces (P19a): the bank has less, what was taken over stays."""
    (tmp_path / "c.csv").write_bytes(CUSTOMERS)
    subledger.customers(workspace, tmp_path / "c.csv", actor="ana")
    carried = (
        b"receipt_id,received_on,amount,balance,currency,customer_number\nOLD-7,2026-10-30,1250.00,-1250.00,USD,C1\n"
    )
    (tmp_path / "r.csv").write_bytes(carried)
    receipts.receipts(workspace, tmp_path / "r.csv", actor="ana")
    receipt = exports.frame(workspace, "receipts", as_of=DAY)["receipt_id"][0]
    intake.take(workspace, bai2([BOUNCED.replace("104417", "")], 125000, group=GROUP), "day2.bai", actor="ana")
    told = Happened(Event.RETURNED, "BR-9", 125_000, "USD", CAME_BACK, receipt=receipt, reason="NSF")
    control.approve(workspace, control.ask_event(workspace, told, actor="ana").request_id, actor="ben")
    matching.run(workspace, as_of=CAME_BACK)

    assert told_of(workspace) == [("linked", receipt, "")]
    with workspace.database.reading() as connection:
        held = dict(ledger.reads.trial_balance(connection).select("role", "balance").rows())
    assert {role: minor for role, minor in held.items() if minor} == {"bank": -125_000, "opening": 125_000}


def test_money_taken_over_and_applied_stops_no_run(workspace: Workspace, tmp_path: Path) -> None:
    """A receipt of another system has no entry of a bank here: what it paid is no matter of tie-out."""
    paid_in(workspace, tmp_path, ITEMS, CHECK, total=125000)
    carried = b"receipt_id,received_on,amount,balance,currency,customer_number\nOLD-7,2026-10-30,50.00,-20.00,USD,C1\n"
    (tmp_path / "r.csv").write_bytes(carried)
    receipts.receipts(workspace, tmp_path / "r.csv", actor="ana")
    intake.take(workspace, bai2([BOUNCED], 125000, group=GROUP), "day2.bai", actor="ana")

    assert matching.run(workspace, as_of=CAME_BACK).booked.returned == 1


def test_a_return_that_names_nothing_of_ours_waits_in_the_report(workspace: Workspace) -> None:
    intake.take(workspace, bai2([BOUNCED], 125000, group=GROUP), "day2.bai", actor="ana")
    summary = matching.run(workspace, as_of=CAME_BACK)

    assert summary.booked.returned == 0
    assert [row[0] for row in told_of(workspace)] == ["waits"]
    assert exports.frame(workspace, "receipts", as_of=CAME_BACK).height == 0
