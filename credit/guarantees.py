"""Guarantees: who stands in for a customer, with how much, until when, and on which document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import Connection, select

from credit import documents
from credit.reading import Rates
from credit.records import GuaranteeKind, Scope
from credit.tables import document, document_step, guarantee
from kit.days import instant
from kit.money import share
from kit.refusals import refuse
from ledger.book import Book
from ledger.journal import day
from ledger.tables import NEWEST

WHOLE = 10_000
#: The kind of document that a guarantee stands on.
PAPER = "guaranty"
#: Kinds that may hold until somebody replaces them; a bank always names a last day.
CONTINUING = frozenset({GuaranteeKind.CORPORATE, GuaranteeKind.PERSONAL})
#: How a guarantee counts on a day; those in force alone do.
STATES = ("in force", "to come", "replaced", "lapsed", "not called in time", "document rejected")
IN_FORCE, TO_COME, REPLACED, LAPSED, UNCALLED, REJECTED = STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGuarantee:
    """A guarantee to count: up to `minor` of a currency, of which the `share` in basis points counts.

    It holds to `valid_until`, None until it is replaced; `call_by` is the last day on which payment can be demanded of
    the guarantor, None where it need not be called by a day. A later one of the same guarantor and kind replaces it; of
    nothing, it ends it.
    """

    customer_number: str
    scope: Scope = Scope.CUSTOMER
    kind: GuaranteeKind
    guarantor: str
    minor: int
    currency: str
    share: int = WHOLE
    valid_from: date
    valid_until: date | None = None
    call_by: date | None = None
    document_id: str

    @property
    def last_day(self) -> date | None:
        """Return the last day on which it secures anything, None where it has none."""
        return min(filter(None, (self.valid_until, self.call_by)), default=None)

    @property
    def counted(self) -> int:
        """Return the covered part, in minor units."""
        return share(self.minor, self.share, WHOLE)

    def __str__(self) -> str:
        """Return what it is in words."""
        what = "" if self.kind == GuaranteeKind.STANDBY else " guarantee"
        return f"{self.kind.replace('_', ' ')}{what} of {self.guarantor}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantee(NewGuarantee):
    """A guarantee as it was granted; `sha256` is its document's hash, `rejected_on` when that was found no good."""

    no: int = NEWEST
    batch: int = NEWEST
    request_id: str = ""
    reason: str = ""
    sha256: str = ""
    rejected_on: date | None = None

    @property
    def given_by(self) -> tuple[Scope, str, str, GuaranteeKind]:
        """Return for whom it is, by whom and of which kind: of these the newest counts."""
        return self.scope, self.customer_number, self.guarantor.casefold(), self.kind


_FACTS = tuple(one.name for one in fields(NewGuarantee))


def check(connection: Connection, entity: str, row: NewGuarantee) -> None:
    """Refuse what cannot be a guarantee, or stands on no good document: Invalid; NotFound for no document."""
    held = documents.one(connection, entity, row.document_id)
    paper, what = held.paper, row.kind.replace("_", " ")
    wrong = {
        "say who guarantees": not row.guarantor.strip(),
        "a guarantee is not negative": row.minor < 0,
        "the covered share lies between 0 and 100 %": not 0 <= row.share <= WHOLE,
        f"a {what} guarantee names its last day": row.valid_until is None and row.kind not in CONTINUING,
        "the last day is before the first": row.valid_until is not None and row.valid_until < row.valid_from,
        "it has to be called by a day before it holds": row.call_by is not None and row.call_by < row.valid_from,
        f"{row.document_id} is a document of {paper.customer_number}": paper.customer_number != row.customer_number,
        f"{row.document_id} is a {paper.kind}: a guarantee stands on a {PAPER}": paper.kind != PAPER,
        f"{row.document_id} is {held.state_on(row.valid_from)} on {row.valid_from}, not verified": bool(row.minor)
        and not held.holds(row.valid_from),
        f"{row.document_id} ends on {paper.valid_until}": bool(row.minor)
        and paper.valid_until is not None
        and (row.valid_until is None or row.valid_until > paper.valid_until),
    }
    refuse(wrong)


def write(book: Book, row: NewGuarantee, request_id: str, reason: str) -> None:
    """Write a guarantee that was approved. Refused: as `check`."""
    check(book.connection, book.entity, row)
    facts = {name: getattr(row, name) for name in _FACTS} | {"scope": str(row.scope), "kind": str(row.kind)}
    said = {"entity": book.entity, **facts, "request_id": request_id, "reason": reason}
    columns = [column.name for column in guarantee.columns][2:]
    book.write("guarantee", [tuple(said[name] for name in columns)])


def of(connection: Connection, entity: str, number: str = "", *, batch: int = NEWEST) -> list[Guarantee]:
    """Return the guarantees for a customer or the family it heads, or for anybody, in the order they were granted.

    With `batch` only what was known then counts.
    """
    judged = document_step.alias("judged")
    mine = (judged.c.document_id == guarantee.c.document_id, judged.c.batch <= batch)
    last = select(judged.c.no).where(*mine).order_by(judged.c.no.desc()).limit(1).scalar_subquery()
    chosen = (
        select(guarantee, document.c.sha256, document_step.c.state, document_step.c.recorded_at)
        .join(document, document.c.document_id == guarantee.c.document_id)
        .join(document_step, document_step.c.no == last, isouter=True)
        .where(guarantee.c.entity == entity, guarantee.c.batch <= batch)
        .order_by(guarantee.c.no)
    )
    if number:
        chosen = chosen.where(guarantee.c.customer_number == number)
    return [_read(row._mapping) for row in connection.execute(chosen)]  # noqa: SLF001 - SQLAlchemy's own word for it


def states(rows: Sequence[Guarantee], on: date) -> list[tuple[Guarantee, str]]:
    """Return guarantees with how each counts on a day."""
    begun = {
        one.given_by: one for one in sorted(rows, key=lambda one: (one.valid_from, one.no)) if one.valid_from <= on
    }
    return [(one, _state(one, begun.get(one.given_by), on)) for one in rows]


def secured(rows: Sequence[Guarantee], on: date, currency: str, rates: Rates) -> int:
    """Return what guarantees come to on a day, in minor units of a currency."""
    return sum(
        worth(one.counted, one.currency, currency, rates) for one, state in states(rows, on) if state == IN_FORCE
    )


def worth(minor: int, currency: str, wanted: str, rates: Rates) -> int:
    """Return what security in one currency counts for in another: nothing where a rate is missing."""
    known = currency == wanted or (rates.known(currency) and rates.known(wanted))
    return rates.to(minor, currency, wanted) if known else 0


def ended(rows: Sequence[Guarantee], on: date) -> Iterable[tuple[Guarantee, date]]:
    """Yield the guarantees that came to their end by a day and that none replaced, with the day they ended on."""
    for one, state in states(rows, on):
        last = one.rejected_on if state == REJECTED else one.last_day
        if state in {LAPSED, UNCALLED, REJECTED} and one.minor and last is not None:
            yield one, last


def _state(one: Guarantee, newest: Guarantee | None, on: date) -> str:
    """Return how a guarantee counts on a day, beside the newest of its guarantor."""
    said = {
        TO_COME: one.valid_from > on,
        REPLACED: newest is not one,
        REJECTED: one.rejected_on is not None and one.rejected_on <= on,
        LAPSED: one.valid_until is not None and one.valid_until < on,
        UNCALLED: one.call_by is not None and one.call_by < on,
    }
    return next((state for state, is_so in said.items() if is_so), IN_FORCE)


def _read(row: object) -> Guarantee:
    """Return a row as the guarantee it is."""
    told = dict(row)  # type: ignore[call-overload]
    state, at = told.pop("state"), told.pop("recorded_at")
    told.pop("entity")
    days = {name: day(told[name]) if told[name] else None for name in ("valid_from", "valid_until", "call_by")}
    words = {"scope": Scope(told["scope"]), "kind": GuaranteeKind(told["kind"])}
    rejected = instant(at).date() if state == documents.REJECTED else None
    return Guarantee(**told | days | words, rejected_on=rejected)
