"""What was posted without a person, what reviewers said of it, and what was taken back: frames for the tracks."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, text

from kit.conditions import LISTED
from kit.db import frame
from ledger.queries import STANDS, STANDS_OF_SOME

ANSWERS: dict[str, Any] = {
    **dict.fromkeys(("receipt_id", "decision_id", "stratum"), pl.String),
    "confidence": pl.Float64,
    "state": pl.String,
    "as_of": pl.Date,
    "verdict": pl.String,
    "answered_at": pl.Int64,
    **dict.fromkeys(("actor", "customer_number", "lines", "note"), pl.String),
}
COUNTS: dict[str, Any] = {"stratum": pl.String, "applied": pl.Int64}
LINES: dict[str, Any] = {
    **dict.fromkeys(("receipt_id", "decision_id", "decided_by", "rule", "item_id", "document_number"), pl.String),
    **dict.fromkeys(("customer_number", "document_type", "currency"), pl.String),
    "amount": pl.Int64,
    **dict.fromkeys(("issued_on", "due_on"), pl.Date),
    "terms": pl.String,
    **dict.fromkeys(("cash", "discount", "write_off", "deduction"), pl.Int64),
    "gl_on": pl.Date,
    **dict.fromkeys(("undone_why", "undone_by"), pl.String),
    "undone_on": pl.Date,
}
STANDING: dict[str, Any] = {
    "receipt_id": pl.String,
    **dict.fromkeys(("rows", "rows_own", "cash", "cash_own"), pl.Int64),
}
CHANGES: dict[str, Any] = {
    **dict.fromkeys(("stratum", "state"), pl.String),
    **dict.fromkeys(("reviewed", "wrong", "applied", "reversed"), pl.Int64),
    "error_bound": pl.String,
    "as_of": pl.Date,
    "changed_at": pl.Int64,
}
DECOYS: dict[str, Any] = {
    **dict.fromkeys(("count_id", "stratum"), pl.String),
    **dict.fromkeys(("answers", "wins"), pl.Int64),
    **dict.fromkeys(("seed", "policy"), pl.String),
    "as_of": pl.Date,
}
_LAST_DAY = date(9999, 12, 31)

_COUNTS = """
SELECT a.stratum, count(*) AS applied FROM automatic a JOIN batch h ON h.no = a.batch
WHERE h.entity = :entity AND a.state <> 'demoted' AND a.as_of <= :day GROUP BY a.stratum ORDER BY a.stratum
"""
#: Answers that were drawn or demoted, with the newest thing a reviewer said of each.
_ANSWERS = """
SELECT a.receipt_id, a.decision_id, a.stratum, a.confidence, a.state, a.as_of, coalesce(u.verdict, '') AS verdict,
  coalesce(u.answered_at, 0) AS answered_at, coalesce(u.actor, '') AS actor,
  coalesce(u.customer_number, '') AS customer_number, coalesce(u.lines, '[]') AS lines, coalesce(u.note, '') AS note
FROM automatic a JOIN batch h ON h.no = a.batch
LEFT JOIN audit u ON u.no = (SELECT max(x.no) FROM audit x
  WHERE x.receipt_id = a.receipt_id AND x.decision_id = a.decision_id)
WHERE h.entity = :entity AND a.state IN ('drawn', 'demoted') AND a.as_of <= :day
  AND (CAST(:receipt AS TEXT) IS NULL OR a.receipt_id = :receipt)
  AND a.no = (SELECT max(x.no) FROM automatic x WHERE x.receipt_id = a.receipt_id AND x.decision_id = a.decision_id)
ORDER BY a.no
"""
#: Applications lead and not all items of the entity, to which SQLite would go by its index: hence `coalesce`.
_LINES = """
SELECT a.receipt_id, a.certificate_id AS decision_id, a.decided_by, a.rule, a.item_id, t.number AS document_number,
  coalesce(t.customer_number, '') AS customer_number, t.type AS document_type, t.currency, t.amount, t.issued_on,
  t.due_on, t.terms, a.cash, a.discount, a.write_off, a.deduction, a.gl_on,
  x.explanation AS undone_why, x.decided_by AS undone_by, x.gl_on AS undone_on
FROM application a
JOIN item t ON t.item_id = a.item_id
JOIN item r ON r.item_id = a.receipt_id
LEFT JOIN application x ON x.reverses = a.no
WHERE coalesce(r.entity, '') = :entity AND {stands} {more} ORDER BY a.no
"""
_STANDING = """
SELECT a.receipt_id, count(*) AS rows, sum(CASE WHEN a.decided_by = 'engine' THEN 1 ELSE 0 END) AS rows_own,
  CAST(sum(a.cash) AS BIGINT) AS cash,
  CAST(sum(CASE WHEN a.decided_by = 'engine' THEN a.cash ELSE 0 END) AS BIGINT) AS cash_own
FROM application a
JOIN item r ON r.item_id = a.receipt_id
LEFT JOIN application x ON x.reverses = a.no
WHERE r.entity = :entity AND a.reverses IS NULL AND a.gl_on <= :day AND (x.no IS NULL OR x.gl_on > :day)
GROUP BY a.receipt_id
"""
#: Receipts something automatic was taken back from.
_UNDONE = """
AND a.receipt_id IN (SELECT b.receipt_id FROM application y JOIN application b ON b.no = y.reverses
  WHERE y.reverses IS NOT NULL AND b.decided_by = 'engine' AND y.gl_on <= :day)
"""
_OFFERED = """
SELECT p.receipt_id, p.decision_id, 'engine' AS decided_by, p.rule, p.item_id, t.number AS document_number,
  coalesce(t.customer_number, '') AS customer_number, t.type AS document_type, t.currency, t.amount, t.issued_on,
  t.due_on, t.terms, p.cash, p.discount, p.write_off, p.deduction, NULL AS gl_on, NULL AS undone_why,
  NULL AS undone_by, NULL AS undone_on
FROM proposal p JOIN item t ON t.item_id = p.item_id
WHERE p.rank = 1 AND p.decision_id IN (SELECT decision_id FROM automatic WHERE state = 'demoted') ORDER BY p.no
"""
_POSTED_IN = """
SELECT a.receipt_id, a.decision_id, a.stratum FROM automatic a JOIN batch h ON h.no = a.batch
WHERE h.entity = :entity AND a.state <> 'demoted' AND a.as_of <= :day
  AND a.decision_id IN (SELECT b.certificate_id FROM application y JOIN application b ON b.no = y.reverses
    WHERE y.reverses IS NOT NULL AND b.decided_by = 'engine')
ORDER BY a.no
"""
_CHANGES = """
SELECT c.stratum, c.state, c.reviewed, c.wrong, c.applied, c.reversed, c.error_bound, c.as_of, c.changed_at
FROM stratum_change c JOIN batch h ON h.no = c.batch WHERE h.entity = :entity AND c.as_of <= :day ORDER BY c.no
"""
_DECOYS = """
SELECT c.count_id, c.stratum, c.answers, c.wins, c.seed, c.policy, c.as_of
FROM decoy_count c JOIN batch h ON h.no = c.batch
WHERE h.entity = :entity AND c.as_of <= :day AND c.count_id = (
  SELECT d.count_id FROM decoy_count d JOIN batch g ON g.no = d.batch
  WHERE g.entity = :entity AND d.as_of <= :day ORDER BY d.no DESC LIMIT 1)
ORDER BY c.no
"""


def counts(connection: Connection, entity: str, until: date | None = None) -> pl.DataFrame:
    """Return how many answers of each stratum were posted without a person up to a day: columns COUNTS."""
    return frame(connection, _bound(connection, _COUNTS, entity, until), COUNTS)


def answers(
    connection: Connection, entity: str, until: date | None = None, receipt_id: str | None = None
) -> pl.DataFrame:
    """Return the drawn and the demoted answers, each with the newest verdict on it: columns ANSWERS."""
    return frame(connection, _bound(connection, _ANSWERS, entity, until).bindparams(receipt=receipt_id), ANSWERS)


def lines(connection: Connection, entity: str, receipts: Sequence[str] | None = None) -> pl.DataFrame:
    """Return every application of the receipts (of all, without any named), also those taken back: columns LINES."""
    if receipts is None:
        every = _LINES.format(stands=STANDS, more="")
        return frame(connection, text(every).bindparams(entity=entity), LINES)
    among = f"AND a.receipt_id IN {LISTED[connection.dialect.name]}"
    statement = text(_LINES.format(stands=STANDS_OF_SOME, more=among))
    return frame(connection, statement.bindparams(entity=entity, listed=json.dumps(sorted(set(receipts)))), LINES)


def standing(connection: Connection, entity: str, until: date) -> pl.DataFrame:
    """Return what stands applied of each receipt on a day, of it what the engine decided: columns STANDING."""
    return frame(connection, _bound(connection, _STANDING, entity, until), STANDING)


def undone(connection: Connection, entity: str, until: date | None = None) -> pl.DataFrame:
    """Return the applications of receipts from which something automatic was taken back: columns LINES."""
    return frame(
        connection, _bound(connection, _LINES.format(stands=STANDS_OF_SOME, more=_UNDONE), entity, until), LINES
    )


def undone_strata(connection: Connection, entity: str, until: date | None) -> dict[tuple[str, str], str]:
    """Return the stratum of each automatic posting from which something was taken back, by receipt and decision."""
    rows = connection.execute(_bound(connection, _POSTED_IN, entity, until))
    return {(row.receipt_id, row.decision_id): row.stratum for row in rows}


def offered(connection: Connection) -> pl.DataFrame:
    """Return what demoted strata would have posted: columns LINES."""
    return frame(connection, text(_OFFERED), LINES)


def changes(connection: Connection, entity: str, until: date | None = None) -> pl.DataFrame:
    """Return the demotions and promotions in order: columns CHANGES."""
    return frame(connection, _bound(connection, _CHANGES, entity, until), CHANGES)


def decoys(connection: Connection, entity: str, until: date | None = None) -> pl.DataFrame:
    """Return the newest count of decoy wins: columns DECOYS."""
    return frame(connection, _bound(connection, _DECOYS, entity, until), DECOYS)


def _bound(connection: Connection, statement: str, entity: str, until: date | None) -> Any:
    """Return a statement about an entity up to a day."""
    day = until or _LAST_DAY
    return text(statement).bindparams(
        entity=entity, day=day.isoformat() if connection.dialect.name == "sqlite" else day
    )
