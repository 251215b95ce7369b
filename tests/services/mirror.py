"""A second set of books, kept by hand from the raw postings: slow, obvious, and with nothing of the product in it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection

#: Where the rest of a receipt can lie.
HOMES = ("unidentified", "unapplied", "on_account", "deposits")


@dataclass
class Thing:
    """An item or a receipt, as the postings alone tell it."""

    type: str
    number: str
    currency: str
    amount: int
    entry_no: int
    due_on: date
    balance: int = 0
    account: str = ""
    customer: str | None = None
    moves: int = 0
    settled: int = 0
    elsewhere: int = 0
    value: int = 0


@dataclass
class Application:
    """An application as written."""

    identity: str
    receipt: str
    item: str
    row: Any
    standing: bool = True


@dataclass
class Mirror:
    """All that was ever posted, folded one row at a time."""

    things: dict[str, Thing] = field(default_factory=dict)
    applications: dict[int, Application] = field(default_factory=dict)
    entries: dict[int, tuple[date, str, int | None]] = field(default_factory=dict)
    sums: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    #: Item, account, customer, signed amount, GL day, batch: what any past day is made of.
    moves: list[tuple[str, str, str | None, int, date, int]] = field(default_factory=list)
    read: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    batch: int = 0

    def follow(self, connection: Connection) -> None:
        """Read what was written since the last time."""
        for table in ("entry", "item", "application", "posting", "valuation"):
            query = f"SELECT * FROM {table} WHERE no > {self.read[table]} ORDER BY no"
            for row in connection.exec_driver_sql(query).all():
                self.read[table] = row.no
                getattr(self, f"_{table}")(row)
        self.batch = connection.exec_driver_sql("SELECT max(no) FROM batch").scalar_one()

    def _entry(self, row: Any) -> None:
        self.entries[row.no] = (day(row.gl_on), row.kind, row.reverses)

    def _item(self, row: Any) -> None:
        self.things[row.item_id] = Thing(
            row.type, row.number, row.currency, row.amount, row.entry_no, day(row.due_on), customer=row.customer_number
        )

    def _application(self, row: Any) -> None:
        self.applications[row.no] = Application(row.application_id, row.receipt_id, row.item_id, row)
        self.things[row.receipt_id].settled += row.cash
        self.things[row.item_id].settled += row.cash + row.discount + row.write_off + row.deduction
        if row.reverses is not None:
            self.applications[row.reverses].standing = self.applications[row.no].standing = False
            if row.deduction_item_id:
                self.things[row.deduction_item_id].settled -= row.deduction

    def _posting(self, row: Any) -> None:
        gl_on = self.entries[row.entry_no][0]
        self.sums[row.dr_account, row.currency][0] += row.minor
        self.sums[row.cr_account, row.currency][1] += row.minor
        told = self._told(row.entry_no)
        for item, account, customer, minor in (
            (row.dr_item, row.dr_account, row.dr_customer, row.minor),
            (row.cr_item, row.cr_account, row.cr_customer, -row.minor),
        ):
            if item is None:
                continue
            thing = self.things[item]
            thing.balance += minor
            thing.account, thing.customer = account, customer
            thing.moves += 1
            if row.entry_no != thing.entry_no and not told:
                thing.elsewhere += minor
            self.moves.append((item, account, customer, minor, gl_on, row.batch))

    def _told(self, entry_no: int) -> bool:
        """Say whether an entry is one that applications tell: itself, or what it turns round."""
        kind, reverses = self.entries[entry_no][1:]
        return kind == "applied" or (reverses is not None and self.entries[reverses][1] == "applied")

    def _valuation(self, row: Any) -> None:
        for item, minor in ((row.dr_item, row.minor), (row.cr_item, -row.minor)):
            if item is not None:
                self.things[item].value += minor

    def standing(self) -> list[Application]:
        """Return the applications that nobody took back."""
        return [one for one in self.applications.values() if one.standing]

    def receipts(self) -> dict[str, Thing]:
        """Return the receipts."""
        return {name: thing for name, thing in self.things.items() if thing.type == "receipt"}

    def documents(self) -> dict[str, Thing]:
        """Return all other items."""
        return {name: thing for name, thing in self.things.items() if thing.type != "receipt"}

    def aged(self, as_of: date, batch: int) -> dict[tuple[str, str, str], list[int]]:
        """Return the aging of a day as known at a batch: customer, currency, account -> current to 91 and more."""
        left: defaultdict[tuple[str, str, str | None], int] = defaultdict(int)
        for item, account, customer, minor, gl_on, told in self.moves:
            if gl_on <= as_of and told <= batch:
                left[item, account, customer] += minor
        table: defaultdict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0] * 5)
        for (item, account, customer), minor in left.items():
            thing = self.things[item]
            late = (as_of - thing.due_on).days
            place = 0 if late <= 0 else min(4, (late - 1) // 30 + 1)
            table[customer or "", thing.currency, account][place] += minor
        return {key: row for key, row in table.items() if any(row)}


def turned_over(mirror: Mirror) -> list[str]:
    """Return every item that was more than settled, or more than itself, at the end of some day."""
    by_day: defaultdict[str, defaultdict[date, int]] = defaultdict(lambda: defaultdict(int))
    for item, _, _, minor, gl_on, _ in mirror.moves:
        by_day[item][gl_on] += minor
    found = []
    for item, moved in by_day.items():
        amount, left = mirror.things[item].amount, 0
        for gl_on in sorted(moved):
            left += moved[gl_on]
            if not min(amount, 0) <= left <= max(amount, 0):
                found.append(f"{item}: {left} was left of {amount} on {gl_on}")
    return found


def wrong(mirror: Mirror) -> list[str]:
    """Return every sentence about receipts and items that does not hold."""
    found = []
    for name, one in mirror.things.items():
        if one.type == "receipt":
            rest = dict.fromkeys(HOMES, 0)
            if one.balance:
                rest[one.account] = -one.balance
            parts = [one.settled, *rest.values(), one.elsewhere]
            if -one.amount != sum(parts):
                found.append(f"receipt {name}: {-one.amount} is not applied, at home and elsewhere: {parts}")
        elif one.amount != one.balance + one.settled - one.elsewhere:
            found.append(f"{name}: {one.amount} is not {one.balance} + {one.settled} - {one.elsewhere}")
        if not min(one.amount, 0) <= one.balance <= max(one.amount, 0):
            found.append(f"{name}: {one.balance} is left of {one.amount}")
        if not one.balance and one.value:
            found.append(f"{name}: nothing is left and it is worth {one.value}")
    for currency in {key[1] for key in mirror.sums}:
        debited, credited = (
            sum(row[side] for key, row in mirror.sums.items() if key[1] == currency) for side in (0, 1)
        )
        if debited != credited:
            found.append(f"{currency}: debits {debited}, credits {credited}")
    return found


def day(value: Any) -> date:
    """Return a day as Python's."""
    return date.fromisoformat(value) if isinstance(value, str) else value
