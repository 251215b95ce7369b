"""Movements beside the items: clearing, settlements, fees, reserves, what is only presented (P19c, P23b, P32, P36)."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from kit.db import among
from kit.ids import content_id
from kit.money import MINOR_MAX
from kit.refusals import refuse
from ledger import periods
from ledger.book import Book
from ledger.journal import Journal, turned
from ledger.kinds import GENERAL
from ledger.records import Movement
from ledger.tables import entry


def post(book: Book, rows: Sequence[Movement]) -> int:
    """Book movements, each an entry; one that is booked already is left as it is. Return how many were new.

    A movement with `reversed_on` is turned round on that day in the same command. Refused: Invalid where a kind names
    items, an amount is nothing, or it would be reversed before it is made.
    """
    for row in rows:
        _check(row)
    ids = {identity(book.entity, row): row for row in rows}
    there = select(entry.c.entry_id).where(among(book.connection, entry.c.entry_id, ids))
    known = set(book.connection.execute(there).scalars())
    fresh = [row for one, row in ids.items() if one not in known]
    gl_days = periods.gl_days(book, (day for row in fresh for day in (row.gl_on, row.reversed_on) if day))
    journal = Journal(book)
    back = {}
    for row in fresh:
        number = journal.entry(
            _kind(row), gl_days[row.gl_on], row.reference, row.gl_on, doc_on=row.gl_on, reason=row.reason
        )
        for kind, minor in row.lines:
            journal.general(kind, minor, row.currency)
        if row.reversed_on:
            back[number] = (max(gl_days[row.reversed_on], gl_days[row.gl_on]), row.reason)
    journal.post()
    if back:
        again = Journal(book)
        turned(again, back)
        again.post()
    return len(fresh)


def standing(connection: Connection, entity: str, rows: Sequence[Movement]) -> dict[int, Movement]:
    """Return which of the movements are booked and were not turned round, by the number of their entry."""
    ids, back = {identity(entity, row): row for row in rows}, entry.alias("back")
    turned_round = select(back.c.no).where(back.c.reverses == entry.c.no).exists()
    there = select(entry.c.no, entry.c.entry_id).where(among(connection, entry.c.entry_id, ids), ~turned_round)
    return {row.no: ids[row.entry_id] for row in connection.execute(there.order_by(entry.c.no))}


def turn_back(book: Book, rows: Sequence[Movement]) -> int:
    """Turn round the movements that stand, on their days, and return how many; the others are left as they are."""
    held = standing(book.connection, book.entity, rows)
    gl_days = periods.gl_days(book, (row.gl_on for row in held.values()))
    journal = Journal(book)
    turned(journal, {number: (gl_days[row.gl_on], row.reason) for number, row in held.items()})
    journal.post()
    return len(held)


def identity(entity: str, row: Movement) -> str:
    """Return the id of a movement's entry: its kind, reference and day make it."""
    return content_id("jrn", entity, _kind(row), row.reference, row.gl_on)


def _kind(row: Movement) -> str:
    """Return the kind of the entry: that of its first line."""
    return str(row.lines[0][0]) if row.lines else ""


def _check(row: Movement) -> None:
    """Refuse what cannot be."""
    wrong = {
        "there is no line": not row.lines,
        "a line names a kind that moves items": any(kind not in GENERAL for kind, _ in row.lines),
        f"an amount is nothing or beyond {MINOR_MAX}": any(not 1 <= minor <= MINOR_MAX for _, minor in row.lines),
        "it would be reversed before it is made": row.reversed_on is not None and row.reversed_on <= row.gl_on,
    }
    refuse(wrong, f"movement {row.reference}")
