"""Random trading on real books: every operation there is, one a command, and all that must be true after each.

`Trading` asks a `random.Random` what comes next, so that a seed, or hypothesis in its place, decides.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import polars as pl
from sqlalchemy import Connection

import ledger
from aging.buckets import BUCKETS
from kit.db import Database
from kit.refusals import Refused
from ledger import (
    Adjust,
    Adjustment,
    Book,
    Disposal,
    Identification,
    Into,
    ItemType,
    Movement,
    NewApplication,
    NewCustomer,
    NewItem,
    NewReceipt,
    NewRequest,
    Settlement,
    Undo,
    WriteOff,
)
from ledger.adjustments import REINSTATES
from ledger.kinds import CONTROL, GENERAL
from services.reports import books
from tests.services.mirror import Mirror, Thing, turned_over, wrong

FIRST = date(2026, 1, 5)
PEOPLE = ("C1", "C2", "C3")
#: After so many operations the whole of `tieout db check` is run as well, the chain included.
CHECKED_EVERY = 100
#: After so many another day of the past is kept, of which there are three.
KEPT_EVERY, DAYS_KEPT = 40, 3

#: Customer, currency and account -> what falls into each bucket.
Aging = dict[tuple[str, str, str], tuple[int, ...]]
Operation = Callable[["Trading"], None]
OPERATIONS: list[Operation] = []


def operation(times: int) -> Callable[[Operation], Operation]:
    """Enter an operation into the lottery so many times."""

    def entered(one: Operation) -> Operation:
        OPERATIONS.extend([one] * times)
        return one

    return entered


class Trading:
    """Books under way: the day, what was done, and the past days that may not change any more."""

    def __init__(self, database: Database, dice: Random, name: str = "t") -> None:
        self.database, self.dice, self.name = database, dice, name
        self.today = FIRST
        self.numbers = itertools.count(1)
        self.mirror = Mirror()
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.undone: list[NewApplication] = []
        #: Day and batch -> the aging as it was seen first.
        self.past: dict[tuple[date, int], Aging] = {}
        #: Days no later than the last of months that are all closed: they stay, whatever is known later.
        self.closed: dict[date, Aging] = {}
        with self.command("opened") as book:
            ledger.customers.upsert(book, [NewCustomer(one, f"Customer {one}") for one in PEOPLE])
            ledger.valuing.keep_rates(book, [("EUR", FIRST - timedelta(days=60), 1_100_000_000)])
        self.follow()

    @contextmanager
    def command(self, key: str = "", actor: str = "clerk") -> Iterator[Book]:
        """Open the books for one command of today."""
        at = datetime(self.today.year, self.today.month, self.today.day, 12, tzinfo=UTC)
        given = key or f"{self.name} {next(self.numbers)}"
        with ledger.book(
            self.database, entity="MAIN", key=given, actor=actor, command="test", payload={}, recorded_at=at
        ) as book:
            yield book

    def now(self) -> datetime:
        """Return noon of today."""
        return datetime(self.today.year, self.today.month, self.today.day, 12, tzinfo=UTC)

    def asked(self, kind: str, subject: str = "") -> str:
        """Ask for something as another person."""
        with self.command(actor="asker") as book:
            return ledger.approvals.ask(book, NewRequest(kind, subject, "{}", "because", 0, "USD"), self.now())

    def follow(self) -> None:
        """Let the mirror read what was written."""
        with self.database.reading() as connection:
            self.mirror.follow(connection)

    def step(self) -> None:
        """Carry out one operation, and see that all holds."""
        if self.dice.random() < 0.06:
            self.today += timedelta(days=self.dice.choice([1, 1, 2, 5]))
        chosen = self.dice.choice(OPERATIONS)
        name = chosen.__name__
        self.follow()
        before = self.mirror.batch
        try:
            chosen(self)
        except Refused as refusal:
            self.refused[f"{name}: {type(refusal).__name__}"] += 1
            self.follow()
            assert self.mirror.batch - before <= 1, f"{name}: refused, and something was written beside the request"
        else:
            self.done[name] += 1
        self.proven()
        if self.operations() % KEPT_EVERY == 0:
            self.keep_a_day()
        if self.operations() % CHECKED_EVERY == 0:
            self.checked()

    def operations(self) -> int:
        """Return how many operations were tried."""
        return self.done.total() + self.refused.total()

    def proven(self) -> None:
        """See that all that must be true is, after this operation as after each."""
        with self.database.reading() as connection:
            self.mirror.follow(connection)
            assert wrong(self.mirror) == []
            self._as_told(connection)
            for (as_of, batch), seen in self.past.items():
                assert aged(connection, as_of, batch) == seen, f"the aging of {as_of} as known then has changed"
            for as_of, seen in self.closed.items():
                assert aged(connection, as_of) == seen, f"the aging of {as_of}, a closed day, has changed"

    def _as_told(self, connection: Connection) -> None:
        """See that what the books tell of themselves is what the postings say."""
        told = {
            row[0]: tuple(row[1:])
            for row in connection.exec_driver_sql("SELECT item_id, balance, version, held_in, held_for FROM item")
        }
        mine = {name: (one.balance, one.moves, one.account, one.customer) for name, one in self.mirror.things.items()}
        assert told == mine
        trial: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        for side, place in (("dr", 0), ("cr", 1)):
            query = f"SELECT {side}_account, currency, sum(minor) FROM posting GROUP BY 1, 2"
            for account, currency, minor in connection.exec_driver_sql(query):
                trial[account, currency][place] = int(minor)
        assert trial == self.mirror.sums
        for currency in {key[1] for key in trial}:
            rows = {key[0]: row for key, row in trial.items() if key[1] == currency}
            assert sum(row[0] for row in rows.values()) == sum(row[1] for row in rows.values()), "debits are credits"
            for account in map(str, CONTROL):
                debit, credit = rows.get(account, [0, 0])
                held = [
                    one.balance
                    for one in self.mirror.things.values()
                    if one.account == account and one.currency == currency
                ]
                assert debit - credit == sum(held), f"{account} in {currency} is not its open items"

    def keep_a_day(self) -> None:
        """Keep a day of the past, as the slow sum of the postings says it is, and forget the oldest kept."""
        as_of = self.today - timedelta(days=self.dice.randrange(0, 50))
        batch = self.mirror.batch
        with self.database.reading() as connection:
            seen = aged(connection, as_of, batch)
            assert {key: list(row) for key, row in seen.items()} == self.mirror.aged(as_of, batch), as_of
            assert seen == reported(connection, as_of, batch), f"the report of {as_of} is not what the database sums"
            query = f"SELECT min(state), max(state), max(month) FROM period WHERE month <= '{as_of:%Y-%m}'"
            if connection.exec_driver_sql(query).one() == ("closed", "closed", f"{as_of:%Y-%m}"):
                self.closed[as_of] = aged(connection, as_of)
        self.past[as_of, batch] = seen
        self.past = dict(list(self.past.items())[-DAYS_KEPT:])
        self.closed = dict(list(self.closed.items())[-DAYS_KEPT:])

    def checked(self) -> None:
        """Prove the books by their own proof, the chain included; on no day was an item settled twice."""
        assert turned_over(self.mirror) == []
        with self.database.reading() as connection:
            assert ledger.checks.run(connection) == []
            told = ledger.reads.trial_balance(connection, entity="MAIN").iter_rows(named=True)
            sums = {(row["role"], row["currency"]): [row["debit"], row["credit"]] for row in told}
            assert sums == self.mirror.sums
            for row in ledger.reads.receipts(connection).iter_rows(named=True):
                assert row["applied_amount"] + row["unapplied_amount"] == row["amount"], row["receipt_id"]
                assert row["applied_amount"] == self.mirror.things[row["receipt_id"]].settled

    # What operations choose from.

    def day(self) -> date:
        """Return a GL day: mostly today, sometimes up to some weeks ago, rarely ahead."""
        return self.today + timedelta(days=self.dice.choice([0, 0, 0, -1, -3, -10, -33, -70, 2]))

    def minor(self, most: int = 50_000) -> int:
        """Return an amount."""
        return self.dice.randint(1, max(1, most))

    def some(self, things: dict[str, Thing], rule: Callable[[Thing], bool]) -> tuple[str, Thing]:
        """Return one that fits, or, once in a while, one that does not: the books must refuse it."""
        fits = [name for name, one in things.items() if rule(one)]
        names = list(things) if not fits or self.dice.random() < 0.05 else fits
        if not names:
            raise Nothing
        name = self.dice.choice(names)
        return name, things[name]

    def approved(self, kind: str, subject: str = "") -> Callable[[Book], None]:
        """Ask, and return what approves it; once in a while nobody does."""
        if self.dice.random() < 0.1:
            return lambda _: None
        request = self.asked(kind, subject)

        def approve(book: Book) -> None:
            ledger.approvals.approve(book, request, self.now(), self.today)

        return approve


class Nothing(Refused):
    """There is nothing to do this with yet."""

    code = "nothing"


def aged(connection: Connection, as_of: date, batch: int = books.NEWEST) -> Aging:
    """Return the aging of a day by the queries of the reports, their rows folded here."""
    return folded(
        (row[1], row[2], row[4], row[5:])
        for statement in books.statements(connection, "MAIN", as_of, batch=batch, buckets=BUCKETS)
        for row in connection.execute(statement)
    )


def folded(rows: Iterable[tuple[str, str, str, Sequence[int]]]) -> Aging:
    """Return one row a customer, currency and account: what falls into each bucket; those of nothing are left out.

    The queries sum what is as young as a bound or younger: each less the one before is what lies between.
    """
    sums: defaultdict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0] * len(BUCKETS))
    for customer, currency, account, younger in rows:
        for place, minor in enumerate(younger):
            sums[customer, currency, account][place] += minor - (younger[place - 1] if place else 0)
    return {key: tuple(row) for key, row in sums.items() if any(row)}


def reported(connection: Connection, as_of: date, batch: int) -> Aging:
    """Return the aging of a day as the reports have it."""
    names = [bucket.name for bucket in BUCKETS]
    keys = ["customer_number", "currency", "account"]
    found = books.sums(connection, "MAIN", as_of, batch=batch, buckets=BUCKETS)
    total = found.group_by(keys).agg(pl.col(names).sum()).select(*keys, *names)
    return {(row[0], row[1], row[2]): row[3:] for row in total.iter_rows() if any(row[3:])}


@operation(6)
def issue(one: Trading) -> None:
    """Issue a document, of today or another system's, in dollars or euros."""
    kind = one.dice.choice([ItemType.INVOICE, ItemType.INVOICE, ItemType.INVOICE, *list(ItemType)[2:5]])
    _issue(one, kind, one.minor())


@operation(1)
def credit_memo(one: Trading) -> None:
    """Issue a credit memo."""
    _issue(one, ItemType.CREDIT_MEMO, -one.minor(20_000))


def _issue(one: Trading, kind: ItemType, minor: int) -> None:
    issued = one.day()
    opening = kind is ItemType.DEDUCTION or one.dice.random() < 0.2
    left = minor // 2 or minor
    row = NewItem(
        f"{one.name}{next(one.numbers)}",
        kind,
        one.dice.choice(PEOPLE),
        one.dice.choice(["USD", "USD", "EUR"]),
        minor,
        issued,
        issued + timedelta(days=one.dice.choice([0, 30, 45])),
        opening=opening,
        open_minor=left if opening and one.dice.random() < 0.5 else None,
        tax=abs(minor) // 10 if not opening and kind in {ItemType.INVOICE, ItemType.CREDIT_MEMO} else 0,
    )
    with one.command() as book:
        ledger.items.issue(book, [row])


@operation(6)
def receive(one: Trading) -> None:
    """Receive money, from somebody or nobody we know."""
    name = f"{one.name}{next(one.numbers)}"
    person = one.dice.choice([*PEOPLE, None])
    deposit = person is not None and one.dice.random() < 0.1
    into = Into.BANK if deposit else one.dice.choice(list(Into))
    day = one.day()
    minor, currency = one.minor(60_000), one.dice.choice(["USD", "USD", "EUR"])
    row = NewReceipt(f"rcp_{name}", f"ent_{name}", minor, currency, day, day, person, into=into, deposit=deposit)
    with one.command() as book:
        ledger.receipts.receive(book, [row])


@operation(3)
def identify(one: Trading) -> None:
    """Say who paid, or who really paid."""
    name, _ = one.some(one.mirror.receipts(), lambda thing: bool(thing.balance))
    with one.command() as book:
        ledger.receipts.identify(book, [Identification(name, one.dice.choice(PEOPLE), one.day())])


@operation(12)
def apply(one: Trading) -> None:
    """Apply a receipt to one, two or three items, with discounts, write-offs, deductions and credit memos."""
    name, receipt = one.some(
        one.mirror.receipts(), lambda thing: bool(thing.balance) and thing.account != "unidentified"
    )
    cash, rows = -receipt.balance, []
    for _ in range(one.dice.choice([1, 1, 2, 3])):
        target, thing = one.some(
            one.mirror.documents(),
            lambda thing: thing.balance > 3 and thing.currency == receipt.currency and thing.type != "credit_memo",
        )
        rows.append(_application(one, name, target, thing, cash))
        cash -= rows[-1].cash
    if one.dice.random() < 0.15:
        target, thing = one.some(
            one.mirror.documents(),
            lambda thing: thing.balance < 0 and thing.currency == receipt.currency,
        )
        rows.append(NewApplication(name, target, -one.minor(min(abs(thing.balance), rows[0].cash or 1)), one.day()))
    with one.command() as book:
        ledger.applications.apply(book, rows)


def _application(one: Trading, receipt: str, target: str, thing: Thing, cash: int) -> NewApplication:
    """Return an application within what is left, or, once in a while, beyond it."""
    owed = max(thing.balance, 1)
    less = one.dice.choice(["", "", "", "discount", "write_off", "deduction"])
    gap = min(one.minor(300), owed - 1) if less else 0
    beyond = 1 if one.dice.random() < 0.04 else 0
    paid = max(0, min(cash, owed - gap) + beyond)
    if one.dice.random() < 0.3:
        paid = max(1, paid // 2)
    facts: dict[str, Any] = {less: gap} if gap else {}
    if less == "discount" and gap:
        facts |= {"discount_earned": one.dice.random() < 0.5, "discount_tax": one.dice.choice([0, min(1, gap)])}
    if less == "write_off" and gap:
        facts["write_off_kind"] = one.dice.choice(list(WriteOff))
    if less == "deduction" and gap:
        facts["deduction_reason"] = "QTY"
    return NewApplication(receipt, target, paid, one.day(), **facts)


@operation(4)
def unapply(one: Trading) -> None:
    """Take an application back."""
    standing = one.mirror.standing()
    if not standing:
        raise Nothing
    chosen = one.dice.choice(standing)
    with one.command() as book:
        ledger.applications.unapply(book, [Undo(chosen.identity, one.day(), "wrong")])
    row = chosen.row
    if row.cash > 0 and not row.deduction and not row.write_off:
        again = NewApplication(row.receipt_id, row.item_id, row.cash, one.today, discount=row.discount)
        one.undone.append(again)


@operation(2)
def apply_again(one: Trading) -> None:
    """Apply what was taken back, as it was."""
    if not one.undone:
        raise Nothing
    with one.command() as book:
        ledger.applications.apply(book, [one.undone.pop()])


@operation(2)
def dispose(one: Trading) -> None:
    """Put the rest of a receipt on account, take it off, book it out of receivables and back."""
    verb = one.dice.choice(["place_on_account", "take_off_account", "not_ar", "take_back_not_ar"])
    name, _ = one.some(one.mirror.receipts(), lambda thing: bool(thing.balance))
    with one.command() as book:
        getattr(ledger.receipts, verb)(book, [Disposal(name, one.day(), "asked")])


@operation(2)
def reverse(one: Trading) -> None:
    """Reverse a receipt: its cheque came back."""
    name, _ = one.some(one.mirror.receipts(), lambda thing: thing.moves < 8)
    with one.command() as book:
        ledger.receipts.reverse(book, [Disposal(name, one.day(), "NSF")])


@operation(1)
def bounce(one: Trading) -> None:
    """Charge a returned receipt back by debit memo."""
    name, _ = one.some(one.mirror.receipts(), lambda thing: not thing.balance and bool(thing.settled))
    with one.command() as book:
        ledger.receipts.bounce(book, [Disposal(name, one.day(), "R01")])


@operation(3)
def write_off(one: Trading) -> None:
    """Change an item without cash: small balance, bad debt, concession, netting, note, or a recovery."""
    kind = one.dice.choice([kind for kind in Adjust if kind not in {Adjust.REFUND_APPROVED, Adjust.UNCLAIMED}])
    if kind in REINSTATES:
        name, thing = one.some(one.mirror.documents(), lambda thing: thing.elsewhere < 0 < thing.amount)
        most = abs(thing.elsewhere)
    else:
        name, thing = one.some(one.mirror.documents(), lambda thing: thing.balance > 0)
        most = abs(thing.balance)
    _adjust(one, name, kind, one.minor(most))


@operation(2)
def refund(one: Trading) -> None:
    """Approve a refund of a credit, or give it up as unclaimed; then pay it."""
    kind = one.dice.choice([Adjust.REFUND_APPROVED, Adjust.REFUND_APPROVED, Adjust.UNCLAIMED])
    name, thing = one.some(one.mirror.things, lambda thing: thing.balance < 0 and thing.account != "unidentified")
    _adjust(one, name, kind, one.minor(abs(thing.balance)))


def _adjust(one: Trading, name: str, kind: Adjust, minor: int) -> None:
    approve = one.approved(str(kind))
    with one.command() as book:
        approve(book)
        ledger.adjustments.adjust(book, [Adjustment(name, kind, minor, one.day(), "because")])


@operation(2)
def settle_deduction(one: Trading) -> None:
    """Allow a deduction, or charge it back."""
    name, thing = one.some(one.mirror.documents(), lambda thing: thing.type == "deduction" and thing.balance > 0)
    verb = one.dice.choice([ledger.deductions.allow, ledger.deductions.charge_back])
    with one.command() as book:
        verb(book, [Settlement(name, one.minor(max(1, thing.balance)), one.day(), "settled")])


@operation(1)
def move_beside(one: Trading) -> None:
    """Book a movement that no item takes part in, some of them turned round later."""
    kind = one.dice.choice(sorted(GENERAL))
    day = one.day()
    back = day + timedelta(days=11) if one.dice.random() < 0.3 else None
    reference = f"{one.name} {next(one.numbers)}"
    with one.command() as book:
        ledger.general.post(book, [Movement(((kind, one.minor()),), "USD", day, reference, reversed_on=back)])


@operation(1)
def rate(one: Trading) -> None:
    """A new rate of the euro."""
    with one.command() as book:
        ledger.valuing.keep_rates(book, [("EUR", one.today, one.dice.randint(900_000_000, 1_300_000_000))])


@operation(1)
def revalue(one: Trading) -> None:
    """Value what is open in euros at the rate of a day."""
    with one.command() as book:
        ledger.general.post(book, ledger.revaluing.revaluations(book, one.day()))


@operation(1)
def close(one: Trading) -> None:
    """Close a month that is over."""
    past = one.today.replace(day=1) - timedelta(days=one.dice.choice([1, 1, 20, 40]))
    with one.command() as book:
        ledger.periods.close(book, f"{past:%Y-%m}")


@operation(1)
def reopen(one: Trading) -> None:
    """Open a closed month again, approved or not."""
    past = one.today.replace(day=1) - timedelta(days=one.dice.choice([1, 20, 40]))
    month = f"{past:%Y-%m}"
    approve = one.approved("reopen", month)
    with one.command() as book:
        approve(book)
        ledger.periods.reopen(book, month)
    one.closed = {day: seen for day, seen in one.closed.items() if f"{day:%Y-%m}" < month}


@operation(1)
def repeat(one: Trading) -> None:
    """Send a command again that was carried out: nothing comes of it."""
    key = f"{one.name} {one.dice.randint(1, next(one.numbers))}"
    with one.command(key) as book:
        if book.replayed is None:
            raise Nothing
