"""A47: the order-to-cash cycle by its stages, and a figure that misses its target opens one action with an owner."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

import ledger
from credit.records import Order
from kit.refusals import Invalid, NotFound
from ledger import ItemType, NewApplication, NewCustomer
from services import reports
from services.commands import command
from services.credit import orders
from services.targets import targets
from services.targets.setting import Target
from services.workspace import Workspace
from tests.ledger.desk import booked, item, receipt

ORDERED = date(2026, 9, 1)


def after(days: int) -> date:
    """Return the day so many days after the order."""
    return ORDERED + timedelta(days=days)


def sold(workspace: Workspace) -> None:
    """Sell twice: invoiced 3 and 5 days after the order, due 30 later, paid 10 and 14 late, applied 1 and 3 after."""
    then = replace(workspace, clock=lambda: datetime(2026, 9, 1, 17, tzinfo=UTC))
    ledger.entities.ensure(workspace.database, "MAIN", "MAIN", "USD")
    with command(then, "customer", "tester", {}) as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
        book.result = {}
    for number in ("O1", "O2"):
        orders.take(then, Order(number, "C1", "USD", 10_000, after(2)), actor="shop", as_of=ORDERED)
    with booked(workspace.database, "sold") as book:
        for name, invoiced, late, applied in (("1", 3, 10, 1), ("2", 5, 14, 3)):
            on, due = after(invoiced), after(invoiced + 30)
            row = item(f"I{name}", 10_000, issued_on=on, due_on=due, gl_on=on, order_number=f"O{name}")
            ledger.items.issue(book, [row])
            paid = due + timedelta(days=late)
            ledger.receipts.receive(book, [receipt(name, 10_000, day=paid)])
            of = ledger.item_id("MAIN", ItemType.INVOICE, f"I{name}")
            on_day = paid + timedelta(days=applied)
            ledger.applications.apply(book, [NewApplication(f"rcp_{name}", of, 10_000, on_day)])


def figures(workspace: Workspace) -> dict[str, str]:
    """Return the figures of November and the two months before, by name."""
    rows = reports.made(workspace, "kpis", date(2026, 11, 20), {"by": "currency"}).rows(named=True)
    return {row["kpi"]: row["value"] for row in rows}


STAGES = ("o2c_order_to_invoice", "o2c_invoice_to_due", "o2c_due_to_paid", "o2c_paid_to_applied", "o2c")


def test_a47_order_to_cash_is_the_sum_of_its_stage_means(workspace: Workspace) -> None:
    """A47: order to invoice to due to paid to applied."""
    sold(workspace)
    found = figures(workspace)
    assert [found[name] for name in STAGES] == ["4.00", "30.00", "12.00", "2.00", "48.00"]


def test_a47_a_figure_that_misses_its_target_opens_one_action_with_an_owner(workspace: Workspace) -> None:
    """A47: at most 45 days, it is 48: one action, however often it is checked; ended, and missed again, another."""
    sold(workspace)
    today = workspace.today()
    targets.set_target(workspace, Target("o2c", "USD", "at_most", "45", "ana"), actor="cora")
    targets.set_target(workspace, Target("o2c_paid_to_applied", "USD", "at_most", "2", "ben"), actor="cora")
    (opened,) = targets.check(workspace, today, actor="schedule")
    assert targets.check(workspace, today, actor="again", key="second") == []
    (row,) = reports.made(workspace, "actions", today).rows(named=True)
    names = ("action_id", "kpi", "value", "sense", "target", "owner", "ended_on")
    assert [row[name] for name in names] == [opened, "o2c", "48.00", "at_most", "45", "ana", None]
    targets.end(workspace, opened, "reminders go out a week earlier", actor="ana")
    with pytest.raises(Invalid, match="is ended"):
        targets.end(workspace, opened, "again", actor="ana")
    (second,) = targets.check(workspace, today, actor="later", key="third")
    assert second != opened
    targets.set_target(workspace, Target("o2c", "USD", "none", "", ""), actor="cora")
    targets.end(workspace, second, "the target is gone", actor="ana")
    assert targets.check(workspace, today, actor="last", key="fourth") == []
    with workspace.database.reading() as connection:
        assert not list(ledger.checks.run(connection))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (Target("speed", "USD", "at_most", "1", "ana"), "no figure speed"),
        (Target("o2c", "USD", "near", "1", "ana"), "a target is"),
        (Target("o2c", "USD", "at_most", "fast", "ana"), "no number"),
        (Target("o2c", "USD", "at_most", "1", " "), "answers for it"),
    ],
)
def test_a_target_that_cannot_be_is_refused(empty: Workspace, row: Target, says: str) -> None:
    with booked(empty.database, "customer") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
    with pytest.raises(Invalid, match=says):
        targets.set_target(empty, row, actor="cora")
    with pytest.raises(NotFound):
        targets.end(empty, "act_none", "done", actor="ana")
