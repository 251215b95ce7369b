"""The aging of the books: the worked example through real postings, past days that stay, portfolios of the day."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import polars as pl
import pytest
from sqlalchemy import Connection, select

import ledger
from aging.buckets import BUCKETS as AGE_BUCKETS
from kit.db import stored_day
from kit.refusals import Invalid, NotFound
from kit.terms import Instalment
from ledger import Book, Identification, ItemType, NewApplication, NewCustomer, NewItem, NewReceipt, Undo, tables
from services import reports
from services.commands import command
from services.master import entity_files
from services.reports import balances, books, flows
from services.reports.aging import GROUPINGS
from services.workspace import Workspace
from tests.aging import golden
from tests.aging.golden import AS_OF
from tests.ledger.desk import steered

WORK = datetime(2025, 3, 1, 12, tzinfo=UTC)
BUCKETS = ("current", "days_1_30", "days_31_60", "days_61_90", "days_91_plus")


@contextmanager
def booked(workspace: Workspace, key: str, at: datetime = WORK) -> Iterator[Book]:
    """Open the books for one command recorded at a moment."""
    entity = workspace.settings.entity
    with ledger.book(
        workspace.database, entity=entity, key=key, actor="t", command="test", payload={}, recorded_at=at
    ) as book:
        yield book


def invoice(number: str, minor: int, due: date, customer: str = "C1", **more: Any) -> NewItem:
    """Return an invoice due on a day."""
    facts: dict[str, Any] = {"issued_on": due - timedelta(days=30), "gl_on": due - timedelta(days=30)} | more
    return NewItem(number, ItemType.INVOICE, customer, "USD", minor, due_on=due, **facts)


def aged(workspace: Workspace, as_of: date = AS_OF, **options: str) -> list[dict[str, Any]]:
    """Return the report's rows."""
    return reports.made(workspace, "aging", as_of, options).rows(named=True)


def example(workspace: Workspace) -> None:
    """Book the worked example: its items, what was applied to them and when, and a dispute as a deduction's item."""
    rows = golden.table("as_of").rows(named=True)
    with booked(workspace, "example") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "Northwind")])
        for row in rows:
            gl, due, minor = date.fromisoformat(row["gl_date"]), date.fromisoformat(row["due_date"]), row["amount"]
            if row["type"] == "unapplied_receipt":
                ledger.receipts.receive(book, [NewReceipt("rcp_1", "ent_1", -golden.minor(minor), "USD", gl, gl, "C1")])
                continue
            kind = {"invoice_disputed": "deduction"}.get(row["type"], row["type"])
            new = NewItem(
                row["item"], ItemType(kind), "C1", "USD", golden.minor(minor), gl, due, gl_on=gl, opening=True
            )
            ledger.items.issue(book, [new])
    for row in rows:
        if row["applied"]:
            paid(workspace, row["item"], golden.minor(row["applied"]), date.fromisoformat(row["applied_gl_date"]))


def paid(workspace: Workspace, number: str, minor: int, day: date, at: datetime = WORK) -> str:
    """Receive and apply money on an invoice; return the application."""
    name = f"{number}_{day}"
    item = ledger.item_id(workspace.settings.entity, ItemType.INVOICE, number)
    with booked(workspace, f"paid {name}", at) as book:
        ledger.receipts.receive(book, [NewReceipt(f"rcp_{name}", f"ent_{name}", minor, "USD", day, day, "C1")])
        (made,) = ledger.applications.apply(book, [NewApplication(f"rcp_{name}", item, minor, day)])
    return made


def test_b10a_the_worked_example_through_the_books(workspace: Workspace) -> None:
    example(workspace)
    (row,) = aged(workspace)

    assert [row[name] for name in BUCKETS] == ["11000.00", "8000.00", "5500.00", "4000.00", "3000.00"]
    assert (row["credits"], row["unapplied"], row["total"]) == ("-2100.00", "-1500.00", "29400.00")
    assert (row["disputed"], row["past_due"], row["collectible"]) == ("2500.00", "20500.00", "15900.00")
    (netted,) = aged(workspace, credits="netted")
    assert (netted["days_91_plus"], netted["total"]) == ("900.00", "29400.00")


def test_b10a_the_control_accounts_say_the_same_on_every_day(workspace: Workspace) -> None:
    example(workspace)
    for days in range(-140, 40, 9):
        day = AS_OF + timedelta(days=days)
        with workspace.database.reading() as connection:
            trial = ledger.reads.trial_balance(connection, day)
        control = trial.filter(pl.col("role").is_in(ledger.kinds.CONTROL))["balance"].sum()
        assert sum(golden.minor(row["total"]) for row in aged(workspace, day)) == control


def test_what_comes_later_leaves_a_past_day_as_it_was(workspace: Workspace) -> None:
    """Paid, taken back, reversed and re-issued in April: 31 March keeps its bytes, by whatever it is cut."""
    example(workspace)
    before = {by: reports.made(workspace, "aging", AS_OF, {"by": by}) for by in GROUPINGS}
    april = AS_OF + timedelta(days=9)
    made = paid(workspace, "INV-2", 800000, april)
    with booked(workspace, "undone") as book:
        ledger.applications.unapply(book, [Undo(made, april + timedelta(days=1), "wrong")])
        ledger.items.issue(book, [invoice("INV-9", 100, april, gl_on=april, issued_on=april)])
        ledger.receipts.reverse(book, [ledger.Disposal("rcp_1", april, "NSF")])

    assert [aged(workspace, april + timedelta(days=gone))[0]["unapplied"] for gone in (0, 1)] == ["0.00", "-8000.00"]
    for by, table in before.items():
        assert reports.made(workspace, "aging", AS_OF, {"by": by}).equals(table), by


def slowly(connection: Connection, entity: str | None, day: date) -> Counter[tuple[Any, ...]]:
    """Sum every movement up to a day, one by one, by what the report groups by."""
    posting, entry, item = tables.posting, tables.entry, tables.item
    found: Counter[tuple[Any, ...]] = Counter()
    for side, sign in (("dr", 1), ("cr", -1)):
        held = posting.c[f"{side}_item"] == item.c.item_id
        columns = (item.c.entity, posting.c[f"{side}_customer"], item.c.currency, posting.c[f"{side}_account"])
        moved = select(*columns, posting.c.minor, entry.c.gl_on).join(entry, entry.c.no == posting.c.entry_no)
        for *key, minor, gl_on in connection.execute(moved.join(item, held)):
            if gl_on <= stored_day(connection, day) and entity in {None, key[0]}:
                found[key[0], key[1] or "", *key[2:]] += sign * minor
    return Counter({key: minor for key, minor in found.items() if minor})


def test_every_day_is_what_its_movements_sum_to(workspace: Workspace) -> None:
    """Walked back from the present, or summed from the beginning: paid, taken back and reversed, on any day."""
    example(workspace)
    april = AS_OF + timedelta(days=9)
    made = paid(workspace, "INV-2", 800000, april)
    with booked(workspace, "undone") as book:
        ledger.applications.unapply(book, [Undo(made, april + timedelta(days=1), "wrong")])
        ledger.receipts.reverse(book, [ledger.Disposal("rcp_1", april, "NSF")])
    keys = ["entity", "customer_number", "currency", "account"]
    with workspace.database.reading() as connection:
        for day, entity in product((AS_OF + timedelta(days=away) for away in range(-100, 16, 5)), (None, "MAIN")):
            sums = books.sums(connection, entity, day, buckets=AGE_BUCKETS).group_by(keys).agg(pl.col("open").sum())
            quick = {tuple(row[:4]): row[4] for row in sums.rows() if row[4]}
            assert quick == dict(slowly(connection, entity, day)), day
        assert slowly(connection, "MAIN", april) != slowly(connection, "MAIN", AS_OF)


def test_cash_identified_later_was_nobodys_before(workspace: Workspace) -> None:
    with booked(workspace, "unknown") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
        ledger.receipts.receive(book, [NewReceipt("rcp_1", "ent_1", 500, "USD", AS_OF, AS_OF, None)])
    with booked(workspace, "known") as book:
        ledger.receipts.identify(book, [Identification("rcp_1", "C1", AS_OF + timedelta(days=3))])

    told = ("customer_number", "name", "unapplied")
    assert [[row[name] for name in told] for row in aged(workspace)] == [["", "(payer unknown)", "-5.00"]]
    later = aged(workspace, AS_OF + timedelta(days=3))
    assert [[row[name] for name in told] for row in later] == [["C1", "One", "-5.00"]]


def test_a_back_dated_payment_is_left_out_of_what_was_known(workspace: Workspace) -> None:
    """Booked on 4 April with a GL day of 30 March: as known on 1 April it was not there, as known now it is."""
    with booked(workspace, "first") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
        ledger.items.issue(book, [invoice("INV-1", 900, AS_OF)])
    paid(workspace, "INV-1", 400, AS_OF - timedelta(days=1), datetime(2025, 4, 4, 12, tzinfo=UTC))

    assert [row["total"] for row in aged(workspace)] == ["5.00"]
    for moment in ("2025-04-01T12:00:00Z", "2025-04-01T14:00:00+02:00", "1"):
        assert [row["total"] for row in aged(workspace, known_at=moment)] == ["9.00"], moment
    assert aged(workspace, known_at="2025-02-01T00:00:00Z") == []


def portfolios(workspace: Workspace) -> None:
    """Book a family of two and a loner; the loner moves from Ana's portfolio to Ben's in April."""
    with booked(workspace, "people") as book:
        family = [
            NewCustomer("P", "Parent", collector="Ana", sales_rep="Rita"),
            NewCustomer("K", "Child", parent_number="P", collector="Ana"),
        ]
        ledger.customers.upsert(book, [*family, NewCustomer("L", "Loner", collector="Ana", sales_rep="Sam")])
        rows = [invoice(f"INV-{who}", minor, AS_OF, who) for who, minor in (("P", 100), ("K", 20), ("L", 3))]
        ledger.items.issue(book, rows)
    with booked(workspace, "moved", datetime(2025, 4, 7, 12, tzinfo=UTC)) as book:
        steered(book, [NewCustomer("L", "Loner", collector="Ben", parent_number="P")])


@pytest.mark.parametrize(
    ("by", "march", "april"),
    [
        ("parent", {"L": "0.03", "P": "1.20"}, {"P": "1.23"}),
        ("collector", {"Ana": "1.23"}, {"Ana": "1.20", "Ben": "0.03"}),
        ("sales_rep", {"(nobody)": "0.20", "Rita": "1.00", "Sam": "0.03"}, {"(nobody)": "0.23", "Rita": "1.00"}),
        ("customer", {"P": "1.00", "K": "0.20", "L": "0.03"}, {"P": "1.00", "K": "0.20", "L": "0.03"}),
        ("entity", {"MAIN": "1.23"}, {"MAIN": "1.23"}),
        ("currency", {"USD": "1.23"}, {"USD": "1.23"}),
    ],
)
def test_a59_a_portfolio_is_that_of_the_day_and_a_move_rewrites_no_month(
    workspace: Workspace, by: str, march: Mapping[str, str], april: Mapping[str, str]
) -> None:
    portfolios(workspace)
    for day, wanted in ((AS_OF, march), (date(2025, 4, 30), april)):
        assert {next(iter(row.values())): row["total"] for row in aged(workspace, day, by=by)} == wanted


def test_parents_in_a_ring_are_each_their_own(workspace: Workspace) -> None:
    with booked(workspace, "ring") as book:
        ring = [NewCustomer("A", "A", parent_number="B"), NewCustomer("B", "B", parent_number="A")]
        ledger.customers.upsert(book, [*ring, NewCustomer("D", "D", parent_number="gone")])
        ledger.items.issue(book, [invoice(f"INV-{who}", 100, AS_OF, who) for who in "ABD"])

    assert [row["family"] for row in aged(workspace, by="parent")] == ["A", "B", "D"]


def test_hidden_credits_are_reconciled_below(workspace: Workspace) -> None:
    example(workspace)
    rows = aged(workspace, credits="hidden")

    assert [(row["name"], row["total"]) for row in rows] == [
        ("Northwind", "31500.00"),
        ("(credits, not shown above)", "-2100.00"),
    ]
    assert "credits" not in rows[0]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"by": "moon"}, "by is one of"),
        ({"buckets": "30,0"}, "buckets: .*ascend"),
        ({"known_at": "2025-04-01T12:00:00"}, "zone"),
        ({"known_at": "soon"}, "known_at"),
        ({"colour": "red"}, "no option 'colour'"),
    ],
)
def test_what_cannot_be_asked_is_refused(empty: Workspace, options: dict[str, str], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        reports.made(empty, "aging", AS_OF, options)


def test_a_report_that_is_not_there_is_refused(empty: Workspace) -> None:
    with pytest.raises(NotFound, match="there is actions, advices, agency-ranking"):
        reports.made(empty, "moon", AS_OF)


def test_a42_entities_add_up_in_the_reporting_currency(empty: Workspace) -> None:
    """A42: 100.00 USD and 90.00 EUR at 0.90 are 200.00 USD, bucket by bucket, and 180.00 EUR; no rate is refused."""
    europe = empty.of("EU")
    entity_files.create(empty, "EU", {"name": "Europe", "currency": "EUR", "time_zone": "UTC"}, actor="t")
    due = date(2026, 11, 20)
    for workspace, minor, other, nano in ((empty, 10_000, "EUR", 1_111_111_111), (europe, 9_000, "USD", 900_000_000)):
        with command(workspace, "seed", "t", {}) as book:
            ledger.customers.upsert(book, [NewCustomer("C1", "One")])
            currency = "USD" if workspace is empty else "EUR"
            document = NewItem("I1", ItemType.INVOICE, "C1", currency, minor, issued_on=due, due_on=due)
            ledger.valuing.keep_rates(book, [(other, due, nano)])
            ledger.items.issue(book, [document])
            book.result = {}
    given = {"entities": "all", "by": "currency", "reporting": "USD"}
    (row,) = reports.made(empty, "aging", due, given).rows(named=True)
    assert (row["currency"], row["total"], row["current"]) == ("USD", "200.00", "200.00")
    with pytest.raises(Invalid, match="no rate of JPY"):
        reports.made(empty, "aging", due, {**given, "reporting": "JPY"})


def test_what_one_customer_has_is_read_alone(workspace: Workspace) -> None:
    """Narrowed where it is asked, the rows are those that are left of everybody's, on any day."""
    example(workspace)
    april = AS_OF + timedelta(days=9)
    with booked(workspace, "another") as book:
        ledger.customers.upsert(book, [NewCustomer("C2", "Other")])
        parts = (Instalment(1, AS_OF - timedelta(days=30), 400), Instalment(2, AS_OF, 600))
        ledger.items.issue(book, [invoice("INV-P", 1_000, AS_OF, "C2", instalments=parts), invoice("INV-Q", 70, AS_OF)])
        ledger.receipts.receive(book, [NewReceipt("rcp_2", "ent_2", 500, "USD", AS_OF, AS_OF, None)])
        ledger.receipts.identify(book, [Identification("rcp_2", "C2", april)])
    item = ledger.item_id("MAIN", ItemType.INVOICE, "INV-P")
    with booked(workspace, "in part") as book:
        ledger.applications.apply(book, [NewApplication("rcp_2", item, 450, april)])

    with workspace.database.reading() as connection:
        for day in (AS_OF + timedelta(days=away) for away in (-60, 0, 8, 9, 40)):
            whole = balances.open_items(connection, "MAIN", day)
            for customer in ("C1", "C2", "C3"):
                own = balances.open_items(connection, "MAIN", day, customer=customer)
                assert own.equals(whole.filter(customer_number=customer)), (day, customer)
            money = balances.open_items(connection, "MAIN", day, only=flows.RECEIPTS)
            assert money.equals(whole.filter(document_type="receipt")), day
        assert balances.open_items(connection, "MAIN", april, customer="C2")["open"].to_list() == [550, -50]
