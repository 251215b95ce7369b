"""Key figures and the roll-forward of the books: by portfolio of the day, and nothing left unexplained."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ledger
from kit.refusals import Invalid
from kit.terms import Instalment
from ledger import Adjust, Disposal, ItemType, NewApplication, NewCustomer, NewReceipt, Undo, WriteOff
from services import control, reports
from services.reports.kpis import periods
from services.workspace import Workspace
from tests.services.test_aging_report import booked, invoice

MARCH = date(2025, 3, 31)
FEBRUARY = date(2025, 2, 28)


def figures(workspace: Workspace, as_of: date = MARCH, **options: str) -> dict[tuple[str, str], str | None]:
    """Return value by (portfolio, figure)."""
    rows = reports.made(workspace, "kpis", as_of, options).rows(named=True)
    return {(next(iter(row.values())), row["kpi"]): row["value"] for row in rows}


def lines(workspace: Workspace, as_of: date = MARCH, **options: str) -> dict[str, str]:
    """Return the roll-forward's dollars by line."""
    rows = reports.made(workspace, "roll-forward", as_of, options).rows(named=True)
    return {row["line"]: row["amount"] for row in rows if row["currency"] == "USD"}


def quarter(workspace: Workspace) -> None:
    """Book sales of 900, 800 and 1,000 in three months for two customers; February's 800 is paid in March."""
    with booked(workspace, "quarter") as book:
        people = [NewCustomer("C1", "One", collector="Ana"), NewCustomer("C2", "Two", collector="Ben")]
        ledger.customers.upsert(book, people)
        months = (("A", 90_000, date(2025, 1, 15)), ("B", 80_000, date(2025, 2, 10)), ("C", 100_000, date(2025, 3, 5)))
        for name, minor, day in months:
            whose: dict[str, Any] = {"issued_on": day, "gl_on": day}
            ledger.items.issue(book, [invoice(f"{name}1", minor, day + timedelta(days=30), "C1", **whose)])
        later: dict[str, Any] = {"issued_on": MARCH, "gl_on": MARCH}
        ledger.items.issue(book, [invoice("D1", 5_000, MARCH, "C2", **later)])
        ledger.receipts.receive(
            book, [NewReceipt("rcp_1", "ent_1", 83_000, "USD", date(2025, 3, 12), date(2025, 3, 12), "C1")]
        )
        item = ledger.item_id("MAIN", ItemType.INVOICE, "B1")
        ledger.applications.apply(book, [NewApplication("rcp_1", item, 80_000, date(2025, 3, 12))])


def test_a_payment_is_as_old_as_the_money_and_not_as_our_backlog(workspace: Workspace) -> None:
    """What came on the due day, less a discount, and was applied three weeks later was paid on the due day."""
    came, applied = date(2025, 3, 7), date(2025, 3, 28)
    with booked(workspace, "late") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
        issued = date(2025, 2, 5)
        ledger.items.issue(book, [invoice("A1", 10_000, came, "C1", issued_on=issued, gl_on=issued)])
        ledger.receipts.receive(book, [NewReceipt("rcp_1", "ent_1", 9_800, "USD", came, came, "C1")])
        item = ledger.item_id("MAIN", ItemType.INVOICE, "A1")
        row = NewApplication("rcp_1", item, 9_800, applied, discount=200)
        ledger.applications.apply(book, [row])
    found = {kpi: value for (_, kpi), value in figures(workspace).items()}
    assert (found["days_to_pay"], found["days_late"]) == ("30.00", "0.00")


def test_a08_the_figures_of_a_quarter_of_the_books(workspace: Workspace) -> None:
    quarter(workspace)
    found = {kpi: value for (_, kpi), value in figures(workspace).items()}

    closing = 90_000 + 100_000 + 5_000 - 3_000
    assert found["dso_simple"] == f"{closing * 90 / 275_000:.2f}"
    assert found["dso_best_possible"] == f"{105_000 * 90 / 275_000:.2f}"
    assert found["dso_countback"] == f"{31 + 28 + (closing - 105_000 - 80_000) / 90_000 * 31:.2f}"
    assert found["days_to_pay"] == found["days_to_pay_weighted"] == "30.00"
    assert found["days_late"] == "0.00"
    assert found["unapplied_of_receipts"] == f"{100 * 3_000 / 83_000:.2f}"
    assert found["cost_of_carry"] == f"{900 * 0.09 * 30 / 365:.2f}"
    assert found["dso_true"] == f"{(75 * 90_000 + 26 * 100_000) / 105_000:.2f}"
    assert found["promises_kept"] is None
    assert (found["match_receipts"], found["cei_crf"]) == ("0.00", None), "an empty book could collect nothing"
    rows = reports.made(workspace, "kpis", date(2025, 4, 30), {"months": "1"}).rows(named=True)
    assert {row["kpi"]: row["inputs"] for row in rows}["match_receipts"] == "", "nothing came in April"


def test_a08_a_price_given_up_dilutes_sales(empty: Workspace) -> None:
    """Whatever lowers what is owed without cash: 10.00 conceded, of sales of 2,750.00."""
    quarter(empty)
    asked = control.ask_adjustment(empty, "A1", Adjust.CONCESSION, 1_000, reason="price", actor="ana", as_of=MARCH)
    control.approve(empty, asked.request_id, actor="ben")
    found = {kpi: value for (_, kpi), value in figures(empty).items()}
    assert (found["dilution"], found["bad_debt_gross"]) == (f"{100 * 1_000 / 275_000:.2f}", "0.000")


def test_b10b_the_cost_of_waiting_is_told_with_its_inputs(workspace: Workspace) -> None:
    """375,000.00 past due at 9 % for 30 days costs 2,773.97: the inputs read as money, a rate and days."""
    with booked(workspace, "late") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
        early: dict[str, Any] = {"issued_on": date(2025, 1, 15), "gl_on": date(2025, 1, 15)}
        ledger.items.issue(book, [invoice("A1", 37_500_000, date(2025, 2, 14), "C1", **early)])
    rows = {row["kpi"]: row for row in reports.made(workspace, "kpis", MARCH).rows(named=True)}

    assert (rows["cost_of_carry"]["value"], rows["cost_of_carry"]["unit"]) == ("2773.97", "USD")
    assert rows["cost_of_carry"]["inputs"] == "past due 375,000.00; rate 9.00 %; carry days 30"
    assert rows["dso_countback"]["inputs"] == (
        "closing 375,000.00; sales 375,000.00 in 31 days, 0.00 in 28 days, 0.00 in 31 days"
    )
    assert rows["dso_true"]["inputs"] == "age open 28,125,000.00 × days; sales last 0.00"


def test_a59_who_is_moved_takes_nothing_of_last_month_with_him(workspace: Workspace) -> None:
    quarter(workspace)
    before = figures(workspace, by="collector")
    with booked(workspace, "moved", datetime(2025, 4, 2, 12, tzinfo=UTC)) as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One", collector="Ben")])

    assert figures(workspace, by="collector") == before
    assert before["Ben", "dso_simple"] == "90.00"
    assert {who for who, _ in before} == {"Ana", "Ben"}
    assert {who for who, _ in figures(workspace, date(2025, 4, 30), by="collector")} == {"Ben"}


def test_a22_a_bank_return_and_an_undone_application_are_told_apart(workspace: Workspace) -> None:
    quarter(workspace)
    day = date(2025, 3, 20)
    with booked(workspace, "more") as book:
        ledger.receipts.receive(book, [NewReceipt("rcp_2", "ent_2", 5_000, "USD", day, day, "C2")])
        item = ledger.item_id("MAIN", ItemType.INVOICE, "A1")
        (made,) = ledger.applications.apply(
            book,
            [
                NewApplication(
                    "rcp_2", item, 4_000, day, discount=100, write_off=7, write_off_kind=WriteOff.SMALL_BALANCE
                )
            ],
        )
    with booked(workspace, "undone") as book:
        ledger.applications.unapply(book, [Undo(made, day, "wrong customer")])
    before = lines(workspace)
    with booked(workspace, "returned") as book:
        ledger.receipts.reverse(book, [Disposal("rcp_1", day, "NSF")])
    after = lines(workspace)

    assert "earned_discounts" not in before
    assert (before["invoices"], before["cash_applied"]) == ("1050.00", "-800.00")
    assert before["unapplied_cash_net_increase"] == "-80.00"
    assert after["nsf_reversals"] == "830.00"
    assert "cash_applied" not in after
    assert before["unexplained"] == after["unexplained"] == "0.00"
    assert lines(workspace, FEBRUARY)["ending"] == after["beginning"]


STEP = st.tuples(
    st.sampled_from(["issue", "receive", "apply", "undo", "reverse"]), st.integers(1, 90), st.integers(1, 9)
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, min_size=3, max_size=12))
def test_every_month_rolls_into_the_next(empty: Workspace, steps: list[tuple[str, int, int]]) -> None:
    """Whatever happens: nothing is unexplained, endings are beginnings, and aging says the same total."""
    run = f"{len(steps)}{hash(tuple(steps))}"
    with booked(empty, f"{run} people") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
    issued: list[str] = []
    cash: list[str] = []
    made: list[str] = []
    for place, (what, days, size) in enumerate(steps):
        day, name = date(2025, 1, 1) + timedelta(days=days), f"{run}-{place}"
        with booked(empty, name) as book:
            if what == "issue":
                ledger.items.issue(book, [invoice(name, size * 100, day, issued_on=day, gl_on=day)])
                issued.append(name)
            elif what == "receive":
                ledger.receipts.receive(book, [NewReceipt(f"rcp_{name}", f"ent_{name}", 1000, "USD", day, day, "C1")])
                cash.append(f"rcp_{name}")
            elif what == "apply" and issued and cash:
                item = ledger.item_id("MAIN", ItemType.INVOICE, issued.pop())
                made += ledger.applications.apply(book, [NewApplication(cash[-1], item, size, day)])
            elif what == "undo" and made:
                ledger.applications.unapply(book, [Undo(made.pop(), day)])
            elif what == "reverse" and cash and not made:
                ledger.receipts.reverse(book, [Disposal(cash.pop(), day, "NSF")])
    ending = None
    for month in periods(date(2025, 6, 30), 6):
        rolled = lines(empty, month[1])
        if not rolled:
            continue
        aged = reports.made(empty, "aging", month[1], {"by": "currency"})
        assert rolled["unexplained"] == "0.00"
        assert ending is None or rolled["beginning"] == ending
        ending = rolled["ending"]
        assert (aged["total"].to_list() or ["0.00"]) == [ending]


def test_parts_of_an_invoice_are_aged_each_by_its_own_day(workspace: Workspace) -> None:
    days = [date(2025, 1, 30), date(2025, 3, 1), date(2025, 4, 30)]
    with booked(workspace, "parts") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
        parts = tuple(Instalment(seq, day, 1_000) for seq, day in enumerate(days, start=1))
        january: dict[str, Any] = {"issued_on": date(2025, 1, 1), "gl_on": date(2025, 1, 1)}
        rows = [invoice("P", 3_000, days[-1], instalments=parts, **january), invoice("Q", 70, days[-1], **january)]
        ledger.items.issue(book, rows)
        ledger.receipts.receive(book, [NewReceipt("rcp_1", "ent_1", 400, "USD", days[1], days[1], "C1")])
        item = ledger.item_id("MAIN", ItemType.INVOICE, "P")
        ledger.applications.apply(book, [NewApplication("rcp_1", item, 400, days[1])])

    def row(day: date) -> dict[str, Any]:
        return reports.made(workspace, "aging", day).row(0, named=True)

    march = row(MARCH)
    assert (march["current"], march["days_1_30"], march["days_31_60"]) == ("10.70", "10.00", "6.00")
    assert (march["past_due"], march["total"]) == ("16.00", "26.70")
    assert row(FEBRUARY)["days_1_30"] == "10.00"


def test_the_golden_roll_forward_in_the_entitys_currency_tells_what_rates_did(workspace: Workspace) -> None:
    """EUR 70,000 at 1.10: 30,000 of it paid at 1.08 lose 600.00, the rest is worth 400.00 less at the month's end."""
    before, paid = date(2025, 2, 3), date(2025, 3, 20)
    with booked(workspace, "rates") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
        rates = [("EUR", before, 1_100_000_000), ("EUR", paid, 1_080_000_000), ("EUR", MARCH, 1_090_000_000)]
        ledger.valuing.keep_rates(book, rates)
        facts: dict[str, Any] = {"issued_on": before, "gl_on": before}
        euros = [
            replace(invoice(name, minor, MARCH, "C1", **facts), currency="EUR")
            for name, minor in (("E1", 3_000_000), ("E2", 4_000_000))
        ]
        ledger.items.issue(book, [*euros, invoice("A1", 100_000, MARCH, "C1", **facts)])
        ledger.receipts.receive(book, [NewReceipt("rcp_1", "ent_1", 3_000_000, "EUR", paid, paid, "C1")])
        item = ledger.item_id("MAIN", ItemType.INVOICE, "E1")
        ledger.applications.apply(book, [NewApplication("rcp_1", item, 3_000_000, paid)])
        ledger.general.post(book, ledger.revaluing.revaluations(book, MARCH))

    assert lines(workspace, told_in="entity") == {
        "beginning": "78000.00",
        "cash_applied": "-32400.00",
        "fx_realised": "-600.00",
        "fx_unrealised": "-400.00",
        "ending": "44600.00",
        "unexplained": "0.00",
    }
    april = lines(workspace, MARCH + timedelta(days=1), told_in="entity")
    assert (april["beginning"], april["fx_unrealised"], april["ending"]) == ("44600.00", "400.00", "45000.00")
    assert lines(workspace) == {"beginning": "1000.00", "ending": "1000.00", "unexplained": "0.00"}


def test_count_back_reaches_behind_the_period_for_the_sales_it_needs(workspace: Workspace) -> None:
    """Of March alone asked, what March did not sell is looked for in February and January."""
    quarter(workspace)
    found = {kpi: value for (_, kpi), value in figures(workspace, months="1").items()}

    closing = 90_000 + 100_000 + 5_000 - 3_000
    assert found["dso_countback"] == f"{31 + 28 + (closing - 105_000 - 80_000) / 90_000 * 31:.2f}"
    assert found["dso_countback"] == {kpi: value for (_, kpi), value in figures(workspace).items()}["dso_countback"]


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("kpis", {"months": "0"}, "1 to 120"),
        ("kpis", {"months": "many"}, "months"),
        ("kpis", {"rate": "9%"}, "rate reads"),
        ("roll-forward", {"from": "soon"}, "a day reads"),
        ("roll-forward", {"from": "2025-04-01"}, "is after"),
    ],
)
def test_what_makes_no_period_is_refused(empty: Workspace, name: str, options: dict[str, str], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        reports.made(empty, name, MARCH, options)
