"""What is said of card money: what a processor is asked, what it says, and how an authorisation stands on a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a processor can be asked."""

    AUTHORISE = "authorise"
    CAPTURE = "capture"
    VOID = "void"
    REFUND = "refund"


class State(StrEnum):
    """How an asking stands. `sent` is written before it is asked: found so later, nobody knows what became of it."""

    PENDING = "pending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    APPROVED = "approved"
    DECLINED = "declined"
    CONTRADICTED = "contradicted"  # the processor holds something else under our reference: a person looks


#: An asking in one of these has not ended.
OPEN = frozenset({State.PENDING, State.SENT, State.UNCERTAIN})


@dataclass(frozen=True, slots=True)
class NewToken:
    """A processor's token of a customer's card, and the last day of the card."""

    customer_number: str
    processor: str
    token: str
    expires_on: date
    brand: str = ""
    last4: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """What a processor is asked, and how it stands; `approved` is what it says it is, minor units of `currency`.

    `authorisation_id` is the authorisation it is about, its own where it is one; `about_id` the capture that a refund
    gives back, or whose rest is authorised; `rest` what is authorised anew once a capture is approved.
    """

    operation_id: str
    kind: Kind
    processor: str
    token_id: str
    customer_number: str
    minor: int
    currency: str
    authorisation_id: str = ""
    about_id: str = ""
    order_number: str = ""
    item_id: str = ""
    request_id: str = ""
    rest: int = 0
    reason: str = ""
    token: str = ""
    by: str = ""
    state: State = State.PENDING
    seq: int = 0
    approved: int = 0
    processor_id: str = ""
    until: date | None = None
    message: str = ""
    told_at: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an asking, or its next state."""

    state: State
    minor: int = 0
    processor_id: str = ""
    until: date | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What a processor told by itself about what was asked under our reference."""

    event_id: str
    kind: str
    operation_id: str
    minor: int
    happened_on: date


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a payout; `reference` is ours of a sale or refund, the processor's of a chargeback or its return."""

    kind: str
    reference: str
    gross: int
    fee: int


@dataclass(frozen=True, slots=True)
class Payout:
    """What a processor pays out, and of what it is made."""

    payout_id: str
    paid_on: date
    net: int
    currency: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Authorisation:
    """An authorisation as it stands: what of it was captured, what of it still can be, and until when."""

    operation_id: str
    customer_number: str
    order_number: str
    currency: str
    authorised: int
    captured: int
    held: int
    until: date | None
    state: str


def stands(own: Operation, others: list[Operation], on: date) -> Authorisation:
    """Return how an authorisation stands on a day: one capture, whatever its amount, or a void uses it up."""
    captures = [one for one in others if one.kind is Kind.CAPTURE and one.state is State.APPROVED]
    using = any(one.kind in {Kind.CAPTURE, Kind.VOID} and one.state in OPEN for one in others)
    voided = any(one.kind is Kind.VOID and one.state is State.APPROVED for one in others)
    over = own.until is not None and own.until < on
    words = {
        str(own.state): own.state is not State.APPROVED,
        "captured": bool(captures),
        "voided": voided,
        "in use": using,
        "expired": over,
    }
    state = next((word for word, so in words.items() if so), "held")
    return Authorisation(
        own.operation_id,
        own.customer_number,
        own.order_number,
        own.currency,
        own.approved,
        sum(one.approved for one in captures),
        own.approved if state == "held" else 0,
        own.until,
        state,
    )
