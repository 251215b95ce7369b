"""What a second person's signature does at the close: a tie-out stands, a reserve is provided for."""

import json
from datetime import date
from typing import Any

from sqlalchemy import Row

import ledger
from aging.buckets import Bucket
from kit.refusals import PeriodClosed, Stale
from ledger.kinds import Kind
from ledger.records import Movement
from services import pools
from services.reports.balances import allowance, owed, owed_by, subledger
from services.reports.closes import EXCEPTION, RESERVE, TIE_OUT
from services.workspace import Workspace


def _signed(_: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Let a tie-out stand. Refused: Stale where the subledger is no longer what it was prepared from."""
    told = json.loads(asked.body)
    now = subledger(book.connection, book.entity, date.fromisoformat(told["as_of"]), asked.currency)
    if now != told["subledger"]:
        raise Stale(f"the subledger of {told['as_of']} has changed since the tie-out was prepared: prepare it again")


def _provided(workspace: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Book a reserve's provision (P32), or its release.

    Refused: Stale where what is owed in a pool, or the allowance, has changed since; PeriodClosed.
    """
    told = json.loads(asked.body)
    as_of = date.fromisoformat(told["as_of"])
    if not ledger.periods.is_open(book.connection, book.entity, as_of):
        raise PeriodClosed(f"{as_of:%Y-%m} was closed since the reserve was prepared: reserve as of a later day")
    books = (book.connection, book.entity, as_of, asked.currency)
    debts = owed_by(*books, tuple(Bucket(*one) for one in told["buckets"]))
    names = sorted({row.get("pool", "") for row in told["rows"]} - {""})
    whose = pools.members(workspace, book.connection, as_of, told["pool_by"], names) if names else {}
    now = {
        (name, bucket): minor
        for name, part in pools.parted(debts, names, whose).items()
        for bucket, minor in owed(part).items()
    }
    if now != {(row.get("pool", ""), row["bucket"]): row["balance"] for row in told["rows"]}:
        raise Stale(f"what is owed on {as_of} has changed since the reserve was prepared: prepare it again")
    if allowance(*books) != told["allowance"]:
        raise Stale(f"the allowance of {as_of} has changed since the reserve was prepared: prepare it again")
    if minor := told["provision"]:
        kind = Kind.PROVIDED if minor > 0 else Kind.PROVISION_RELEASED
        ledger.general.post(book, [Movement(((kind, abs(minor)),), asked.currency, as_of, asked.request_id)])


DEEDS = {TIE_OUT: _signed, EXCEPTION: _signed, RESERVE: _provided}
