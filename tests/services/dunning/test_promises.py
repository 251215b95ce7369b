"""A24, A29, B8b: promises are judged by cash alone, and the list of a day says whom to call and whom to leave alone."""

from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest

import ledger
from dunning.promises import State
from kit.refusals import Invalid, NotFound
from ledger import NewApplication
from ledger.contact_log import Channel, Outcome
from ledger.records import Sending, Sent
from services import contact_log, reports
from services.dunning import promises, worklist
from services.workspace import Workspace
from tests.ledger.desk import DAY, booked, invoice_id, item, opened, receipt

LATE = DAY - timedelta(days=40)
FRIDAY = DAY + timedelta(days=7)


def late(workspace: Workspace) -> Workspace:
    """Book an invoice of 1,000.00 that is 40 days late, and money that is not applied yet."""
    rows = [item("I1", 100_000, issued_on=LATE, due_on=LATE), item("I2", 5_000, issued_on=LATE, due_on=LATE)]
    paid = [receipt(name, minor, day=LATE) for name, minor in (("1", 60_000), ("2", 40_000))]
    opened(workspace.database, *rows, receipts=tuple(paid))
    return workspace


@pytest.fixture
def desk(empty: Workspace) -> Workspace:
    """Give the late invoice."""
    return late(empty)


@pytest.fixture
def both(workspace: Workspace) -> Workspace:
    """Give it on SQLite and on PostgreSQL."""
    return late(workspace)


def applied(desk: Workspace, name: str, minor: int, on: date) -> None:
    """Apply a receipt to I1."""
    with booked(desk.database, f"apply {name}") as book:
        row = NewApplication(f"rcp_{name}", invoice_id("I1"), minor, gl_on=on)
        ledger.applications.apply(book, [row])


def states(desk: Workspace, on: date) -> list[str]:
    """Return what became of every promise, the oldest first."""
    return promises.of(desk, on)["state"].to_list()[::-1]


@pytest.mark.parametrize(
    ("cash", "on", "state"),
    [
        ((), 7, State.OPEN),
        ((), 10, State.OPEN),
        ((), 11, State.BROKEN),
        ((("1", 60_000, 7),), 11, State.PARTIALLY_KEPT),
        ((("1", 60_000, 3), ("2", 40_000, 10)), 10, State.KEPT),
        ((("1", 60_000, 3), ("2", 40_000, 11)), 20, State.PARTIALLY_KEPT),
    ],
)
def test_a_promise_is_what_the_cash_says(
    desk: Workspace, cash: tuple[tuple[str, int, int], ...], on: int, state: State
) -> None:
    promises.make(desk, "I1", FRIDAY, person="Jo", actor="ann")
    for name, minor, days in cash:
        applied(desk, name, minor, DAY + timedelta(days=days))
    assert states(desk, DAY + timedelta(days=on)) == [state]


@pytest.mark.parametrize(
    ("came", "state"),
    [(3, State.KEPT), (10, State.KEPT), (11, State.BROKEN), (-1, State.BROKEN)],
    ids=["in time", "on the last day", "late", "before it was promised"],
)
def test_money_that_came_in_time_keeps_a_promise_however_long_it_lay_with_us(
    both: Workspace, came: int, state: State
) -> None:
    """Who pays on the day and is applied two weeks later did not break a word; old credit is no payment of it."""
    promises.make(both, "I1", FRIDAY, person="Jo", actor="ann")
    with booked(both.database, "the money") as book:
        ledger.receipts.receive(book, [receipt("3", 100_000, day=DAY + timedelta(days=came))])
    applied(both, "3", 100_000, DAY + timedelta(days=25))
    assert states(both, DAY + timedelta(days=24)) == [State.BROKEN], "as far as was known then"
    assert states(both, DAY + timedelta(days=25)) == [state]


def test_a08_promises_kept_are_a_figure_of_the_period_in_which_their_last_day_fell(desk: Workspace) -> None:
    """Of 1,040.00 promised for Friday 640.00 came: one promise of two is kept; a third was made anew."""
    for document, minor in (("I1", 90_000), ("I1", 100_000), ("I2", 4_000)):
        promises.make(desk, document, FRIDAY, person="Jo", actor="ann", minor=minor)
    applied(desk, "1", 60_000, FRIDAY)
    with booked(desk.database, "apply 2") as book:
        ledger.applications.apply(book, [NewApplication("rcp_2", invoice_id("I2"), 5_000, gl_on=FRIDAY)])

    def figures(on: date, months: str = "1") -> dict[str, str | None]:
        table = reports.made(desk, "kpis", on, {"months": months, "by": "collector"})
        return dict(table.filter(pl.col("kpi").str.starts_with("promise")).select("kpi", "value").iter_rows())

    assert figures(FRIDAY) == {"promises_kept": None, "promised_kept": None}, "three days are let pass"
    over = FRIDAY + timedelta(days=4)
    assert figures(over, "3") == {"promises_kept": "50.00", "promised_kept": f"{100 * 64_000 / 104_000:.2f}"}
    assert figures(over + timedelta(days=60)) == {"promises_kept": None, "promised_kept": None}


def test_one_promise_at_a_time_and_the_level_counts_those_not_kept(both: Workspace) -> None:
    first = promises.make(both, "I1", FRIDAY, person="Jo", actor="ann")
    assert first.contact_id
    promises.make(both, "I1", FRIDAY, person="Jo", actor="ann", minor=90_000)
    assert states(both, DAY) == [State.SUPERSEDED, State.OPEN]
    (second, _) = promises.of(both, DAY)["promise_id"].to_list()
    with pytest.raises(Invalid, match="say what they said"):
        promises.withdraw(both, second, " ", actor="ann")
    promises.withdraw(both, second, "they cannot", actor="ann")
    promises.make(both, "I1", FRIDAY, person="Jo", actor="ann", minor=80_000)
    assert promises.of(both, DAY)["level"].to_list() == [2, 1, 1]
    with pytest.raises(Invalid, match="is superseded"):
        promises.withdraw(both, first.promise_id, "no", actor="ann")
    with pytest.raises(NotFound):
        promises.withdraw(both, "prm_none", "no", actor="ann")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"minor": 100_001}, "no more can be promised"),
        ({"minor": 0}, "names an amount"),
        ({"person": " "}, "say who promised"),
        ({"promised_on": DAY - timedelta(days=1)}, "before the day it was made"),
    ],
)
def test_what_is_no_promise_is_refused(desk: Workspace, more: dict[str, object], says: str) -> None:
    facts: dict[str, object] = {"promised_on": FRIDAY, "person": "Jo", **more}
    with pytest.raises(Invalid, match=says):
        promises.make(desk, "I1", actor="ann", **facts)  # type: ignore[arg-type]


def test_who_promised_is_left_alone_until_the_promise_breaks(both: Workspace) -> None:
    before = worklist.of(both, DAY)
    assert [(one.facts.customer_number, one.facts.collectible) for one in before] == [("C1", 105_000)]
    assert [one.points for one in before[0].points] == [5, 20, 10]
    promises.make(both, "I1", FRIDAY, person="Jo", actor="ann")
    assert worklist.of(both, DAY) == [], "50.00 is left to ask for"
    promises.make(both, "I2", FRIDAY, person="Jo", actor="ann")
    (alone,) = worklist.of(both, DAY)
    assert alone.facts.suppressed == ("promised",)
    (due,) = worklist.of(both, FRIDAY)
    assert due.facts.promise_today
    (broken,) = worklist.of(both, FRIDAY + timedelta(days=4))
    assert (broken.facts.broken_days, broken.facts.suppressed) == (1, ())
    assert worklist.of(both, DAY, collector="nobody") == []


def test_b6a_nobody_is_asked_for_an_invoice_that_never_arrived(desk: Workspace) -> None:
    """DUTIES B6a: a bounced invoice is excluded until it was sent again."""

    def happened(event: Sent, on: date) -> tuple[int, tuple[str, ...]]:
        with booked(desk.database, event) as book:
            ledger.documents.send(book, [Sending(invoice_id("I2"), event, "email", on)])
        return next((one.facts.collectible, one.facts.suppressed) for one in worklist.of(desk, FRIDAY))

    assert happened(Sent.BOUNCED, DAY) == (100_000, ())
    assert happened(Sent.SENT, DAY + timedelta(days=1)) == (105_000, ())


def test_what_has_no_rate_stands_in_its_own_currency(desk: Workspace) -> None:
    with booked(desk.database, "abroad") as book:
        row = item("E1", 20_000, issued_on=LATE, due_on=LATE)
        ledger.items.issue(book, [replace(row, currency="EUR")])
    found = {one.facts.currency: one.facts.collectible for one in worklist.of(desk, DAY)}
    assert found == {"USD": 105_000, "EUR": 20_000}
    with booked(desk.database, "rates") as book:
        ledger.valuing.keep_rates(book, [("EUR", DAY, 1_100_000_000)])
    assert [one.facts.collectible for one in worklist.of(desk, DAY)] == [127_000]


def test_three_contacts_in_a_week_are_enough(desk: Workspace) -> None:
    for hour in range(3):
        said = contact_log.Said("C1", Channel.EMAIL, Outcome.LEFT_MESSAGE, DAY, next_action=f"{hour}", next_on=FRIDAY)
        contact_log.log(desk, said, actor="ann")
    (alone,) = worklist.of(desk, DAY)
    assert alone.facts.suppressed == ("contact_cap",)
    assert worklist.of(desk, DAY + timedelta(days=7))[0].facts.suppressed == ()
