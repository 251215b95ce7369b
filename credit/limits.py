"""Limits in versions: what was granted to a customer or a family, and the limit of any day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from credit import accounts, reading, reviews
from credit.reading import Rates
from credit.records import LimitKind, Limits, Scope
from credit.tables import credit_limit
from kit.money import share
from kit.refusals import Invalid
from ledger.book import Book
from ledger.customers import check, newest
from ledger.journal import day
from ledger.tables import NEWEST, customer_fact

_BASIS_POINTS = 10_000


@dataclass(frozen=True, slots=True)
class NewLimit:
    """A limit to grant: `minor` of a currency; of insurance the `share` in basis points counts."""

    customer_number: str
    scope: Scope
    kind: LimitKind
    minor: int
    currency: str
    valid_from: date
    valid_until: date | None = None
    share: int = _BASIS_POINTS


def fault(row: NewLimit) -> str:
    """Say what is wrong with a limit, or nothing."""
    wrong = {
        "a limit is not negative": row.minor < 0,
        "a base limit has no last day: it holds until the next": row.kind is LimitKind.BASE and row.valid_until,
        f"a {row.kind} limit names its last day": row.kind is not LimitKind.BASE and row.valid_until is None,
        "the last day is before the first": row.valid_until is not None and row.valid_until < row.valid_from,
        "the covered share lies between 0 and 100 %": not 0 <= row.share <= _BASIS_POINTS,
    }
    return next((says for says, is_so in wrong.items() if is_so), "")


def grant(book: Book, row: NewLimit, request_id: str, reason: str) -> None:
    """Write a limit that was approved. Refused: UnknownCustomer; Invalid where it cannot be."""
    check(book, [row.customer_number])
    if says := fault(row):
        raise Invalid(says)
    if row.scope is Scope.CUSTOMER:
        accounts.check_trusted(book.connection, book.entity, row.customer_number, "limits")
    check_reviewed(book.connection, book.entity, row)
    facts = (row.scope, row.customer_number, row.kind, row.minor, row.currency, row.share)
    book.write(
        "credit_limit", [(book.entity, *map(_plain, facts), row.valid_from, row.valid_until, request_id, reason)]
    )


def agree(
    book: Book, customer: str, request_id: str, *, discount: int, po_required: bool, ship_to_required: bool
) -> None:
    """Write what a customer's orders may and must say; `discount` in basis points. Refused: UnknownCustomer."""
    check(book, [customer])
    book.write("order_terms", [(book.entity, customer, discount, int(po_required), int(ship_to_required), request_id)])


def check_reviewed(connection: Connection, entity: str, row: NewLimit) -> None:
    """Refuse to raise the limit of an account whose review is overdue: Invalid (DUTIES A38)."""
    due = reviews.due(connection, entity, row.valid_from, row.customer_number).get(row.customer_number)
    if due is None or due.on >= row.valid_from:
        return
    held = of(connection, entity, row.customer_number, row.valid_from, row.scope)
    is_less = held is not None and held.minor is not None and held.currency == row.currency and row.minor <= held.minor
    if not is_less or row.kind is LimitKind.INSURANCE:
        raise Invalid(f"a review of {row.customer_number} was due on {due.on} ({due.why}): review it first")


def resulting(connection: Connection, entity: str, row: NewLimit) -> int:
    """Return what a family may owe once a limit is granted, in the limit's currency (DOMAIN section 8.3)."""
    if row.scope is Scope.GROUP:
        return row.minor
    rates, total = Rates(connection, entity, row.valid_from), row.minor
    if row.kind is LimitKind.INSURANCE:
        own = of(connection, entity, row.customer_number, row.valid_from)
        total += rates.to(own.minor, own.currency, row.currency) if own and own.minor else 0
    for member in set(reading.family(connection, entity, row.customer_number)[1]) - {row.customer_number}:
        held = of(connection, entity, member, row.valid_from)
        total += rates.to(held.minor, held.currency, row.currency) if held and held.minor else 0
    return total


def of(
    connection: Connection,
    entity: str,
    number: str,
    on: date,
    scope: Scope = Scope.CUSTOMER,
    *,
    batch: int = NEWEST,
) -> Limits | None:
    """Return the limit of a day, None where a family has none at all; with `batch`, as it was known then.

    The active temporary limit, else the base, and the covered part of insurance (DOMAIN section 8.4). A customer to
    whom no base was granted here has the one of the customers' file.
    """
    rows = [row for row in history(connection, entity, number) if row.scope == scope and row.batch <= batch]
    filed = None
    if scope is Scope.CUSTOMER:
        facts = newest(entity, customer_fact.c.credit_limit, customer_fact.c.currency, batch=batch)
        filed = Limits(*connection.execute(facts.where(customer_fact.c.number == number)).one())
    return standing(rows, filed, on)


def standing(rows: Sequence[Row[Any]], filed: Limits | None, on: date) -> Limits | None:
    """Return what granted limits of one customer or family come to on a day, beside the one of the customers' file."""
    now = [row for row in rows if day(row.valid_from) <= on and (row.valid_until is None or on <= day(row.valid_until))]
    base, temporary = (_newest(now, kind) for kind in (LimitKind.BASE, LimitKind.TEMPORARY))
    if own := temporary or base:
        return Limits(own.minor + _insured(now), own.currency)
    if filed is None:
        return Limits(None, rows[-1].currency, expired=True) if rows else None
    if filed.minor is None:
        return Limits(None, filed.currency, expired=bool(rows))
    return Limits(filed.minor + _insured(now), filed.currency)


def of_all(filed: Iterable[tuple[str, int | None, str]], granted: Iterable[Row[Any]], on: date) -> dict[str, Limits]:
    """Return the limit of every customer on a day, where there is one: `filed` are number, limit and currency."""
    own: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in granted:
        if row.scope == Scope.CUSTOMER:
            own[row.customer_number].append(row)
    found = {number: standing(own[number], Limits(minor, currency), on) for number, minor, currency in filed}
    return {number: held for number, held in found.items() if held is not None}


def history(connection: Connection, entity: str, number: str = "") -> Sequence[Row[Any]]:
    """Return every limit granted to a customer or to the family it heads, or to anybody, in the order they were."""
    chosen = select(credit_limit).where(credit_limit.c.entity == entity).order_by(credit_limit.c.no)
    return connection.execute(chosen.where(credit_limit.c.customer_number == number) if number else chosen).all()


def _newest(rows: Sequence[Row[Any]], kind: LimitKind) -> Row[Any] | None:
    """Return the limit of a kind that counts: the one from the latest day, of one day the later."""
    held = [row for row in rows if row.kind == kind]
    return max(held, key=lambda row: (day(row.valid_from), row.no), default=None)


def _insured(rows: Sequence[Row[Any]]) -> int:
    """Return the covered part of what is insured."""
    return sum(share(row.minor, row.share, _BASIS_POINTS) for row in rows if row.kind == LimitKind.INSURANCE)


def _plain(value: object) -> object:
    """Return a word of a table as the text it is."""
    return str(value) if isinstance(value, LimitKind | Scope) else value
