"""Backtest: what another policy would have posted of the runs that are kept, held against what people decided."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import polars as pl
from sqlalchemy import Connection

import ledger
from ledger.frames import FrameLetGo
from matcher import Policy
from matcher.posting import auditing
from services.decisions import alike, deciding, finals, kept
from services.decisions.finals import Final, Like
from services.decisions.kept import Question
from services.workspace import Progress, Workspace

Row = Mapping[str, Any]
#: What can become of a receipt under another policy.
CHANGES = ("newly_applied", "no_longer_applied", "changed")
COLUMNS: dict[str, Any] = {
    **dict.fromkeys(("change", "stratum", "currency"), pl.String),
    **dict.fromkeys(("receipts", "amount", "right", "wrong", "unjudged"), pl.Int64),
}
DIFFERENCES: dict[str, Any] = {
    **dict.fromkeys(("receipt_id", "change", "stratum", "currency"), pl.String),
    "amount": pl.Int64,
    **dict.fromkeys(("judged", "reason_before", "reason_after"), pl.String),
}


class Outcome(NamedTuple):
    """What a policy decides about a receipt: its lines if it posts, the cash in them, its stratum and reason."""

    lines: tuple[Like, ...]
    cash: int
    currency: str
    stratum: str
    reason: str


@dataclass(frozen=True, slots=True)
class Backtest:
    """What differs: a row a receipt, and the sums by change, stratum and currency; amounts in minor units.

    `judged` says of the answer that differs (of the new one; of the old one where nothing is posted any more) whether
    people's last word agrees: `right`, `wrong`, or `unjudged` where nobody said anything. `let_go` runs are too old.
    """

    runs: int
    let_go: int
    receipts: int
    policy: str
    differences: pl.DataFrame
    sums: pl.DataFrame


def backtest(
    workspace: Workspace, chosen: Policy, *, progress: Progress, days: tuple[date, date] | None = None
) -> Backtest:
    """Decide every kept run again, under its own policy and under another, with today's engine; nothing is written.

    With `days` the runs of those business days alone, the first and the last among them.

    A receipt that waited through several runs counts once: with the first answer that posts it, else with the last.
    """
    entity = workspace.settings.entity
    with workspace.database.reading() as connection:
        runs = [one for one in kept.runs(connection, entity) if days is None or days[0] <= one.record.as_of <= days[1]]
        people = judges(connection, entity)
        items = alike.facts(connection, entity)
    before: dict[str, Outcome] = {}
    after: dict[str, Outcome] = {}
    let_go = 0
    for done, run in enumerate(runs, start=1):
        progress("deciding again", done, len(runs))
        try:
            with workspace.database.reading() as connection:
                question = kept.question(connection, run.record.run_id)
        except FrameLetGo:
            let_go += 1
            continue
        for found, one in ((before, question), (after, replace(question, policy=chosen))):
            _first(found, outcomes(one, items, **deciding.hands(workspace.settings, one)))
    rows = [
        difference(one, before[one], after[one], people.get(one))
        for one in sorted(before)
        if _changed(before, after, one)
    ]
    table = pl.DataFrame(rows, schema=DIFFERENCES, orient="row")
    return Backtest(len(runs), let_go, len(before), chosen.digest, table, sums(table))


def outcomes(question: Question, items: Mapping[str, Row], **hands: Any) -> dict[str, Outcome]:
    """Return what a question's policy decides, by receipt; `items` are facts by id, `hands` as in `deciding.hands`."""
    currencies = dict(question.frames["receipts"].select("receipt_id", "currency").iter_rows())
    found = {}
    for one in deciding.decided(question, question.answer(**hands), 0):
        decision, posted = one.decision, one.posted
        lines = finals.likes({**items[row["item_id"]], **row} for row in posted)
        stratum = json.loads(decision.certificate).get("stratum", "")
        cash = sum(row["cash"] for row in posted)
        found[decision.receipt_id] = Outcome(lines, cash, currencies[decision.receipt_id], stratum, decision.reason)
    return found


def _first(known: dict[str, Outcome], fresh: Mapping[str, Outcome]) -> None:
    """Keep the first answer that posts, else the last."""
    for receipt_id, outcome in fresh.items():
        if receipt_id not in known or not known[receipt_id].lines:
            known[receipt_id] = outcome


def _changed(before: Mapping[str, Outcome], after: Mapping[str, Outcome], receipt_id: str) -> bool:
    """Return whether the two answers post otherwise."""
    return not auditing.agree(before[receipt_id].lines, after[receipt_id].lines)


def difference(receipt_id: str, old: Outcome, new: Outcome, final: Final | None) -> tuple[Any, ...]:
    """Return a receipt's row of DIFFERENCES."""
    change = "changed" if old.lines and new.lines else "newly_applied" if new.lines else "no_longer_applied"
    shown = new if new.lines else old
    judged = "unjudged" if final is None else "right" if auditing.agree(shown.lines, final.lines) else "wrong"
    return receipt_id, change, shown.stratum, shown.currency, shown.cash, judged, old.reason, new.reason


def sums(table: pl.DataFrame) -> pl.DataFrame:
    """Return differences by change, stratum and currency: columns COLUMNS."""
    judged = [(pl.col("judged") == word).sum().cast(pl.Int64).alias(word) for word in ("right", "wrong", "unjudged")]
    added = table.group_by("change", "stratum", "currency").agg(
        pl.len().cast(pl.Int64).alias("receipts"), pl.col("amount").sum(), *judged
    )
    order = pl.col("change").replace_strict({name: at for at, name in enumerate(CHANGES)}, return_dtype=pl.Int64)
    return added.sort(order, "stratum", "currency").select(list(COLUMNS)).cast(pl.Schema(COLUMNS))


def judges(connection: Connection, entity: str) -> dict[str, Final]:
    """Return people's last word on each receipt: what they decided at the desk, else what they answered to an audit."""
    rows = ledger.automatic.answers(connection, entity).filter(pl.col("verdict").is_in(("confirmed", "contradicted")))
    answered = {
        row["receipt_id"]: Final("audit", row["actor"], finals.likes(alike.kept_lines(row["lines"])))
        for row in rows.iter_rows(named=True)
    }
    return answered | finals.finals(connection, entity)
