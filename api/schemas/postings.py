"""The ERP's feed as the API says it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import Field

from api.schemas.shared import LIMIT_MAX, Amount, Body, Instant, Query, Told, amount
from services import feed

FEED_LIMIT_MAX = 1000
SEQUENCE_MAX = 2**53 - 1


class PostingQuery(Query):
    """`after` is the last sequence you have; there are no gaps."""

    after: int = Field(0, ge=0, le=SEQUENCE_MAX)
    limit: int = Field(LIMIT_MAX, ge=1, le=FEED_LIMIT_MAX)


class Posting(Told):
    """One side of a movement; debits equal credits within `entry_id` and currency."""

    posting_id: str
    entry_id: str
    sequence: int
    posted_at: Instant
    gl_date: date
    entity: str
    account: str
    debit: Amount
    credit: Amount
    receipt_id: str
    document_number: str
    customer_number: str
    kind: str
    reverses_entry_id: str


class Acknowledgement(Body):
    """How the ERP took postings `first` to `last`, both included."""

    first: int = Field(ge=1, le=SEQUENCE_MAX)
    last: int = Field(ge=1, le=SEQUENCE_MAX)
    state: Literal["accepted", "rejected"]
    reason: str = Field("", max_length=500, description="Why, where it was rejected.")
    reference: str = Field("", max_length=100, description="The ERP's own id of the batch.")


class Acknowledged(Told):
    """The acknowledgement as it is kept; up to `accepted_to` everything is accepted without a gap."""

    first: int
    last: int
    state: str
    accepted_to: int


def told(row: Mapping[str, Any]) -> Posting:
    """Return a side as the API says it."""
    plain = {name: row[name] for name in Posting.model_fields if name not in {"debit", "credit"}}
    texts: dict[str, Any] = {name: value if value is not None else "" for name, value in plain.items()}
    return Posting(**texts, debit=amount(row["debit"], row["currency"]), credit=amount(row["credit"], row["currency"]))


def acknowledged(kept: feed.Acknowledged) -> Acknowledged:
    """Return an acknowledgement as it is kept."""
    return Acknowledged(first=kept.first, last=kept.last, state=kept.state, accepted_to=kept.accepted_to)
