"""What is in the way of closing a month, and who signs that nothing is (DUTIES A22, B6c; DOMAIN §7).

A month closes once it is over, its last day is tied out in every currency and the close is signed off, each prepared by
one person and approved by another. An approver's exception lifts what it names, and nothing that came later.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, Row, func, select

import ledger
from kit.days import end_of_month
from kit.money import Money
from kit.refusals import Conflict, Invalid
from ledger import tables
from ledger.kinds import CONTROL
from services.reports import balances
from services.reports.closes import CLOSE, CLOSE_EXCEPTION, EXCEPTION, TIE_OUT
from services.reports.unfinished import counted
from services.reports.unfinished import waiting as waiting_on
from services.workspace import Workspace

NOT_OVER, DIFFERS = "month_not_over", "ledger_differs"
NOT_TIED, STALE, NOT_SIGNED = "not_tied_out", "tie_out_stale", "not_signed_off"
#: What no exception lifts: books that disagree with themselves are mended.
ABSOLUTE = frozenset({DIFFERS})
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)


class NotReady(Conflict):
    """A month cannot be closed yet: its tie-out or its sign-off is missing, or no longer what was signed."""

    code = "close_not_ready"
    retry = False


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing in the way: its code, what it is about (a currency or the month), and what to do."""

    code: str
    about: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far a month is: what is in its way, what an exception lifts, and how much waits by kind of event."""

    month: str
    as_of: date
    blockers: tuple[Blocker, ...]
    lifted: tuple[Blocker, ...]
    waiting: dict[str, int]


def last_day(month: str) -> date:
    """Return the last day of a month. Refused: Invalid for no month like 2026-11."""
    if not _MONTH.fullmatch(month):
        raise Invalid(f"{month!r} is no month like 2026-11")
    return end_of_month(date.fromisoformat(f"{month}-01"))


def readiness(workspace: Workspace, month: str) -> Readiness:
    """Return what is in the way of closing a month. Refused: Invalid for no month."""
    as_of = last_day(month)
    with workspace.database.reading() as connection:
        found = blockers(workspace, connection, month)
        lifted = _lifted(connection, workspace.settings.entity, month, found)
    rest = tuple(one for one in found if one not in lifted)
    waiting = counted(waiting_on(workspace, as_of))
    return Readiness(month, as_of, rest, lifted, waiting)


def check(workspace: Workspace, connection: Connection, month: str) -> None:
    """Refuse to close a month that something is in the way of. Refused: NotReady with all of it."""
    found = blockers(workspace, connection, month)
    lifted = _lifted(connection, workspace.settings.entity, month, found)
    rest = [one.sentence for one in found if one not in lifted]
    if rest:
        raise NotReady(f"{month} cannot be closed: {'; '.join(rest)}")


def blockers(workspace: Workspace, connection: Connection, month: str) -> list[Blocker]:
    """Return what is in the way of a month today, exceptions left aside."""
    as_of, entity = last_day(month), workspace.settings.entity
    return [
        *_not_over(workspace.today(), month, as_of),
        *_untied(connection, entity, as_of, workspace.settings.currency),
        *_unsigned(connection, entity, month, as_of),
    ]


def _not_over(today: date, month: str, as_of: date) -> Iterable[Blocker]:
    """Yield that days of a month are still to come; on its last day it may be closed."""
    if today < as_of:
        said = f"{month} is not over before {as_of}: what is still to come would be booked in the next month"
        yield Blocker(NOT_OVER, month, f"{said}; tieout close exception {month} asks an approver to close it early")


def _untied(connection: Connection, entity: str, as_of: date, own: str) -> Iterable[Blocker]:
    """Yield the currencies whose books differ, or whose last day is not tied out as it is now."""
    trial = ledger.reads.trial_balance(connection, as_of, entity).filter(pl.col("role").is_in(sorted(CONTROL)))
    booked = dict(trial.group_by("currency").agg(pl.col("balance").sum()).rows())
    left, _ = balances.held_and_owed(connection, entity, as_of)
    for currency in sorted({own, *(money for money, minor in booked.items() if minor)}):
        held = left.get(currency, 0)
        if gap := booked.get(currency, 0) - held:
            said = f"control accounts differ from what is open by {Money(gap, currency)}: tieout db check"
            yield Blocker(DIFFERS, currency, said)
        tie = _newest_tie(connection, entity, as_of, currency)
        if tie is None:
            yield Blocker(NOT_TIED, currency, f"no tie-out of {as_of} in {currency} is signed: tieout close tie-out")
        elif json.loads(tie.body)["subledger"] != held:
            said = f"the subledger of {as_of} in {currency} has changed since its tie-out: prepare it again"
            yield Blocker(STALE, currency, said)


def _unsigned(connection: Connection, entity: str, month: str, as_of: date) -> Iterable[Blocker]:
    """Yield that nobody signed the close of a month as it stands."""
    signed = _standing(connection, entity, CLOSE, month)
    if signed is None:
        yield Blocker(NOT_SIGNED, month, f"the close of {month} is not signed off: tieout close sign-off {month}")
    elif json.loads(signed.body)["ties"] != ties(connection, entity, as_of):
        said = f"{month} was tied out anew since it was signed off: tieout close sign-off {month}"
        yield Blocker(NOT_SIGNED, month, said)


def _signed(workspace: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Let a sign-off stand. Refused: NotReady where a tie-out went stale since it was prepared."""
    found = blockers(workspace, book.connection, asked.subject)
    lifted = _lifted(book.connection, book.entity, asked.subject, found)
    if rest := [one.sentence for one in found if one.code != NOT_SIGNED and one not in lifted]:
        raise NotReady(f"{asked.subject} cannot be signed off: {'; '.join(rest)}")


def _excepted(_: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Let an exception stand: the verdict itself lifts what it names, and nothing else."""


def _lifted(connection: Connection, entity: str, month: str, found: Sequence[Blocker]) -> tuple[Blocker, ...]:
    """Return what the newest exception of a month lifts of what is in its way."""
    said = _standing(connection, entity, CLOSE_EXCEPTION, month)
    lifts = {tuple(one) for one in json.loads(said.body)["lifts"]} if said else set()
    return tuple(one for one in found if (one.code, one.about) in lifts and one.code not in ABSOLUTE)


def _standing(connection: Connection, entity: str, kind: str, month: str) -> Row[Any] | None:
    """Return the newest approved request of a kind about a month, if it was approved since the month opened."""
    asked, said, change = tables.request, tables.verdict, tables.period_change
    closed = select(func.coalesce(func.max(change.c.batch), 0)).where(
        change.c.entity == entity, change.c.month == month, change.c.state == ledger.periods.CLOSED
    )
    chosen = _approved(entity, [kind], month).where(said.c.batch > closed.scalar_subquery())
    return connection.execute(chosen.order_by(asked.c.no.desc())).first()


def _newest_tie(connection: Connection, entity: str, as_of: date, currency: str) -> Row[Any] | None:
    """Return the newest signed tie-out, or exception, of a day and currency."""
    asked = tables.request
    chosen = _approved(entity, [TIE_OUT, EXCEPTION], as_of.isoformat()).where(asked.c.currency == currency)
    return connection.execute(chosen.order_by(asked.c.no.desc())).first()


def ties(connection: Connection, entity: str, as_of: date) -> dict[str, str]:
    """Return currency -> the request of its newest signed tie-out of a day."""
    chosen = _approved(entity, [TIE_OUT, EXCEPTION], as_of.isoformat()).order_by(tables.request.c.no)
    return {row.currency: row.request_id for row in connection.execute(chosen)}


def _approved(entity: str, kinds: Sequence[str], subject: str) -> Any:
    """Return the query of approved requests of some kinds about a subject."""
    asked = tables.request
    return ledger.approvals.approved(entity).where(asked.c.kind.in_(kinds), asked.c.subject == subject)


#: What a second person's signature does. Hand-written.
DEEDS = {CLOSE: _signed, CLOSE_EXCEPTION: _excepted}
