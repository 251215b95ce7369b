"""Card money as it is asked for: an authorisation, a capture of all or a part of it, a void, a refund."""

import json
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

import ledger
from cards import asking
from cards.records import OPEN, Authorisation, Kind, NewToken, Operation, State
from cards.tables import card_operation
from credit import orders
from kit.money import Money
from kit.refusals import Invalid, refuse
from ledger.journal import day
from ledger.records import Adjust
from ledger.tables import item, request
from services import events
from services.cards import performing
from services.cards.processors import processor
from services.commands import command
from services.decisions import standing
from services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be authorised on a card, minor units of a currency; for an order where one is named."""

    token_id: str
    minor: int
    currency: str
    order_number: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Shipped:
    """What is captured, minor units: it settles `document` as far as it is open; `final`: the rest is let go."""

    minor: int
    document: str = ""
    final: bool = False


def keep_token(workspace: Workspace, row: NewToken, *, actor: str, key: str = "") -> str:
    """Write a processor's token of a customer's card down and return its id. Refused: as `asking.keep_token`."""
    processor(workspace, row.processor)
    said = [str(value) for value in astuple(row)]
    with command(workspace, "card token", actor, {"said": said}, key) as book:
        if book.replayed is None:
            book.result = {"token_id": asking.keep_token(book, row, workspace.now())}
        result = book.replayed or book.result
    return str(result["token_id"])


def authorise(workspace: Workspace, wanted: Wanted, *, actor: str, key: str = "") -> Operation:
    """Authorise an amount on a card and return how that stands. Refused: NotFound, CardNumber, Invalid.

    Invalid: a card that has ended, an order of another customer or currency, more than is left of the order.
    """
    said = list(astuple(wanted))
    with command(workspace, "card authorise", actor, {"said": said}, key) as book:
        if book.replayed is None:
            card = asking.token(book.connection, book.entity, wanted.token_id)
            if day(card.expires_on) < workspace.today():
                raise Invalid(f"{wanted.token_id}: the card has ended")
            _check_order(book, wanted, card.customer_number, workspace.today())
            row = Operation(
                "",
                Kind.AUTHORISE,
                card.processor,
                card.token_id,
                card.customer_number,
                wanted.minor,
                wanted.currency,
                order_number=wanted.order_number,
                reason=wanted.reason,
            )
            book.result = {"operation_id": asking.ask(book, row, workspace.now())}
        result = book.replayed or book.result
    return performing.perform(workspace, result["operation_id"], actor)


def capture(workspace: Workspace, authorisation_id: str, shipped: Shipped, *, actor: str, key: str = "") -> Operation:
    """Capture the value of a shipment and authorise the rest anew; return how the capture stands.

    Refused: NotFound, UnknownItem; Invalid where the authorisation is not held any more, or holds less, or the
    document is another customer's or currency's.
    """
    minor, document = shipped.minor, shipped.document
    said = [authorisation_id, minor, document, shipped.final]
    with command(workspace, "card capture", actor, {"said": said}, key) as book:
        if book.replayed is None:
            own, held = asking.held(book, authorisation_id, workspace.today())
            asking.check_part(held, minor)
            paid = _document(book, own, document) if document else ""
            row = _after(own, Kind.CAPTURE, minor, item_id=paid, rest=0 if shipped.final else held.held - minor)
            book.result = {"operation_id": asking.ask(book, row, workspace.now())}
        result = book.replayed or book.result
    return performing.perform(workspace, result["operation_id"], actor)


def void(workspace: Workspace, authorisation_id: str, *, actor: str, reason: str = "", key: str = "") -> Operation:
    """Let go of an authorisation. Refused: NotFound; Invalid where nothing of it is held."""
    with command(workspace, "card void", actor, {"said": [authorisation_id, reason]}, key) as book:
        if book.replayed is None:
            own, held = asking.held(book, authorisation_id, workspace.today())
            row = _after(own, Kind.VOID, held.held, reason=reason)
            book.result = {"operation_id": asking.ask(book, row, workspace.now())}
        result = book.replayed or book.result
    return performing.perform(workspace, result["operation_id"], actor)


def refund(workspace: Workspace, capture_id: str, request_id: str, *, actor: str, key: str = "") -> Operation:
    """Give money back to the card that paid it, as an approved refund to it says. Refused: NotFound, Invalid."""
    with command(workspace, "card refund", actor, {"said": [capture_id, request_id]}, key) as book:
        if book.replayed is None:
            own = asking.operation(book.connection, book.entity, capture_id)
            minor = _refundable(book, own, request_id)
            row = _after(own, Kind.REFUND, minor, about_id=capture_id, request_id=request_id)
            book.result = {"operation_id": asking.ask(book, row, workspace.now())}
        result = book.replayed or book.result
    return performing.perform(workspace, result["operation_id"], actor)


def cards(workspace: Workspace, customer: str = "") -> list[dict[str, Any]]:
    """Return the cards of a customer, or all, by their tokens' ids; the tokens themselves stay here."""
    with workspace.database.reading() as connection:
        rows = asking.tokens(connection, workspace.settings.entity, customer)
    names = ("token_id", "customer_number", "processor", "brand", "last4")
    return [{name: getattr(row, name) for name in names} | {"expires_on": day(row.expires_on)} for row in rows]


def check_currency(workspace: Workspace, operation_id: str, currency: str) -> None:
    """Refuse an amount in another currency than what it is about. Refused: NotFound, Invalid."""
    if currency != (own := currency_of(workspace, operation_id)):
        raise Invalid(f"{operation_id} is in {own}")


def currency_of(workspace: Workspace, operation_id: str) -> str:
    """Return the currency of what was asked. Refused: NotFound."""
    with workspace.database.reading() as connection:
        return asking.operation(connection, workspace.settings.entity, operation_id).currency


def listed(workspace: Workspace, customer: str = "", order: str = "") -> list[Authorisation]:
    """Return the authorisations of a customer or an order, or all, as they stand today."""
    where = [card_operation.c.customer_number == customer] if customer else []
    where += [card_operation.c.order_number == order] if order else []
    with workspace.database.reading() as connection:
        return asking.authorisations(connection, workspace.settings.entity, workspace.today(), *where)


def operations(workspace: Workspace, *, customer: str = "", waiting: bool = False) -> list[Operation]:
    """Return what processors were asked, in its order; `waiting`: what has not ended, or a person looks at."""
    where = [card_operation.c.customer_number == customer] if customer else []
    with workspace.database.reading() as connection:
        found = asking.operations(connection, workspace.settings.entity, *where)
    return [one for one in found if not waiting or one.state in {*OPEN, State.CONTRADICTED}]


def _after(own: Operation, kind: Kind, minor: int, **more: object) -> Operation:
    """Return an asking about another one."""
    plain = Operation("", kind, own.processor, own.token_id, own.customer_number, minor, own.currency)
    kept = {"authorisation_id": own.authorisation_id, "order_number": own.order_number}
    return replace(plain, **kept, **more)  # type: ignore[arg-type]


def _check_order(book: ledger.Book, wanted: Wanted, customer: str, on: date) -> None:
    """Refuse an authorisation that the order does not need."""
    order = orders.told(book.connection, book.entity, wanted.order_number) if wanted.order_number else None
    if order is None:
        return
    mine = card_operation.c.order_number == wanted.order_number
    known = asking.operations(book.connection, book.entity, mine, card_operation.c.kind == str(Kind.AUTHORISE))
    asked = sum(one.minor for one in known if one.state in OPEN)
    stood = asking.authorisations(book.connection, book.entity, on, mine)
    left = order.minor - asked - sum(one.held + one.captured for one in stood)
    wrong = {
        f"the order is {order.customer_number}'s, the card {customer}'s": order.customer_number != customer,
        f"the order is in {order.currency}": order.currency != wanted.currency,
        f"{Money(left, order.currency)} of the order is not on a card yet": wanted.minor > left,
    }
    refuse(wrong, f"order {wanted.order_number}")


def _document(book: ledger.Book, own: Operation, name: str) -> str:
    """Return the id of the document that a capture pays. Refused: UnknownItem, Invalid."""
    chosen = select(item).where(item.c.entity == book.entity, item.c.type != "receipt")
    row = standing.named(book.connection, chosen, name)
    wrong = {
        f"it is {row.customer_number}'s": row.customer_number != own.customer_number,
        f"it is in {row.currency}": row.currency != own.currency,
        "nothing of it is owed": row.balance <= 0,
    }
    refuse(wrong, name)
    return str(row.item_id)


def _refundable(book: ledger.Book, own: Operation, request_id: str) -> int:
    """Return what an approved refund gives back of a capture. Refused: Invalid."""
    chosen = ledger.approvals.approved(book.entity).where(request.c.request_id == request_id)
    asked = book.connection.execute(chosen.where(request.c.kind == Adjust.REFUND_APPROVED)).first()
    if asked is None:
        raise Invalid(f"{request_id} is no approved refund")
    refunds = asking.operations(book.connection, book.entity, card_operation.c.kind == str(Kind.REFUND))
    standing_ones = [one for one in refunds if one.state in {*OPEN, State.APPROVED, State.CONTRADICTED}]
    left = own.approved - sum(one.minor for one in standing_ones if one.about_id == own.operation_id)
    paid = events.settled(book.connection, book.entity, request_id)
    payee = json.loads(ledger.approvals.body(book.connection, asked))["payee"]
    wrong = {
        f"{own.operation_id} is no approved capture": own.kind is not Kind.CAPTURE or own.state is not State.APPROVED,
        "it goes to another account than this card": payee != own.token_id,
        f"it is {asked.customer_number}'s": asked.customer_number != own.customer_number,
        f"it is in {asked.currency}": asked.currency != own.currency,
        f"{Money(max(left, 0), own.currency)} of the capture is left": asked.minor > left,
        "it was cancelled or paid before": bool(paid) or any(one.request_id == request_id for one in standing_ones),
    }
    refuse(wrong, request_id)
    return int(asked.minor)
