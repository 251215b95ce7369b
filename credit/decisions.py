"""Decisions about applications: each has its reasons, and is made once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from credit.onboarding import REASONS
from credit.tables import credit_decision
from kit.days import microseconds
from kit.refusals import refuse
from ledger.book import Book

APPROVED, DECLINED = "approved", "declined"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: `minor` and `terms` of an approval, `reasons` are codes of REASONS.

    `rule`, `outcome` and `score` are what the rules and the scorecard said when it was decided.
    """

    verdict: str
    minor: int
    currency: str
    terms: str
    reasons: tuple[str, ...]
    note: str = ""
    rule: str = ""
    outcome: str = ""
    score: str = ""


def check(row: Decision) -> None:
    """Refuse a decision that cannot be: Invalid for a decline without reasons, an approval of nothing."""
    unknown = [code for code in row.reasons if code not in REASONS]
    wrong = {
        f"there is no reason {', '.join(unknown)}: there is {', '.join(REASONS)}": bool(unknown),
        f"say why it is declined: {', '.join(REASONS)}": row.verdict == DECLINED and not row.reasons,
        "an approval says the terms and a limit": row.verdict == APPROVED and not (row.terms and row.minor > 0),
    }
    refuse(wrong)


def write(book: Book, application: str, row: Decision, at: datetime, request_id: str = "") -> None:
    """Write what was decided; the database refuses a second decision, and a decline without reasons."""
    amounts = (row.minor, row.currency, row.terms, json.dumps(row.reasons), row.note)
    seen = (row.rule, row.outcome, row.score, request_id, book.actor, microseconds(at))
    book.write("credit_decision", [(application, row.verdict, *amounts, *seen)])


def of(connection: Connection, applications: Sequence[str] | None = None) -> dict[str, Row[Any]]:
    """Return decisions by application: of some, or all."""
    table = credit_decision
    chosen = select(table).order_by(table.c.no)
    if applications is not None:
        chosen = chosen.where(table.c.application_id.in_(applications))
    return {row.application_id: row for row in connection.execute(chosen)}


def read(row: Row[Any]) -> Decision:
    """Return a row as the decision it was."""
    said: dict[str, Any] = {name: getattr(row, name) for name in Decision.__dataclass_fields__}
    return Decision(**said | {"reasons": tuple(json.loads(row.reasons))})
