"""Dual control: one person asks, a second decides within their authority; the database refuses the same person."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from kit.days import microseconds
from kit.ids import content_id
from kit.money import Money
from kit.refusals import Invalid
from ledger import interests, sealed
from ledger.book import Book
from ledger.journal import day
from ledger.records import NewAuthority, NewRequest
from ledger.refusals import BeyondAuthority, Decided, SamePerson, UnknownRequest
from ledger.tables import authority, request, verdict

APPROVED = "approved"
REFUSED = "refused"
#: Asked for with all that may be owed once it is granted: earlier grants are in the amount already.
CREDIT_LIMIT = "credit_limit"
CREDIT_DECISION = "credit_decision"
_WHOLE = frozenset({CREDIT_LIMIT, CREDIT_DECISION})
#: What a trainee proposed: whoever may do it does it, and their command holds the verdict.
PROPOSAL = "proposal"
#: A pack of evidence is reviewed: the verdict itself says so.
EVIDENCE = "evidence"
#: What one customer is granted of a kind within so many days counts together (DOMAIN section 8.3).
TOGETHER = timedelta(days=30)


def approved(entity: str, *columns: ColumnElement[Any]) -> Select[Any]:
    """Return the query of an entity's approved requests: those columns of request and verdict, or the whole request."""
    return (
        select(*(columns or request.c))
        .join(verdict, verdict.c.request_id == request.c.request_id)
        .where(request.c.entity == entity, verdict.c.verdict == APPROVED)
    )


def body(connection: Connection, asked: Row[Any]) -> str:
    """Return what a request holds, sealed or not. Refused: NoKey, Tampered."""
    kept = {name: getattr(asked, name) for name in ("request_id", "kind", "body")}
    return str(sealed.row(connection, "request", kept)["body"])


def ask(book: Book, row: NewRequest, at: datetime, maker: str = "") -> str:
    """Write down what is asked for; nothing else happens. Refused: Invalid without a reason.

    `maker` is who asked for it, where who acts decides what another asked for before.
    """
    if not row.reason.strip():
        raise Invalid("say why it is asked for")
    identity = content_id("req", book.entity, row.kind, row.subject, book.batch)
    facts = (row.kind, row.subject, row.customer_number, row.minor, row.currency, row.body, row.reason)
    book.write("request", [(identity, book.entity, *facts, maker or book.actor, microseconds(at))])
    return identity


def approve(book: Book, request_id: str, at: datetime, on: date, note: str = "") -> Row[Any]:
    """Approve a request and return it; the caller carries it out in the same command.

    Refused, in this order: UnknownRequest, Decided, SamePerson, ConflictOfInterest, BeyondAuthority.
    """
    asked = _undecided(book, request_id)
    if asked.maker.casefold() == book.actor.casefold():
        raise SamePerson(f"{book.actor} asked for {request_id}: a second person decides")
    if asked.customer_number:
        interests.check(book, asked.customer_number)
    _check_authority(book, asked, on, at)
    book.write("verdict", [(request_id, APPROVED, book.actor, note, microseconds(at))])
    return asked


def refuse(book: Book, request_id: str, at: datetime, note: str) -> None:
    """Refuse a request. Refused: UnknownRequest, Decided, Invalid without a note, SamePerson."""
    _undecided(book, request_id)
    if not note.strip():
        raise Invalid("say why it is refused")
    if _asked(book, request_id).maker.casefold() == book.actor.casefold():
        raise SamePerson(f"{book.actor} asked for {request_id}: a second person decides")
    book.write("verdict", [(request_id, REFUSED, book.actor, note, microseconds(at))])


def authorise(book: Book, rows: Sequence[NewAuthority]) -> int:
    """Write who may approve what; return how many rows said something new. Refused: as `unsaid`."""
    fresh = unsaid(book, rows)
    book.write("authority", [(book.entity, *_told(row)) for row in fresh])
    return len(fresh)


def unsaid(book: Book, rows: Sequence[NewAuthority]) -> list[NewAuthority]:
    """Return the rows that say something new of who may approve what.

    Refused: Invalid where a person would be given more than the cap of all; SamePerson where somebody sets their own.
    """
    caps = {(row.kind, row.currency): row.high for row in rows if not row.person}
    fresh = []
    for row in rows:
        cap = caps.get((row.kind, row.currency))
        standing = _newest(book, "", row.kind, row.currency, row.valid_from)
        most = cap if cap is not None else (standing.high if standing else None)
        if row.person and most is not None and row.high > most:
            given, held = Money(row.high, row.currency), Money(most, row.currency)
            raise Invalid(f"{row.person} cannot approve {row.kind} up to {given}: the cap of all is {held}")
        if row.person.casefold() == book.actor.casefold():
            raise SamePerson(f"{book.actor} cannot set their own authority")
        before = _newest(book, row.person, row.kind, row.currency, row.valid_from)
        if before is None or (before.low, before.high, before.valid_until) != (row.low, row.high, row.valid_until):
            fresh.append(row)
    return fresh


def _told(row: NewAuthority) -> tuple[object, ...]:
    """Return an authority as it is written."""
    return row.person, row.kind, row.currency, row.low, row.high, row.valid_from, row.valid_until


def may(book: Book, kind: str, currency: str, minor: int, on: date) -> bool:
    """Say whether who acts was given authority over such an amount, so that nobody else need be asked."""
    mine, cap = (_newest(book, person, kind, currency, on) for person in (book.actor, ""))
    return mine is not None and mine.low <= minor <= (min(mine.high, cap.high) if cap else mine.high)


def _undecided(book: Book, request_id: str) -> Row[Any]:
    """Return a request that waits."""
    asked = _asked(book, request_id)
    said = book.connection.execute(select(verdict).where(verdict.c.request_id == request_id)).first()
    if said is not None:
        raise Decided(f"{request_id} was {said.verdict} by {said.checker}")
    return asked


def _asked(book: Book, request_id: str) -> Row[Any]:
    """Return a request."""
    where = (request.c.request_id == request_id, request.c.entity == book.entity)
    asked = book.connection.execute(select(request).where(*where)).first()
    if asked is None:
        raise UnknownRequest(f"there is no request {request_id}")
    return asked


def _check_authority(book: Book, asked: Row[Any], on: date, at: datetime) -> None:
    """Refuse an amount outside the checker's; where nobody was given authority over a kind, any second person may."""
    given = (authority.c.entity == book.entity, authority.c.kind == asked.kind)
    if not book.connection.execute(select(authority.c.no).where(*given).limit(1)).first():
        return
    mine = _newest(book, book.actor, asked.kind, asked.currency, on)
    if mine is None:
        raise BeyondAuthority(f"{book.actor} may not approve {asked.kind} in {asked.currency}")
    granted = _granted(book, asked, at)
    together = asked.minor + granted
    cap = _newest(book, "", asked.kind, asked.currency, on)
    high = min(mine.high, cap.high) if cap else mine.high
    if not mine.low <= together <= high:
        amounts = [Money(minor, asked.currency) for minor in (together, mine.low, high)]
        before = f"with what {asked.customer_number} was granted in {TOGETHER.days} days " if granted else ""
        raise BeyondAuthority(
            f"{book.actor} may approve {asked.kind} from {amounts[1]} to {amounts[2]}: {before}this is {amounts[0]}"
        )


def _granted(book: Book, asked: Row[Any], at: datetime) -> int:
    """Return what the customer was granted of the kind lately."""
    if not asked.customer_number or asked.kind in _WHOLE:
        return 0
    granted = approved(book.entity, request.c.minor).where(
        request.c.kind == asked.kind,
        request.c.customer_number == asked.customer_number,
        request.c.currency == asked.currency,
        verdict.c.decided_at > microseconds(at - TOGETHER),
    )
    return sum(book.connection.execute(granted).scalars())


def _newest(book: Book, person: str, kind: str, currency: str, on: date) -> Row[Any] | None:
    """Return a person's authority on a day, or None."""
    where = (
        authority.c.entity == book.entity,
        func.lower(authority.c.person) == person.lower(),
        authority.c.kind == kind,
        authority.c.currency == currency,
    )
    rows = book.connection.execute(select(authority).where(*where).order_by(authority.c.no.desc())).all()
    valid = (row for row in rows if day(row.valid_from) <= on)
    newest = next(valid, None)
    if newest is None or (newest.valid_until is not None and day(newest.valid_until) < on):
        return None
    return newest
