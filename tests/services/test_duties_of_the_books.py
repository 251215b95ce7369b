"""What credit specialists have to do, row by row of the list of duties: the books' part that has no page of its own."""

import random
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

import polars as pl
import pytest

import ledger
from aging.buckets import BUCKETS
from kit.db import Database
from kit.refusals import Refused
from ledger import Book, Disposal, Identification, ItemType, NewApplication, NewReceipt, Settlement, Undo, WriteOff
from ledger.kinds import CONTROL
from services import demo, intake
from services.reports import balances as aged
from services.workspace import Workspace
from tests.ledger.desk import DAY, balances, booked, invoice_id, item, opened, receipt

START = date(2026, 9, 1)
AT_A_TIME = 100


class Year:
    """Random operations on the books, many to a command, over some months."""

    def __init__(self, database: Database, seed: int) -> None:
        self.database = database
        self.dice = random.Random(seed)
        self.documents: list[str] = []
        self.receipts: list[str] = []
        self.applied: list[str] = []
        self.done = 0

    def step(self, number: int) -> None:
        """Carry out one command of operations of one sort; a refusal is an answer and leaves nothing."""
        day = START + timedelta(days=self.dice.randrange(90))
        verb = self.dice.choice([self.issue, self.issue, self.receive, self.receive, self.apply, self.apply, self.undo])
        try:
            with booked(self.database, f"step {number}") as book:
                self.done += verb(book, day, number)
        except Refused:
            self.done += 1

    def issue(self, book: Book, day: date, number: int) -> int:
        """Issue documents."""
        kinds = [ItemType.INVOICE, ItemType.INVOICE, ItemType.CREDIT_MEMO, ItemType.DEBIT_MEMO]
        rows = []
        for place in range(AT_A_TIME):
            kind, minor = self.dice.choice(kinds), self.dice.randrange(1, 50_000)
            signed = -minor if kind is ItemType.CREDIT_MEMO else minor
            rows.append(item(f"{number}-{place}", signed, kind, issued_on=day, due_on=day + timedelta(days=30)))
        self.documents += ledger.items.issue(book, rows).new
        return len(rows)

    def receive(self, book: Book, day: date, number: int) -> int:
        """Receive money, of known and unknown payers."""
        names = [f"{number}-{place}" for place in range(AT_A_TIME)]
        payers = [self.dice.choice(["C1", "C2", None]) for _ in names]
        minors = [self.dice.randrange(1, 60_000) for _ in names]
        rows = [
            NewReceipt(f"rcp_{name}", f"ent_{name}", minor, "USD", day, day, payer)
            for name, minor, payer in zip(names, minors, payers, strict=True)
        ]
        ledger.receipts.receive(book, rows)
        self.receipts += [row.receipt_id for row in rows]
        return len(rows)

    def apply(self, book: Book, day: date, _: int) -> int:
        """Apply receipts to documents by what is left of each."""
        if not self.receipts or not self.documents:
            return 0
        chosen = self.dice.sample(self.receipts, min(AT_A_TIME, len(self.receipts)))
        targets = self.dice.sample(self.documents, min(len(chosen), len(self.documents)))
        left = {
            row[0]: (row[1], row[2])
            for row in book.connection.exec_driver_sql("SELECT item_id, balance, held_in FROM item")
        }
        rows = []
        for one, target in zip(chosen, targets, strict=False):
            cash, owed = -left[one][0], left[target][0]
            if cash > 0 and owed > 2 and left[one][1] != "unidentified":
                short = self.dice.choice([0, 0, 1])
                rows.append(
                    NewApplication(
                        one,
                        target,
                        min(cash, owed - short),
                        day,
                        write_off=short if cash >= owed - short else 0,
                        write_off_kind=WriteOff.SMALL_BALANCE if short and cash >= owed - short else None,
                    )
                )
        self.applied += ledger.applications.apply(book, rows)
        return len(rows)

    def undo(self, book: Book, day: date, _: int) -> int:
        """Take applications back, identify payers, reverse a receipt."""
        self.dice.shuffle(self.applied)
        back, self.applied = self.applied[:10], self.applied[10:]
        ledger.applications.unapply(book, [Undo(one, day) for one in back])
        some = self.dice.sample(self.receipts, min(10, len(self.receipts)))
        gone = self.dice.choice(self.receipts) if self.receipts else None
        for one in some:
            ledger.receipts.identify(book, [Identification(one, self.dice.choice(["C1", "C2"]), day)])
        if gone:
            self.receipts.remove(gone)
            ledger.receipts.reverse(book, [Disposal(gone, day, "NSF")])
            standing = set(ledger.reads.applications(book.connection)["application_id"])
            self.applied = [one for one in self.applied if one in standing]
        return len(back) + len(some) + 1


def agrees(database: Database, as_of: date, *, one_by_one: bool) -> None:
    """Open items less credits are the control accounts, to the cent: summed as reports do, or item by item too."""
    with database.reading() as connection:
        held = int(aged.sums(connection, None, as_of, buckets=BUCKETS)["open"].sum())
        if one_by_one:
            owed = int(ledger.reads.open_items(connection, as_of)["open_amount"].sum())
            assert owed + int(ledger.reads.unapplied_cash(connection, as_of)["open_amount"].sum()) == held
        control = ledger.reads.trial_balance(connection, as_of).filter(pl.col("role").is_in([*map(str, CONTROL)]))
    assert held == control["balance"].sum(), as_of


def play(database: Database, operations: int, seed: int) -> None:
    opened(database)
    year, number = Year(database, seed), 0
    while year.done < operations:
        number += 1
        year.step(number)
    for days in range(121):
        agrees(database, START + timedelta(days=days), one_by_one=days % 40 == 0)
    with database.reading() as connection:
        assert ledger.checks.run(connection) == []


def test_a02b_items_are_the_control_accounts_on_any_day(database: Database) -> None:
    """DUTIES A02b: on each of 121 days, after 10,000 random operations, many to a command."""
    play(database, 10_000, seed=1)


def test_a18_every_file_is_the_sum_of_its_receipts_and_every_receipt_adds_up(matched: Workspace) -> None:
    """DUTIES A18: applied and what is left are the amount; a file taken again changes nothing."""
    with matched.database.reading() as connection:
        receipts = ledger.reads.receipts(connection)
        applied: dict[str, int] = defaultdict(int)
        for row in ledger.reads.applications(connection).filter(status="posted").iter_rows(named=True):
            applied[row["receipt_id"]] += row["cash_amount"]
        files = ledger.reads.bank_files(connection)
    for row in receipts.iter_rows(named=True):
        assert row["applied_amount"] == applied[row["receipt_id"]]
        assert row["applied_amount"] + row["unapplied_amount"] == row["amount"]
    assert files["mismatches"].sum() == 0

    before = balances(matched.database)
    for path in demo.bank_files()[:6]:
        with pytest.raises(Refused):
            intake.take(matched, path.read_bytes(), path.name, actor="again", partial=False)
    assert balances(matched.database) == before


def test_a19_a_short_payment_is_a_deduction_and_a_cent_is_a_small_balance(database: Database) -> None:
    """DUTIES A19: 10,000 paid 9,700 with a reason; 9,999.50 within the tolerance."""
    opened(
        database,
        item("I1", 1_000_000),
        item("I2", 1_000_000),
        receipts=(receipt("R1", 970_000), receipt("R2", 999_950)),
    )
    with booked(database, "applied") as book:
        ledger.applications.apply(
            book,
            [
                NewApplication("rcp_R1", invoice_id("I1"), 970_000, DAY, deduction=30_000, deduction_reason="QTY"),
                NewApplication(
                    "rcp_R2", invoice_id("I2"), 999_950, DAY, write_off=50, write_off_kind=WriteOff.SMALL_BALANCE
                ),
            ],
        )
    with database.reading() as connection:
        (deduction,) = ledger.reads.open_items(connection).iter_rows(named=True)
        small = ledger.reads.trial_balance(connection).filter(role="small_balances")["balance"].to_list()
    assert (deduction["open_amount"], deduction["reason"], deduction["due_date"]) == (30_000, "QTY", DAY)
    assert deduction["origin_item_id"] == invoice_id("I1")
    assert small == [50]
    with booked(database, "ended") as book:
        ledger.deductions.allow(book, [Settlement(deduction["item_id"], 30_000, DAY, tax=2_222)])
    assert set(balances(database).values()) == {0}


def test_b6b_unapply_and_apply_again_restores_identical_balances(database: Database) -> None:
    """DUTIES B6b: both entries stay, and the GL day lies in an open month."""
    opened(database, item("I1", 1_000), receipts=(receipt("R1", 900),))

    def apply(key: str, verb: Callable[[Book], object]) -> dict[str, int]:
        with booked(database, key) as book:
            verb(book)
        return balances(database)

    row = NewApplication("rcp_R1", invoice_id("I1"), 900, DAY, discount=100)
    first = apply("applied", lambda book: ledger.applications.apply(book, [row]))
    with database.reading() as connection:
        (identity,) = ledger.reads.applications(connection)["application_id"]
    apply("closed", lambda book: ledger.periods.close(book, "2026-11"))
    apply("undone", lambda book: ledger.applications.unapply(book, [Undo(identity, DAY, "wrong invoice")]))
    again = apply("again", lambda book: ledger.applications.apply(book, [row]))

    assert again == first
    with database.reading() as connection:
        entries = [
            (str(one[0]), str(one[1]))
            for one in connection.exec_driver_sql("SELECT kind, gl_on FROM entry ORDER BY no DESC LIMIT 3")
        ]
    assert entries == [("applied", "2026-12-01"), ("reversal", "2026-12-01"), ("applied", "2026-11-20")]


@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
def test_b6b_what_was_undone_later_is_not_applied_again_before(database: Database, closed: bool) -> None:  # noqa: FBT001
    """DUTIES B6b: applied on the 20th, undone on the 3rd, again as of the 20th: on no day is it settled twice."""
    third = date(2026, 12, 3)
    opened(database, item("I1", 1_000), receipts=(receipt("R1", 900),))
    row = NewApplication("rcp_R1", invoice_id("I1"), 900, DAY)
    with booked(database, "applied") as book:
        (identity,) = ledger.applications.apply(book, [row])
    with booked(database, "undone") as book:
        ledger.applications.unapply(book, [Undo(identity, third, "wrong invoice")])
        if closed:
            ledger.periods.ensure(book, [third])
            ledger.periods.close(book, "2026-12")
    with booked(database, "again") as book:
        ledger.applications.apply(book, [row])

    left: dict[date, int] = {}
    with database.reading() as connection:
        for days in range(-1, 60):
            as_of = DAY + timedelta(days=days)
            left[as_of] = int(ledger.reads.open_items(connection, as_of)["open_amount"].sum())
        again = connection.exec_driver_sql("SELECT max(gl_on) FROM entry WHERE kind = 'applied'").scalar()
        assert ledger.checks.run(connection) == []
    assert str(again) == ("2027-01-01" if closed else "2026-12-03")
    assert left[DAY] == left[third - timedelta(days=1)] == 100
    assert left[third] == (1_000 if closed else 100)
    assert set(left.values()) <= {0, 100, 1_000}


def test_b6b_money_is_not_applied_before_its_payer_is_known(database: Database) -> None:
    """DUTIES B6b: an unidentified receipt that is identified on the 3rd settles nothing on the 20th."""
    third = date(2026, 12, 3)
    opened(database, item("I1", 1_000), receipts=(receipt("R1", 900, None),))
    with booked(database, "identified") as book:
        ledger.receipts.identify(book, [Identification("rcp_R1", "C1", third)])
    with booked(database, "applied") as book:
        ledger.applications.apply(book, [NewApplication("rcp_R1", invoice_id("I1"), 900, DAY)])
    with database.reading() as connection:
        days = connection.exec_driver_sql("SELECT gl_on FROM entry WHERE kind = 'applied'").scalars().all()
    assert list(map(str, days)) == ["2026-12-03"]


def test_b6b_a_deduction_is_settled_from_the_day_on_that_it_was_taken(database: Database) -> None:
    """DUTIES B6b: its GL day is the invoice's, but on no day before the payment was short is it less than nothing."""
    third, fifth, ninth = (date(2026, 12, one) for one in (3, 5, 9))
    opened(database, item("I1", 1_000), receipts=(receipt("R1", 900), receipt("R2", 100)))
    with booked(database, "short") as book:
        (short,) = ledger.applications.apply(
            book, [NewApplication("rcp_R1", invoice_id("I1"), 900, third, deduction=100, deduction_reason="QTY")]
        )
    deduction = ledger.item_id("MAIN", ItemType.DEDUCTION, "I1-D1")
    with booked(database, "paid after all") as book:
        (paid,) = ledger.applications.apply(book, [NewApplication("rcp_R2", deduction, 100, DAY)])
    with booked(database, "undone") as book:
        ledger.applications.unapply(book, [Undo(paid, ninth, "wrong receipt")])
    with booked(database, "short undone") as book:
        ledger.applications.unapply(book, [Undo(short, fifth, "wrong invoice")])

    with database.reading() as connection:
        days = connection.exec_driver_sql("SELECT gl_on FROM entry WHERE no > 3 ORDER BY no").scalars().all()
    assert list(map(str, days)) == ["2026-12-03", "2026-12-03", "2026-12-09", "2026-12-09"]


def test_b6b_a_receipt_goes_back_no_earlier_than_a_discount_booked_with_it(database: Database) -> None:
    """DUTIES B6b: a discount applied alone moves no cash, and is still taken back on no day before its own."""
    third = date(2026, 12, 3)
    opened(database, item("I1", 1_000), receipts=(receipt("R1", 900),))
    with booked(database, "discount") as book:
        ledger.applications.apply(book, [NewApplication("rcp_R1", invoice_id("I1"), 0, third, discount=100)])
    with booked(database, "returned") as book:
        ledger.receipts.reverse(book, [Disposal("rcp_R1", DAY, "R01")])
    with database.reading() as connection:
        days = connection.exec_driver_sql("SELECT gl_on FROM entry WHERE kind = 'reversal'").scalars().all()
    assert list(map(str, days)) == ["2026-12-03", "2026-12-03"]
