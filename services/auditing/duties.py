"""Segregation of duties as it is: who holds duties at odds, and who did both of a pair, whatever they hold."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any, Final

import polars as pl
from sqlalchemy import Connection, func, select

from kit.days import microseconds
from ledger import tables
from ledger.approvals import EVIDENCE, PROPOSAL
from services.people import roles

#: The beginning of a command's name -> the duty (scope) that doing it is; the longest that fits counts. Empty where it
#: is nobody's: a machine's own, a question, a no, or what anybody says of themselves. Every command of ours is here.
DUTY: Final[dict[str, str]] = {
    **dict.fromkeys(
        ("ingest", "pin", "withdraw", "attach advices", "draw", "receive", "give back", "reinstate", "report-mail"),
        "files",
    ),
    **dict.fromkeys(("desk ", "audit "), "apply"),
    **dict.fromkeys(("approve", "knowledge approved", "knowledge retired"), "approve"),
    "knowledge ": "teach",
    **dict.fromkeys(("close month", "revalue"), "close"),
    **dict.fromkeys(("release", "reject", "force-hold", "credit-", "application-", "bureau-report"), "credit"),
    **dict.fromkeys(("account-", "document"), "credit"),
    **dict.fromkeys(("dispute-", "promise-withdrawn", "dunning", "arrangement", "settlements"), "collect"),
    **dict.fromkeys(("placement", "escalation", "inbox said", "card "), "collect"),
    **dict.fromkeys(("contact", "promise", "dispute"), "serve"),
    **dict.fromkeys(("change customer", "create customer", "keep ", "bulk customers", "import "), "master"),
    **dict.fromkeys(("acknowledge", "erp ", "bulk items", "order"), "erp"),
    **dict.fromkeys(("add person", "remove person", "tie person", "give role", "take role", "review access"), "users"),
    **dict.fromkeys(("set password", "set second factor", "drop second factor", "make key", "end key"), "users"),
    **dict.fromkeys(("card step", "card told", "card payout"), ""),
    **dict.fromkeys(("assign", "delegate", "playbook"), "lead"),
    **dict.fromkeys(("ask", "refuse", "comment", "watch", "watch-digest"), ""),
    **dict.fromkeys(("relate", "unrelate", "conflict of interest", "change own password"), ""),
    **dict.fromkeys(("match", "strata", "shadow", "tie out", "count decoys", "daily controls", "conflicts looked"), ""),
    **dict.fromkeys(("accounts-nightly", "kpi-", "credit-notice", "inbox mail", "inbox escalated"), ""),
}
#: Kind of request -> the duty that asking for it is; anything else asked for is `ask`. A review of this is none.
ASKING: Final[dict[str, str]] = {
    **dict.fromkeys(("credit_limit", "credit_decision", "order_terms", "order_release"), "credit"),
    **dict.fromkeys(("master", "payee", "payee_withdrawn", "payer_link"), "master"),
    "mapping": "files",
    **dict.fromkeys(("config", "authority"), "lead"),
    "duty_exception": "users",
    EVIDENCE: "",
    PROPOSAL: "",
    **dict.fromkeys(("tie_out", "tie_out_exception", "reserve", "close", "close_exception", "reopen"), "close"),
}
assert {*DUTY.values(), *ASKING.values()} <= {*roles.SCOPES, ""}

DONE: Final[dict[str, Any]] = {
    **dict.fromkeys(("login", "duties", "why"), pl.String),
    "times": pl.Int64,
    "last": pl.Datetime("us", "UTC"),
    "batches": pl.String,
}
_NAMED = 3


def done(connection: Connection, entity: str, since: datetime, until: datetime) -> pl.DataFrame:
    """Return a row for each person and pair of duties at odds of which they did both: columns DONE.

    `times` counts the rarer of the two, `batches` names the last commands of each in the audit trail.
    """
    rows: list[tuple[object, ...]] = []
    for login, mine in groupby(deeds(connection, entity, since, until), key=lambda deed: deed[0]):
        rows += _pairs(login, [deed[1:] for deed in mine])
    return pl.DataFrame(rows, {**DONE, "last": pl.Int64}, orient="row").cast({"last": DONE["last"]})


def _pairs(login: str, deeds: list[tuple[str, int, int]]) -> Iterator[tuple[object, ...]]:
    """Yield the pairs at odds among what one person did."""
    by_duty: dict[str, list[tuple[int, int]]] = {}
    for duty, number, at in deeds:
        by_duty.setdefault(duty, []).append((number, at))
    for pair, why in roles.CONFLICTS.items():
        if pair <= by_duty.keys():
            both = [by_duty[duty] for duty in sorted(pair)]
            named = sorted(number for done in both for number, _ in done[-_NAMED:])
            times, last = min(map(len, both)), max(done[-1][1] for done in both)
            yield login, " + ".join(sorted(pair)), why, times, last, ", ".join(map(str, named))


def deeds(connection: Connection, entity: str, since: datetime, until: datetime) -> list[tuple[str, str, int, int]]:
    """Return who did which duty, in which command and when, by person and in order."""
    batch, asked = tables.batch.c, tables.request.c
    said, of = tables.verdict.c, tables.request.alias("of")
    chosen = (
        select(batch.no, batch.actor, batch.command, batch.recorded_at, asked.kind)
        .join(tables.request, asked.batch == batch.no, isouter=True)
        .join(tables.verdict, said.batch == batch.no, isouter=True)
        .join(of, of.c.request_id == said.request_id, isouter=True)
        .where(func.coalesce(of.c.kind, "") != EVIDENCE)
        .where(batch.entity == entity, batch.recorded_at >= microseconds(since))
        .where(batch.recorded_at < microseconds(until))
    )
    found = []
    for number, actor, command, at, kind in connection.execute(chosen):
        duty = ASKING.get(kind, "ask") if kind else _duty(command)
        if duty:
            found.append((actor.casefold(), duty, number, at))
    return sorted(found, key=lambda deed: (deed[0], deed[2]))


def of(command: str) -> str:
    """Return the row of DUTY that a command falls under, empty where none does."""
    return max((begins for begins in DUTY if command.startswith(begins)), key=len, default="")


def _duty(command: str) -> str:
    """Return the duty that a command is, empty where it is nobody's."""
    return DUTY.get(of(command), "")
