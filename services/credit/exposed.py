"""What a customer is exposed for on a day, beside its limit: as a check of an order would count it."""

from dataclasses import dataclass
from datetime import date

import polars as pl
from sqlalchemy import Connection

from credit import limits, reading
from credit.reading import Rates
from kit.refusals import Invalid
from services.credit import policies
from services.reports import books
from services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Left:
    """What was left of a document or of money on a day, in minor units."""

    type: str
    balance: int
    currency: str


@dataclass(frozen=True, slots=True)
class Exposed:
    """Exposure and limit in minor units of a currency; no exposure where a rate is missing, no limit where none is."""

    currency: str
    exposure: int | None
    limit: int | None


def of(workspace: Workspace, connection: Connection, number: str, held: pl.DataFrame, on: date) -> Exposed:
    """Return a customer's exposure and limit of a day, from what was open then and the orders as they were told.

    Orders count as the policy of today says.
    """
    entity, zone = workspace.settings.entity, workspace.settings.time_zone
    limit, rates = limits.of(connection, entity, number, on), Rates(connection, entity, on)
    currency = limit.currency if limit else rates.base
    batch = books.known(connection, books.last_moment(on, zone))
    ordered = reading.orders(connection, entity, [number], batch)
    left = [Left(*row) for row in held.select("document_type", "open", "currency").iter_rows()]
    try:
        policy = policies.of(workspace, on)
        total = reading.exposure(left, ordered, None, policy=policy, rates=rates, currency=currency).total
    except Invalid:  # a rate is missing, or the policy is wrong: the limit alone can be told
        return Exposed(currency, None, limit.minor if limit else None)
    return Exposed(currency, total, limit.minor if limit else None)
