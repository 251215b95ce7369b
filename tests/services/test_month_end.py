"""A22, B6c: a month closes once it is tied out and signed off by two; the daily controls are loud where one fails."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

import ledger
from kit.refusals import Invalid
from ledger import Adjust
from ledger.refusals import SamePerson
from services import closing, control, daily, feed, month_end, periods, reports
from services.master import changing
from services.master.changing import Change
from services.month_end import NotReady
from services.reports import balances
from services.reports.unfinished import counted, waiting
from services.workspace import Workspace
from tests.aging.golden import AS_OF
from tests.ledger.desk import DAY, asked, item, opened, receipt
from tests.services.conftest import NOON
from tests.services.month_ends import early, ready, tied
from tests.services.test_aging_report import booked, invoice
from tests.services.test_closing import gap, owing

__all__ = ["gap"]
MARCH, NOVEMBER, LAST = "2025-03", "2026-11", date(2026, 11, 30)


def codes(workspace: Workspace, month: str) -> list[str]:
    return [one.code for one in month_end.readiness(workspace, month).blockers]


def signed(workspace: Workspace, month: str, reason: str = "no reserve is asked for yet") -> str:
    """Sign a month off by two people; return the request."""
    request = closing.sign_off(workspace, month, reason=reason, actor="ana").request_id
    control.approve(workspace, request, actor="ben")
    return request


def closed(workspace: Workspace, month: str) -> bool:
    return periods.listed(workspace).filter(month=month)["state"].to_list() == ["closed"]


def test_a22_the_worked_case_closes_once_it_is_explained_and_signed(workspace: Workspace, gap: Path) -> None:
    """GL 1,503,200 less subledger 1,500,000 is 3,200, all of it explained: the month closes; before, it does not."""
    owing(workspace)
    assert codes(workspace, MARCH) == ["not_tied_out", "not_signed_off"]
    with pytest.raises(NotReady, match="no tie-out of 2025-03-31 in USD is signed"):
        periods.close(workspace, MARCH, actor="ana")
    with pytest.raises(NotReady, match="cannot be signed off"):
        closing.sign_off(workspace, MARCH, reason="no reserve", actor="ana")

    items = closing.reconciling(workspace, gap, "USD")
    tie, request = closing.tie_out(workspace, AS_OF, "1503200.00", items, actor="ana")
    assert (tie.gl, tie.subledger, tie.explained, tie.unexplained) == (150_320_000, 150_000_000, 320_000, 0)
    assert codes(workspace, MARCH) == ["not_tied_out", "not_signed_off"], "prepared is not signed"
    control.approve(workspace, request.request_id, actor="ben")

    prepared = closing.sign_off(workspace, MARCH, reason="no reserve", actor="ana")
    with pytest.raises(SamePerson):
        control.approve(workspace, prepared.request_id, actor="ana")
    with pytest.raises(NotReady, match="not signed off"):
        periods.close(workspace, MARCH, actor="ana")
    control.approve(workspace, prepared.request_id, actor="ben")
    periods.close(workspace, MARCH, actor="ana")
    assert closed(workspace, MARCH)


def test_a22_what_is_unexplained_blocks_unless_an_approver_answers_for_it(workspace: Workspace) -> None:
    owing(workspace)
    with pytest.raises(Invalid, match="is not explained"):
        closing.tie_out(workspace, AS_OF, "1503200.00", actor="ana")
    _, request = closing.tie_out(workspace, AS_OF, "1503200.00", reason="the ERP is down, see 4711", actor="ana")
    assert codes(workspace, MARCH) == ["not_tied_out", "not_signed_off"]
    control.approve(workspace, request.request_id, actor="cfo")
    signed(workspace, MARCH)
    periods.close(workspace, MARCH, actor="ana")
    assert closed(workspace, MARCH)


def test_a22_an_exception_lifts_what_it_names_and_nothing_later(workspace: Workspace) -> None:
    owing(workspace)
    request = closing.exception(workspace, MARCH, reason="the ERP is down", actor="ana")
    assert codes(workspace, MARCH) == ["not_tied_out", "not_signed_off"]
    with pytest.raises(SamePerson):
        control.approve(workspace, request.request_id, actor="ana")
    control.approve(workspace, request.request_id, actor="cfo")
    now = month_end.readiness(workspace, MARCH)
    assert ([one.code for one in now.lifted], now.blockers) == (["not_tied_out", "not_signed_off"], ())

    tied(workspace, MARCH)
    with booked(workspace, "late") as book:
        ledger.items.issue(book, [invoice("LATE", 100, AS_OF)])
    with pytest.raises(NotReady, match="has changed since its tie-out"):
        periods.close(workspace, MARCH, actor="ana")


def test_a22_what_moves_after_the_signature_needs_a_new_one(workspace: Workspace) -> None:
    owing(workspace)
    tied(workspace, MARCH)
    waits = closing.sign_off(workspace, MARCH, reason="no reserve", actor="ana")
    with booked(workspace, "late") as book:
        ledger.items.issue(book, [invoice("LATE", 100, AS_OF)])
    with pytest.raises(NotReady, match="has changed"):
        control.approve(workspace, waits.request_id, actor="ben")
    tied(workspace, MARCH)
    control.approve(workspace, waits.request_id, actor="ben")
    assert codes(workspace, MARCH) == ["not_signed_off"], "it was signed over another tie-out"
    signed(workspace, MARCH)
    assert codes(workspace, MARCH) == []


def test_a22_a_month_opened_again_is_signed_again(workspace: Workspace) -> None:
    owing(workspace)
    ready(workspace, MARCH)
    periods.close(workspace, MARCH, actor="ana")
    periods.close(workspace, MARCH, actor="ana")
    control.approve(
        workspace, control.ask_reopening(workspace, MARCH, reason="late", actor="ana").request_id, actor="ben"
    )
    assert codes(workspace, MARCH) == ["not_signed_off"]
    signed(workspace, MARCH)
    with pytest.raises(Invalid, match="nothing is in the way"):
        closing.exception(workspace, MARCH, reason="x", actor="ana")


def test_a22_books_that_differ_from_themselves_are_never_excepted(
    empty: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    owing(empty)
    ready(empty, MARCH)
    real = balances.sums
    monkeypatch.setattr(balances, "sums", lambda *a, **k: real(*a, **k).with_columns(pl.col("open") + 1))
    assert codes(empty, MARCH) == ["ledger_differs", "tie_out_stale"]
    with pytest.raises(Invalid, match="no exception lifts this"):
        closing.exception(empty, MARCH, reason="x", actor="ana")
    with pytest.raises(NotReady, match="control accounts differ"):
        periods.close(empty, MARCH, actor="ana")


def test_a22_every_currency_is_tied_out(workspace: Workspace) -> None:
    opened(workspace.database, item("I1", 500))
    with booked(workspace, "euros") as book:
        ledger.items.issue(book, [ledger.NewItem("E1", ledger.ItemType.INVOICE, "C1", "EUR", 700, DAY, DAY)])
    tied(workspace, NOVEMBER)
    assert [(one.code, one.about) for one in month_end.readiness(workspace, NOVEMBER).blockers] == [
        ("month_not_over", NOVEMBER),
        ("not_tied_out", "EUR"),
        ("not_signed_off", NOVEMBER),
    ]


def test_a22_open_months_before_it_are_closed_with_it(workspace: Workspace) -> None:
    """What were posted into February would move the balance that was tied out at the end of March."""
    owing(workspace)
    ready(workspace, MARCH)
    months = periods.close(workspace, MARCH, actor="ana")
    with booked(workspace, "late") as book:
        ledger.items.issue(book, [invoice("LATE", 100, date(2025, 2, 20), issued_on=date(2025, 1, 20))])
    with workspace.database.reading() as connection:
        held = balances.subledger(connection, "MAIN", AS_OF, "USD")

    assert (months[-1], len(months) > 1, held) == (MARCH, True, 150_000_000)
    assert set(periods.listed(workspace).filter(pl.col("month") <= MARCH)["state"]) == {"closed"}


def test_a22_a_month_is_closed_once_it_is_over_or_an_approver_answers_for_it(empty: Workspace) -> None:
    """On 20 November ten days are still to come; on the 30th it may be closed without anybody's exception."""
    opened(empty.database, item("I1", 1_000))
    tied(empty, NOVEMBER)
    assert codes(empty, NOVEMBER) == ["month_not_over", "not_signed_off"]
    for act in (
        lambda: periods.close(empty, NOVEMBER, actor="ana"),
        lambda: closing.sign_off(empty, NOVEMBER, reason="in a hurry", actor="ana"),
    ):
        with pytest.raises(NotReady, match="2026-11 is not over before 2026-11-30"):
            act()
    over = replace(empty, clock=lambda: NOON + timedelta(days=10))
    assert codes(over, NOVEMBER) == ["not_signed_off"]

    early(empty, NOVEMBER)
    signed(empty, NOVEMBER)
    periods.close(empty, NOVEMBER, actor="ana")
    assert closed(empty, NOVEMBER)


@pytest.fixture
def busy(workspace: Workspace) -> Workspace:
    """Something of every kind that waits, and money on account that does not."""
    receipts = (receipt("R1", 300, None), receipt("R2", 200), receipt("R3", 100))
    opened(workspace.database, item("I1", 1_000), receipts=receipts)
    with booked(workspace, "account") as book:
        ledger.receipts.place_on_account(book, [ledger.Disposal("rcp_R3", DAY)])
        memo = ledger.Sending(ledger.item_id("MAIN", "invoice", "I1"), ledger.Sent.BOUNCED, "mail", DAY)
        ledger.documents.send(book, [memo])
    control.ask_adjustment(workspace, "I1", Adjust.BAD_DEBT, 10, reason="b", actor="ana", as_of=DAY)
    asked(workspace.database, "payee", "C1")
    with booked(workspace, "renamed") as book:
        changing.ask(book, [Change("customer", "C1", {"name": "One"}, {"name": "Uno"})], "told so", workspace.now())
    return workspace


def test_the_unfinished_are_told_one_by_one(busy: Workspace) -> None:
    table = reports.made(busy, "unfinished", LAST)
    assert table.select("event", "about", "amount", "customer_number").rows()[:2] == [
        ("unidentified_cash", "rcp_R1", "3.00", ""),
        ("unapplied_cash", "rcp_R2", "2.00", "C1"),
    ]
    assert counted(waiting(busy, LAST)) == {
        "unidentified_cash": 1,
        "unapplied_cash": 1,
        "reserve_not_signed": 1,
        "pending_approval": 1,
        "open_request": 2,
        "document_not_received": 1,
    }
    assert waiting(busy, DAY - timedelta(days=1)) == []
    assert reports.made(busy, "unfinished", LAST, {"event": "unapplied_cash"}).height == 1


def test_postings_wait_for_the_ledger_once_it_answers(busy: Workspace) -> None:
    newest = feed.postings(busy, after=0, limit=1000).height
    feed.acknowledge(busy, first=1, last=2, state="accepted", actor="erp")
    feed.acknowledge(busy, first=5, last=6, state="rejected", reason="no account 1100", actor="erp")
    found = {one.event: (one.about, one.what) for one in waiting(busy, LAST) if one.event.startswith("postings")}
    assert found == {
        "postings_rejected": ("5 to 6", "no account 1100"),
        "postings_not_acknowledged": (f"3 to {newest}", f"{newest - 4} postings"),
    }
    feed.acknowledge(busy, first=3, last=newest, state="accepted", actor="erp")
    assert not [one for one in waiting(busy, LAST) if one.event.startswith("postings")]


def test_a22_a_close_over_what_waits_says_why(busy: Workspace) -> None:
    tied(busy, NOVEMBER)
    early(busy, NOVEMBER)
    with pytest.raises(
        Invalid, match="1 unidentified cash, 1 unapplied cash, 1 reserve not signed, 1 pending approval"
    ):
        closing.sign_off(busy, NOVEMBER, actor="ana")
    signed(busy, NOVEMBER, "they are asked about")
    periods.close(busy, NOVEMBER, actor="ana")


def test_b6c_a_difference_is_loud_within_the_day(busy: Workspace) -> None:
    """The ledger at large has all but an invoice of 10.00: explained while it is under way, red once it is not."""
    quiet = daily.run(busy, DAY, gl={"USD": "4.00"}, actor="cron")
    assert {row[:3] for row in quiet.rows} == {
        ("subledger", "USD", "green"),
        ("roll-forward", "USD", "green"),
        ("bank files", "all", "green"),
        ("stated balance", "USD", "green"),
    }
    loud = daily.run(busy, DAY, gl={"USD": "3.99"}, actor="cron")
    assert (loud.state, [row[3] for row in loud.failed]) == (
        "red",
        ["general ledger 3.99, ours 4.00, difference -0.01, not accepted 0.00, unexplained -0.01"],
    )
    board = dict(reports.made(busy, "controls", DAY).select("control", "state").rows())
    assert (board["board"], board["daily run"]) == ("red", "red")
    assert daily.run(busy, DAY, actor="cron").failed == loud.failed  # what was told of the day holds until told anew
    assert daily.run(busy, DAY, gl={"USD": "4.00"}, actor="cron").state == "green"
    board = dict(reports.made(busy, "controls", DAY).select("control", "state").rows())
    assert board["daily run"] == "green"
    later = dict(reports.made(busy, "controls", DAY + timedelta(days=1)).select("control", "state").rows())
    assert later["daily run"] == "waits"


def test_a57_the_trend_of_the_runs_is_kept(busy: Workspace) -> None:
    daily.run(busy, DAY, gl={"USD": "3.99"}, actor="cron")
    daily.run(busy, DAY, gl={"USD": "4.00"}, actor="ana")
    table = reports.made(busy, "control-runs", DAY)
    assert table.select("state", "ran_by", "controls").rows() == [("green", "ana", 4), ("red", "cron", 4)]
    assert "stated balance USD" in table["failed"][1]
    assert reports.made(busy, "control-runs", DAY, {"state": "red"}).height == 1
    assert reports.made(busy, "control-runs", DAY - timedelta(days=1)).is_empty()
    with busy.database.reading() as connection:
        assert ledger.checks.run(connection) == []


def test_b6c_what_the_ledger_rejects_is_red_and_what_it_lacks_explains_the_gap(busy: Workspace) -> None:
    postings = feed.postings(busy, after=0, limit=1000)
    feed.acknowledge(busy, first=1, last=2, state="accepted", actor="erp")
    state = {row[0]: row[2:] for row in daily.run(busy, DAY, gl={"USD": "10.00"}, actor="cron").rows}
    assert state["general ledger"][0] == "waits"
    assert state["stated balance"] == (
        "green",
        "general ledger 10.00, ours 4.00, difference 6.00, not accepted -6.00, unexplained 0.00",
    )
    feed.acknowledge(busy, first=3, last=4, state="rejected", reason="no", actor="erp")
    assert {row[0]: row[2] for row in daily.run(busy, DAY, actor="cron").rows}["general ledger"] == "red"
    feed.acknowledge(busy, first=3, last=postings.height, state="accepted", actor="erp")
    assert {row[0]: row[2] for row in daily.run(busy, DAY, actor="cron").rows}["general ledger"] == "green"
