"""Collection agencies and placements as the API says them."""

from typing import Literal

from pydantic import Field

from api.schemas.shared import Amount, Body, Day, Query, Told, amount
from dunning.agencies import DAYS, Placement, Proposal, Ranked
from services.dunning.agencies import FLOOR


class PlacementQuery(Query):
    """Placements as they stood on a day; of one customer, or of all."""

    as_of: Day | None = None
    customer_number: str = Field("", max_length=100)


class ProposalQuery(Query):
    """What is old and large enough to be placed on a day; `floor` in whole units."""

    as_of: Day | None = None
    floor: int = Field(FLOOR, ge=0)
    days: int = Field(DAYS, ge=1)


class NewAgency(Body):
    """An agency as TOML: licences, fees by age and size, days of free demand and of notice."""

    toml: str = Field(min_length=1, max_length=100_000)
    reason: str = Field(min_length=1, max_length=4000)
    by: str = Field("", max_length=100)


class NewPlacement(Body):
    """Whose old documents are placed with which agency, and where it has to be licensed."""

    customer_number: str = Field(min_length=1, max_length=100)
    agency: str = Field(min_length=1, max_length=100)
    jurisdiction: str = Field(min_length=1, max_length=100)
    reason: str = Field(min_length=1, max_length=4000)
    floor: int = Field(FLOOR, ge=0)
    days: int = Field(DAYS, ge=1)
    by: str = Field("", max_length=100)


class NewStep(Body):
    """What became of a placement."""

    kind: Literal["acknowledged", "promise", "direct_payment", "suit_authorised", "recalled", "closed"]
    note: str = Field(min_length=1, max_length=4000)
    by: str = Field("", max_length=100)


class NewRemittance(Body):
    """Money that an agency remitted net of its fee: the receipt it is in our books."""

    receipt_id: str = Field(min_length=1, max_length=200)
    reason: str = Field(min_length=1, max_length=4000)
    by: str = Field("", max_length=100)


class RequestsWaiting(Told):
    """Requests that wait for a second person."""

    requests: list[str]


class RankedAgency(Told):
    """What an agency recovered of what was placed with it; `rate` in basis points."""

    agency: str
    placements: int
    placed: Amount
    collected: Amount
    fees: Amount
    rate: int


class ProposedPlacement(Told):
    """Documents of a customer that are late enough to be placed."""

    customer_number: str
    documents: list[str]
    oldest_days: int
    amount: Amount


class PlacementTold(Told):
    """A placement as it stands."""

    placement_id: str
    customer_number: str
    agency: str
    jurisdiction: str
    documents: list[str]
    amount: Amount
    collected: Amount
    fee: int
    placed_on: Day
    free_until: Day
    ended_on: Day | None
    state: str


class PlacementFile(Told):
    """The file that an agency was given: JSON with debtor, documents, papers and contacts, as text."""

    placement_id: str
    content: str


def ranked(one: Ranked) -> RankedAgency:
    """Return an agency with what it recovered."""
    sums = {name: amount(getattr(one, name), one.currency) for name in ("placed", "collected", "fees")}
    return RankedAgency(agency=one.agency, placements=one.placements, rate=one.rate, **sums)


def proposal(one: Proposal) -> ProposedPlacement:
    """Return what is to be placed."""
    money = amount(one.minor, one.currency)
    return ProposedPlacement(
        customer_number=one.customer_number, documents=list(one.numbers), oldest_days=one.days, amount=money
    )


def placement(one: Placement) -> PlacementTold:
    """Return a placement."""
    same = set(PlacementTold.model_fields) - {"documents", "amount", "collected"}
    return PlacementTold(
        **{name: getattr(one, name) for name in same},
        documents=list(one.numbers),
        amount=amount(one.minor, one.currency),
        collected=amount(one.recovered, one.currency),
    )
