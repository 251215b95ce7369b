"""The chart of accounts: which of its own accounts an entity means by each role, from one posting to the next."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kit.refusals import Invalid
from ledger import reads
from ledger.book import Book
from ledger.kinds import Account


@dataclass(frozen=True, slots=True)
class Mapped:
    """A role's account: its number in the entity's chart, and its name there."""

    role: str
    code: str
    name: str = ""


def change(book: Book, rows: Sequence[Mapped]) -> int:
    """Map roles to accounts, for postings written from now on; return how many changed.

    Old postings keep the number they were told with. Refused: Invalid where there is no such role, or two roles would
    share a number: money of two sorts could then not be told apart.
    """
    chart = {
        row["role"]: (row["account"], row["name"])
        for row in reads.accounts(book.connection, book.entity).iter_rows(named=True)
    }
    if unknown := sorted({row.role for row in rows} - set(chart)):
        raise Invalid(f"there is no account for {unknown[0]!r}: there is {', '.join(map(str, Account))}")
    wanted = {row.role: (row.code, row.name or chart[row.role][1]) for row in rows}
    shared = [code for code, times in Counter(code for code, _ in (chart | wanted).values()).items() if times > 1]
    if shared:
        raise Invalid(f"account {min(shared)} would stand for two roles")
    changed = {role: value for role, value in wanted.items() if chart[role] != value}
    book.write("account_change", [(book.entity, role, *value, book.actor) for role, value in changed.items()])
    return len(changed)
