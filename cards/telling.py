"""What processors tell by themselves, what they pay out, and what was posted of it: each once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from cards.records import Event, Line, Payout
from cards.tables import card_event, card_payout, card_payout_line, card_posting
from kit import card_numbers
from kit.days import microseconds
from ledger.book import Book
from ledger.journal import day


def take_events(book: Book, processor: str, rows: Iterable[Event], at: datetime) -> int:
    """Write down events that are new, each once; return how many. Refused: CardNumber."""
    known = set(book.connection.scalars(select(card_event.c.event_id).where(*_of(card_event, book.entity, processor))))
    fresh = {row.event_id: row for row in rows if row.event_id not in known}
    for row in fresh.values():
        card_numbers.refuse(event=f"{row.event_id} {row.kind} {row.operation_id}")
    told = [
        (row.event_id, row.kind, row.operation_id, row.minor, row.happened_on, microseconds(at))
        for row in sorted(fresh.values(), key=lambda one: (one.happened_on, one.event_id))
    ]
    book.write("card_event", [(book.entity, processor, *one) for one in told])
    return len(told)


def take_payouts(book: Book, processor: str, rows: Iterable[Payout], at: datetime) -> int:
    """Write down payouts that are new, with their lines; return how many. Refused: CardNumber."""
    known = set(
        book.connection.scalars(select(card_payout.c.payout_id).where(*_of(card_payout, book.entity, processor)))
    )
    fresh = {row.payout_id: row for row in rows if row.payout_id not in known}
    for row in fresh.values():
        card_numbers.refuse(payout=" ".join((row.payout_id, *(line.reference for line in row.lines))))
        own = (book.entity, processor, row.payout_id)
        book.write("card_payout", [(*own, row.paid_on, row.net, row.currency, microseconds(at))])
        lines = [(*own, line.kind, line.reference, line.gross, line.fee) for line in row.lines]
        book.write("card_payout_line", lines)
    return len(fresh)


def events(connection: Connection, entity: str, processor: str = "") -> list[Row[Any]]:
    """Return what was told, in the order it was taken."""
    return list(
        connection.execute(select(card_event).where(*_of(card_event, entity, processor)).order_by(card_event.c.no))
    )


def payouts(connection: Connection, entity: str, processor: str = "") -> list[tuple[str, Payout]]:
    """Return payouts with their processors, by their days."""
    lines: dict[tuple[str, str], list[Line]] = {}
    held = select(card_payout_line).where(*_of(card_payout_line, entity, processor)).order_by(card_payout_line.c.no)
    for row in connection.execute(held):
        line = Line(row.kind, row.reference, row.gross, row.fee)
        lines.setdefault((row.processor, row.payout_id), []).append(line)
    chosen = select(card_payout).where(*_of(card_payout, entity, processor))
    rows = connection.execute(chosen.order_by(card_payout.c.paid_on, card_payout.c.no))
    return [
        (
            row.processor,
            Payout(
                row.payout_id,
                day(row.paid_on),
                row.net,
                row.currency,
                tuple(lines.get((row.processor, row.payout_id), ())),
            ),
        )
        for row in rows
    ]


def posted(connection: Connection, entity: str, processor: str = "") -> dict[tuple[str, str, str], Row[Any]]:
    """Return what was posted, by processor, kind and reference."""
    rows = connection.execute(
        select(card_posting).where(*_of(card_posting, entity, processor)).order_by(card_posting.c.no)
    )
    return {(row.processor, row.kind, row.reference): row for row in rows}


def post(  # noqa: PLR0917 - as the table
    book: Book, kind: str, processor: str, reference: str, capture: str, minor: int, receipt: str = ""
) -> None:
    """Write down that something was posted; the table takes it once."""
    book.write("card_posting", [(book.entity, kind, processor, reference, capture, minor, receipt)])


def _of(table: Any, entity: str, processor: str) -> list[Any]:
    """Return what chooses the rows of a processor, or all."""
    return [table.c.entity == entity, *([table.c.processor == processor] if processor else [])]
