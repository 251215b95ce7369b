"""The register of exceptions to policy: each time two people, or one with authority, set a rule aside, and why."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import polars as pl
from sqlalchemy import Connection, Row, select

import ledger
from credit.tables import forced_hold, hold_release
from kit.days import microseconds
from ledger import tables
from ledger.kinds import Kind
from services.credit.deeds import LIMIT, RELEASE

#: Kind of request -> the rule that its approval sets aside.
SETS_ASIDE: Final[dict[str, str]] = {
    "reopen": "closed month",
    "small_balance": "tolerance",
    Kind.CONCESSION: "tolerance",
    "tie_out_exception": "tie-out",
    "close_exception": "close",
    RELEASE: "credit hold",
    LIMIT: "credit limit",
    "duty_exception": "segregation of duties",
}
OVERRIDES: Final[dict[str, Any]] = {
    "at": pl.Datetime("us", "UTC"),
    **dict.fromkeys(("rule", "kind", "subject", "customer_number"), pl.String),
    "amount": pl.Int64,
    **dict.fromkeys(("currency", "reason", "maker", "approver"), pl.String),
    "batch": pl.Int64,
}


def overrides(connection: Connection, entity: str, since: datetime, until: datetime) -> pl.DataFrame:
    """Return every override decided from `since` on and before `until`, in order: columns OVERRIDES.

    A row is one command of the audit trail, `batch`: a request approved, an order let go, a hold by hand ended.
    """
    first, last = microseconds(since), microseconds(until)
    rows = [*_approved(connection, entity, first, last), *_held(connection, entity, first, last)]
    found = pl.DataFrame(rows, {**OVERRIDES, "at": pl.Int64}, orient="row")
    return found.sort("batch").cast({"at": OVERRIDES["at"]})


def _approved(connection: Connection, entity: str, first: int, last: int) -> Iterator[tuple[object, ...]]:
    """Yield the requests that set a rule aside and were approved."""
    asked, said = tables.request.c, tables.verdict.c
    chosen = ledger.approvals.approved(entity, *asked, said.checker, said.decided_at, said.batch.label("done"))
    chosen = chosen.where(asked.kind.in_(SETS_ASIDE), said.decided_at >= first, said.decided_at < last)
    for row in connection.execute(chosen):
        if _aside(row):
            what = (SETS_ASIDE[row.kind], row.kind, row.subject, row.customer_number, row.minor, row.currency)
            yield (row.decided_at, *what, row.reason, row.maker, row.checker, row.done)


def _aside(row: Row[Any]) -> bool:
    """Say whether a request sets a rule aside: of limits only those for a time do."""
    return bool(row.kind != LIMIT or json.loads(row.body).get("kind") == "temporary")


def _held(connection: Connection, entity: str, first: int, last: int) -> Iterator[tuple[object, ...]]:
    """Yield orders that one person with authority let go, and holds by hand that were ended."""
    freed, forced = hold_release.c, forced_hold.c
    alone = (freed.entity == entity, freed.verdict == "released", freed.request_id == "")
    for row in connection.execute(
        select(hold_release).where(*alone, freed.recorded_at >= first, freed.recorded_at < last)
    ):
        what = ("credit hold", RELEASE, f"order {row.number}", row.customer_number, row.cap, row.currency)
        yield (row.recorded_at, *what, row.note or row.reason, row.by, row.by, row.batch)
    ended = (forced.entity == entity, forced.held == 0, forced.recorded_at >= first, forced.recorded_at < last)
    for row in connection.execute(select(forced_hold).where(*ended)):
        what = ("hold by hand", "hold_ended", row.number or row.customer_number, row.customer_number, 0, "")
        yield (row.recorded_at, *what, row.note, row.by, row.by, row.batch)
