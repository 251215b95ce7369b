"""Card money: tokens, authorisations, captures, voids, refunds, and what processors settle."""

from typing import Annotated

from fastapi import Query

from api import conventions
from api.given import KeyGiven, WorkspaceGiven
from api.schemas import cards as shapes
from api.schemas.shared import Page
from services.cards import paying, settling

router = conventions.router("cards", prefix="/v1/cards")


@router.post("/tokens", status_code=201)
def keep_card(body: shapes.NewCard, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.CardKept:
    """Write a processor's token of a customer's card down; a card number is refused."""
    return shapes.CardKept(token_id=paying.keep_token(workspace, body.row(), actor=workspace.named(body.by), key=key))


@router.get("/tokens")
def list_cards(query: Annotated[shapes.CardQuery, Query()], workspace: WorkspaceGiven) -> Page[shapes.Card]:
    """List cards by their tokens."""
    found = paying.cards(workspace, query.customer_number)
    return Page(data=[shapes.Card(**row) for row in found], next_cursor=None)


@router.post("/authorisations", status_code=201)
def authorise_card(body: shapes.NewAuthorisation, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.CardOperation:
    """Authorise an amount on a card; uncertain, it is read back by the next settlement, and never asked twice."""
    money = body.amount
    wanted = paying.Wanted(body.token_id, money.minor, money.currency, body.order_number, body.reason)
    return shapes.operation(paying.authorise(workspace, wanted, actor=workspace.named(body.by), key=key))


@router.get("/authorisations")
def list_authorisations(
    query: Annotated[shapes.AuthorisationQuery, Query()], workspace: WorkspaceGiven
) -> Page[shapes.CardAuthorisation]:
    """List authorisations as they stand today."""
    found = paying.listed(workspace, query.customer_number, query.order_number)
    return Page(data=[shapes.authorisation(one) for one in found], next_cursor=None)


@router.post("/authorisations/{operation_id}/captures", status_code=201)
def capture_card(
    operation_id: str, body: shapes.NewCapture, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.CardOperation:
    """Capture the value of a shipment; the rest is authorised anew unless it is final."""
    paying.check_currency(workspace, operation_id, body.amount.currency)
    shipped = paying.Shipped(body.amount.minor, body.document, body.final)
    by = workspace.named(body.by)
    return shapes.operation(paying.capture(workspace, operation_id, shipped, actor=by, key=key))


@router.post("/authorisations/{operation_id}/void", status_code=201)
def void_authorisation(
    operation_id: str, body: shapes.NewVoid, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.CardOperation:
    """Let go of an authorisation."""
    by = workspace.named(body.by)
    return shapes.operation(paying.void(workspace, operation_id, actor=by, reason=body.reason, key=key))


@router.post("/captures/{operation_id}/refunds", status_code=201)
def refund_card(
    operation_id: str, body: shapes.NewCardRefund, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.CardOperation:
    """Give money back to the card that paid it, as an approved refund to that card says."""
    by = workspace.named(body.by)
    return shapes.operation(paying.refund(workspace, operation_id, body.request_id, actor=by, key=key))


@router.get("/operations")
def list_card_operations(
    query: Annotated[shapes.OperationQuery, Query()], workspace: WorkspaceGiven
) -> Page[shapes.CardOperation]:
    """List what processors were asked, in its order."""
    found = paying.operations(workspace, customer=query.customer_number, waiting=query.waiting)
    return Page(data=[shapes.operation(one) for one in found], next_cursor=None)


@router.post("/processors/{processor}/settlements", status_code=201)
def settle_cards(processor: str, workspace: WorkspaceGiven, _key: KeyGiven) -> shapes.CardSettlement:
    """Read back what is open at a processor, take what it told, book payouts that are the bank's deposits."""
    return shapes.settlement(settling.run(workspace, processor, actor=workspace.named(otherwise="api")))
