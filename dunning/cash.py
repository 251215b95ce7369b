"""The cash that documents got, by the day it came: what alone judges promises and arrangements."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from kit.db import among
from ledger.journal import day
from ledger.tables import application, item


@dataclass(frozen=True, slots=True)
class Cash:
    """Cash that a document got, or lost again, by GL day: `came_on` the bank's day, `applied_on` ours, in `batch`."""

    came_on: date
    applied_on: date
    gl_on: date
    minor: int
    batch: int


def of(connection: Connection, items: Iterable[str]) -> defaultdict[str, list[Cash]]:
    """Return the cash that each document got; what was taken back counts against the day it had come."""
    names = ("no", "batch", "item_id", "gl_on", "cash", "reverses")
    columns = (*(application.c[name] for name in names), item.c.issued_on.label("came_on"))
    chosen = select(*columns).join(item, item.c.item_id == application.c.receipt_id).order_by(application.c.no)
    rows = connection.execute(chosen.where(among(connection, application.c.item_id, set(items)))).all()
    came = {row.no: row for row in rows}
    found: defaultdict[str, list[Cash]] = defaultdict(list)
    for row in rows:
        first = came[row.reverses or row.no]
        days = (day(first.came_on), day(first.gl_on), day(row.gl_on))
        found[row.item_id].append(Cash(*days, row.cash, first.batch))
    return found


def paid(rows: Iterable[Cash], first: date, last: date, on: date) -> int:
    """Return what came from a day to another, in minor units, as the books said it on a day.

    Money counts on the day it came, however long it lay with us; what lay with us before the first day, on the day it
    was applied.
    """
    return sum(one.minor for one in rows if one.gl_on <= on and first <= _counts_on(one, first) <= last)


def _counts_on(one: Cash, first: date) -> date:
    """Return the day on which money counts for what was agreed on a first day."""
    return one.came_on if one.came_on >= first else one.applied_on
