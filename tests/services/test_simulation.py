"""A43, A08: last month by other rules: holds, calls and letters that differ, with amounts, and no byte of the books."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import ledger
from credit.limits import NewLimit
from credit.records import LimitKind, Order, ReleaseReason, Scope
from kit.db import Database
from kit.refusals import Invalid, NotAllowed
from ledger import ItemType, NewApplication, NewCustomer
from services import control
from services.credit import holds, limits, orders
from services.dunning import runs, sending, strategies
from services.simulation import running
from services.simulation.rules import Proposed
from services.simulation.running import Simulated, simulate
from services.workspace import Workspace
from tests.conftest import RING, Fill
from tests.ledger.desk import DAY, booked, item, receipt
from tests.services.conftest import workspace_over
from tests.services.dunning.desk import in_force, late

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
SHIPS = date(2026, 11, 10)
#: A matching policy that posts next to nothing.
STRICT = '[proof]\nerror_bound = "0.000001%"\n'
#: Everything as it is in force in these books.
AS_IS = Proposed(strategies=(strategies.starting(),), credit="past_due_days = 30", points="floor = 100")


def on(workspace: Workspace, day: date) -> Workspace:
    """Return the workspace at noon of a day."""
    return replace(workspace, clock=lambda: datetime(day.year, day.month, day.day, 17, tzinfo=UTC))


def october(database: Database) -> None:
    """Fill the books: two customers late in October, orders checked while they were, and cash that came after."""
    workspace = workspace_over(database)
    early, due = date(2026, 8, 1), date(2026, 9, 20)
    with booked(workspace.database, "people") as book:
        people = [
            NewCustomer("C1", "One", email="ap@one.example", address="Street 1", credit_limit=10_000_000),
            NewCustomer("C2", "Two", address="Street 2", credit_limit=5_000_000),
        ]
        ledger.customers.upsert(book, people)
        rows = [item("I1", 400_000, issued_on=early, due_on=due, gl_on=early)]
        rows.append(item("I2", 150_000, customer="C2", issued_on=early, due_on=due, gl_on=early))
        ledger.items.issue(book, rows)
    in_force(workspace)
    for number, customer, minor, day in (
        ("S1", "C1", 900_000, date(2026, 10, 6)),
        ("S2", "C2", 100_000, date(2026, 10, 26)),
        ("S3", "C1", 200_000, date(2026, 11, 3)),
    ):
        then = on(workspace, day)
        orders.take(then, Order(number, customer, "USD", minor, SHIPS), actor="shop", as_of=day)
    with booked(workspace.database, "paid") as book:
        day = date(2026, 11, 5)
        ledger.receipts.receive(book, [receipt("1", 400_000, day=day)])
        mine = ledger.item_id("MAIN", ItemType.INVOICE, "I1")
        ledger.applications.apply(book, [NewApplication("rcp_1", mine, 400_000, day)])


@pytest.fixture
def books(copy_of: Callable[[Fill], Database]) -> Workspace:
    """Give October's books, on SQLite and on PostgreSQL."""
    return workspace_over(copy_of(october))


@pytest.fixture
def lite(filled_sqlite: Callable[[Fill], Path], tmp_path: Path) -> Iterator[Workspace]:
    """Give October's books on SQLite."""
    shutil.copy(filled_sqlite(october), tmp_path / "lite.db")
    database = Database(f"sqlite:///{tmp_path / 'lite.db'}", RING)
    yield workspace_over(database)
    database.dispose()


def rows(found: Simulated, area: str) -> list[tuple[str, str, str, str, str]]:
    """Return what differs in an area: change, customer, what, before and after."""
    names = ("change", "customer_number", "what", "before", "after")
    return [tuple(row[name] for name in names) for row in found.changes.iter_rows(named=True) if row["area"] == area]


def test_the_rules_in_force_change_nothing(books: Workspace) -> None:
    """A43: the same rules say the same of every check, call and letter; what the books keep of checks comes out."""
    found = simulate(books, AS_IS, FIRST, LAST)
    assert found.changes.is_empty()
    assert found.counts == {"holds": (1, 1), "worklist": (2, 2), "letters": (6, 6)}
    assert (found.checks, found.as_kept) == (2, 2)


def test_a43_other_order_rules_hold_and_let_go(books: Workspace) -> None:
    """A43: at 16 days C1 is held as well, though it has paid since; at 60 nobody is. S3 is of another month."""
    strict = simulate(books, Proposed(credit="past_due_days = 10"), FIRST, LAST)
    assert rows(strict, "holds") == [("added", "C1", "S1 at entry", "", "held: PAST_DUE_DAYS")]
    assert strict.sums.rows() == [("holds", "added", "USD", 1, 900_000)]
    soft = simulate(books, Proposed(credit="past_due_days = 60"), FIRST, LAST)
    assert rows(soft, "holds") == [("removed", "C2", "S2 at entry", "held: PAST_DUE_DAYS", "")]
    both = simulate(books, Proposed(credit="past_due_days = 10\norder_value = '1000.00'"), FIRST, LAST)
    assert rows(both, "holds") == [("added", "C1", "S1 at entry", "", "held: ORDER_VALUE, PAST_DUE_DAYS")]
    more = simulate(books, Proposed(credit="order_value = '999.00'"), FIRST, LAST)
    assert rows(more, "holds")[-1] == (
        *("changed", "C2", "S2 at entry", "held: PAST_DUE_DAYS", "held: ORDER_VALUE, PAST_DUE_DAYS"),
    )


def test_a_check_is_made_again_on_what_was_known_at_its_moment(lite: Workspace) -> None:
    """Limits, holds by hand, releases and orders that came later say nothing about it."""
    before = simulate(lite, AS_IS, FIRST, LAST)
    holds.release(lite, "S2", ReleaseReason.PROMISE, actor="ann", note="soon")
    holds.force(lite, "C1", held=True, note="talks", actor="ann")
    row = NewLimit("C1", Scope.CUSTOMER, LimitKind.BASE, 1, "USD", FIRST)
    control.approve(lite, limits.ask(lite, row, reason="less", actor="ann").request_id, actor="boss")
    with booked(lite.database, "more") as book:
        ledger.items.issue(book, [item("I9", 9_900_000, issued_on=FIRST, due_on=FIRST, gl_on=FIRST)])
    after = simulate(lite, AS_IS, FIRST, LAST)
    assert (after.checks, after.as_kept) == (before.checks, before.as_kept) == (2, 2)


def test_a43_other_points_call_others(books: Workspace) -> None:
    """A43: who owes less than the floor is called no more; who stays has other points."""
    found = simulate(books, Proposed(points="floor = 2000\nhigh_risk = 50"), FIRST, LAST)
    ((change, customer, name, before, after),) = rows(found, "worklist")
    assert (change, customer, name, after) == ("removed", "C2", "Two", "")
    assert before.startswith("22 days on the list, ")
    assert found.counts == {"worklist": (2, 1)}


def test_a08_a43_another_strategy_writes_and_calls_otherwise(books: Workspace) -> None:
    """A08: a strategy tried on a past month: which letters, when and how, and whom it has called, with amounts."""
    told = strategies.starting().replace("days = 3\n", "days = 20\n", 1).replace("days = 15\n", "days = 25\n", 1)
    told = told.replace('floor = "50.00"', 'floor = "2000.00"').replace("days = 20\nevery", "days = 12\nevery")
    found = simulate(books, Proposed(strategies=(told,)), FIRST, LAST)
    early, moved = "level 1 by email on 2026-10-01, standard", "level 1 by email on 2026-10-12, standard"
    second, third = "level 2 by email on 2026-10-12, standard", "level 2 by email on 2026-10-22, standard"
    assert rows(found, "letters") == [
        ("removed", "C1", "1 document", "level 3 by letter on 2026-10-22, standard", ""),
        ("removed", "C2", "1 document", "level 1 by letter on 2026-10-01, standard", ""),
        ("removed", "C2", "1 document", "level 2 by letter on 2026-10-12, standard", ""),
        ("removed", "C2", "1 document", "level 3 by letter on 2026-10-22, standard", ""),
        ("changed", "C1", "1 document", early, moved),
        ("changed", "C1", "1 document", second, third),
    ]
    assert found.counts["letters"] == (6, 2)


def test_letters_really_written_in_the_period_count_on_neither_side(sqlite_database: Database, tmp_path: Path) -> None:
    """Both sides begin with the letters before the first day, so that the same period is told the same again."""
    desk = in_force(late(workspace_over(sqlite_database, outbox_folder=tmp_path)))
    span = (DAY - timedelta(days=10), DAY)
    before = simulate(desk, AS_IS, *span)
    runs.run(desk, actor="ann")
    sending.send(desk, actor="ann")
    after = simulate(desk, AS_IS, *span)
    assert (runs.listed(desk).height, before.counts["letters"][0]) == (2, 4)
    assert (after.changes.is_empty(), after.counts) == (True, before.counts)


def content(path: Path) -> str:
    """Return what a file holds, as a digest."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a43_not_a_byte_of_the_books_changes(lite: Workspace, matched: Workspace) -> None:
    """A43: holds, worklist, letters and applications are simulated; the database stays as it was, byte for byte."""
    paths = [Path(str(one.database.url.database)) for one in (lite, matched)]
    lite.database.dispose()
    before = [content(path) for path in paths]
    simulate(lite, replace(AS_IS, credit="past_due_days = 0", points="floor = 1"), FIRST, LAST)
    day = matched.today() - timedelta(days=1)
    told = simulate(matched, Proposed(matching=STRICT), day, matched.today())
    assert set(told.counts) == {"applications"}
    assert [content(path) for path in paths] == before


@pytest.mark.parametrize(
    ("first", "last", "proposed", "says"),
    [
        (LAST, FIRST, AS_IS, "1 to 92 days"),
        (FIRST, date(2026, 12, 31), AS_IS, "none of them to come"),
        (date(2026, 1, 1), LAST, AS_IS, "1 to 92 days"),
        (FIRST, LAST, Proposed(), "propose something"),
        (FIRST, LAST, Proposed(credit="days = 3", points="flor = 1", strategies=("x",)), r"strategy 1.*days.*flor"),
    ],
)
def test_what_cannot_be_simulated_is_refused_with_all_that_is_wrong(
    lite: Workspace, first: date, last: date, proposed: Proposed, says: str
) -> None:
    with pytest.raises(Invalid, match=says):
        simulate(lite, proposed, first, last)


def test_who_sees_some_customers_gets_rows_of_those_alone(lite: Workspace) -> None:
    mine = lite.by("ana", customers=frozenset({"C2"}))
    found = simulate(mine, Proposed(credit="past_due_days = 0", points="floor = 9000"), FIRST, LAST)
    assert set(found.changes["customer_number"]) == {"C2"}
    assert found.checks == 1
    with pytest.raises(NotAllowed, match="sees all customers"):
        simulate(mine, Proposed(matching="x"), FIRST, LAST)


def test_the_last_month_and_its_picture(lite: Workspace) -> None:
    assert running.last_month(date(2027, 1, 15)) == (date(2026, 12, 1), date(2026, 12, 31))
    (picture,) = running.pictures(simulate(lite, Proposed(credit="past_due_days = 60"), FIRST, LAST))
    assert [(bar.label, bar.minor) for bar in picture.bars] == [
        *(("before", 1), ("added", 0), ("removed", -1), ("changed", 0), ("after", 0)),
    ]
