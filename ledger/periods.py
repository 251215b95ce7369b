"""Months, open or closed; nothing is posted into a closed one (DOMAIN section 3, rules)."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from sqlalchemy import Connection, bindparam, select

from kit.days import end_of_month
from kit.refusals import NotFound
from ledger.book import Book
from ledger.tables import period

_MONTHS = select(period.c.month, period.c.state).where(period.c.entity == bindparam("entity"))
OPEN = "open"
CLOSED = "closed"


def ensure(book: Book, days: Iterable[date]) -> None:
    """Create the missing months of the days, open; a month before a closed one stays missing and counts as closed."""
    states = _states(book)
    last_closed = max((month for month, state in states.items() if state == CLOSED), default="")
    missing = {month for month in map(_month, set(days)) if month not in states and month > last_closed}
    _write(book, sorted(missing), OPEN)


def closed(book: Book, month: str) -> bool:
    """Say whether a month is closed."""
    return _states(book).get(month) == CLOSED


def is_open(connection: Connection, entity: str, on: date) -> bool:
    """Say whether something may be posted on a day: its month is open, or may be made so."""
    states = {row.month: row.state for row in connection.execute(_MONTHS, {"entity": entity})}
    return _state(_month(on), states) == OPEN


def close(book: Book, month: str) -> list[str]:
    """Close a month (`2026-11`) and every open one before it, and return them; closing it again changes nothing.

    What were posted into an earlier month would move the balances of this one.
    """
    states = _states(book)
    if states.get(month) == CLOSED:
        return []
    closing = sorted({month, *(one for one, state in states.items() if state == OPEN and one < month)})
    _write(book, closing, CLOSED)
    return closing


def reopen(book: Book, month: str) -> None:
    """Open a closed month again, within the command that approves it (`approvals`): the database asks for its approval.

    Refused: NotFound where there is no such month; Unapproved.
    """
    state = _states(book).get(month)
    if state is None:
        raise NotFound(f"there is no month {month}")
    if state == CLOSED:
        _write(book, [month], OPEN)


def gl_days(book: Book, wished: Iterable[date]) -> dict[date, date]:
    """Return for each wished day itself where its month is open, else the first day of the next open month.

    Missing months after the last closed one are created, open.
    """
    days = set(wished)
    ensure(book, days)
    states = _states(book)
    found = {day: _next_open(day, states) for day in days}
    ensure(book, found.values())
    return found


def open_day(connection: Connection, entity: str, day: date) -> date:
    """Return the GL day that something wished on a day is booked on as the months stand."""
    return open_days(connection, entity)(day)


def open_days(connection: Connection, entity: str) -> Callable[[date], date]:
    """Return what leads from a wished day to its GL day as the months stand, which are read once."""
    states = {row.month: row.state for row in connection.execute(_MONTHS, {"entity": entity})}
    return lambda day: _next_open(day, states)


def _next_open(day: date, states: dict[str, str]) -> date:
    """Return the day, or the first day of the next month that is open or may be created."""
    while _state(_month(day), states) == CLOSED:
        day = end_of_month(day) + timedelta(days=1)
    return day


def _state(month: str, states: dict[str, str]) -> str:
    """Return the state of a month; one that is missing is open where no later one is closed."""
    last_closed = max((month for month, state in states.items() if state == CLOSED), default="")
    return states.get(month, OPEN if month > last_closed else CLOSED)


def _month(day: date) -> str:
    """Return the month of a day as `2026-11`."""
    return f"{day:%Y-%m}"


def _states(book: Book) -> dict[str, str]:
    """Return the state of every month there is: read once a command, for only this command writes meanwhile."""
    if book.months is None:
        rows = book.connection.execute(_MONTHS, {"entity": book.entity})
        book.months = {row.month: row.state for row in rows}
    return book.months


def _write(book: Book, months: Iterable[str], state: str) -> None:
    """Log the changes; the database's trigger carries them out."""
    changes = [(book.entity, month, state, book.actor) for month in months]
    if changes:
        book.write("period_change", changes)
        book.months = None
