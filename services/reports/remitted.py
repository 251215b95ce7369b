"""Receipts against remittances: what was paid and said, what was paid and not said, what was said and not paid."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection

import ledger
from kit.money import decimal
from matcher import Policy
from services.banking import advised, telling
from services.banking.advices import AGAIN
from services.banking.waiting_advices import REASONS, waiting
from services.decisions import policies
from services.reports.asked import Asked, Option
from services.workspace import Workspace

TIED, NO_RECEIPT, NO_REMITTANCE = "tied", "no_receipt", "no_remittance"
NOTES = (
    "Tied: a receipt and what its payer says it pays; difference: received less remitted. A remittance of several",
    "receipts, or several of one receipt, are one row. No receipt: an advice whose money is not here. No remittance:",
    "money of which nothing says what it pays. How: an advice apart, or lines that came with the payment itself.",
)
OPTIONS = (Option("list", "one of the three lists, or all", "all", ("all", TIED, NO_RECEIPT, NO_REMITTANCE)),)
_NAMES = (
    *("state", "paid_on", "payer_name", "bank_reference", "currency", "remitted", "received", "difference", "how"),
    *("receipt_ids", "reason", "remittance_file"),
)
#: Receipts that are no customer's payment, or not here any more.
_ASIDE = ("settled_elsewhere", "reversed", "not_ar")


@dataclass(frozen=True, slots=True)
class Pair:
    """Receipts and what is said of them, in minor units; `remitted` None: the lines name no amounts."""

    state: str
    paid_on: date
    payer: str
    reference: str
    currency: str
    remitted: int | None = None
    received: int | None = None
    how: str = ""
    receipts: tuple[str, ...] = ()
    reason: str = ""
    file: str = ""

    @property
    def difference(self) -> int | None:
        """Return received less remitted, where both are known."""
        return None if self.remitted is None or self.received is None else self.received - self.remitted


@dataclass(slots=True)
class _Told:
    """What banks and payers told by a day: receipts by their entry, advices by theirs, and what is tied to what."""

    receipts: dict[str, dict[str, Any]]
    advices: dict[str, dict[str, Any]]
    amounts: dict[str, int]
    ties: dict[str, list[str]]
    again: set[str]
    reasons: dict[str, str]
    lines: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def remittances(workspace: Workspace, given: Asked) -> pl.DataFrame:
    """Return the three lists of what was told by a day; amounts as decimals."""
    rows = [_row(one) for one in reconciled(workspace, given.as_of) if given["list"] in {"all", one.state}]
    return pl.DataFrame(rows, dict.fromkeys(_NAMES, pl.String), orient="row")


def reconciled(workspace: Workspace, as_of: date) -> list[Pair]:
    """Return every receipt and remittance told by a day once: tied, or alone."""
    policy = policies.of(workspace, as_of)
    with workspace.database.reading() as connection:
        told = _told(connection, workspace.settings.entity, as_of, policy)
    found = [*_by_advice(told), *_by_itself(told), *_unpaid(told)]
    return sorted(found, key=lambda one: (one.state, one.paid_on, one.payer, one.reference, one.receipts))


def _told(connection: Connection, entity: str, as_of: date, policy: Policy) -> _Told:
    """Read everything that is to be reconciled."""
    entries = telling.entries(connection, entity)
    dated = entries.with_columns(day=pl.coalesce("booked_on", "value_on", pl.lit(as_of))).filter(pl.col("day") <= as_of)
    table = advised.standing(connection, dated, policy)
    ties = [tie for found in table.attached.values() for tie in found]
    rows = {row["entry_id"]: row for row in dated.iter_rows(named=True)}
    said = ledger.reads.receipts(connection, entity).filter(~pl.col("status").is_in(_ASIDE))
    received = said.rename({"received_on": "day", "amount": "minor"}).filter(pl.col("day") <= as_of)
    told = _Told(
        {row["entry_id"] or row["receipt_id"]: row for row in received.iter_rows(named=True)},
        {one.entry_id: rows[one.entry_id] for one in table.advices},
        {one.entry_id: one.minor for one in table.advices},
        {one: [tie.by for tie in found if tie.rule != AGAIN] for one, found in table.attached.items()},
        {tie.entry_id for tie in ties if tie.rule == AGAIN},
        {
            one: REASONS[reason]
            for one, (reason, _) in waiting(table.advices, table.payments, ties, table.tellings).items()
        },
    )
    told.lines = _lines(rows.values(), telling.leads(connection))
    return told


def _lines(rows: Iterable[dict[str, Any]], leads: Any) -> dict[str, list[dict[str, Any]]]:
    """Return booked entry -> the remittance lines that came with the payment, in whatever file tells of it first."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda one: leads(one["entry_id"]) != one["entry_id"]):
        if row["kind"] == "receipt" and (lines := json.loads(row["remittance"])):
            found.setdefault(leads(row["entry_id"]), lines)
    return found


def _by_advice(told: _Told) -> Iterator[Pair]:
    """Yield receipts with the advices attached to them, those that share one together."""
    for advices, payments in _groups({one: by for one, by in told.ties.items() if one in told.advices and by}):
        here = [told.receipts[one] for one in payments if one in told.receipts]
        if not here:
            continue
        first = here[0]
        yield Pair(
            TIED,
            min(row["day"] for row in here),
            first["payer_name"] or told.advices[advices[0]]["payer_name"],
            first["bank_reference"],
            first["currency"],
            sum(told.amounts[one] for one in advices),
            sum(row["minor"] for row in here),
            "advice",
            tuple(row["receipt_id"] for row in here),
            file=told.advices[advices[0]]["source_file"],
        )


def _groups(ties: Mapping[str, list[str]]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield advices and payments that hang together, each once."""
    sharing: defaultdict[str, set[str]] = defaultdict(set)
    for one, payments in ties.items():
        for payment in payments:
            sharing[payment].add(one)
    seen: set[str] = set()
    for start in sorted(ties):
        group, rest = set[str](), [start]
        while rest:
            one = rest.pop()
            if one not in seen:
                seen.add(one)
                group.add(one)
                rest.extend(other for payment in ties[one] for other in sharing[payment])
        if group:
            yield sorted(group), sorted({payment for one in group for payment in ties[one]})


def _by_itself(told: _Told) -> Iterator[Pair]:
    """Yield receipts without an advice: with the lines that came with them, or with none."""
    advised_ones = {payment for one, found in told.ties.items() if one in told.advices for payment in found}
    for entry_id, row in told.receipts.items():
        if entry_id in advised_ones:
            continue
        lines = told.lines.get(entry_id, [])
        paid = [line["paid"] for line in lines]
        yield Pair(
            TIED if lines else NO_REMITTANCE,
            row["day"],
            row["payer_name"],
            row["bank_reference"],
            row["currency"],
            None if not lines or None in paid else sum(paid),
            row["minor"],
            "with the payment" if lines else "",
            (row["receipt_id"],),
            file=row["source_file"] if lines else "",
        )


def _unpaid(told: _Told) -> Iterator[Pair]:
    """Yield advices whose money is not here."""
    for entry_id, row in told.advices.items():
        held = any(one in told.receipts for one in told.ties.get(entry_id, ()))
        if not held and entry_id not in told.again:
            yield Pair(
                NO_RECEIPT,
                row["day"],
                row["payer_name"],
                row["bank_reference"],
                row["currency"],
                told.amounts[entry_id],
                reason=told.reasons.get(entry_id, "Its payment was taken back or is no customer's."),
                file=row["source_file"],
            )


def _row(one: Pair) -> tuple[str | None, ...]:
    """Return a row as it is read."""
    amounts = [None if minor is None else decimal(minor, one.currency) for minor in _amounts(one)]
    named = (one.state, one.paid_on.isoformat(), one.payer, one.reference, one.currency)
    return (*named, *amounts, one.how, " ".join(one.receipts), one.reason, one.file)


def _amounts(one: Pair) -> tuple[int | None, ...]:
    """Return remitted, received and the difference."""
    return one.remitted, one.received, one.difference
