"""Totals: a bank's one line for many payments is settled by its details, which are booked in its place.

One whose receipt can no longer be reversed keeps its money: its details wait with why, and once nothing is left of it
they are written down as told by it, so that no money is counted twice. All others are settled.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from sqlalchemy import Connection, select

import ledger
from kit.db import among
from ledger import tables
from services import tieout
from services.banking import telling
from services.banking.told import Told
from services.tieout import Tie

#: How the details of a total are tied to it whose money is all disposed of.
KEPT = "kept_by_total"
BACK = "it was taken back"
REMEDY = "undo that, or apply what is left of it by what the file says"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A total that keeps its money, why, and its details, which are not booked beside it."""

    total: Row
    why: str
    details: tuple[Row, ...]

    @property
    def receipt(self) -> str:
        """Return the receipt of the total."""
        return ledger.receipt_id(self.total["entry_id"])


@dataclass(frozen=True, slots=True)
class Settled:
    """What is written of totals: ties, the entries booked before their details came, and what waits."""

    ties: tuple[Tie, ...] = ()
    back: tuple[Row, ...] = ()
    waits: tuple[Waiting, ...] = ()
    rows: Mapping[str, Row] = field(default_factory=dict)

    @property
    def settled(self) -> set[str]:
        """Return the entries that others settle."""
        return {tie.entry_id for tie in self.ties}

    @property
    def waiting(self) -> set[str]:
        """Return the entries that are not booked yet."""
        return {row["entry_id"] for one in self.waits for row in one.details}


def planned(connection: Connection, money: pl.DataFrame, known: list[Tie], days: int, taken: Sequence[Told]) -> Settled:
    """Return what settles what among dated `money`; `taken` are payouts' lines that are no sales (`payouts.taken`)."""
    rows = {row["entry_id"]: row for row in money.iter_rows(named=True)}
    told = [telling.told(row) for row in rows.values()]
    ties = tieout.tied(told, days, known, taken=taken)
    booked = [rows[entry_id] for entry_id in sorted({tie.entry_id for tie in ties}) if rows[entry_id]["booked"]]
    stuck = _stuck(connection, [row["entry_id"] for row in booked])
    details: dict[str, list[Row]] = defaultdict(list)
    for tie in ties:
        if tie.entry_id in stuck:
            details[tie.entry_id].append(rows[tie.by])
    left = _left(connection, details)
    waits = [Waiting(rows[one], stuck[one], tuple(details[one])) for one in sorted(details) if left[one]]
    kept = [Tie(row["entry_id"], one, KEPT) for one in sorted(details) if not left[one] for row in details[one]]
    back = tuple(row for row in booked if row["entry_id"] not in stuck)
    return Settled((*(tie for tie in ties if tie.entry_id not in stuck), *kept), back, tuple(waits), rows)


def _stuck(connection: Connection, entries: Sequence[str]) -> dict[str, str]:
    """Return the booked entries whose receipts cannot be reversed as they stand, each with why."""
    if not entries:
        return {}
    receipts = {ledger.receipt_id(one): one for one in entries}
    standing = telling.standing(connection)
    found = {one: BACK for one in entries if one not in standing}
    for receipt, held in ledger.receipts.stuck(connection, list(receipts)).items():
        found.setdefault(receipts[receipt], held.why)
    return found


def _left(connection: Connection, entries: Iterable[str]) -> dict[str, int]:
    """Return what is left of the receipts of entries, in minor units."""
    item, wanted = tables.item, sorted(entries)
    chosen = select(item.c.bank_entry_id, -item.c.balance).where(among(connection, item.c.bank_entry_id, wanted))
    return {row[0]: int(row[1]) for row in connection.execute(chosen)} if wanted else {}
