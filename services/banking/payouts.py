"""Payouts: a processor's sales lie in its clearing account, and the bank's line is what it paid out of there.

What is left in the account is what the processor took off its payouts and nothing explains yet: refunds and
chargebacks whose sale was not found, reserves. Law: sales less refunds, chargebacks and fees is what the bank got.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from ledger.kinds import Kind
from ledger.records import Into, Movement
from services.banking import telling
from services.banking.card_batches import is_fee
from services.banking.told import PROCESSORS, Told
from services.tieout import Tie

#: A payout as its file tells it: the file, the currency, the processor's number.
Key = tuple[str, str, str]
_OURS = pl.col("format").is_in(sorted(PROCESSORS))
_SALE = (pl.col("kind") == "receipt") & pl.col("credit")


def into(source: str) -> Into:
    """Return where the money of a source lies: a processor's sale in its clearing account, all else at the bank."""
    return Into.CARD if source in PROCESSORS else Into.BANK


def brought(row: Mapping[str, Any]) -> int:
    """Return what a line brings of its payer: of a dispute that was won what he paid, without the fee given back."""
    told = telling.told(dict(row))
    return min(told.minor, told.gross) if told.source in PROCESSORS and told.gross else told.minor


def fees_back(rows: Iterable[Mapping[str, Any]]) -> Iterator[Movement]:
    """Yield the fees that a processor gave back with what its lines brought."""
    for row in rows:
        if (minor := row["minor"] - brought(row)) > 0:
            lines = ((Kind.CARD_FEE_RETURNED, minor),)
            yield Movement(lines, row["currency"], row["day"], row["entry_id"], "a fee that was given back")


def taken(entries: pl.DataFrame) -> list[Told]:
    """Return the lines of payouts that are no sales, money to us positive: refunds, chargebacks, fees, reserves."""
    lines = entries.filter(_OURS, ~_SALE, pl.col("kind") != "notice", pl.col("minor") > 0)
    signed = ((row["credit"], telling.told(row)) for row in lines.iter_rows(named=True))
    return [replace(told, minor=told.minor if credit else -told.minor) for credit, told in signed]


def sales(entries: pl.DataFrame) -> list[Told]:
    """Return the lines of payouts that are sales."""
    return [telling.told(row) for row in entries.filter(_OURS, _SALE, pl.col("minor") > 0).iter_rows(named=True)]


def key(told: Told) -> Key:
    """Return the payout that a processor's line belongs to."""
    return told.file_id, told.currency, next(told.named("batch"), "")


def paid_out(
    ties: Iterable[Tie], known: Iterable[Tie], rows: Mapping[str, Mapping[str, Any]], parts: Sequence[Told]
) -> list[Movement]:
    """Return a movement for each bank line that proves a payout: what came, and what the processor cost beside sales.

    A payout that a line proved before is moved once, whichever file tells of that line again.
    """
    proven = {tie.by for tie in known if not _is_ours(rows.get(tie.entry_id))}
    lines: dict[str, list[str]] = defaultdict(list)
    for tie in ties:
        if _is_ours(rows[tie.by]) and not _is_ours(rows[tie.entry_id]):
            lines[tie.entry_id].append(tie.by)
    found = []
    for line, members in sorted(lines.items()):
        if proven.isdisjoint(members):
            found.append(_movement(line, rows[line], {key(telling.told(dict(rows[one]))) for one in members}, parts))
        proven.update(members)
    return found


def taken_back(rows: Iterable[Mapping[str, Any]], reason: str) -> list[Movement]:
    """Return what lines of the bank would have moved of payouts, to be turned round where they did."""
    banks = (row for row in rows if not _is_ours(row))
    return [Movement((_moved(row),), row["currency"], row["day"], row["entry_id"], reason) for row in banks]


def proven(entries: pl.DataFrame, ties: Iterable[tuple[str, str]]) -> set[Key]:
    """Return the payouts whose sales a line of the bank is settled by."""
    told = {row["entry_id"]: telling.told(row) for row in entries.filter(_OURS).iter_rows(named=True)}
    return {key(told[by]) for entry_id, by in ties if by in told and entry_id not in told}


def costs(backs: Iterable[tuple[Told, int]]) -> Iterator[Movement]:
    """Yield what giving back a sale cost: of each (refund or chargeback, net of its sale) what was taken beyond it.

    Where less was taken, the processor gave a part of its fee back.
    """
    for back, net in backs:
        if back.source in PROCESSORS and back.minor != net:
            kind = Kind.CARD_FEE if back.minor > net else Kind.CARD_FEE_RETURNED
            lines = ((kind, abs(back.minor - net)),)
            yield Movement(lines, back.currency, back.day, back.entry_id, "what giving back a sale cost")


def _is_ours(row: Mapping[str, Any] | None) -> bool:
    """Say whether a row is a processor's."""
    return row is not None and row["format"] in PROCESSORS


def _movement(line: str, row: Mapping[str, Any], keys: set[Key], parts: Sequence[Told]) -> Movement:
    """Return what one line of the bank settles: a credit brings money out of clearing, a debit takes it back there."""
    cost = -sum(told.minor for told in parts if told.kind == "other" and is_fee(told.code) and key(told) in keys)
    fees = ((Kind.CARD_FEE, cost),) if cost > 0 else ()
    payouts = " ".join(sorted(number for _, _, number in keys if number))
    return Movement((_moved(row), *fees), row["currency"], row["day"], line, payouts)


def _moved(row: Mapping[str, Any]) -> tuple[Kind, int]:
    """Return what a line of the bank moved between it and clearing."""
    return Kind.CARD_SETTLED if row["credit"] else Kind.CARD_DRAWN, row["minor"]
