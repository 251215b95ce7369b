"""What is missing or old in the customers' files; what is mended is gone at the next look."""

from datetime import date, timedelta
from typing import Any

import polars as pl
from sqlalchemy import func, select

from kit.db import frame
from ledger import tables
from services.reports.books import EPOCH
from services.workspace import Workspace

STALE = timedelta(days=365)
NOTES = (
    "A customer is listed once for each thing found; stale: nothing of it was recorded for a year before the day.",
    "A tax id or DUNS number that two customers share names both of them.",
)
_TEXTS = ("number", "name", "parent_number", "terms", "email", "collector", "tax_id", "duns")
#: Finding -> the column that is empty.
MISSING = {"no e-mail": "email", "no terms": "terms", "nobody collects": "collector"}
SHARED = {"shared tax id": "tax_id", "shared DUNS number": "duns"}


def master_data(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return a row a customer and finding, by number."""
    fact, batch = tables.customer_fact, tables.batch
    newest = select(func.max(fact.c.no)).where(fact.c.entity == workspace.settings.entity).group_by(fact.c.number)
    columns = [*(fact.c[name] for name in _TEXTS), batch.c.recorded_at]
    statement = select(*columns).join(batch, batch.c.no == fact.c.batch).where(fact.c.no.in_(newest))
    schema: dict[str, Any] = {**dict.fromkeys(_TEXTS, pl.String), "recorded_at": pl.Int64}
    with workspace.database.reading() as connection:
        facts = frame(connection, statement, schema)
    bound = (as_of - STALE - EPOCH.date()) // timedelta(microseconds=1)
    known = facts["number"].to_list()
    found = {
        **{name: pl.col(column) == "" for name, column in MISSING.items()},
        **{name: (pl.col(one) != "") & pl.col(one).is_duplicated() for name, one in SHARED.items()},
        "parent not known": (pl.col("parent_number") != "") & ~pl.col("parent_number").is_in(known),
        "stale": pl.col("recorded_at") < bound,
    }
    rows = [
        facts.filter(wrong).select(customer_number="number", name="name", finding=pl.lit(finding))
        for finding, wrong in found.items()
    ]
    return pl.concat(rows).sort("customer_number", "finding")
