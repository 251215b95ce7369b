"""Small books to test with: a customer, an invoice and a receipt in a line each."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime

import ledger
from kit.db import Database
from ledger import Book, Identification, ItemType, NewCustomer, NewItem, NewReceipt, NewRequest

DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@contextmanager
def booked(database: Database, key: str, actor: str = "tester", **payload: object) -> Iterator[Book]:
    """Open the books for one command of a test."""
    with ledger.book(
        database, entity="MAIN", key=key, actor=actor, command="test", payload=payload, recorded_at=NOW
    ) as book:
        yield book


def asked(database: Database, kind: str, subject: str = "", minor: int = 0, **more: str) -> str:
    """Ask for something as another person, and return the request."""
    with database.reading() as connection:
        key = f"ask {connection.exec_driver_sql('SELECT max(no) FROM batch').scalar()}"
    with booked(database, key, actor="asker") as book:
        wanted = NewRequest(kind, subject, "{}", "because", minor, "USD", **more)
        return ledger.approvals.ask(book, wanted, NOW)


def granted(database: Database, *kinds: str) -> Callable[[Book], None]:
    """Ask for each kind, and return what approves them all within the command that carries them out."""
    requests = [asked(database, kind) for kind in kinds]
    return lambda book: approved(book, requests)


def approved(book: Book, requests: Iterable[str]) -> None:
    """Approve requests within the command that carries them out."""
    for one in requests:
        ledger.approvals.approve(book, one, NOW, DAY)


def steered(book: Book, rows: Sequence[NewCustomer]) -> int:
    """Write customers with changes of what steers money, as two people asked and approved it."""
    actor, book.actor = book.actor, "asker"
    request = ledger.approvals.ask(book, NewRequest("master", "", "[]", "because"), NOW)
    book.actor = actor
    ledger.approvals.approve(book, request, NOW, DAY)
    return ledger.customers.upsert(book, rows)


def reopened(book: Book, month: str, request_id: str) -> None:
    """Open a month again, approved."""
    ledger.approvals.approve(book, request_id, NOW, DAY)
    ledger.periods.reopen(book, month)


def item(number: str, minor: int, kind: ItemType = ItemType.INVOICE, customer: str = "C1", **more: object) -> NewItem:
    """Return a document of a day."""
    facts: dict[str, object] = {"issued_on": DAY, "due_on": DAY} | more
    return NewItem(number, kind, customer, "USD", minor, **facts)  # type: ignore[arg-type]


def receipt(name: str, minor: int, customer: str | None = "C1", day: date = DAY) -> NewReceipt:
    """Return a receipt."""
    return NewReceipt(f"rcp_{name}", f"ent_{name}", minor, "USD", day, day, customer)


def opened(database: Database, *documents: NewItem, receipts: tuple[NewReceipt, ...] = ()) -> None:
    """Book customers C1 and C2, the documents and the receipts in one command."""
    with booked(database, "opened") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One"), NewCustomer("C2", "Two")])
        ledger.items.issue(book, documents)
        ledger.receipts.receive(book, receipts)


def invoice_id(number: str) -> str:
    """Return the id of an invoice."""
    return ledger.item_id("MAIN", ItemType.INVOICE, number)


def identified(name: str, customer: str = "C1") -> Identification:
    """Say who paid a receipt."""
    return Identification(f"rcp_{name}", customer, DAY)


def balances(database: Database) -> dict[str, int]:
    """Return what is left on every item, by number."""
    with database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT number, balance FROM item")
        return {str(row[0]): int(row[1]) for row in rows}
