"""Limits in versions: what was granted to a customer or a family, and the limit of any day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from credit import accounts, guarantees, reading, reviews
from credit.guarantees import Guarantee, NewGuarantee
from credit.reading import Rates
from credit.records import LimitKind, Limits, Scope
from credit.tables import credit_limit
from kit import refusals
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


@dataclass(frozen=True, slots=True)
class _Wanted(NewLimit):
    """A limit that is asked for, as if it had been granted last."""

    no: int = NEWEST


def fault(row: NewLimit) -> str:
    """Say what is wrong with a limit, or nothing."""
    wrong = {
        "a limit is not negative": row.minor < 0,
        "a base limit has no last day: it holds until the next": row.kind is LimitKind.BASE and row.valid_until,
        f"a {row.kind} limit names its last day": row.kind is not LimitKind.BASE and row.valid_until is None,
        "the last day is before the first": row.valid_until is not None and row.valid_until < row.valid_from,
        "the covered share lies between 0 and 100 %": not 0 <= row.share <= _BASIS_POINTS,
    }
    return refusals.fault(wrong)


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


def guarantee(book: Book, row: NewGuarantee, request_id: str, reason: str) -> None:
    """Write a guarantee that was approved. Refused: as `grant`, and as `guarantees.check`."""
    check(book, [row.customer_number])
    if row.scope is Scope.CUSTOMER:
        accounts.check_trusted(book.connection, book.entity, row.customer_number, "limits")
    check_reviewed(book.connection, book.entity, row)
    guarantees.write(book, row, request_id, reason)


def agree(
    book: Book, customer: str, request_id: str, *, discount: int, po_required: bool, ship_to_required: bool
) -> None:
    """Write what a customer's orders may and must say; `discount` in basis points. Refused: UnknownCustomer."""
    check(book, [customer])
    book.write("order_terms", [(book.entity, customer, discount, int(po_required), int(ship_to_required), request_id)])


def check_reviewed(connection: Connection, entity: str, row: NewLimit | NewGuarantee) -> None:
    """Refuse to raise the limit of an account whose review is overdue: Invalid (DUTIES A38)."""
    due = reviews.due(connection, entity, row.valid_from, row.customer_number).get(row.customer_number)
    if due is None or due.on >= row.valid_from:
        return
    if isinstance(row, NewGuarantee):
        is_more = row.minor > 0
    else:
        held = of(connection, entity, row.customer_number, row.valid_from, row.scope)
        own = held.minor - held.secured if held is not None and held.minor is not None else None
        is_less = own is not None and held is not None and held.currency == row.currency and row.minor <= own
        is_more = not is_less or row.kind is LimitKind.INSURANCE
    if is_more:
        raise Invalid(f"a review of {row.customer_number} was due on {due.on} ({due.why}): review it first")


def resulting(connection: Connection, entity: str, row: NewLimit | NewGuarantee) -> int:
    """Return what a family may owe once a limit or a guarantee is granted, in its currency (DOMAIN section 8.3)."""
    rates, whose, on = Rates(connection, entity, row.valid_from), row.customer_number, row.valid_from
    then = of(connection, entity, whose, on, row.scope, wanted=row)
    total = max(row.minor, rates.to(then.minor, then.currency, row.currency) if then and then.minor else 0)
    if row.scope is Scope.GROUP:
        return total
    for member in set(reading.family(connection, entity, whose)[1]) - {whose}:
        held = of(connection, entity, member, on)
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
    wanted: NewLimit | NewGuarantee | None = None,
) -> Limits | None:
    """Return the limit of a day, None where a family has none at all; with `batch`, as it was known then.

    The active temporary limit, else the base, and what is secured (DOMAIN section 8.4): the covered part of insurance
    or of guarantees, the larger of the two, for both stand behind the same debt. A customer to whom no base was granted
    here has the one of the customers' file. With `wanted` it is what it would be once that is granted.
    """
    rows = [row for row in history(connection, entity, number) if row.scope == scope and row.batch <= batch]
    given = [row for row in guarantees.of(connection, entity, number, batch=batch) if row.scope == scope]
    filed = None
    if scope is Scope.CUSTOMER:
        facts = newest(entity, customer_fact.c.credit_limit, customer_fact.c.currency, batch=batch)
        filed = Limits(*connection.execute(facts.where(customer_fact.c.number == number)).one())
    limits, backed = _with(rows, given, wanted)
    return standing(limits, filed, on, backed, Rates(connection, entity, on, batch))


def standing(
    rows: Sequence[Any], filed: Limits | None, on: date, given: Sequence[Guarantee], rates: Rates
) -> Limits | None:
    """Return what granted limits and guarantees of one customer or family come to on a day, beside the filed limit."""
    now = [row for row in rows if day(row.valid_from) <= on and (row.valid_until is None or on <= day(row.valid_until))]
    base, temporary = (_newest(now, kind) for kind in (LimitKind.BASE, LimitKind.TEMPORARY))
    own = temporary or base or filed
    if own is None:
        return Limits(None, rows[-1].currency, expired=True) if rows else None
    if own.minor is None:
        return Limits(None, own.currency, expired=bool(rows))
    secured = max(_insured(now, own.currency, rates), guarantees.secured(given, on, own.currency, rates))
    return Limits(own.minor + secured, own.currency, secured=secured)


def of_all(
    connection: Connection, entity: str, filed: Iterable[tuple[str, int | None, str]], on: date
) -> dict[str, Limits]:
    """Return the limit of every customer on a day, where there is one: `filed` are number, limit and currency."""
    own: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    given: defaultdict[str, list[Guarantee]] = defaultdict(list)
    for row in history(connection, entity):
        if row.scope == Scope.CUSTOMER:
            own[row.customer_number].append(row)
    for one in guarantees.of(connection, entity):
        if one.scope is Scope.CUSTOMER:
            given[one.customer_number].append(one)
    rates = Rates(connection, entity, on)
    found = {
        number: standing(own[number], Limits(minor, currency), on, given[number], rates)
        for number, minor, currency in filed
    }
    return {number: held for number, held in found.items() if held is not None}


def history(connection: Connection, entity: str, number: str = "") -> Sequence[Row[Any]]:
    """Return every limit granted to a customer or to the family it heads, or to anybody, in the order they were."""
    chosen = select(credit_limit).where(credit_limit.c.entity == entity).order_by(credit_limit.c.no)
    return connection.execute(chosen.where(credit_limit.c.customer_number == number) if number else chosen).all()


def insured(rows: Iterable[Any], on: date) -> list[Any]:
    """Return the insurance that ended before a day and after which none holds for the same customer or family."""
    whose: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in rows:
        if row.kind == LimitKind.INSURANCE:
            whose[row.scope, row.customer_number].append(row)
    last = [max(held, key=lambda row: (day(row.valid_until), row.no)) for held in whose.values()]
    return [row for row in last if day(row.valid_until) < on]


def _with(
    rows: Sequence[Any], given: Sequence[Guarantee], wanted: NewLimit | NewGuarantee | None
) -> tuple[Sequence[Any], Sequence[Guarantee]]:
    """Return limits and guarantees with one that is wanted; a base counts though a temporary limit holds over it."""
    if wanted is None:
        return rows, given
    if isinstance(wanted, NewGuarantee):
        return rows, [*given, Guarantee(**asdict(wanted))]
    lasting = [row for row in rows if wanted.kind is not LimitKind.BASE or row.kind != LimitKind.TEMPORARY]
    return [*lasting, _Wanted(**asdict(wanted))], given


def _newest(rows: Sequence[Any], kind: LimitKind) -> Any | None:
    """Return the limit of a kind that counts: the one from the latest day, of one day the later."""
    held = [row for row in rows if row.kind == kind]
    return max(held, key=lambda row: (day(row.valid_from), row.no), default=None)


def _insured(rows: Sequence[Any], currency: str, rates: Rates) -> int:
    """Return the covered part of what is insured, in a currency."""
    return sum(
        guarantees.worth(share(row.minor, row.share, _BASIS_POINTS), row.currency, currency, rates)
        for row in rows
        if row.kind == LimitKind.INSURANCE
    )


def _plain(value: object) -> object:
    """Return a word of a table as the text it is."""
    return str(value) if isinstance(value, LimitKind | Scope) else value
