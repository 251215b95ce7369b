"""What `tieout period`, `tieout adjust` and `tieout request` do: ask, list, approve, refuse, close."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from cli import books, say, typed
from cli.asked import Asked
from kit.money import grouped, parsed
from kit.refusals import Invalid
from ledger import Adjust
from services import control, disposition, events, inquiries, periods

REQUEST_COLUMNS = ("request_id", "kind", "subject", "customer_number", "amount", "currency", "reason", "maker", "state")


@dataclass(frozen=True, slots=True)
class Wanted:
    """An adjustment as it was typed."""

    item: str
    kind: str
    amount: str
    reason: str
    claim_tax: bool
    payee: str


@dataclass(frozen=True, slots=True)
class Again:
    """A corrected invoice as it was typed."""

    item: str
    number: str
    amount: str
    tax: str
    freight: str
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it was typed."""

    kind: str
    reference: str
    amount: str
    fee: str
    receipt: str
    item: str
    customer: str
    currency: str
    reason: str


def happened(asked: Asked, told: Told, by: str, as_of: date | None) -> None:
    """Ask to book an event."""
    workspace = books.writing(asked)
    money = told.currency or workspace.settings.currency
    minor, fee = parsed(told.amount, money), parsed(told.fee, money)
    if minor is None or fee is None:
        raise Invalid(f"{told.amount!r} and {told.fee!r} are no plain amounts in {money}")
    event = events.Happened(
        events.Event(told.kind),
        told.reference,
        minor,
        money,
        as_of or workspace.today(),
        fee,
        told.receipt,
        told.item,
        told.customer,
        told.reason,
    )
    _waits(asked, control.ask_event(workspace, event, actor=by))


@dataclass(frozen=True, slots=True)
class Payee:
    """An account as it was typed."""

    customer: str
    account: str
    holder: str
    withdrawn: bool


def rebilling(asked: Asked, wanted: Again, by: str, as_of: date | None) -> None:
    """Ask to bill an invoice again."""
    workspace = books.writing(asked)
    currency = inquiries.currency_of(workspace, wanted.item)
    minor, tax, freight = (parsed(one, currency) for one in (wanted.amount, wanted.tax, wanted.freight or "0"))
    if minor is None or tax is None or freight is None:
        said = f"{wanted.amount!r}, {wanted.tax!r} and {wanted.freight!r}"
        raise Invalid(f"{said} are no plain amounts in {currency}")
    parts: dict[str, Any] = {"tax": tax, "freight": freight if wanted.freight else None}
    found = control.ask_rebilling(
        workspace, wanted.item, wanted.number, minor, **parts, reason=wanted.reason, actor=by, as_of=as_of
    )
    _waits(asked, found)


def periods_listed(asked: Asked) -> None:
    """List the months."""
    _table(asked, periods.listed(books.reading(asked)), "months")


def closed(asked: Asked, month: str, by: str) -> None:
    """Close a month, and say which open ones before it were closed with it."""
    closed = periods.close(books.writing(asked), month, actor=by)
    lines = [f"{one} is closed" for one in [*closed[:-1], month]]
    say.result({"month": month, "state": "closed", "closed": closed}, as_json=asked.json, lines=lines)


def reopening(asked: Asked, month: str, reason: str, by: str) -> None:
    """Ask to open a month again."""
    _waits(asked, control.ask_reopening(books.writing(asked), month, reason=reason, actor=by))


def revalued(asked: Asked, as_of: date | None, by: str) -> None:
    """Revalue open items in other currencies."""
    workspace = books.writing(asked)
    on = as_of or workspace.today()
    moved = periods.revalue(workspace, on, actor=by)
    say.result({"on": on, "currencies": moved}, as_json=asked.json, lines=[f"{on}: {moved} currencies revalued"])


def adjusting(asked: Asked, wanted: Wanted, by: str, as_of: date | None) -> None:
    """Ask for an adjustment."""
    workspace = books.writing(asked)
    currency = inquiries.currency_of(workspace, wanted.item)
    minor = typed.amount(wanted.amount, currency)
    found = control.ask_adjustment(
        workspace,
        wanted.item,
        Adjust(wanted.kind),
        minor,
        reason=wanted.reason,
        actor=by,
        claim_tax=wanted.claim_tax,
        payee=wanted.payee,
        as_of=as_of,
    )
    _waits(asked, found)


def verifying(asked: Asked, wanted: Payee, reason: str, by: str) -> None:
    """Ask to verify a payee."""
    found = control.ask_payee(
        books.writing(asked),
        wanted.customer,
        wanted.account,
        holder=wanted.holder,
        withdrawn=wanted.withdrawn,
        reason=reason,
        actor=by,
    )
    _waits(asked, found)


def requests_listed(asked: Asked, *, every: bool) -> None:
    """List requests."""
    found = control.listed(books.reading(asked), waiting=not every)
    if asked.json:
        say.result({"requests": found.rows(named=True)}, as_json=True)
        return
    rows = []
    for row in found.iter_rows(named=True):
        shown = row | {"amount": grouped(row["amount"], row["currency"])}
        evidence = disposition.told(row["body"], row["currency"])
        told = ", ".join(f"{name.replace('_', ' ')} {value or 'none'}" for name, value in evidence.items())
        rows.append([*(shown[name] for name in REQUEST_COLUMNS), row["books_on"] or "", told])
    say.table((*REQUEST_COLUMNS, "books_on", "evidence"), rows)


def approved(asked: Asked, request_id: str, by: str, note: str) -> None:
    """Approve a request."""
    _settled(asked, control.approve(books.writing(asked), request_id, actor=by, note=note))


def refused(asked: Asked, request_id: str, by: str, note: str) -> None:
    """Refuse a request."""
    _settled(asked, control.refuse(books.writing(asked), request_id, actor=by, note=note))


def _waits(asked: Asked, found: control.Asked) -> None:
    """Say that a request waits."""
    say.waits(found, as_json=asked.json)


def _settled(asked: Asked, found: control.Settled) -> None:
    """Say what was decided."""
    lines = [f"{found.request_id} {found.verdict}, {found.entries} entries", *([found.moved] if found.moved else [])]
    say.result(found, as_json=asked.json, lines=lines)


def _table(asked: Asked, found: pl.DataFrame, name: str) -> None:
    """Print a frame."""
    if asked.json:
        say.result({name: found.rows(named=True)}, as_json=True)
        return
    say.table(found.columns, found.rows())
