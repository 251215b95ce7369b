"""What customers owed when a command was done: today's balances less what was posted since, walked back once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, literal_column, select

from kit.db import among
from ledger.tables import entry, item, open_item, posting

#: What a check reads of a document, beside its balance and whose it was.
_FACTS = ("item_id", "type", "currency", "amount", "issued_on", "due_on")


@dataclass(frozen=True, slots=True)
class Owed:
    """A document, or money, as it was left at a moment; amounts in minor units."""

    item_id: str
    type: str
    currency: str
    amount: int
    issued_on: Any
    due_on: Any
    balance: int
    held_for: str


class Past:
    """What some customers owed, at moments that are asked for from the newest to the oldest."""

    def __init__(self, connection: Connection, code: str, numbers: Iterable[str], since: int) -> None:
        """Read balances as they stand, and what was posted after the batch `since`."""
        customers = sorted(set(numbers))
        self._held: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        mine = select(open_item.c.no).where(
            open_item.c.entity == code, among(connection, open_item.c.held_for, customers)
        )
        for row in connection.execute(select(item).where(item.c.no.in_(mine))):
            self._held[row.held_for][row.item_id] += row.balance
        self._later = sorted(_moved(connection, code, customers, since), key=lambda row: row.batch)
        touched = {name for held in self._held.values() for name in held} | {row.item_id for row in self._later}
        facts = select(*(item.c[name] for name in _FACTS)).where(among(connection, item.c.item_id, sorted(touched)))
        self._facts: dict[str, dict[str, Any]] = {
            row["item_id"]: dict(row) for row in connection.execute(facts).mappings()
        }

    def back_to(self, batch: int) -> None:
        """Go back to the moment when a batch was the newest."""
        while self._later and self._later[-1].batch > batch:
            row = self._later.pop()
            self._held[row.customer][row.item_id] -= row.minor

    def owed(self, members: Iterable[str]) -> Sequence[Owed]:
        """Return what is left of the documents and the money of customers at that moment."""
        return [
            Owed(**self._facts[name], balance=minor, held_for=number)
            for number in members
            for name, minor in sorted(self._held[number].items())
            if minor
        ]


def _moved(connection: Connection, code: str, customers: Sequence[str], since: int) -> list[Row[Any]]:
    """Return what was posted to documents of customers after a batch: debits as they are, credits turned round."""
    found: list[Row[Any]] = []
    for side, sign in (("dr", ""), ("cr", "-")):
        whose, document = posting.c[f"{side}_customer"], posting.c[f"{side}_item"]
        chosen = (
            select(
                entry.c.batch,
                whose.label("customer"),
                document.label("item_id"),
                literal_column(f"{sign}posting.minor").label("minor"),
            )
            .join(posting, posting.c.entry_no == entry.c.no)
            .where(entry.c.entity == code, entry.c.batch > since, document.is_not(None))
            .where(among(connection, whose, customers))
        )
        found += connection.execute(chosen).all()
    return found
