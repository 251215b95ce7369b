"""E-mails that did not go because somebody said not to be mailed: each is kept, so that the silence can be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from dunning.tables import suppressed_mail
from kit.days import microseconds
from kit.db import stored_day
from ledger.book import Book

DO_NOT_EMAIL = "do_not_email"


@dataclass(frozen=True, slots=True)
class Suppressed:
    """An e-mail that did not go to a customer's address; `became` says what did: letter, nothing, cancelled."""

    customer_number: str
    recipient: str
    became: str


def keep(book: Book, rows: Iterable[Suppressed], on: date, at: datetime) -> None:
    """Write what did not go on a day; an address is told once a day."""
    table = suppressed_mail.c
    today = (table.entity == book.entity, table.happened_on == stored_day(book.connection, on))
    told = book.connection.execute(select(table.customer_number, table.recipient).where(*today))
    known = {(row.customer_number, row.recipient) for row in told}
    new = {(one.customer_number, one.recipient): one for one in rows}
    book.write(
        "suppressed_mail",
        [
            (book.entity, key[0], on, key[1], DO_NOT_EMAIL, one.became, book.actor, microseconds(at))
            for key, one in new.items()
            if key not in known
        ],
    )


def of(connection: Connection, entity: str, customer: str) -> list[Row[Any]]:
    """Return what did not go to a customer, the oldest first."""
    mine = (suppressed_mail.c.entity == entity, suppressed_mail.c.customer_number == customer)
    return list(connection.execute(select(suppressed_mail).where(*mine).order_by(suppressed_mail.c.no)))
