"""What the close was signed on: tie-outs and reserves, by whom, and what became of the reserves."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, select, text

from aging.provision import back_tested
from kit.db import stored_day
from kit.money import decimal
from ledger import tables
from services.workspace import Workspace

#: Kinds of requests that a close is signed on.
TIE_OUT, EXCEPTION, RESERVE = "tie_out", "tie_out_exception", "reserve"
#: Kinds by which a month is closed: its sign-off, and an approver's word that it may close over what is in the way.
CLOSE, CLOSE_EXCEPTION = "close", "close_exception"
PEOPLE = ("state", "maker", "checker", "reason", "note", "request_id")
TIED = ("gl", "subledger", "difference", "explained", "unexplained")
TIE_NOTES = (
    "Difference: the general ledger's balance less what is open in the subledger. Explained: the reconciling items.",
    "An exception leaves something unexplained and says why. State: waiting, approved or refused by a second person.",
)
RESERVED = ("required", "allowance", "provision", "lost", "excess")
RESERVE_NOTES = (
    "Required: losses by bucket and of single debts. Allowance: what its account held before. Provision: the rest.",
    "Lost: what was owed on the reserve's day and was written off since, less what was reinstated, to the day of the",
    "report; excess: required less lost. Debts that came after the reserve's day are no test of it. Pools: the losses",
    "of each pool that had rates of its own, and of all others.",
)
_LOST = """
SELECT coalesce(sum(CASE WHEN p.cr_item IS NULL THEN -p.minor ELSE p.minor END), 0)
FROM posting p JOIN entry e ON e.no = p.entry_no JOIN item i ON i.item_id = coalesce(p.cr_item, p.dr_item)
WHERE p.kind IN ('bad_debt', 'bad_debt_expensed', 'bad_debt_tax', 'reinstated', 'reinstated_expensed', 'reinstated_tax')
  AND e.gl_on > :begun AND e.gl_on <= :day AND i.entity = :entity AND i.currency = :currency AND i.gl_on <= :begun
"""


def tie_outs(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return a row a tie-out up to a day, the newest first; amounts as decimals."""
    rows = []
    with workspace.database.reading() as connection:
        for body, told in _kept(connection, workspace.settings.entity, (TIE_OUT, EXCEPTION), as_of):
            amounts = [decimal(body[name], told["currency"]) for name in TIED]
            items = "; ".join(f"{one['why']} {decimal(one['minor'], told['currency'])}" for one in body["items"])
            rows.append((body["as_of"], told["kind"], told["currency"], *amounts, items, *_people(told)))
    names = ("as_of", "kind", "currency", *TIED, "items", *PEOPLE)
    return pl.DataFrame(rows, dict.fromkeys(names, pl.String), orient="row")


def reserves(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return a row a reserve up to a day, the newest first, with what was lost since; amounts as decimals."""
    rows = []
    with workspace.database.reading() as connection:
        for body, told in _kept(connection, workspace.settings.entity, (RESERVE,), as_of):
            money, begun = told["currency"], date.fromisoformat(body["as_of"])
            lost = _lost(connection, workspace.settings.entity, money, begun, as_of)
            excess, _ = back_tested(body["required"], lost)
            minors = [body["required"], body["allowance"], body["provision"], lost, excess]
            amounts = [decimal(minor, money) for minor in minors]
            rows.append((body["as_of"], money, *amounts, _pools(body, money), *_people(told)))
    names = ("as_of", "currency", *RESERVED, "pools", *PEOPLE)
    return pl.DataFrame(rows, dict.fromkeys(names, pl.String), orient="row")


def _pools(body: dict[str, Any], money: str) -> str:
    """Return what is expected to be lost of each pool, where there are several, without single debts."""
    losses: Counter[str] = Counter()
    for row in body["rows"]:
        losses[row.get("pool", "")] += row["loss"]
    said = [f"{name or 'others'} {decimal(minor, money)}" for name, minor in losses.items()]
    return "; ".join(said) if "pool_by" in body else ""


def _lost(connection: Connection, entity: str, currency: str, begun: date, as_of: date) -> int:
    """Return what was owed on a day and was lost since, in minor units."""
    days = {"begun": stored_day(connection, begun), "day": stored_day(connection, as_of)}
    return int(connection.execute(text(_LOST), {**days, "entity": entity, "currency": currency}).scalar_one())


def _kept(
    connection: Connection, entity: str, kinds: tuple[str, ...], as_of: date
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield the body of each request of the kinds and what is told of it."""
    asked, said = tables.request, tables.verdict
    told = [asked.c[name] for name in ("kind", "currency", "reason", "maker", "request_id", "body")]
    statement = (
        select(*told, said.c.verdict, said.c.checker, said.c.note)
        .join(said, said.c.request_id == asked.c.request_id, isouter=True)
        .where(asked.c.entity == entity, asked.c.kind.in_(kinds), asked.c.subject <= as_of.isoformat())
        .order_by(asked.c.subject.desc(), asked.c.no.desc())
    )
    for row in connection.execute(statement).mappings():
        yield json.loads(row["body"]), dict(row)


def _people(told: dict[str, Any]) -> tuple[str, ...]:
    """Return who prepared and who signed."""
    state = told["verdict"] or "waiting"
    return (
        state,
        told["maker"],
        told["checker"] or "",
        told["reason"],
        told["note"] or "",
        told["request_id"],
    )
