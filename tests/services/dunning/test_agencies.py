"""A09, B7c: what is old is proposed, placed by two people, frozen meanwhile, remitted net, and ranked by recovery."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

import ledger
from credit.records import Order, ReleaseReason
from dunning.agency import BadAgency, read
from kit.refusals import Invalid, NotFound
from ledger import Adjust
from ledger.refusals import Unapproved
from services import control, reports
from services.credit import holds, orders
from services.dunning import agencies, disputes, runs, worklist
from services.workspace import Workspace
from tests.ledger.desk import DAY, NOW, booked, item, receipt

ACME = """
code = "acme"
name = "Acme Recovery"
currency = "USD"
licences = [
  {jurisdiction = "CA", number = "L1", valid_until = 2027-12-31},
  {jurisdiction = "NV", number = "L2", valid_until = 2026-01-31},
]
fees = [
  {until_days = 180, minimum = "1000.00", basis_points = 2500},
  {until_days = 365, basis_points = 3500},
  {basis_points = 5000},
]
"""


def old(desk: Workspace) -> Workspace:
    """Book two documents of C2 that are older than 90 days: 1,000.00 and 2,333.33."""
    due = [DAY - timedelta(days=days) for days in (100, 90)]
    rows = [item("I4", 100_000, customer="C2", issued_on=due[0], due_on=due[0])]
    with booked(desk.database, "old") as book:
        ledger.items.issue(book, [*rows, item("I5", 233_333, customer="C2", issued_on=due[1], due_on=due[1])])
    listed = agencies.keep(desk, ACME, reason="best in the west", actor="ann")
    control.approve(desk, listed.request_id, actor="boss")
    return desk


def placed(desk: Workspace) -> str:
    """Place them, and return the placement."""
    asked = agencies.ask(desk, "C2", "acme", "CA", reason="nobody answers", actor="ann")
    control.approve(desk, asked.request_id, actor="boss")
    return agencies.of(desk)[0].placement_id


def remitted(desk: Workspace, placement: str, net: int, name: str = "A1") -> list[str]:
    """Receive what the agency remitted, and book it by two people."""
    with booked(desk.database, name) as book:
        ledger.receipts.receive(book, [receipt(name, net, None)])
    found = agencies.remit(desk, placement, f"rcp_{name}", reason="their statement", actor="ann")
    for request in found:
        control.approve(desk, request, actor="boss")
    return found


def moved(desk: Workspace) -> dict[str, int]:
    """Return the trial balance by role."""
    with desk.database.reading() as connection:
        trial = ledger.reads.trial_balance(connection, None, "MAIN")
    return dict(trial.select("role", "balance").iter_rows())


def test_what_is_old_large_and_not_disputed_is_proposed(dunned: Workspace) -> None:
    old(dunned)
    (one,) = agencies.proposed(dunned)
    assert (one.customer_number, one.minor, one.days, one.numbers) == ("C2", 333_333, 100, ("I4", "I5"))
    assert agencies.proposed(dunned, floor=3_334) == []
    assert [it.minor for it in agencies.proposed(dunned, days=91)] == [100_000]
    disputes.open_case(dunned, "I5", "price", actor="ann")
    assert [it.minor for it in agencies.proposed(dunned)] == [100_000]
    with pytest.raises(Invalid, match="no licence in NV"):
        agencies.ask(dunned, "C2", "acme", "NV", reason="x", actor="ann")
    with pytest.raises(NotFound):
        agencies.ask(dunned, "C2", "other", "CA", reason="x", actor="ann")
    with pytest.raises(Invalid, match="nothing of C1"):
        agencies.ask(dunned, "C1", "acme", "CA", reason="x", actor="ann")


def test_placing_freezes_letters_calls_and_orders(dunned_on_both: Workspace) -> None:
    desk = old(dunned_on_both)
    placement = placed(desk)
    file = json.loads(agencies.file(desk, placement))
    assert (file["amount"], file["fee_basis_points"], file["debtor"]["name"]) == ("3333.33", 2500, "Two")
    assert [(one["number"], one["open"], one["days_late"]) for one in file["documents"]] == [
        ("I4", "1000.00", 100),
        ("I5", "2333.33", 90),
    ]
    skipped = {one.number: one.reason for one in runs.propose(desk).plan.skipped}
    assert skipped == {"I3": "placed", "I4": "placed", "I5": "placed"}
    (alone,) = [one for one in worklist.of(desk, DAY) if one.facts.customer_number == "C2"]
    assert alone.facts.suppressed == ("placed",)
    assert agencies.proposed(desk) == []
    orders.take(desk, Order(number="S1", customer_number="C2", currency="USD", minor=100, ships_on=DAY), actor="shop")
    released = holds.release(desk, "S1", ReleaseReason.PROMISE, actor="ann")
    with pytest.raises(Invalid, match="recall that before"):
        control.approve(desk, released.request_id, actor="boss")
    with pytest.raises(Invalid, match="recall that first"):
        holds.force(desk, "C2", held=False, note="now", actor="ann")
    agencies.tell(desk, placement, "recalled", "they paid half", actor="ann")
    assert "placed" not in {one.reason for one in runs.propose(desk).plan.skipped}
    holds.force(desk, "C2", held=False, note="they paid", actor="ann")
    with pytest.raises(Invalid, match="is recalled"):
        agencies.tell(desk, placement, "acknowledged", "late", actor="ann")


def test_a_net_remittance_pays_gross_and_the_ranking_says_30_percent(dunned_on_both: Workspace) -> None:
    desk = old(dunned_on_both)
    placement, before = placed(desk), moved(desk)
    assert len(remitted(desk, placement, 75_000)) == 1
    after = moved(desk)
    changed = {role: minor - before.get(role, 0) for role, minor in after.items() if minor != before.get(role, 0)}
    assert changed == {"bank": 75_000, "agency_fees": 25_000, "ar_trade": -100_000}
    (one,) = agencies.ranking(desk)
    assert (one.agency, one.placed, one.collected, one.fees, one.rate) == ("acme", 333_333, 100_000, 25_000, 3_000)
    figures = reports.made(desk, "kpis", DAY).filter(kpi="agency_recovery")
    assert figures.select("currency", "value", "inputs").rows() == [
        ("USD", "30.00", "agency collected 1,000.00; agency placed 3,333.33")
    ]
    trend = reports.made(desk, "agency-trend", DAY)
    assert trend.rows() == [("2026-11", "acme", "USD", "1", "3333.33", "1000.00", "250.00", "30.00")]
    assert (
        reports.made(replace(desk, clock=lambda: NOW + timedelta(days=99)), "agency-trend", DAY).rows() == trend.rows()
    )
    assert len(remitted(desk, placement, 175_000, "A2")) == 1
    with pytest.raises(Invalid, match="more than is open"):
        remitted(desk, placement, 5, "A3")


def test_one_remittance_for_several_documents(dunned: Workspace) -> None:
    old(dunned)
    placement = placed(dunned)
    assert len(remitted(dunned, placement, 90_000)) == 2
    with dunned.database.reading() as connection:
        left = ledger.reads.open_items(connection, None, "MAIN").filter(customer_number="C2")
    assert dict(left.select("document_number", "open_amount").iter_rows()) == {"I3": 7_000, "I5": 213_333}
    assert moved(dunned)["agency_fees"] == 30_000


def test_closed_what_is_left_is_asked_to_be_written_off(dunned: Workspace) -> None:
    """What somebody asked for already is asked for beside it no second time."""
    old(dunned)
    placement = placed(dunned)
    before = control.ask_adjustment(dunned, "I5", Adjust.BAD_DEBT, 100_000, reason="gone", actor="ann").request_id
    asked = [agencies.tell(dunned, placement, "closed", "nothing to be had", actor="ann", key="c") for _ in range(2)]
    assert asked[0] == asked[1]
    assert len(asked[0]) == 2
    for request in (before, *asked[0]):
        control.approve(dunned, request, actor="boss")
    assert moved(dunned)["allowance"] == 333_333


def test_what_moved_since_it_was_asked_is_not_placed(dunned: Workspace) -> None:
    old(dunned)
    asked = agencies.ask(dunned, "C2", "acme", "CA", reason="x", actor="ann")
    disputes.open_case(dunned, "I5", "price", actor="ann")
    with pytest.raises(Invalid, match="disputed by now"):
        control.approve(dunned, asked.request_id, actor="boss")


def test_the_database_places_nothing_that_nobody_approved(dunned_on_both: Workspace) -> None:
    desk = old(dunned_on_both)
    asked = agencies.ask(desk, "C2", "acme", "CA", reason="x", actor="ann").request_id
    row = ("plc_x", "MAIN", "C2", "acme", "CA", 333_333, "USD", 2500, DAY, DAY, "{}", asked, "boss", 1)
    with pytest.raises(Unapproved), booked(desk.database, "forged") as book:
        book.write("placement", [row])
    with pytest.raises(Unapproved), booked(desk.database, "forged too") as book:
        book.write("agency", [("MAIN", "acme", "", asked, 1)])


@pytest.mark.parametrize(
    ("minor", "days", "fee"), [(100_000, 180, 2500), (99_999, 180, 3500), (100_000, 181, 3500), (1, 366, 5000)]
)
def test_fees_by_age_and_size(minor: int, days: int, fee: int) -> None:
    assert read(ACME).fee(minor, days) == fee


@pytest.mark.parametrize(
    ("old_text", "new_text"),
    [
        ("{basis_points = 5000}", "{until_days = 9, basis_points = 1}"),
        ('"1000.00"', '"x"'),
        ("code =", "cod ="),
        ("= [", "= [["),
    ],
)
def test_a_file_that_is_none(old_text: str, new_text: str) -> None:
    with pytest.raises(BadAgency):
        read(ACME.replace(old_text, new_text))
