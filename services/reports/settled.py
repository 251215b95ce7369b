"""Card settlements: each batch of a processor as it adds up, against the line of the bank that it became."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import polars as pl

import cards.telling
from cards.records import Payout
from kit.money import decimal
from services.banking import booking, telling
from services.banking.card_batches import Batch, Deposit, Line, Part, Settled, parts, settled
from services.banking.told import DETAIL_ONLY, PROCESSORS
from services.reports.asked import Asked, Option
from services.workspace import Workspace

NOTES = (
    "Gross less refunds, fees and chargebacks, and what else moved, is net; difference: the deposit less net.",
    "Refunds and chargebacks stand gross where the processor tells that; its fees for them are fees.",
    "In transit: paid out so lately that the bank may not have it. Lines missing: the deposit is what the payout",
    "states and its lines do not come to. Report missing: the bank names a processor, and no report tells why.",
)
OPTIONS = (Option("show", "all batches, or those that differ", "all", ("all", "different")),)
AMOUNTS = (*map(str, Part), "net", "deposit", "difference")
_WORDS = re.compile(r"[A-Z0-9_-]+")
_NAMES = ("state", "processor", "payout", "paid_on", "currency", *AMOUNTS, "deposited_on", "bank_reference", "file")


def card_settlements(workspace: Workspace, given: Asked) -> pl.DataFrame:
    """Return a row a batch paid out, or a deposit received, by that day, the oldest first; amounts as decimals."""
    found = reconciled(workspace, given.as_of)
    rows = [_row(one) for one in found if given["show"] == "all" or one.difference]
    return pl.DataFrame(rows, dict.fromkeys(_NAMES, pl.String), orient="row")


def reconciled(workspace: Workspace, as_of: date) -> list[Settled]:
    """Return each batch with its deposit."""
    with workspace.database.reading() as connection:
        entries = booking.left(connection, workspace, as_of)
        ties = telling.ties(connection, "")
        told = list(_told(cards.telling.payouts(connection, workspace.settings.entity), as_of))
    day = pl.coalesce("booked_on", "value_on")
    dated = entries.with_columns(day=day).filter(pl.col("day").is_not_null() & (pl.col("day") <= as_of))
    batches = [*_batches(dated), *told]
    mine = {entry_id for batch in batches for entry_id in batch.entries}
    known = {entry_id: by for entry_id, by in ties if by in mine}
    again = {entry_id for entry_id, by in ties if by not in mine}
    payouts = {one.payout.upper() for one in told}
    deposits = [one for one in _deposits(dated, set(known), payouts) if one.entry_id not in again]
    return settled(batches, deposits, known, workspace.settings.tie_business_days, as_of)


def _batches(entries: pl.DataFrame) -> Iterator[Batch]:
    """Yield the payouts of processors' reports; a line told by two reports counts once."""
    rows: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in entries.filter(pl.col("format").is_in(sorted(PROCESSORS))).iter_rows(named=True):
        for number in {value for kind, value in telling.references(row["refs"]) if kind == "batch"}:
            rows.setdefault((row["format"], number, row["currency"]), []).append(row)
    for (processor, payout, currency), told in rows.items():
        fresh = list(_once(told))
        own = [row for row in fresh if row["total_kind"]]
        lines = [_line(row) for row in fresh if not row["total_kind"]]
        stated = sum(-_signed(row) for row in own) if own else None
        paid_on = max(row["day"] for row in own or fresh)
        names = frozenset(row["entry_id"] for row in told)
        yield Batch(processor, payout, currency, paid_on, parts(lines), stated, told[0]["source_file"], names)


def _once(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the lines of a payout, those that a second report tells again left out."""
    seen: dict[tuple[str, str, int], str] = {}
    for row in rows:
        key = (row["bank_reference"], row["code"], _signed(row))
        first = seen.setdefault(key, row["sha256"])
        if not row["bank_reference"] or first == row["sha256"]:
            yield row


def _line(row: dict[str, Any]) -> Line:
    """Return a line of a batch."""
    gross = [line["gross"] for line in json.loads(row["remittance"]) if line["gross"] is not None]
    return Line(row["kind"], row["code"], _signed(row), sum(gross) if gross else None)


def _signed(row: dict[str, Any]) -> int:
    """Return what a line brings, money to us positive."""
    return int(row["minor"] if row["credit"] else -row["minor"])


def _told(payouts: Iterable[tuple[str, Payout]], as_of: date) -> Iterator[Batch]:
    """Yield the payouts that processors told where they were asked."""
    for processor, one in payouts:
        if one.paid_on <= as_of:
            lines = (Line(*_KINDS[line.kind], line.gross - line.fee, line.gross) for line in one.lines)
            where = f"{processor}: told where it was asked"
            yield Batch(processor, one.payout_id, one.currency, one.paid_on, parts(lines), one.net, where)


#: Kind of a line that a processor told -> kind and code of a line of a report.
_KINDS = {
    "sale": ("receipt", ""),
    "refund": ("return", "refund"),
    "chargeback": ("return", "chargeback"),
    "returned": ("return", "chargeback"),
    "other": ("other", ""),
}


def _deposits(entries: pl.DataFrame, known: set[str], payouts: set[str]) -> Iterator[Deposit]:
    """Yield the bank's lines that name a processor or a payout we were told of, and those known to be a payout."""
    meant = pl.col("credit") | pl.col("entry_id").is_in(sorted(known))
    banks = entries.filter(meant, pl.col("minor") > 0, ~pl.col("format").is_in(sorted(DETAIL_ONLY)))
    for row in banks.filter(pl.col("kind") != "advice").iter_rows(named=True):
        words = " ".join(f"{row['payer_name']} {row['raw']} {row['text']}".split())
        named = [source for source, word in PROCESSORS.items() if re.search(rf"\b{word}\b", words.upper())]
        if named or row["entry_id"] in known or not payouts.isdisjoint(_WORDS.findall(words.upper())):
            yield Deposit(
                entry_id=row["entry_id"],
                processor=named[0] if named else "",
                currency=row["currency"],
                minor=_signed(row),
                day=row["day"],
                words=words,
                bank_reference=row["bank_reference"],
                source_file=row["source_file"],
            )


def _row(one: Settled) -> tuple[str | None, ...]:
    """Return a row as it is read."""
    batch, deposit = one.batch, one.deposit
    money = batch.currency if batch else deposit.currency if deposit else ""
    sums = [decimal(batch.parts[part], money) if batch else None for part in Part]
    return (
        one.why.value,
        batch.processor if batch else deposit.processor if deposit else "",
        batch.payout if batch else "",
        batch.paid_on.isoformat() if batch else "",
        money,
        *sums,
        decimal(batch.net, money) if batch else None,
        decimal(deposit.minor, money) if deposit else None,
        decimal(one.difference, money),
        deposit.day.isoformat() if deposit else "",
        deposit.bank_reference if deposit else "",
        batch.source_file if batch else deposit.source_file if deposit else "",
    )
