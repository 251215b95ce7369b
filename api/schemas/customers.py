"""Files of customers and entities as the API says them, and how they are changed."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from api.schemas.shared import Amount, Body, Day, Instant, Query, Told, amount
from services.master.customer_files import Changed

#: Column of its sheet -> text, as `tieout import` reads it.
Facts = dict[str, str]


class CustomerQuery(Query):
    """The day on which a file is looked at; else today."""

    as_of: Day | None = None


class NewCustomer(Body):
    """A customer that is made."""

    customer_number: str = Field(min_length=1, max_length=100)
    facts: Facts = Field(description="Columns of the sheet of customers; `name` is needed.", max_length=20)
    by: str = Field("", max_length=100)


class NewFacts(Body):
    """Facts that change, who changes them and why."""

    facts: Facts = Field(description="Columns of its sheet; what is not said stays.", max_length=20)
    by: str = Field("", max_length=100)
    reason: str = Field("", max_length=500, description="Needed where a second person reads it.")


class NewPart(NewFacts):
    """A part of a customer's file, or a newer version of one."""

    part: Literal["site", "contact", "assignment", "statement_preference", "paper", "review"]


class NewPayee(Body):
    """An account to which a customer's refunds may go, or no longer."""

    account: str = Field(min_length=1, max_length=100)
    holder: str = Field("", max_length=200)
    withdrawn: bool = False
    reason: str = Field(min_length=1, max_length=500)
    by: str = Field("", max_length=100)


class Changes(Told):
    """How many facts or rows were written, and the request that waits for a second person, if one does."""

    written: int
    request_id: str


class Facet(Told):
    """The facts of a customer as they stood on a day."""

    customer_number: str
    name: str
    parent_number: str
    family: str
    family_name: str
    terms: str
    currency: str
    credit_limit: Amount | None
    aliases: list[str]
    email: str
    phone: str
    address: str
    tax_id: str
    duns: str
    risk_class: str
    collector: str
    sales_rep: str


class Version(Told):
    """One version of a customer's facts: who said it, by what command, and when."""

    recorded_at: Instant
    actor: str
    command: str
    name: str
    parent_number: str
    terms: str
    credit_limit: Amount | None


class Asked(Told):
    """What was asked for of a customer, and what was decided."""

    request_id: str
    kind: str
    subject: str
    reason: str
    maker: str
    state: str
    checker: str


class Payee(Told):
    """A verified account, in whose name it is, who asked and who verified."""

    account: str
    holder: str
    maker: str
    checker: str


class CustomerFile(Told):
    """All that is known of a customer on a day."""

    customer: Facet
    parents: list[str]
    children: list[str]
    sites: list[dict[str, str | None]]
    contacts: list[dict[str, str | None]]
    assignments: list[dict[str, str | None]]
    statement_preferences: list[dict[str, str | None]]
    papers: list[dict[str, str | None]]
    reviews: list[dict[str, str | None]]
    payees: list[Payee]
    requests: list[Asked]
    history: list[Version]


class NewEntity(Body):
    """An entity that is made."""

    code: str = Field(min_length=1, max_length=50)
    facts: Facts = Field(description="`name`; further `currency`, `time_zone`, `address`, `tax_id`, `remit_to`.")
    by: str = Field("", max_length=100)


class Entity(Told):
    """A legal entity as it is called on a day."""

    entity: str
    name: str
    currency: str
    time_zone: str
    address: str
    tax_id: str
    remit_to: str


def changes(done: Changed) -> Changes:
    """Return what came of a change."""
    return Changes(written=done.written, request_id=done.request_id)


def customer_file(found: Mapping[str, Any]) -> CustomerFile:
    """Return a customer's file."""
    facts = found["customer"]
    return CustomerFile(
        customer=_told(Facet, {**facts, "customer_number": facts["number"]}),
        parents=found["parents"],
        children=found["children"],
        **{f"{part}s": [_plain(row) for row in found[part]] for part in _PARTS},
        payees=[Payee(**row) for row in found["payees"]],
        requests=[_picked(Asked, row) for row in found["requests"]],
        history=[_told(Version, row) for row in found["history"]],
    )


def entity(row: Mapping[str, Any]) -> Entity:
    """Return an entity."""
    return Entity(**row)


_PARTS = ("site", "contact", "assignment", "statement_preference", "paper", "review")


def _told(shape: type[Any], row: Mapping[str, Any]) -> Any:
    """Return a row of facts in a shape, its limit as an amount."""
    limit = None if row["credit_limit"] is None else amount(row["credit_limit"], row["currency"])
    return _picked(shape, {**row, "credit_limit": limit})


def _picked(shape: type[Any], row: Mapping[str, Any]) -> Any:
    """Return what a shape says of a row."""
    return shape(**{name: row[name] for name in shape.model_fields})


def _plain(row: Mapping[str, Any]) -> dict[str, str | None]:
    """Return a row of a part as its sheet spells it."""
    spelled = {True: "yes", False: ""}
    return {
        name: None if value is None else spelled[value] if isinstance(value, bool) else str(value)
        for name, value in row.items()
        if name != "customer_number"
    }
