"""What moved in the control accounts, month by month and by why; and items one by one, as a past day left them."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl
from sqlalchemy import Connection, text

from aging.positions import ITEMS, unwound
from kit.columns import columns
from kit.conditions import LISTED
from kit.db import frame, stored_day
from ledger import past
from ledger.kinds import CONTROL, OPENING, Account
from services.reports import books
from services.reports.books import NEWEST

#: The control accounts, as a query lists them.
ACCOUNTS = ", ".join(f"'{account}'" for account in sorted(CONTROL))
#: How the reasons begin for which a receipt is reversed though no money went back: it is told elsewhere, or never came.
_TOLD_ELSEWHERE = ("settled_elsewhere", "withdrawn", "card_settled:", "lockbox_banked:", "payout ")
_ELSEWHERE = " OR ".join(f"reason LIKE '{words}%'" for words in _TOLD_ELSEWHERE)
#: A movement of receivables: `minor` signed, debit positive; `reversal` where its entry turns another round, but for
#: money that is told elsewhere.
FLOWS: dict[str, Any] = {
    **dict.fromkeys(("entity", "customer_number", "currency", "month", "account", "kind"), pl.String),
    "reversal": pl.Boolean,
    "minor": pl.Int64,
}
#: The postings of some days that touch the control accounts, each once for both its sides.
_MOVED = f"""
SELECT p.entity, p.currency, p.kind, p.minor,
  CASE WHEN e.reverses IS NULL OR {_ELSEWHERE} THEN 0 ELSE 1 END AS reversal,
  p.dr_account, coalesce(p.dr_customer, '') AS dr_customer, p.cr_account, coalesce(p.cr_customer, '') AS cr_customer
FROM entry e CROSS JOIN posting p
WHERE e.no IN (SELECT no FROM entry WHERE gl_on >= :first AND gl_on <= :last {{own}}) AND e.batch <= :batch
  AND p.entry_no = e.no AND (p.dr_account IN ({ACCOUNTS}) OR p.cr_account IN ({ACCOUNTS}))
"""  # noqa: S608 - our own names
_SIDES: dict[str, Any] = {
    **dict.fromkeys(("entity", "currency", "kind"), pl.String),
    "minor": pl.Int64,
    "reversal": pl.Boolean,
    **dict.fromkeys(("dr_account", "dr_customer", "cr_account", "cr_customer"), pl.String),
}
#: What revaluation adds to the control accounts in the entity's own currency.
_REVALUED = f"{ACCOUNTS}, '{Account.AR_REVALUATION}'"
#: The same in the entity's currency: what moved in it, and what movements in others were worth.
_IN_BASE = f"""
WITH moved AS (
  SELECT no, CASE WHEN reverses IS NULL OR {_ELSEWHERE} THEN 0 ELSE 1 END AS reversal
  FROM entry WHERE gl_on >= :first AND gl_on <= :last AND batch <= :batch {{own}}),
worth AS (
  SELECT n.currency, m.reversal, p.kind, p.dr_account, p.cr_account, p.minor
  FROM moved m CROSS JOIN posting p CROSS JOIN entity n
  WHERE p.entry_no = m.no AND n.code = p.entity AND n.currency = p.currency
  UNION ALL
  SELECT n.currency, m.reversal, v.kind, v.dr_account, v.cr_account, v.minor
  FROM moved m CROSS JOIN valuation v CROSS JOIN entity n WHERE v.entry_no = m.no AND n.code = v.entity),
side AS (
  SELECT currency, reversal, kind, dr_account AS account, minor FROM worth WHERE dr_account IN ({_REVALUED})
  UNION ALL
  SELECT currency, reversal, kind, cr_account, -minor FROM worth WHERE cr_account IN ({_REVALUED}))
SELECT currency, account, kind, reversal, CAST(sum(minor) AS BIGINT) AS minor FROM side GROUP BY 1, 2, 3, 4
"""  # noqa: S608 - our own names
#: Each posting once for both its sides: what goes from one control account into another is no movement of both.
_BY_DAY = f"""
SELECT p.currency, e.gl_on AS day, p.kind,
  CASE WHEN p.dr_account IN ({ACCOUNTS}) THEN p.minor ELSE 0 END
  - CASE WHEN p.cr_account IN ({ACCOUNTS}) THEN p.minor ELSE 0 END AS minor
FROM entry e CROSS JOIN posting p
WHERE e.no IN (SELECT no FROM entry WHERE gl_on >= :first AND gl_on <= :last {{own}}) AND e.batch <= :batch
  AND p.entry_no = e.no AND p.kind IN ({{kinds}}) AND (p.dr_account IN ({ACCOUNTS}) OR p.cr_account IN ({ACCOUNTS}))
"""  # noqa: S608 - our own names

#: Invoices whose last cent went in the period, with the day it had come: an application counts on its receipt's.
PAID: dict[str, Any] = {
    **dict.fromkeys(("entity", "customer_number", "currency"), pl.String),
    "amount": pl.Int64,
    **dict.fromkeys(("issued_on", "due_on", "paid_on"), pl.Date),
}
#: The day on which what settles an item had come: an application's is the day of its receipt.
_CAME_ON = "CASE WHEN e.kind = 'applied' THEN e.doc_on ELSE e.gl_on END"
_PAID = """
WITH touched AS MATERIALIZED (
  SELECT DISTINCT p.cr_item AS item_id FROM entry e CROSS JOIN posting p
  WHERE e.no IN (SELECT no FROM entry WHERE gl_on >= :first AND gl_on <= :last {own}) AND e.batch <= :batch
    AND e.kind NOT IN ({opening}) AND p.entry_no = e.no AND p.cr_item IS NOT NULL),
bill AS MATERIALIZED (
  SELECT i.item_id FROM touched t CROSS JOIN item i WHERE i.item_id = t.item_id AND i.type = 'invoice'),
side AS (
  SELECT t.item_id, -p.minor AS minor, e.gl_on, {came} AS paid_on FROM bill t CROSS JOIN posting p CROSS JOIN entry e
    WHERE p.cr_item = t.item_id AND e.no = p.entry_no AND e.gl_on <= :last AND e.batch <= :batch
  UNION ALL
  SELECT t.item_id, p.minor, e.gl_on, NULL FROM bill t CROSS JOIN posting p CROSS JOIN entry e
    WHERE p.dr_item = t.item_id AND e.no = p.entry_no AND e.gl_on <= :last AND e.batch <= :batch)
SELECT i.entity, i.customer_number, i.currency, i.amount, i.issued_on, i.due_on, max(s.paid_on) AS paid_on
FROM side s CROSS JOIN item i WHERE i.item_id = s.item_id
GROUP BY i.item_id, i.entity, i.customer_number, i.currency, i.amount, i.issued_on, i.due_on
HAVING sum(s.minor) = 0 AND max(s.gl_on) >= :first
""".replace("{opening}", ", ".join(f"'{kind}'" for kind in OPENING)).replace("{came}", _CAME_ON)

#: What came to the invoices that somebody paid from a day to another, up to that; `pays` where it was such a payment.
_CAME = """
WITH touched AS MATERIALIZED (
  SELECT DISTINCT p.cr_item AS item_id FROM entry e CROSS JOIN posting p
  WHERE e.no IN (SELECT no FROM entry WHERE gl_on >= :first AND gl_on <= :last {own})
    AND e.kind NOT IN ({opening}) AND p.entry_no = e.no AND p.cr_item IS NOT NULL),
bill AS MATERIALIZED (
  SELECT i.item_id, i.customer_number, i.due_on FROM touched t CROSS JOIN item i
  WHERE i.item_id = t.item_id AND i.type = 'invoice')
SELECT t.item_id, t.customer_number, t.due_on, p.minor, e.gl_on AS moved_on, NULL AS came_on, 0 AS pays
FROM bill t CROSS JOIN posting p CROSS JOIN entry e
WHERE p.dr_item = t.item_id AND e.no = p.entry_no AND e.gl_on <= :last
UNION ALL
SELECT t.item_id, t.customer_number, t.due_on, -p.minor, e.gl_on, {came},
  CASE WHEN e.kind IN ({opening}) THEN 0 ELSE 1 END
FROM bill t CROSS JOIN posting p CROSS JOIN entry e
WHERE p.cr_item = t.item_id AND e.no = p.entry_no AND e.gl_on <= :last
""".replace("{opening}", ", ".join(f"'{kind}'" for kind in OPENING)).replace("{came}", _CAME_ON)
_CAME_BY: dict[str, Any] = {
    **dict.fromkeys(("item_id", "customer_number"), pl.String),
    "due_on": pl.Date,
    "minor": pl.Int64,
    **dict.fromkeys(("moved_on", "came_on"), pl.Date),
    "pays": pl.Boolean,
}

#: Each payment of an invoice in the period: the days of its stages; `ordered_at` where its order was told.
STAGES: dict[str, Any] = {
    **dict.fromkeys(("entity", "customer_number", "currency"), pl.String),
    "ordered_at": pl.Datetime("us", "UTC"),
    **dict.fromkeys(("issued_on", "due_on", "paid_on", "applied_on"), pl.Date),
}
_STAGES = """
WITH told AS (
  SELECT s.entity, s.number, min(b.recorded_at) AS at FROM sales_order s JOIN batch b ON b.no = s.batch
  WHERE s.batch <= :batch GROUP BY s.entity, s.number),
bill AS (SELECT * FROM item WHERE type = 'invoice' {own})
SELECT i.entity, i.customer_number, i.currency, o.at AS ordered_at, i.issued_on, i.due_on, r.issued_on AS paid_on,
  a.gl_on AS applied_on
FROM application a JOIN bill i ON i.item_id = a.item_id JOIN item r ON r.item_id = a.receipt_id
LEFT JOIN told o ON o.entity = i.entity AND o.number = i.order_number
WHERE a.cash > 0 AND a.reverses IS NULL AND a.gl_on >= :first AND a.gl_on <= :last AND a.batch <= :batch
  AND NOT EXISTS (SELECT 1 FROM application x WHERE x.reverses = a.no AND x.gl_on <= :last AND x.batch <= :batch)
"""

#: Where an item lies, for whom, and how much of it is open.
HELD: dict[str, Any] = {**dict.fromkeys(("account", "customer_number"), pl.String), "open": pl.Int64}
_HELD: dict[str, Any] = {"item_id": pl.String, **HELD}
#: That rows are of the entity, where one is named; and the same where its index would lead to far more than is asked.
_OWN, _OWN_AMONG = "AND entity = :entity", "AND coalesce(entity, '') = :entity"
_LATER = """
WITH {later}
SELECT dr_item AS item_id, dr_account AS account, coalesce(dr_customer, '') AS customer_number, minor AS open
FROM later CROSS JOIN posting WHERE entry_no = later.no AND dr_item IS NOT NULL {own} {debit}
UNION ALL
SELECT cr_item, cr_account, coalesce(cr_customer, ''), -minor FROM later CROSS JOIN posting
WHERE entry_no = later.no AND cr_item IS NOT NULL {own} {credit}
"""
#: The same by the day on which it was.
_LATER_BY_DAY = """
WITH later AS (SELECT no, gl_on FROM entry WHERE gl_on > :as_of AND entity = :entity)
SELECT dr_item AS item_id, dr_account AS account, coalesce(dr_customer, '') AS customer_number, minor AS open,
  gl_on AS moved_on
FROM later CROSS JOIN posting WHERE entry_no = later.no AND dr_item IS NOT NULL
UNION ALL
SELECT cr_item, cr_account, coalesce(cr_customer, ''), -minor, gl_on FROM later CROSS JOIN posting
WHERE entry_no = later.no AND cr_item IS NOT NULL
"""
#: What of the items is read, in a condition each: of what stands now, of later debits, of later credits, of what moved.
Only = tuple[str, str, str, str]
EVERYTHING: Only = ("", "", "", "")
IN_PARTS: Only = (
    "AND item_id IN (SELECT item_id FROM instalment)",
    "AND dr_item IN (SELECT item_id FROM instalment)",
    "AND cr_item IN (SELECT item_id FROM instalment)",
    "AND item_id IN (SELECT item_id FROM instalment)",
)
RECEIPTS: Only = ("AND type = 'receipt'", "", "", "AND type = 'receipt'")
_HIS: Only = (
    "AND held_for = :customer",
    "AND dr_customer = :customer",
    "AND cr_customer = :customer",
    "",
)
#: What a document says of itself.
FACTS: dict[str, Any] = {**ITEMS, **dict.fromkeys(("po_number", "reason"), pl.String), "gl_date": pl.Date}
_FACTS = """
SELECT item_id, entity, type AS document_type, number AS document_number, currency, issued_on AS issue_date,
  due_on AS due_date, amount, po_number, reason, gl_on AS gl_date, held_in AS account,
  coalesce(held_for, '') AS customer_number, balance AS open
FROM item i WHERE {chosen} {own} {some}
"""


def flows(connection: Connection, entity: str | None, first: date, last: date, *, batch: int = NEWEST) -> pl.DataFrame:
    """Return what moved in the control accounts from a GL day to another, both included: columns FLOWS, in order.

    It is read month by month and summed in columns: SQLite takes three times as long to sort it into sums.
    """
    keys = [name for name in FLOWS if name != "minor"]
    found = [pl.DataFrame(schema=FLOWS)]
    for begins, ends in _months(first, last):
        given = {"entity": entity, "first": begins, "last": ends, "batch": batch}
        moved = _read(connection, _MOVED.format(own=_OWN), _SIDES, given).with_columns(month=pl.lit(f"{begins:%Y-%m}"))
        sides = pl.concat(_side(moved, *one) for one in (("dr", 1), ("cr", -1)))
        found.append(sides.group_by(keys).agg(pl.col("minor").sum()).select(list(FLOWS)))
    return pl.concat(found).sort(keys)


def _side(moved: pl.DataFrame, side: str, sign: int) -> pl.DataFrame:
    """Return the debits (`dr`) or credits (`cr`) of control accounts."""
    mine = moved.filter(pl.col(f"{side}_account").is_in(sorted(CONTROL)))
    renamed = mine.with_columns(
        minor=sign * pl.col("minor"), account=f"{side}_account", customer_number=f"{side}_customer"
    )
    return renamed.select(list(FLOWS))


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of each month from a day to another."""
    while first <= last:
        following = (first.replace(day=1) + timedelta(days=31)).replace(day=1)
        yield first, min(following - timedelta(days=1), last)
        first = following


def in_base(
    connection: Connection, entity: str | None, first: date, last: date, *, batch: int = NEWEST
) -> pl.DataFrame:
    """Return what moved in the control accounts and their revaluation, in the entity's own currency.

    Columns as FLOWS without customer and month. What was never valued, for want of a rate, is not in it.
    """
    schema = {name: FLOWS[name] for name in ("currency", "account", "kind", "reversal", "minor")}
    return frame(connection, _bound(connection, _IN_BASE, entity, first=first, last=last, batch=batch), schema)


def by_month(
    connection: Connection, entity: str, first: date, last: date, kinds: Sequence[str], *, batch: int = NEWEST
) -> pl.DataFrame:
    """Return `flows` of some kinds, of all customers together: currency, month, kind and minor."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    said = _BY_DAY.format(own="AND entity = :entity", kinds=listed)
    days = {"first": stored_day(connection, first), "last": stored_day(connection, last)}
    schema = {"currency": pl.String, "day": pl.Date, "kind": pl.String, "minor": pl.Int64}
    rows = columns(connection, said, schema, {**days, "entity": entity, "batch": batch})
    daily = rows.group_by("currency", "day", "kind").agg(pl.col("minor").sum())
    return daily.group_by("currency", pl.col("day").dt.strftime("%Y-%m").alias("month"), "kind").agg(
        pl.col("minor").sum()
    )


def paid(connection: Connection, entity: str | None, first: date, last: date, *, batch: int = NEWEST) -> pl.DataFrame:
    """Return the invoices settled in full from a GL day to another: columns PAID."""
    return frame(connection, _bound(connection, _PAID, entity, first=first, last=last, batch=batch), PAID)


def paid_on(connection: Connection, entity: str, days: Collection[date], reach: timedelta) -> Iterator[pl.DataFrame]:
    """Yield for each day the invoices settled in full within a reach before it: customer_number, due_on, paid_on.

    They are those of `paid`; the books are read once for all days.
    """
    given = {"entity": entity, "first": min(days) - reach, "last": max(days)}
    came = _read(connection, _CAME.format(own=_OWN), _CAME_BY, given)
    for day in days:
        first = day - reach
        by_then = came.filter(pl.col("moved_on") <= day).group_by("item_id", "customer_number", "due_on")
        sums = by_then.agg(
            pl.col("minor").sum(),
            moved_on=pl.col("moved_on").max(),
            paid_on=pl.col("came_on").max(),
            paid=(pl.col("pays") & (pl.col("moved_on") >= first)).any(),
        )
        settled = sums.filter((pl.col("minor") == 0) & (pl.col("moved_on") >= first) & pl.col("paid"))
        yield settled.select("customer_number", "due_on", "paid_on")


def stages(connection: Connection, entity: str | None, first: date, last: date, *, batch: int = NEWEST) -> pl.DataFrame:
    """Return the payments of invoices from a GL day to another that were not taken back by then: columns STAGES."""
    return frame(connection, _bound(connection, _STAGES, entity, first=first, last=last, batch=batch), STAGES)


def open_items(
    connection: Connection,
    entity: str | None,
    as_of: date,
    *,
    batch: int = NEWEST,
    only: Only = EVERYTHING,
    customer: str | None = None,
    facts: Collection[str] = FACTS,
) -> pl.DataFrame:
    """Return the items open on a day: those `facts` of FACTS, and the account, the customer and how much was `open`.

    `only` narrows what is read (IN_PARTS: what is due in several parts, RECEIPTS: money). Of a `customer` only what was
    held for him then: that costs what he has and what came since, not what is open with everybody.
    """
    his = EVERYTHING if customer is None else _HIS
    stands, debit, credit, document = (f"{kept} {own}" for kept, own in zip(only, his, strict=True))
    schema = {name: kind for name, kind in FACTS.items() if name in {"item_id", *facts}} | HELD
    given = {"entity": entity, "as_of": as_of, "batch": batch, "customer": customer}
    everything = only == EVERYTHING and customer is None
    chosen = past.open_items_are(connection) if everything else "balance <> 0"
    own = _OWN_AMONG if everything else _OWN
    now = _read(connection, _FACTS.format(own=own, chosen=chosen, some=stands), schema, given)
    later = _LATER.format(own=_OWN, later=books.later(batch), debit=debit, credit=credit).format(own=_OWN)
    moved = _read(connection, later, _HELD, given)
    if moved.is_empty():
        return now
    return _before(now, moved, _gone(connection, now, moved, given, document))


def open_on(
    connection: Connection, entity: str, days: Iterable[date], facts: Collection[str]
) -> Iterator[pl.DataFrame]:
    """Yield `open_items` of an entity on each of some days: what stands and what moved since are read once."""
    asked = list(days)
    schema = {name: kind for name, kind in FACTS.items() if name in {"item_id", *facts}} | HELD
    given = {"entity": entity, "as_of": min(asked)}
    chosen = past.open_items_are(connection)
    now = _read(connection, _FACTS.format(own=_OWN_AMONG, chosen=chosen, some=""), schema, given)
    moved = _read(connection, _LATER_BY_DAY, {**_HELD, "moved_on": pl.Date}, given)
    gone = _gone(connection, now, moved, given)
    for day in asked:
        later = moved.filter(pl.col("moved_on") > day)
        yield _before(now, later.select(list(_HELD)), gone) if later.height else now


def _gone(
    connection: Connection, now: pl.DataFrame, moved: pl.DataFrame, given: Mapping[str, Any], document: str = ""
) -> pl.DataFrame:
    """Return what moved and is not open any more."""
    ids = moved.select("item_id").unique().join(now, on="item_id", how="anti")["item_id"]
    listed = _FACTS.format(own=_OWN_AMONG, chosen=f"item_id IN {LISTED[connection.dialect.name]}", some=document)
    return _read(connection, listed, now.schema, {**given, "listed": json.dumps(ids.to_list())})


def _before(now: pl.DataFrame, moved: pl.DataFrame, gone: pl.DataFrame) -> pl.DataFrame:
    """Return the items as they were before what moved; what did not move is passed on as it is."""
    touched = moved.select("item_id").unique()
    changed, stood = now.join(touched, on="item_id", how="semi"), now.join(touched, on="item_id", how="anti")
    held = unwound(changed.select(*_HELD), moved.rename({"open": "minor"}))
    told = pl.concat([changed.drop(*HELD), gone.drop(*HELD)])
    return pl.concat([stood, told.join(held, on="item_id", how="inner").select(stood.columns)])


def _read(connection: Connection, query: str, schema: Mapping[str, Any], given: Mapping[str, Any]) -> pl.DataFrame:
    """Return the rows of a query, which names what it needs of what is given; of all entities where none is."""
    said = query if given["entity"] else query.replace(_OWN, "").replace(_OWN_AMONG, "")
    days = {name: stored_day(connection, day) if isinstance(day, date) else day for name, day in given.items()}
    return columns(connection, said, schema, {name: value for name, value in days.items() if f":{name}" in said})


def _bound(connection: Connection, template: str, entity: str | None, **given: Any) -> Any:
    """Return a query with its days as the database compares them."""
    said = template.format(own="AND entity = :entity" if entity else "")
    days = {name: stored_day(connection, day) if isinstance(day, date) else day for name, day in given.items()}
    named = days | {"entity": entity}
    return text(said).bindparams(**{name: value for name, value in named.items() if f":{name}" in said})
