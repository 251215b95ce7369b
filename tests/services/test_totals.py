"""A deposit of which money went out before its payments came keeps them waiting, alone and with why."""

from datetime import date

import pytest

import ledger
from ledger import Adjust, Disposal, Identification, NewCustomer
from services import control, exports, intake, matching, reports
from services.events import Event, Happened
from services.workspace import Workspace
from tests.ledger.desk import booked
from tests.parsers.bai2_files import bai2
from tests.parsers.golden import ROOT

DAY = date(2026, 11, 19)
LATER = date(2026, 11, 20)
DEPOSIT = ("16,115,150000,0,D1,0000068751,LOCKBOX 0068751/", "16,115,5000,0,D2,0000099310,LOCKBOX 0099310/")
CHECKS = (ROOT / "lockbox" / "two-lockboxes.txt").read_bytes()


@pytest.fixture
def refunded(empty: Workspace) -> tuple[Workspace, str, str]:
    """Give two deposits, of the first of which 40.00 was approved to go back: its receipt, and the refund's request."""
    workspace = empty
    intake.take(workspace, bai2(list(DEPOSIT), 155000), "bank.bai", actor="ana")
    matching.run(workspace, as_of=DAY)
    receipt = exports.frame(workspace, "receipts", as_of=DAY).filter(amount="1500.00")["receipt_id"][0]
    with booked(workspace.database, "placed") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
        ledger.receipts.identify(book, [Identification(receipt, "C1", DAY)])
        ledger.receipts.place_on_account(book, [Disposal(receipt, DAY)])
    payee = control.ask_payee(workspace, "C1", "DE02", reason="letter", actor="ana")
    control.approve(workspace, payee.request_id, actor="ben")
    asked = control.ask_adjustment(
        workspace, receipt, Adjust.REFUND_APPROVED, 4_000, reason="twice", actor="ana", payee="DE02", as_of=DAY
    )
    control.approve(workspace, asked.request_id, actor="ben")
    return workspace, receipt, asked.request_id


def told(workspace: Workspace) -> list[tuple[str, str]]:
    """Return what counts as money: amount and status; the books hold."""
    with workspace.database.reading() as connection:
        assert ledger.checks.run(connection) == []
    rows = exports.frame(workspace, "receipts", as_of=LATER)
    counted = rows.filter(~rows["status"].is_in(["settled_elsewhere"]))
    return sorted(counted.select("amount", "status").rows())


def waiting(workspace: Workspace) -> list[str]:
    """Return what is told of deposits whose payments wait."""
    return reports.made(workspace, "unfinished", LATER, {"event": "detail_not_booked"})["what"].to_list()


def test_payments_of_a_deposit_that_was_refunded_wait_alone(refunded: tuple[Workspace, str, str]) -> None:
    """The other deposit is settled by its check; cancelled, the refund stands in no way, and the next run books all."""
    workspace, _, refund = refunded
    intake.take(workspace, CHECKS, "box.txt", actor="ana")
    assert matching.run(workspace, as_of=LATER).booked.settled == 1
    assert told(workspace) == [("1500.00", "partially_applied"), ("50.00", "unidentified")]
    (why,) = waiting(workspace)
    assert why.startswith("box.txt: 1 payments of this deposit are not booked: 40.00 USD of it is paid back")

    cancelled = Happened(Event.REFUND_CANCELLED, refund, 4_000, "USD", LATER, reason="the checks came")
    control.approve(workspace, control.ask_event(workspace, cancelled, actor="ana").request_id, actor="ben")
    assert matching.run(workspace, as_of=LATER).booked.reversed == 1
    assert told(workspace) == [("1500.00", "unidentified"), ("50.00", "unidentified")]
    assert waiting(workspace) == []


def test_payments_of_a_deposit_that_is_used_up_are_told_by_it(refunded: tuple[Workspace, str, str]) -> None:
    workspace, receipt, _ = refunded
    asked = control.ask_adjustment(
        workspace, receipt, Adjust.REFUND_APPROVED, 146_000, reason="all", actor="ana", payee="DE02", as_of=DAY
    )
    control.approve(workspace, asked.request_id, actor="ben")
    intake.take(workspace, CHECKS, "box.txt", actor="ana")
    assert matching.run(workspace, as_of=LATER).booked.settled == 2
    assert [amount for amount, _ in told(workspace)] == ["1500.00", "50.00"]
    assert waiting(workspace) == []


def test_a_deposit_that_a_person_took_back_stops_no_run(refunded: tuple[Workspace, str, str]) -> None:
    workspace, _, _ = refunded
    other = exports.frame(workspace, "receipts", as_of=DAY).filter(amount="50.00")["receipt_id"][0]
    event = Happened(Event.RETURNED, "D2", 5_000, "USD", DAY, receipt=other, reason="deposit taken back")
    control.approve(workspace, control.ask_event(workspace, event, actor="ana").request_id, actor="ben")
    intake.take(workspace, CHECKS, "box.txt", actor="ana")
    matching.run(workspace, as_of=LATER)
    assert told(workspace) == [("1500.00", "partially_applied"), ("50.00", "reversed")]
