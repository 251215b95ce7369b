"""How an account may buy: a prospect not at all, one on cash against delivery, one on terms after a decision."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, select

from credit.tables import account_standing
from kit.days import microseconds
from kit.db import among
from kit.refusals import Invalid
from ledger.book import Book


class AccountStanding(StrEnum):
    """How an account may buy."""

    PROSPECT = "prospect"
    COD = "cod"
    TERMS = "terms"


#: Whom nothing is trusted with yet.
CLOSED = frozenset({AccountStanding.PROSPECT, AccountStanding.COD})


def of(connection: Connection, entity: str, numbers: Iterable[str]) -> dict[str, AccountStanding]:
    """Return how accounts may buy, by number; who never applied here is left out."""
    table = account_standing
    mine = among(connection, table.c.customer_number, set(numbers))
    rows = connection.execute(select(table).where(table.c.entity == entity, mine).order_by(table.c.no))
    return {row.customer_number: AccountStanding(row.standing) for row in rows}


def put(
    book: Book, number: str, standing: AccountStanding, application: str, at: datetime, *, request_id: str = ""
) -> None:
    """Write how an account may buy from now on; the database refuses terms that nobody approved."""
    row = (book.entity, number, str(standing), application, request_id, book.actor, microseconds(at))
    book.write("account_standing", [row])


def check_trusted(connection: Connection, entity: str, number: str, what: str) -> None:
    """Refuse a limit or terms of an account on which nobody decided yet: Invalid."""
    standing = of(connection, entity, [number]).get(number)
    if standing in CLOSED:
        raise Invalid(f"{number} is {_SAYS[standing]}: {what} follow the decision on its application")


_SAYS = {AccountStanding.PROSPECT: "a prospect", AccountStanding.COD: "on cash (COD)"}
