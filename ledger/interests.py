"""Conflicts of interest: who is related to a customer decides nothing about it (DUTIES A02h)."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from kit.refusals import Invalid, NotFound
from ledger import customers
from ledger.book import Book
from ledger.customers import newest
from ledger.refusals import ConflictOfInterest
from ledger.tables import customer_fact, interest


def declare(book: Book, login: str, customer: str, reason: str) -> None:
    """Write that somebody is related to a customer; told twice it is one row. Refused: UnknownCustomer; Invalid."""
    customers.check(book, [customer])
    if not reason.strip():
        raise Invalid("say how they are related")
    if not _held(book.connection, book.entity, login, customer):
        _write(book, login, customer, reason, held=True)


def end(book: Book, login: str, customer: str, reason: str) -> None:
    """Write that somebody is related to a customer no longer; the database refuses that they say so themselves.

    Refused: NotFound where they are not; Invalid without a reason; SamePerson.
    """
    if not _held(book.connection, book.entity, login, customer):
        raise NotFound(f"{login} is not related to customer {customer}")
    if not reason.strip():
        raise Invalid("say why it ended")
    _write(book, login, customer, reason, held=False)


def check(book: Book, customer: str) -> None:
    """Refuse who acts where they are related to a customer or to who stands above it: ConflictOfInterest."""
    if related(book, customer):
        raise ConflictOfInterest(f"{book.actor} is related to customer {customer}: somebody else decides", customer)


def related(book: Book, customer: str) -> bool:
    """Say whether who acts is related to a customer or to who stands above it."""
    return any(_held(book.connection, book.entity, book.actor, one) for one in _upwards(book, customer))


def _upwards(book: Book, customer: str) -> Iterator[str]:
    """Yield a customer and those above it."""
    seen: set[str] = set()
    while customer and customer not in seen:
        yield customer
        seen.add(customer)
        above = newest(book.entity, customer_fact.c.parent_number).where(customer_fact.c.number == customer)
        customer = book.connection.execute(above).scalar() or ""


def _held(connection: Connection, entity: str, login: str, customer: str) -> bool:
    """Say whether somebody is related to a customer, as was written last."""
    mine = (interest.c.entity == entity, interest.c.login == login.lower(), interest.c.customer_number == customer)
    last = select(interest.c.held).where(*mine).order_by(interest.c.no.desc()).limit(1)
    return bool(connection.execute(last).scalar())


def _write(book: Book, login: str, customer: str, reason: str, *, held: bool) -> None:
    """Write a row."""
    book.write("interest", [(book.entity, login.lower(), customer, int(held), reason.strip(), book.actor)])
