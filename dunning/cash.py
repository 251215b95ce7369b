"""The cash that documents got, by the day it came: what alone judges promises and arrangements."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from kit.db import among
from ledger.journal import day
from ledger.tables import application


@dataclass(frozen=True, slots=True)
class Cash:
    """Cash that a document got, or lost again, by GL day; `counts_on` is the day it had come, booked by `batch`."""

    counts_on: date
    gl_on: date
    minor: int
    batch: int


def of(connection: Connection, items: Iterable[str]) -> defaultdict[str, list[Cash]]:
    """Return the cash that each document got; what was taken back counts against the day it had come."""
    names = ("no", "batch", "item_id", "gl_on", "cash", "reverses")
    chosen = select(*(application.c[name] for name in names)).order_by(application.c.no)
    rows = connection.execute(chosen.where(among(connection, application.c.item_id, set(items)))).all()
    came = {row.no: row for row in rows}
    found: defaultdict[str, list[Cash]] = defaultdict(list)
    for row in rows:
        first = came[row.reverses or row.no]
        found[row.item_id].append(Cash(day(first.gl_on), day(row.gl_on), row.cash, first.batch))
    return found


def paid(rows: Iterable[Cash], first: date, last: date, on: date) -> int:
    """Return what came from a day to another, in minor units, as the books said it on a day."""
    return sum(one.minor for one in rows if first <= one.counts_on <= last and one.gl_on <= on)
