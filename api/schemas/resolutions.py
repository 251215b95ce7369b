"""What a person may decide about an exception: one shape an act, told apart by `act`."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from api.schemas.knowledge import Changed, changed
from api.schemas.shared import Amount, Body, Query, Told, amount
from kit.refusals import Invalid
from services.desk import Line, Resolved
from services.knowledge.settling import Change

TEXT_MAX = 500
LINES_MAX = 1000


class ApplicationLine(Body):
    """What leaves one item: cash + discount + write-off + deduction. Cash of a credit memo is negative."""

    item: str = Field(
        min_length=1, max_length=100, description="An item id or a document number.", examples=["INV-204417"]
    )
    cash: Amount
    discount: Amount | None = None
    write_off: Amount | None = None
    deduction: Amount | None = None
    deduction_reason: str = Field("", max_length=50, examples=["freight"])


class Decided(Body):
    """A decision of a person: `by` is his name, as the trail and what is learned from it keep it."""

    by: str = Field("", max_length=100, examples=["ana"])


class Accept(Decided):
    """Carry out proposal `rank` as it was offered."""

    act: Literal["accept"]
    rank: int = Field(ge=1, le=100)


class Apply(Decided):
    """Edit amounts, split over items, or code a deduction; what is left stays unapplied."""

    act: Literal["apply"]
    lines: list[ApplicationLine] = Field(min_length=1, max_length=LINES_MAX)
    note: str = Field("", max_length=TEXT_MAX)


class Park(Decided):
    """Leave it in the queue, with a note; no money moves."""

    act: Literal["park"]
    note: str = Field("", max_length=TEXT_MAX)


class OnAccount(Decided):
    """Put what is left on the customer's account."""

    act: Literal["on_account"]
    customer_number: str = Field(min_length=1, max_length=100)
    note: str = Field("", max_length=TEXT_MAX)


class Identify(Decided):
    """Say who paid; it stays in the queue for its items."""

    act: Literal["identify"]
    customer_number: str = Field(min_length=1, max_length=100)
    note: str = Field("", max_length=TEXT_MAX)


class NotAr(Decided):
    """The money is no customer's payment."""

    act: Literal["not_ar"]
    note: str = Field("", max_length=TEXT_MAX)


class Undo(Decided):
    """Reverse what was decided and put it back in the queue; nothing is deleted."""

    act: Literal["undo"]
    note: str = Field("", max_length=TEXT_MAX)


#: What a resolution may do.
ACTS = ("accept", "apply", "park", "on_account", "identify", "not_ar", "undo")

Resolution = Annotated[Accept | Apply | Park | OnAccount | Identify | NotAr | Undo, Field(discriminator="act")]


class ResolutionQuery(Query):
    """Whether the answer says what else it settles: the engine decides all that waits anew for it."""

    also_settles: bool = True


class Applications(Body):
    """Applications by hand."""

    lines: list[ApplicationLine] = Field(min_length=1, max_length=LINES_MAX)
    note: str = Field("", max_length=TEXT_MAX)


class ResolvedReceipt(Told):
    """How the receipt stands after the act; `version` is its new entity tag."""

    receipt_id: str
    status: str
    reason: str
    applied: Amount
    unapplied: Amount
    version: int
    resolution_id: str
    learned: list[str] = Field([], description="What the act taught, or took back: ids under `/v1/knowledge`.")
    also_settles: list[Changed] = Field(
        [], description="Waiting receipts that what was learned decides otherwise; `/v1/knowledge/settlements` does so."
    )


def lines(given: list[ApplicationLine], currency: str) -> list[Line]:
    """Return the lines in the receipt's currency. Refused: an amount in another one."""
    for line in given:
        for part in (line.cash, line.discount, line.write_off, line.deduction):
            if part is not None and part.currency != currency:
                raise Invalid(f"{line.item}: the receipt is in {currency}, the amount in {part.currency}.")
    return [
        Line(
            line.item,
            line.cash.minor,
            line.discount.minor if line.discount else 0,
            line.write_off.minor if line.write_off else 0,
            line.deduction.minor if line.deduction else 0,
            line.deduction_reason,
        )
        for line in given
    ]


def told(resolved: Resolved, currency: str, also: Sequence[Change] = ()) -> ResolvedReceipt:
    """Return what came of an act as the API says it."""
    return ResolvedReceipt(
        receipt_id=resolved.receipt_id,
        status=resolved.status,
        reason=resolved.reason,
        applied=amount(resolved.applied, currency),
        unapplied=amount(resolved.unapplied, currency),
        version=resolved.version,
        resolution_id=resolved.resolution_id,
        learned=list(resolved.learned),
        also_settles=[changed(one) for one in also],
    )
