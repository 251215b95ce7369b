"""The chart of accounts: which of its own accounts an entity means by each role, for postings of which days."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from kit.refusals import Invalid
from ledger import master, reads
from ledger.book import Book
from ledger.kinds import Account
from ledger.tables import account_change, account_mapping
from ledger.terms import ALWAYS


@dataclass(frozen=True, slots=True)
class Mapped:
    """A role's account: its number in the entity's chart, its name there, and the first GL day it stands for."""

    role: str
    code: str
    name: str = ""
    valid_from: date = ALWAYS


def change(book: Book, rows: Sequence[Mapped]) -> int:
    """Map roles to accounts, for postings of those days that are written from now on; return how many changed.

    Old postings keep the number they were told with. Refused: Invalid where there is no such role, the entity keeps a
    chart and the account is not in it on the day, or two roles would share a number: money of two sorts could then not
    be told apart.
    """
    return sum(_changed(book, on, [row for row in rows if row.valid_from == on]) for on in _days(rows))


def _days(rows: Sequence[Mapped]) -> list[date]:
    """Return the days from which rows hold, the first one first."""
    return sorted({row.valid_from for row in rows})


def _changed(book: Book, on: date, rows: Sequence[Mapped]) -> int:
    """Map roles from one day on."""
    mapped = reads.accounts(book.connection, book.entity, on).iter_rows(named=True)
    chart = {row["role"]: (row["account"], row["name"]) for row in mapped}
    if unknown := sorted({row.role for row in rows} - set(chart)):
        raise Invalid(f"there is no account for {unknown[0]!r}: there is {', '.join(map(str, Account))}")
    names = _kept(book, on, rows)
    wanted = {row.role: (row.code, row.name or names.get(row.code) or chart[row.role][1]) for row in rows}
    shared = [code for code, times in Counter(code for code, _ in (chart | wanted).values()).items() if times > 1]
    if shared:
        raise Invalid(f"account {min(shared)} would stand for two roles")
    changed = {role: value for role, value in wanted.items() if chart[role] != value}
    written = [(book.entity, role, *value, on, book.actor) for role, value in changed.items()]
    book.write("account_mapping", written)
    return len(changed)


def _kept(book: Book, on: date, rows: Sequence[Mapped]) -> dict[str, str]:
    """Return the names of the entity's own accounts by number; nothing where it keeps no chart. Refused: Invalid."""
    if master.versions(book.connection, book.entity, master.GlAccount).is_empty():
        return {}
    kept = master.held(book.connection, book.entity, master.GlAccount, on)
    names: dict[str, str] = dict(kept.select("code", "name").iter_rows())
    if missing := sorted({row.code for row in rows} - set(names)):
        raise Invalid(f"account {missing[0]} is not in the chart of {book.entity} on {on}")
    return names


def mapped(connection: Connection, entity: str) -> set[str]:
    """Return the roles that the entity has mapped to accounts of its own."""
    chosen = select(account_mapping.c.role).where(account_mapping.c.entity == entity)
    before = select(account_change.c.role).where(account_change.c.entity == entity)
    return set(connection.execute(chosen.union(before)).scalars())
