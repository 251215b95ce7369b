"""Lists are asked of the database a page at a time: what is narrowed, ordered and counted there is not read here."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl
from sqlalchemy import Connection, TextClause, func, select, text

import ledger
from kit import db
from kit.folding import folded, within
from kit.money import EXPONENTS, FINEST, exponent
from ledger import queries, tables
from ledger.kinds import SET_ASIDE
from ledger.reads import EXCEPTIONS, RECEIPTS, WAITING
from services import exports

Condition = tuple[str, dict[str, Any]]
Row = dict[str, Any]

#: A receipt as the lists show it: the contract's columns, and how often it was changed.
COLUMNS: dict[str, Any] = {**RECEIPTS, "version": pl.Int64}
#: The queue's columns, and what the desk shows of the receipt beside them.
QUEUE: dict[str, Any] = {
    **EXCEPTIONS,
    **{name: COLUMNS[name] for name in ("confidence", "method", "received_on", "version", "decision_id")},
    "note": pl.String,
}
#: Postings are counted by the item, answers by their own tables.
_VERSION = """version + (SELECT count(*) FROM decision x WHERE x.receipt_id = told.receipt_id)
  + (SELECT count(*) FROM resolution x WHERE x.receipt_id = told.receipt_id)"""
#: What is left of a receipt, whatever took the rest: an application, a refund, the system that it was taken over from.
_REST = """CASE WHEN status IN ('not_ar', 'reversed', 'settled_elsewhere') THEN unapplied_amount ELSE -balance END"""
_SHOWN = {"version": f"{_VERSION} AS version", "unapplied_amount": f"{_REST} AS unapplied_amount"}
_SELECTED = ", ".join(_SHOWN.get(name, name) for name in RECEIPTS)
_OF_ENTITY = "entity = :entity"
_ASKING = ", ".join(f"'{status}'" for status in WAITING)
_ASIDE = ", ".join(f"'{account}'" for account in SET_ASIDE)
_LEFT = f"status IN ({_ASKING}) AND held_in NOT IN ({_ASIDE}) AND balance <> 0"
#: What waits for a person, and what he is asked again since a remittance came late.
_WAITS = f"({_LEFT} OR asked_again = 1) AND {_OF_ENTITY}"
#: The same where the ids are named: they lead, not the entity's index.
_WAITS_OF_THESE = f"({_LEFT} OR asked_again = 1) AND entity || '' = :entity"
#: Two ids of one receipt: its own, and its bank entry's where it was settled elsewhere, differ in their first letters.
_ID = "substr(receipt_id, 5)"
#: How the lists call a receipt, whichever of its two ids it stands under.
_PREFIX = "rcp_"
#: Receipts of which money waits, as the indexes `item_waiting` and `open_item_waiting` have them.
_OPEN = f"type = 'receipt' AND balance < 0 AND held_in NOT IN ({_ASIDE}) AND {_OF_ENTITY}"
#: So many more rows than asked for are looked at, first few, then many, before the whole queue is.
_NEAR = (10, 200)
#: Parked ones wait behind the others.
_PARKED = "CASE WHEN reason = 'parked' THEN 1 ELSE 0 END"
#: How many ten-thousandths a minor unit of the row's currency is.
_FINE = " ".join(
    (
        "CASE currency",
        *(f"WHEN '{currency}' THEN {10 ** (exponent(FINEST) - digits)}" for currency, digits in EXPONENTS.items()),
        f"ELSE {10 ** (exponent(FINEST) - exponent(''))} END",
    )
)
_ORDER = f"{_PARKED}, balance, {_ID}"


def receipts(connection: Connection, entity: str, conditions: Sequence[Condition], limit: int) -> pl.DataFrame:
    """Return receipts that meet every condition, the newest first, at most `limit`: columns COLUMNS."""
    where = [(_OF_ENTITY, {"entity": entity}), *conditions]
    found = db.frame(connection, *_asked(where, f"received_on DESC, {_ID}", limit))
    return found.with_columns(
        (pl.lit(_PREFIX) + pl.col("receipt_id").str.slice(len(_PREFIX))).alias("receipt_id"),
        exports.masked(pl.col("payer_account")),
    )


def receipt(connection: Connection, entity: str, receipt_id: str) -> Row | None:
    """Return one receipt, or None: columns COLUMNS."""
    ids = {"entity": entity, "receipt": receipt_id, "settled": f"ent_{receipt_id.partition('_')[2]}"}
    where = f"receipt_id IN (:receipt, :settled) AND {_OF_ENTITY}", ids
    return next(iter(_told(connection, [where], _ID, 1)), None)


def narrowed(connection: Connection, asked: Mapping[str, Any]) -> Iterator[Condition]:
    """Yield a condition for each thing asked of receipts; a payer is found whatever his name's case and accents."""
    for name, column in (("status", "status"), ("customer", "customer_number"), ("currency", "currency")):
        if asked.get(name):
            yield f"{column} = :{name}", {name: asked[name]}
    if asked.get("payer"):
        letters = within(connection.dialect.name, "payer_name")
        yield rf"{letters} LIKE :payer ESCAPE '\'", {"payer": _pattern(folded(asked["payer"]))}
    if asked.get("amount") is not None:
        low, high = asked["amount"] - asked["tolerance"], asked["amount"] + asked["tolerance"]
        yield "amount BETWEEN :low AND :high", {"low": low, "high": high}
    if asked.get("written") is not None:
        low, high = asked["written"] - asked["tolerance"], asked["written"] + asked["tolerance"]
        yield f"amount * {_FINE} BETWEEN :low AND :high", {"low": low, "high": high}
    for name, sign in (("date_from", ">="), ("date_to", "<=")):
        if asked.get(name):
            yield f"received_on {sign} :{name}", {name: db.stored_day(connection, asked[name])}
    if asked.get("bank_reference"):
        told = r"SELECT entry_id FROM bank_entry WHERE bank_reference = :reference OR refs LIKE :quoted ESCAPE '\'"
        quoted = _pattern(_quoted(asked["bank_reference"]))
        brought = "SELECT item_id FROM item WHERE type = 'receipt' AND entity = :entity AND number = :reference"
        yield (
            f"(entry_id IN ({told}) OR receipt_id IN ({brought}))",
            {"reference": asked["bank_reference"], "quoted": quoted},
        )
    if asked.get("after"):
        day, receipt_id = asked["after"]
        read = day if isinstance(day, date) else date.fromisoformat(day)
        behind = {"day": db.stored_day(connection, read), "behind": receipt_id[4:]}
        yield f"(received_on < :day OR (received_on = :day AND {_ID} > :behind))", behind


def waiting(connection: Connection, entity: str) -> int:
    """Count the receipts that wait for a person: money that is not placed, and what is placed and asked again."""
    counted = connection.execute(text(f"SELECT count(*) FROM open_item WHERE {_OPEN}").bindparams(entity=entity))  # noqa: S608 - our own words
    again = _asked_again(connection, entity, f"NOT ({_LEFT})") if _late(connection) else 0
    return int(counted.scalar_one()) + again


def _late(connection: Connection) -> bool:
    """Return whether any remittance ever came late."""
    late = "SELECT 1 FROM decision WHERE reason = 'late_remittance' LIMIT 1"
    return connection.execute(text(late)).first() is not None


def _asked_again(connection: Connection, entity: str, condition: str) -> int:
    """Count the receipts of a condition that are asked again since a remittance came late."""
    late = "SELECT receipt_id FROM decision WHERE reason = 'late_remittance'"
    where = f"receipt_id IN ({late}) AND asked_again = 1 AND entity || '' = :entity AND {condition}"
    statement = f"{queries.TOLD} SELECT count(*) FROM told WHERE {where}"  # noqa: S608 - our own words
    return int(connection.execute(text(statement).bindparams(entity=entity)).scalar_one())


def exceptions(
    connection: Connection,
    entity: str,
    as_of: date,
    *,
    reason: str = "",
    kind: str = "",
    after: tuple[int, int, str] | None = None,
    limit: int | None = None,
) -> list[Row]:
    """Return what waits for a person, parked ones last, the most money left first, at most `limit`: columns QUEUE."""
    where: list[Condition] = [(_WAITS, {"entity": entity})]
    if reason:
        where.append(("reason = :reason", {"reason": reason}))
    if kind:
        where.append(("status = :kind", {"kind": kind}))
    if after:
        where.append(_behind(*after))
    near = (_front(connection, where, after, limit, more) for more in _NEAR if limit)
    found = next((rows for rows in near if rows is not None), None)
    if found is None:
        found = _told(connection, where, _ORDER, limit)
    best = _best(connection, [row["decision_id"] for row in found])
    notes = _notes(connection, [row["receipt_id"] for row in found])
    return [_queued(row, as_of, best, notes) for row in found]


def _queued(row: Row, as_of: date, best: Mapping[str, str], notes: Mapping[str, str]) -> Row:
    """Return a receipt as a row of the queue."""
    beside = {
        "exception_id": ledger.exception_id(row["receipt_id"]),
        "kind": row["status"],
        "age_days": (as_of - row["opened_on"]).days,
        "best_proposal": best.get(row["decision_id"], ""),
        "note": notes.get(row["receipt_id"], ""),
    }
    return {name: beside[name] if name in beside else row[name] for name in QUEUE}


def _front(
    connection: Connection,
    where: Sequence[Condition],
    after: tuple[int, int, str] | None,
    limit: int,
    more: int,
) -> list[Row] | None:
    """Return the queue's rows where they stand among the largest open receipts; None where all must be looked at.

    What is parked, or asked again of money that is placed, stands anywhere: behind the last receipt looked at nothing
    is said.
    """
    if after and after[0]:
        return None
    entity = where[0][1]["entity"]
    behind = _after(*after[1:]) if after else ("1 = 1", {})
    open_ones = f"SELECT item_id, balance FROM open_item WHERE {_OPEN} AND {behind[0]}"  # noqa: S608 - our own words
    open_ones = open_ones.replace("receipt_id", "item_id") + " ORDER BY balance, substr(item_id, 5) LIMIT :most"
    values = {"entity": entity, "most": limit + more, **behind[1]}
    near = connection.execute(_read(open_ones), values).all()
    if len(near) < limit:
        return None
    again = f"""SELECT i.item_id FROM decision d CROSS JOIN item i WHERE d.reason = 'late_remittance'
      AND i.item_id = d.receipt_id AND i.balance < 0 AND i.held_in IN ({_ASIDE}) AND i.entity = :entity"""  # noqa: S608 - our own words
    also = connection.execute(_read(again), {"entity": entity}).scalars()
    ids = sorted({*(row.item_id for row in near), *also})
    names = {f"id_{place}": one for place, one in enumerate(ids)}
    among = f"receipt_id IN ({', '.join(f':{name}' for name in names)}) AND {_PARKED} = 0", names
    found = _told(connection, [(_WAITS_OF_THESE, {"entity": entity}), *where[1:], among], _ORDER, limit)
    last = near[-1].balance, near[-1].item_id[4:]
    inside = len(found) == limit and (-found[-1]["unapplied_amount"], found[-1]["receipt_id"][4:]) <= last
    return found if inside else None


#: What `glance` tells of receipts that are alike.
GLANCE: dict[str, Any] = {
    **dict.fromkeys(("status", "reason", "currency"), pl.String),
    "waits": pl.Boolean,
    **dict.fromkeys(("receipts", "amount", "unapplied", "automatic"), pl.Int64),
    "opened_on": pl.Date,
}


def glance(connection: Connection, entity: str) -> pl.DataFrame:
    """Return all receipts in one look: how many are alike, their money, and since when the oldest is: columns GLANCE.

    `waits`: for a person; `automatic`: how many the engine applied.
    """
    statement = f"""{queries.TOLD} SELECT status, reason, currency,
      CASE WHEN {_LEFT} OR asked_again = 1 THEN 1 ELSE 0 END, count(*), CAST(sum(amount) AS BIGINT),
      CAST(sum({_REST}) AS BIGINT),
      CAST(sum(CASE WHEN status = 'applied' AND decided_by = 'engine' THEN 1 ELSE 0 END) AS BIGINT), min(opened_on)
      FROM told WHERE {_OF_ENTITY} GROUP BY 1, 2, 3, 4"""  # noqa: S608 - our own words
    return db.frame(connection, _read(statement), GLANCE, {"entity": entity})


def sums(found: pl.DataFrame, by: str) -> pl.DataFrame:
    """Return the receipts and money of a glance by status or reason, and currency."""
    added = [pl.col(name).sum() for name in ("receipts", "amount", "unapplied", "automatic")]
    return found.group_by(by, "currency").agg(added).sort(by, "currency")


def _told(connection: Connection, where: Sequence[Condition], order: str, limit: int | None) -> list[Row]:
    """Return receipts of a query: columns COLUMNS."""
    found = db.records(connection, *_asked(where, order, limit))
    for row in found:
        row["receipt_id"] = _PREFIX + row["receipt_id"][len(_PREFIX) :]
        row["payer_account"] = exports.last_four(row["payer_account"] or "")
    return found


def _asked(
    where: Sequence[Condition], order: str, limit: int | None
) -> tuple[TextClause, dict[str, Any], dict[str, Any]]:
    """Return the query for receipts, its columns and its values."""
    asked = " AND ".join(f"({words})" for words, _ in where)
    values = {name: value for _, given in where for name, value in given.items()}
    most = {} if limit is None else {"most": limit}
    statement = f"{queries.TOLD} SELECT {_SELECTED} FROM told WHERE {asked} ORDER BY {order}"  # noqa: S608 - our own words
    return _read(statement + " LIMIT :most" * bool(most)), COLUMNS, values | most


@lru_cache(maxsize=64)
def _read(statement: str) -> TextClause:
    """Return a statement with its parameters found; the same ones are asked again and again."""
    return text(statement)


def place(row: Mapping[str, Any]) -> tuple[int, int, str]:
    """Return where a row stands in the queue: parked or not, what is left, its id; it keeps when the row has gone."""
    return int(row["reason"] == "parked"), row["unapplied_amount"], row["exception_id"]


def _behind(parked: int, left: int, exception_id: str) -> Condition:
    """Return the condition to come after a place in the queue."""
    same, values = _after(left, exception_id)
    return f"{_PARKED} > :parked OR ({_PARKED} = :parked AND ({same}))", {"parked": parked, **values}


def _after(left: int, exception_id: str) -> Condition:
    """Return the condition to come after a place among those parked or not; what is left is negative in the books."""
    return (
        f"(balance > :seen OR (balance = :seen AND {_ID} > :behind))",
        {"seen": -left, "behind": exception_id[4:]},
    )


_BEST = db.Among(
    lambda is_one: (
        select(tables.proposal.c.decision_id, tables.item.c.number)
        .join(tables.item, tables.item.c.item_id == tables.proposal.c.item_id)
        .where(tables.proposal.c.rank == 1, is_one(tables.proposal.c.decision_id))
        .order_by(tables.proposal.c.no)
    )
)
_NOTES = db.Among(
    lambda is_one: (
        select(tables.resolution.c.receipt_id, tables.resolution.c.note)
        .where(tables.resolution.c.note != "", is_one(tables.resolution.c.receipt_id))
        .order_by(tables.resolution.c.no)
    )
)


def _best(connection: Connection, decisions: Sequence[str]) -> dict[str, str]:
    """Return the documents of the best proposal of each decision, in its order."""
    named: dict[str, list[str]] = {}
    for decision_id, number in _BEST.ask(connection, decisions):
        named.setdefault(decision_id, []).append(number)
    return {decision_id: " + ".join(numbers) for decision_id, numbers in named.items()}


def _notes(connection: Connection, receipts_shown: Sequence[str]) -> dict[str, str]:
    """Return the newest note on each receipt."""
    return {row[0]: row[1] for row in _NOTES.ask(connection, receipts_shown)}


def items(
    connection: Connection, entity: str, *, customer_number: str, open_only: bool, after: str, limit: int | None
) -> pl.DataFrame:
    """Return documents by item id, those behind `after`, at most `limit`."""
    item = tables.item
    chosen = (
        select(
            item.c.item_id,
            item.c.number,
            item.c.type,
            func.coalesce(item.c.held_for, ""),
            item.c.issued_on,
            item.c.due_on,
            item.c.currency,
            item.c.amount,
            item.c.balance,
            item.c.po_number,
        )
        .where(item.c.type != "receipt", item.c.item_id > after)
        .order_by(item.c.item_id)
        .limit(limit)
    )
    if customer_number:
        chosen = chosen.where(item.c.entity == entity, item.c.customer_number == customer_number)
    else:
        chosen = chosen.where(item.c.entity + "" == entity)  # so that the ids lead, not the entity's index
    if open_only:
        chosen = chosen.where(item.c.balance != 0)
    return db.frame(connection, chosen, ITEMS)


ITEMS: dict[str, Any] = {
    **dict.fromkeys(("item_id", "document_number", "document_type", "customer_number"), pl.String),
    **dict.fromkeys(("issue_date", "due_date"), pl.Date),
    "currency": pl.String,
    **dict.fromkeys(("amount", "open_amount"), pl.Int64),
    "po_number": pl.String,
}


def _pattern(part: str) -> str:
    """Return a LIKE pattern that finds the part anywhere; its own signs stand for themselves."""
    plain = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"


def _quoted(reference: str) -> str:
    """Return a reference as it stands in the JSON of an entry."""
    return '"' + reference.replace("\\", "\\\\").replace('"', '\\"') + '"'
