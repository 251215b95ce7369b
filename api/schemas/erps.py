"""Write-back as the API says it: each ERP, each document with its state, and what an ERP says of one."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import Field

from api.schemas.shared import Body, Instant, Paged, Told

STATES = Literal["pending", "sent", "confirmed", "rejected", "uncertain"]
NAME_MAX = 31


class DocumentQuery(Paged):
    """Which documents of an ERP."""

    state: STATES | None = Field(None, description="Only those in this state.")


class Erp(Told):
    """An ERP that is written to, and how many documents are in each state."""

    erp: str
    adapter: str
    title: str
    entity: str
    pending: int
    sent: int
    confirmed: int
    rejected: int
    uncertain: int


class Document(Told):
    """A document of a receipt in its newest state; `erp_id` is what the ERP calls it."""

    erp: str
    reference: str
    receipt_id: str
    version: int
    step: int
    state: str
    erp_id: str
    message: str
    told_at: Instant


class Result(Body):
    """What an ERP made of a document: `reference` is ours, as it was told."""

    erp: str = Field(min_length=1, max_length=NAME_MAX)
    state: Literal["confirmed", "rejected", "uncertain"]
    erp_id: str = Field("", max_length=100, description="What the ERP calls it.")
    message: str = Field("", max_length=300, description="Why, where it is no yes.")


def document(row: Mapping[str, Any]) -> Document:
    """Return a document as the API says it."""
    at = datetime.fromtimestamp(row["told_at"] // 1_000_000, UTC)
    return Document(**{name: row[name] for name in Document.model_fields if name != "told_at"}, told_at=at)
