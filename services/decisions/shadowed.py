"""What the policy in the shadow has said by a day: the runs it decided, and the receipts it would post otherwise."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, select

import ledger
from kit.conditions import unset
from kit.db import among
from ledger import tables
from matcher.posting import auditing
from services.decisions import alike, backtest, finals, policies
from services.decisions.backtest import Outcome
from services.decisions.finals import Like
from services.workspace import Workspace

#: The command under which the books keep what the shadow decided of a run.
COMMAND = "shadow"
#: A receipt's row: as in a backtest, with the day of the answer and the reason where the shadow asks.
DIFFERENCES: dict[str, Any] = {
    **{name: kind for name, kind in backtest.DIFFERENCES.items() if name != "reason_before"},
    "decided_on": pl.Date,
}


@dataclass(frozen=True, slots=True)
class Followed:
    """What a shadow policy has decided by a day: runs, answers (a receipt asked twice gives two), runs it failed in.

    `policy` is its digest, `version` its name; `failure` is what went wrong last, of any policy in the shadow.
    """

    policy: str = ""
    version: str = ""
    since: date | None = None
    runs: int = 0
    answers: int = 0
    failed: int = 0
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in the shadow: its file (`""`: none), digest, the values that differ, and what it has decided.

    `differs` gives each place with what holds and what the shadow says. A shadow without a difference decides nothing.
    """

    entity: str
    file: str
    version: str
    digest: str
    differs: tuple[tuple[str, str, str], ...]
    warnings: tuple[str, ...]
    followed: Followed


def standing(workspace: Workspace) -> Standing:
    """Return what stands in the shadow of the workspace's entity. Refused: as `policies.of`, for either file."""
    entity, live, mine = workspace.settings.entity, policies.held(workspace), policies.shadow_held(workspace)
    with workspace.database.reading() as connection:
        told = followed(connection, entity, date.max, mine.digest if mine else "")
    if mine is None:
        return Standing(entity, "", "", "", (), (), told)
    both = [(one.place, one.value, other.value) for one, other in zip(live.values, mine.values, strict=True)]
    both.append(("currencies", ", ".join(live.abroad), ", ".join(mine.abroad)))
    differs = tuple((place, one, other) for place, one, other in both if one != other)
    return Standing(entity, mine.file, mine.version, mine.digest, differs, mine.warnings, told)


def followed(connection: Connection, entity: str, until: date, policy: str = "") -> Followed:
    """Return what a shadow policy, by its digest (else the one that decided last), has decided up to a day."""
    batch = tables.batch
    mine = select(batch.c.payload, batch.c.result).where(batch.c.entity == entity, batch.c.command == COMMAND)
    every = (
        {**json.loads(row.payload), **json.loads(row.result)} for row in connection.execute(mine.order_by(batch.c.no))
    )
    rows = [row for row in every if "run" in row and row["as_of"] <= until.isoformat()]
    chosen = policy or next((row["digest"] for row in reversed(rows) if row["digest"]), "")
    its = [row for row in rows if row["digest"] == chosen]
    failures = [row["failed"] for row in rows if row["failed"]]
    return Followed(
        policy=chosen,
        version=its[-1]["policy"].get("version", "") if its else "",
        since=date.fromisoformat(min(row["as_of"] for row in its)) if its else None,
        runs=sum(not row["failed"] for row in its),
        answers=sum(row["answers"] for row in its),
        failed=sum(bool(row["failed"]) for row in its),
        failure=failures[-1] if failures else "",
    )


def differences(connection: Connection, entity: str, until: date, policy: str) -> pl.DataFrame:
    """Return the receipts a shadow policy would post otherwise, up to a day: columns DIFFERENCES, in order of receipt.

    A receipt that waited through several runs counts once, with the first answer the shadow posts, else its last. What
    the engine itself posted of it in a later run is held against that: an answer it only gave sooner is none.
    """
    first = _first(connection, entity, until, policy)
    since = _posted_since(connection, entity, until, {one: row["batch"] for one, row in first.items()})
    people = backtest.judges(connection, entity)
    rows = []
    for receipt_id, row in sorted(first.items()):
        live = _outcome(row, finals.likes(alike.kept_lines(row["live"])) or since.get(receipt_id, ()), "")
        after = _outcome(row, finals.likes(alike.kept_lines(row["lines"])), row["reason"])
        if not auditing.agree(live.lines, after.lines):
            told = backtest.difference(receipt_id, live, after, people.get(receipt_id))
            rows.append({**dict(zip(backtest.DIFFERENCES, told, strict=True)), "decided_on": row["as_of"]})
    return pl.DataFrame([{name: row[name] for name in DIFFERENCES} for row in rows], schema=DIFFERENCES, orient="row")


def _first(connection: Connection, entity: str, until: date, policy: str) -> dict[str, dict[str, Any]]:
    """Return the kept row of each receipt: the first in which the shadow posts, else the last."""
    table, batch = tables.shadow_decision, tables.batch
    mine = batch.c.entity == entity, table.c.policy == policy
    chosen = select(table).join(batch, batch.c.no == table.c.batch).where(*mine).order_by(table.c.no)
    found: dict[str, dict[str, Any]] = {}
    for kept in connection.execute(chosen).mappings():
        row = {**kept, "as_of": date.fromisoformat(str(kept["as_of"]))}
        known = found.get(row["receipt_id"])
        if row["as_of"] <= until and (known is None or known["lines"] == "[]"):
            found[row["receipt_id"]] = row
    return found


def _posted_since(
    connection: Connection, entity: str, until: date, batches: Mapping[str, int]
) -> dict[str, tuple[Like, ...]]:
    """Return what the engine posted first of each receipt after a command, up to a day."""
    done = tables.application
    mine = unset(done.c.reverses), done.c.decided_by == finals.ENGINE, among(connection, done.c.receipt_id, batches)
    chosen = select(done.c.receipt_id, done.c.certificate_id, done.c.batch).where(*mine).order_by(done.c.no)
    first: dict[str, str] = {}
    for row in connection.execute(chosen):
        if row.batch > batches[row.receipt_id]:
            first.setdefault(row.receipt_id, row.certificate_id)
    rows = ledger.automatic.lines(connection, entity, list(first)).filter(pl.col("gl_on") <= until)
    lines: dict[str, list[Mapping[str, Any]]] = {}
    for line in rows.iter_rows(named=True):
        if line["decision_id"] == first[line["receipt_id"]] and line["decided_by"] == finals.ENGINE:
            lines.setdefault(line["receipt_id"], []).append(line)
    return {one: finals.likes(mine) for one, mine in lines.items()}


def _outcome(row: Mapping[str, Any], lines: Iterable[Like], reason: str) -> Outcome:
    """Return what one of the two policies decided."""
    taken = tuple(lines)
    currency, cash = finals.SAME.index("currency"), len(finals.SAME) + finals.LEAVES.index("cash")
    money = next((str(line[currency]) for line in taken), "")
    return Outcome(taken, sum(line[cash] for line in taken), money, row["stratum"], reason)
