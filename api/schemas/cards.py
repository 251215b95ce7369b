"""Card money as the API says it: tokens, authorisations, what processors were asked, what a settlement did."""

from typing import Any, Literal

from pydantic import Field

from api.schemas.shared import Amount, Body, Day, Query, Told, amount
from cards.records import Authorisation, NewToken, Operation
from services.cards.settling import Run


class CardQuery(Query):
    """Cards of one customer, or all."""

    customer_number: str = Field("", max_length=100)


class AuthorisationQuery(CardQuery):
    """Authorisations of one customer or order, or all."""

    order_number: str = Field("", max_length=100)


class OperationQuery(CardQuery):
    """What one customer's cards were asked for, or all; `waiting`: what has not ended, or a person looks at."""

    waiting: bool = False


class NewCard(Body):
    """A processor's token of a customer's card. A text that looks like a card number is refused."""

    customer_number: str = Field(max_length=100)
    processor: str = Field(max_length=31)
    token: str = Field(min_length=1, max_length=200)
    expires_on: Day = Field(description="The last day of the card.")
    brand: str = Field("", max_length=30)
    last4: str = Field("", pattern="^([0-9]{4})?$")
    by: str = Field("", max_length=100)

    def row(self) -> NewToken:
        """Return the token as it is kept."""
        return NewToken(**self.model_dump(exclude={"by"}))


class Card(Told):
    """A card by its processor's token."""

    token_id: str
    customer_number: str
    processor: str
    brand: str
    last4: str
    expires_on: Day


class CardKept(Told):
    """A card that is written down."""

    token_id: str


class NewAuthorisation(Body):
    """An amount to authorise on a card, for an order where one is named."""

    token_id: str
    amount: Amount
    order_number: str = Field("", max_length=100)
    reason: str = Field("", max_length=500)
    by: str = Field("", max_length=100)


class NewCapture(Body):
    """The value of a shipment; the rest is authorised anew unless it is final. It settles the document, if named."""

    amount: Amount
    document: str = Field("", max_length=100)
    final: bool = False
    by: str = Field("", max_length=100)


class NewVoid(Body):
    """An authorisation is let go."""

    reason: str = Field("", max_length=500)
    by: str = Field("", max_length=100)


class NewCardRefund(Body):
    """An approved refund goes back to the card that paid."""

    request_id: str
    by: str = Field("", max_length=100)


class CardOperation(Told):
    """What a processor was asked, and how it stands; `approved` is what it says it is."""

    operation_id: str
    kind: Literal["authorise", "capture", "void", "refund"]
    state: Literal["pending", "sent", "uncertain", "approved", "declined", "contradicted"]
    processor: str
    processor_id: str
    authorisation_id: str
    customer_number: str
    order_number: str
    amount: Amount
    approved: Amount
    until: Day | None
    message: str


class CardAuthorisation(Told):
    """An authorisation as it stands today; `held` is what can be captured of it, until a day."""

    operation_id: str
    customer_number: str
    order_number: str
    authorised: Amount
    captured: Amount
    held: Amount
    until: Day | None
    state: str


class CardSettlement(Told):
    """What a settlement did: states of what was open, what was taken and booked, what waits with its reason."""

    processor: str
    states: dict[str, int]
    events: int
    payouts: int
    booked: int
    waits: list[str]


def operation(one: Operation) -> CardOperation:
    """Return what was asked as the API says it."""
    names = ("operation_id", "processor", "processor_id", "authorisation_id", "customer_number")
    told = {name: getattr(one, name) for name in (*names, "order_number", "until", "message")}
    money = one.currency
    told |= {"kind": str(one.kind), "state": str(one.state)}
    return CardOperation(**told, amount=amount(one.minor, money), approved=amount(one.approved, money))


def authorisation(one: Authorisation) -> CardAuthorisation:
    """Return an authorisation as the API says it."""
    names = ("operation_id", "customer_number", "order_number", "until", "state")
    told: dict[str, Any] = {name: getattr(one, name) for name in names}
    told |= {name: amount(getattr(one, name), one.currency) for name in ("authorised", "captured", "held")}
    return CardAuthorisation(**told)


def settlement(run: Run) -> CardSettlement:
    """Return what a settlement did as the API says it."""
    return CardSettlement(**{name: getattr(run, name) for name in CardSettlement.model_fields})
