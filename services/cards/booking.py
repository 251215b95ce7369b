"""What an approved asking does in the books, in the command that keeps the approval: a capture is cash."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select

import ledger
from cards import asking, telling
from cards.records import Kind, Operation, State
from cards.tables import card_operation
from credit import orders
from kit.ids import content_id
from kit.money import Money
from kit.refusals import Invalid
from ledger import Disposal, Into, Movement, NewApplication, NewReceipt
from ledger.kinds import Kind as Moved
from ledger.tables import entry, item
from services.workspace import Workspace

RULE = "card_capture"


def done(workspace: Workspace, book: ledger.Book, now: Operation) -> None:
    """Do what a state of an asking means: post what was approved, ask for the rest, tell the order of its cards."""
    if now.state is State.APPROVED and now.kind is Kind.CAPTURE:
        receipt = _captured(book, now, workspace.today())
        telling.post(book, "sale", now.processor, now.operation_id, now.operation_id, now.approved, receipt)
        if now.rest:
            _rest(workspace, book, now)
    if now.state is State.APPROVED and now.kind is Kind.REFUND:
        refunded(book, now, workspace.today())
    if now.order_number:
        on_order(book, now.order_number, workspace.today())


def received(book: ledger.Book, name: str, now: Operation, minor: int, on: date) -> str:
    """Book money in card clearing for the customer of an asking (P23a), and return its receipt."""
    entry = content_id("ent", book.entity, "card", name)
    receipt = ledger.receipt_id(entry)
    row = NewReceipt(receipt, entry, minor, now.currency, on, on, now.customer_number, Into.CARD)
    ledger.receipts.receive(book, [row])
    return receipt


def apply(book: ledger.Book, receipt: str, now: Operation, minor: int, on: date) -> None:
    """Settle the document that a capture is for, as far as it is open."""
    held = book.connection.execute(select(item.c.balance).where(item.c.item_id == now.item_id)).scalar()
    cash = min(minor, held or 0)
    if now.item_id and cash > 0:
        said = f"captured for it: {now.operation_id}"
        row = NewApplication(receipt, now.item_id, cash, on, decided_by=book.actor, rule=RULE, explanation=said)
        ledger.applications.apply(book, [row])


def lessened(  # noqa: PLR0917 - each is needed
    book: ledger.Book, receipts: Sequence[str], now: Operation, name: str, minor: int, on: date
) -> str:
    """Take a chargeback off what a capture brought, the newest receipt first, with what that paid (P23c).

    What is left of the receipt is booked anew and settles the document again; return its receipt, empty where nothing.
    """
    reversed_ones = select(entry.c.reverses).where(entry.c.reverses.is_not(None))
    standing = select(item).where(item.c.item_id.in_(receipts), item.c.entry_no.not_in(reversed_ones))
    for row in book.connection.execute(standing.order_by(item.c.no.desc())).all():
        if -row.amount >= minor:
            ledger.receipts.reverse(book, [Disposal(row.item_id, on, f"chargeback: {name}")])
            left = -row.amount - minor
            if not left:
                return ""
            anew = received(book, f"{name} left", now, left, on)
            apply(book, anew, now, left, on)
            return anew
    raise Invalid(f"no receipt of {now.operation_id} holds {Money(minor, now.currency)}: reverse them by hand")


def refunded(book: ledger.Book, now: Operation, on: date) -> None:
    """Pay an approved refund out of card clearing: the liability goes, the next payout brings so much less."""
    lines = ((Moved.REFUND_PAID, now.approved), (Moved.CARD_SETTLED, now.approved))
    ledger.general.post(book, [Movement(lines, now.currency, on, now.operation_id, now.reason)])
    telling.post(book, "refund", now.processor, now.operation_id, now.about_id, now.approved)


def on_order(book: ledger.Book, number: str, on: date) -> None:
    """Tell an order that the order system told what of it is authorised on cards now, and until when."""
    order = orders.told(book.connection, book.entity, number)
    if order is None:
        return
    held = [
        one
        for one in asking.authorisations(book.connection, book.entity, on, card_operation.c.order_number == number)
        if one.held
    ]
    until = min((one.until for one in held if one.until), default=None)
    card = min(order.minor, sum(one.held for one in held))
    orders.tell(book, replace(order, card=card, card_until=until if card else None))


def _captured(book: ledger.Book, now: Operation, on: date) -> str:
    """Book a capture and settle what it is for."""
    receipt = received(book, now.operation_id, now, now.approved, on)
    apply(book, receipt, now, now.approved, on)
    return receipt


def _rest(workspace: Workspace, book: ledger.Book, now: Operation) -> None:
    """Ask to authorise what was not captured: a capture ends its authorisation."""
    anew = replace(
        now,
        kind=Kind.AUTHORISE,
        authorisation_id="",
        about_id=now.operation_id,
        item_id="",
        minor=now.rest,
        rest=0,
        reason=f"rest after {now.operation_id}",
    )
    asking.ask(book, anew, workspace.now())
