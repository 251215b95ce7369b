"""Limits: asked for by one person, granted by another within their authority, and the limit of any day."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import select

import ledger
from credit import limits, reading
from credit.limits import NewLimit
from credit.records import Limits, Scope
from credit.tables import credit_limit
from kit.db import frame
from kit.refusals import Invalid
from ledger.records import NewRequest
from services import control
from services.credit import guarantees
from services.credit.deeds import LIMIT, TERMS
from services.credit.guarantees import Given
from services.workspace import Workspace

LIMITS: dict[str, Any] = {
    **dict.fromkeys(("customer_number", "scope", "kind"), pl.String),
    "amount": pl.Int64,
    "currency": pl.String,
    "share": pl.Int64,
    "valid_from": pl.Date,
    "valid_until": pl.Date,
    **dict.fromkeys(("reason", "maker", "checker"), pl.String),
    "decided_at": pl.Datetime("us", "UTC"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """The limits of a customer on a day: its own, and the family's where there is one.

    `given` are the guarantees for it and for the family, each with how it counts on the day.
    """

    customer_number: str
    own: Limits
    head: str
    group: Limits | None
    given: tuple[Given, ...] = ()


def ask(workspace: Workspace, row: NewLimit, *, reason: str, actor: str, key: str = "") -> control.Asked:
    """Ask for a limit; it holds once a second person grants it.

    They need authority over all that the family may then owe (DOMAIN section 8.3).
    Refused: UnknownCustomer; Invalid where it cannot be.
    """
    if says := limits.fault(row):
        raise Invalid(says)
    with workspace.database.reading() as connection:
        ledger.customers.known(connection, workspace.settings.entity, [row.customer_number])
        limits.check_reviewed(connection, workspace.settings.entity, row)
        total = limits.resulting(connection, workspace.settings.entity, row)
    body = {**asdict(row), "valid_from": str(row.valid_from), "valid_until": row.valid_until and str(row.valid_until)}
    what = f"{row.kind} limit of {row.scope} {row.customer_number}"
    told = json.dumps(body, sort_keys=True, default=str)
    wanted = NewRequest(LIMIT, what, told, reason, total, row.currency, row.customer_number)
    return control.ask(workspace, wanted, actor, key)


def ask_terms(
    workspace: Workspace,
    customer: str,
    *,
    discount: int,
    po_required: bool,
    ship_to_required: bool,
    reason: str,
    actor: str,
) -> control.Asked:
    """Ask for what a customer's orders may and must say: discount in basis points. Refused: Invalid."""
    body = {"discount": discount, "po_required": po_required, "ship_to_required": ship_to_required}
    told = json.dumps(body, sort_keys=True)
    wanted = NewRequest(TERMS, f"orders of {customer}", told, reason, customer_number=customer)
    return control.ask(workspace, wanted, actor, key="")


def of(workspace: Workspace, customer: str, as_of: date) -> Held:
    """Return a customer's limits on a day. Refused: UnknownCustomer."""
    entity = workspace.settings.entity
    with workspace.database.reading() as connection:
        ledger.customers.known(connection, entity, [customer])
        head, _ = reading.family(connection, entity, customer)
        own = limits.of(connection, entity, customer, as_of)
        assert own is not None
        group = limits.of(connection, entity, head, as_of, Scope.GROUP)
        return Held(customer, own, head, group, tuple(guarantees.given(connection, entity, as_of, customer, head)))


def granted(workspace: Workspace, customer: str = "") -> pl.DataFrame:
    """Return the limits that were granted, to one customer or to all, the newest first: columns LIMITS."""
    asked, said = ledger.tables.request, ledger.tables.verdict
    plain = ("customer_number", "scope", "kind", "minor", "currency", "share", "valid_from", "valid_until", "reason")
    chosen = (
        select(*(credit_limit.c[name] for name in plain), asked.c.maker, said.c.checker, said.c.decided_at)
        .join(asked, asked.c.request_id == credit_limit.c.request_id)
        .join(said, said.c.request_id == asked.c.request_id)
        .where(credit_limit.c.entity == workspace.settings.entity)
        .order_by(credit_limit.c.no.desc())
    )
    if customer:
        chosen = chosen.where(credit_limit.c.customer_number == customer)
    with workspace.database.reading() as connection:
        return frame(connection, chosen, LIMITS)
