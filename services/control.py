"""Dual control: what one person asks for is carried out by the approval of another, in one command."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, Row, func, select

import ledger
from cards import asking
from cards.records import Kind, State
from cards.tables import card_operation
from kit.db import frame
from kit.money import Money, share
from kit.refusals import Invalid, NotFound
from kit.terms import Instalment, WrongTermsError, offered
from ledger import sealed, tables
from ledger.journal import day
from ledger.records import Adjust, Adjustment, ItemType, NewItem, NewRequest
from services import askable, by_two, disposition, events, month_end, signing
from services.auditing import conflicts
from services.commands import command
from services.configs import deeds as config_deeds
from services.credit import deeds
from services.credit import policies as credit_policies
from services.decisions import policies, standing
from services.dunning import deeds as dunning_deeds
from services.master import changing
from services.workspace import Workspace

REOPEN = "reopen"
PAYEE = "payee"
PAYEE_WITHDRAWN = "payee_withdrawn"

REQUESTS: dict[str, Any] = {
    **dict.fromkeys(("request_id", "kind", "subject", "customer_number"), pl.String),
    "amount": pl.Int64,
    **dict.fromkeys(("currency", "reason", "maker"), pl.String),
    "requested_at": pl.Datetime("us", "UTC"),
    **dict.fromkeys(("state", "checker", "note", "body"), pl.String),
    "books_on": pl.Date,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that waits for a second person."""

    request_id: str
    kind: str
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What a second person decided, the entries that made, and on which GL days; `wished` is the day asked for."""

    request_id: str
    verdict: str
    entries: int = 0
    wished: str = ""
    booked_on: Sequence[str] = ()
    replayed: bool = False

    @property
    def moved(self) -> str:
        """Return in words that a month was closed meanwhile; empty where all was booked on the day asked for."""
        others = [day for day in self.booked_on if day != self.wished]
        return f"booked on {', '.join(others)}, not on {self.wished}" if self.wished and others else ""


#: What carrying a request out does, within the command that approves it.
Deed = Callable[[Workspace, ledger.Book, Row[Any]], None]


def ask_adjustment(
    workspace: Workspace,
    name: str,
    kind: Adjust,
    minor: int,
    *,
    reason: str,
    actor: str,
    claim_tax: bool = False,
    payee: str = "",
    as_of: date | None = None,
    key: str = "",
) -> Asked:
    """Ask to change an item or a receipt without cash; nothing changes until a second person approves.

    `claim_tax` splits the item's share of sales tax off a bad debt. A refund names a payee that was verified before.
    Refused: UnknownItem; Invalid, also where tax is to be claimed and none is known of the item, and where requests
    that wait leave less or ask for the same.
    """
    gl_on = as_of or workspace.today()
    with workspace.database.reading() as connection:
        held = standing.held(connection, workspace.settings.entity, name)
        askable.adjustment(held, kind, minor)
        document = askable.taxed(connection, held)
        askable.claim(held, kind, document, claim_tax=claim_tax)
        if kind is Adjust.REFUND_APPROVED:
            _check_payee(connection, held.entity, held.held_for or "", payee)
        evidence = disposition.evidence(connection, held, gl_on)
    reduced = kind is Adjust.LATE_DISCOUNT and policies.of(workspace, gl_on).discount_tax == "reduce"
    tax = askable.tax_in(document, minor) if reduced or claim_tax else 0
    body = {
        "item_id": held.item_id,
        "minor": minor,
        "tax": tax,
        "gl_on": gl_on.isoformat(),
        "payee": payee,
        "evidence": evidence,
    }
    wanted = NewRequest(
        str(kind), held.number, json.dumps(body, sort_keys=True), reason, minor, held.currency, held.held_for or ""
    )
    return ask(workspace, wanted, actor, key, lambda book: askable.beside(book.connection, held, str(kind), minor))


def ask_reopening(workspace: Workspace, month: str, *, reason: str, actor: str, key: str = "") -> Asked:
    """Ask to open a closed month again. Refused: NotFound, Invalid where it is open."""
    with workspace.database.reading() as connection:
        period = tables.period
        where = (period.c.entity == workspace.settings.entity, period.c.month == month)
        state = connection.execute(select(period.c.state).where(*where)).scalar()
    if state is None:
        raise NotFound(f"there is no month {month}")
    if state != ledger.periods.CLOSED:
        raise Invalid(f"{month} is open")
    return ask(workspace, NewRequest(REOPEN, month, "{}", reason), actor, key)


def ask_payee(
    workspace: Workspace,
    customer: str,
    account: str,
    *,
    holder: str = "",
    withdrawn: bool = False,
    reason: str,
    actor: str,
    key: str = "",
) -> Asked:
    """Ask to verify an account to which a customer's refunds may go, in whose name it is, or that it no longer counts.

    Refused: UnknownCustomer, Invalid.
    """
    if not account.strip():
        raise Invalid("the payee's account is empty")
    body = {"account": account.strip(), **({"holder": holder.strip()} if holder.strip() else {})}
    kind = PAYEE_WITHDRAWN if withdrawn else PAYEE
    wanted = NewRequest(kind, customer, json.dumps(body, sort_keys=True), reason, customer_number=customer)
    return ask(workspace, wanted, actor, key)


def ask_rebilling(
    workspace: Workspace,
    name: str,
    number: str,
    minor: int,
    *,
    tax: int = 0,
    freight: int | None = None,
    reason: str,
    actor: str,
    as_of: date | None = None,
    key: str = "",
) -> Asked:
    """Ask to credit an invoice wholly and bill it again as `number` for `minor`; the original stays.

    `tax` and `freight` are parts of `minor`, freight what it was where nobody says. Refused: UnknownItem, Invalid where
    it is no invoice, something of it is settled, or the number is taken or waits for another.
    """
    with workspace.database.reading() as connection:
        held = standing.held(connection, workspace.settings.entity, name)
    if held.type != ItemType.INVOICE or held.balance != held.amount:
        raise Invalid(f"{held.type} {held.number}: an invoice of which nothing is settled is billed again")
    freight = held.freight if freight is None else freight
    if minor <= 0 or min(tax, freight) < 0 or tax + freight > minor:
        parts = f"tax {Money(tax, held.currency)} and freight {Money(freight, held.currency)}"
        raise Invalid(f"{number}: {parts} are parts of {Money(minor, held.currency)}, which is positive")
    on = as_of or workspace.today()
    body = {"item_id": held.item_id, "number": number, "minor": minor, "tax": tax, "gl_on": on.isoformat()}
    body |= {"freight": freight}
    wanted = NewRequest(
        askable.REBILL,
        held.number,
        json.dumps(body, sort_keys=True),
        reason,
        held.amount,
        held.currency,
        held.customer_number,
    )
    return ask(workspace, wanted, actor, key, lambda book: askable.number(book.connection, held, number))


def ask_event(workspace: Workspace, told: events.Happened, *, actor: str, key: str = "") -> Asked:
    """Ask to book an event that no bank file brings; nothing changes until a second person approves.

    Refused: UnknownItem; Invalid, also where somebody asked for an event of its kind and reference already, and for a
    fee of a payment that came back where the credit policy names none, or less.
    """
    entity = workspace.settings.entity
    if told.event is events.Event.NSF_FEE_CHARGED:
        _check_fee(workspace, told)
    with workspace.database.reading() as connection:
        evidence = events.check(connection, entity, told)
        customer = events.customer(connection, entity, told)
    wanted = NewRequest(
        told.event, told.reference, events.body(told, evidence), told.reason, told.minor, told.currency, customer
    )
    return ask(workspace, wanted, actor, key, lambda book: events.check_waits(book.connection, entity, told))


def approve(workspace: Workspace, request_id: str, *, actor: str, note: str = "", key: str = "") -> Settled:
    """Approve a request and carry it out. Refused: what `approvals` and its deed refuse."""
    with command(workspace, "approve", actor, {"said": [request_id, note]}, key) as book:
        if book.replayed is not None:
            return Settled(**book.replayed, replayed=True)
        first = book.number("entry")
        asked = ledger.approvals.approve(book, request_id, workspace.now(), workspace.today(), note)
        DEEDS[asked.kind](workspace, book, asked)
        book.result = {
            "request_id": request_id,
            "verdict": ledger.approvals.APPROVED,
            "entries": book.number("entry") - first,
            "wished": _wished(asked.body),
            "booked_on": _booked_on(book, first),
        }
    return Settled(**book.result)


def decide(
    workspace: Workspace, request_id: str, verdict: str, *, actor: str, note: str = "", key: str = ""
) -> Settled:
    """Approve a request and carry it out, or refuse it: `verdict` is `approved` or `refused`."""
    verb = {ledger.approvals.APPROVED: approve, ledger.approvals.REFUSED: refuse}[verdict]
    return verb(workspace, request_id, actor=actor, note=note, key=key)


def refuse(workspace: Workspace, request_id: str, *, actor: str, note: str, key: str = "") -> Settled:
    """Refuse a request: nothing changes. Refused: UnknownRequest, Decided, SamePerson, Invalid without a note."""
    with command(workspace, "refuse", actor, {"said": [request_id, note]}, key) as book:
        if book.replayed is not None:
            return Settled(**book.replayed, replayed=True)
        ledger.approvals.refuse(book, request_id, workspace.now(), note)
        book.result = {"request_id": request_id, "verdict": ledger.approvals.REFUSED}
    return Settled(**book.result)


def listed(workspace: Workspace, *, waiting: bool = True) -> pl.DataFrame:
    """Return requests, those that wait or all, the oldest first: columns REQUESTS.

    `books_on` is the GL day on which a request that waits would be booked now, where it was asked for one.
    """
    asked, said = tables.request, tables.verdict
    state = func.coalesce(said.c.verdict, "waiting")
    chosen = (
        select(
            *(asked.c[name] for name in ("request_id", "kind", "subject", "customer_number", "minor", "currency")),
            *(asked.c[name] for name in ("reason", "maker", "requested_at")),
            state,
            func.coalesce(said.c.checker, ""),
            func.coalesce(said.c.note, ""),
            asked.c.body,
        )
        .join(said, said.c.request_id == asked.c.request_id, isouter=True)
        .where(asked.c.entity == workspace.settings.entity)
        .order_by(asked.c.no)
    )
    if waiting:
        chosen = chosen.where(said.c.no.is_(None))
    with workspace.database.reading() as connection:
        told = {name: kind for name, kind in REQUESTS.items() if name != "books_on"}
        found = sealed.frame(connection, "request", frame(connection, chosen, told))
        gl_day = ledger.periods.open_days(connection, workspace.settings.entity)
    waits = zip(found["state"], found["body"], strict=True)
    days = [date.fromisoformat(on) if state == "waiting" and (on := _wished(body)) else None for state, body in waits]
    return found.with_columns(pl.Series("books_on", [day and gl_day(day) for day in days], pl.Date))


def _wished(body: str) -> str:
    """Return the GL day that a request was asked for; empty where it names none."""
    told = json.loads(body) if '"gl_on"' in body else {}
    return str(told.get("gl_on") or "") if isinstance(told, dict) else ""


def _booked_on(book: ledger.Book, first: int) -> list[str]:
    """Return the GL days of the entries from a number on."""
    entry = tables.entry
    chosen = select(entry.c.gl_on).where(entry.c.no >= first).distinct().order_by(entry.c.gl_on)
    return [day(on).isoformat() for on in book.connection.scalars(chosen)]


def one(workspace: Workspace, request_id: str) -> dict[str, Any]:
    """Return a request that waits or was decided: columns REQUESTS. Refused: NotFound."""
    found = listed(workspace, waiting=False).filter(request_id=request_id)
    if not found.height:
        raise NotFound(f"there is no request {request_id}")
    return found.row(0, named=True)


def behind(rows: pl.DataFrame, request_id: str) -> pl.DataFrame:
    """Return the requests after one, in their order; all of them where none is named."""
    place = rows["request_id"].index_of(request_id) if request_id else None
    return rows if place is None else rows.slice(place + 1)


def verified_payees(connection: Connection, entity: str, customer: str) -> set[str]:
    """Return where a customer's refunds may go: accounts that two people verified, and cards of theirs that paid us."""
    verified = {payee["account"] for payee in payees(connection, entity, customer)}
    mine = card_operation.c.customer_number == customer, card_operation.c.kind == Kind.CAPTURE
    captures = asking.operations(connection, entity, *mine)
    return verified | {one.token_id for one in captures if one.state is State.APPROVED}


def payees(connection: Connection, entity: str, customer: str) -> list[dict[str, str]]:
    """Return a customer's verified payees: account, holder, who asked for each and who verified it.

    What was decided last of an account counts.
    """
    asked, said = tables.request, tables.verdict
    names = ("request_id", "kind", "body", "maker")
    decided = ledger.approvals.approved(entity, *(asked.c[name] for name in names), said.c.checker)
    mine = asked.c.kind.in_((PAYEE, PAYEE_WITHDRAWN)), asked.c.customer_number == customer
    chosen = decided.where(*mine).order_by(said.c.no)
    found: dict[str, dict[str, str]] = {}
    for row in connection.execute(chosen).mappings():
        told = json.loads(sealed.row(connection, "request", row)["body"])
        payee = {"account": "", "holder": "", **told, "maker": row["maker"], "checker": row["checker"]}
        found.pop(payee["account"], None)
        if row["kind"] == PAYEE:
            found[payee["account"]] = payee
    return list(found.values())


def _adjust(_: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Book an adjustment that was asked for."""
    body = json.loads(ledger.approvals.body(book.connection, asked))
    if asked.kind == Adjust.REFUND_APPROVED:
        _check_payee(book.connection, book.entity, asked.customer_number, body["payee"])
    gl_on = date.fromisoformat(body["gl_on"])
    row = Adjustment(body["item_id"], Adjust(asked.kind), body["minor"], gl_on, asked.reason, body["tax"])
    ledger.adjustments.adjust(book, [row])


def _reopen(_: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Open the month."""
    ledger.periods.reopen(book, asked.subject)


def _rebill(_: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Credit the invoice and bill it again, by the same terms from its new day."""
    body = json.loads(asked.body)
    held = book.connection.execute(select(tables.item).where(tables.item.c.item_id == body["item_id"])).one()
    on = date.fromisoformat(body["gl_on"])
    parts = _parts_anew(book, held, on, body["minor"])
    apart, until, off = offered(parts)
    moved = on - day(held.issued_on)
    if not parts and held.discount:
        until, off = day(held.discount_until) + moved, share(body["minor"], held.discount, held.amount)
    corrected = NewItem(
        number=body["number"],
        type=ItemType.INVOICE,
        customer_number=held.customer_number,
        currency=held.currency,
        minor=body["minor"],
        issued_on=on,
        due_on=max((part.due_on for part in parts), default=day(held.due_on) + moved),
        terms=held.terms,
        discount=off,
        discount_until=until,
        tax=body["tax"],
        freight=body.get("freight", 0),  # requests that wait from before it was told
        po_number=held.po_number,
        order_number=held.order_number,
        delivery_number=held.delivery_number,
        description=held.description,
        instalments=apart,
    )
    ledger.documents.rebill(book, held.item_id, corrected, on, asked.reason)


def _parts_anew(book: ledger.Book, held: Row[Any], on: date, minor: int) -> tuple[Instalment, ...]:
    """Return how an invoice billed again is due, by the terms it had; none where it was due otherwise.

    Refused: Invalid where the terms leave a part of the new amount without money.
    """
    agreed, issued = ledger.terms.agreed(book.connection, book.entity), day(held.issued_on)
    terms = agreed.terms(held.terms, issued)
    if terms is None or terms.due_on(issued, agreed.holidays) != day(held.due_on):
        return ()
    try:
        return terms.instalments(on, minor, held.currency, agreed.holidays)
    except WrongTermsError as wrong:
        raise Invalid(f"invoice {held.number}: {wrong}") from wrong


def _reviewed(_workspace: Workspace, _book: ledger.Book, _asked: Row[Any]) -> None:
    """Change nothing: the verdict says who reviewed it."""


def _verified(_: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Let the customer be one of ours; the verdict itself verifies the account."""
    ledger.customers.check(book, [asked.customer_number])


def _proposed(_workspace: Workspace, _book: ledger.Book, asked: Row[Any]) -> None:
    """Refuse to decide a proposal as a request: whoever may do what it says does it."""
    raise Invalid(f"{asked.request_id} is a proposal: whoever may do what it says decides it, on the page Approvals")


#: What is asked for -> what its approval does. Hand-written: nothing else can be asked for.
DEEDS: dict[str, Deed] = {
    **{str(kind): _adjust for kind in Adjust},
    REOPEN: _reopen,
    PAYEE: _verified,
    PAYEE_WITHDRAWN: _verified,
    askable.REBILL: _rebill,
    ledger.approvals.EVIDENCE: _reviewed,
    ledger.approvals.PROPOSAL: _proposed,
    ledger.master.REQUEST: changing.carry_out,
    by_two.LINK: by_two.link,
    by_two.READING: by_two.read_so,
    by_two.AUTHORITY: by_two.authorise,
    **signing.DEEDS,
    **events.DEEDS,
    **month_end.DEEDS,
    **deeds.DEEDS,
    **dunning_deeds.DEEDS,
    **config_deeds.DEEDS,
    conflicts.EXCEPTION: conflicts.carry_out,
}


def ask(
    workspace: Workspace,
    wanted: NewRequest,
    actor: str,
    key: str,
    check: Callable[[ledger.Book], None] = lambda _: None,
) -> Asked:
    """Write a request down; `check` refuses it in the same command, where a known key asks nothing."""
    row = {"kind": wanted.kind, "body": wanted.body}
    said = [wanted.kind, wanted.subject, sealed.told(workspace.database.ring, "request", row)["body"], wanted.reason]
    with command(workspace, "ask", actor, {"said": said}, key) as book:
        if book.replayed is not None:
            return Asked(**book.replayed, replayed=True)
        check(book)
        request_id = ledger.approvals.ask(book, wanted, workspace.now())
        if wanted.customer_number:
            ledger.customers.check(book, [wanted.customer_number])
        book.result = {"request_id": request_id, "kind": wanted.kind}
    return Asked(request_id, wanted.kind)


def _check_fee(workspace: Workspace, told: events.Happened) -> None:
    """Refuse a fee for a payment that came back beyond what the credit policy lets us charge."""
    policy = credit_policies.of(workspace, told.gl_on)
    most = policy.returned_fee if policy.currency == told.currency else None
    if most is None:
        raise Invalid(f"the credit policy names no returned_fee in {told.currency}: none may be charged")
    if told.minor > most:
        raise Invalid(
            f"the credit policy lets {Money(most, told.currency)} be charged, not {Money(told.minor, told.currency)}"
        )


def _check_payee(connection: Connection, entity: str, customer: str, payee: str) -> None:
    """Refuse a refund to an account that two people have not verified."""
    if payee not in verified_payees(connection, entity, customer):
        raise Invalid(f"{payee or 'no account'} is no verified payee of {customer or 'nobody'}: verify it first")
