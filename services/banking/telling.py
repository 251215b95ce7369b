"""What banks told, as it is kept: entries for tie-out, remittance for matching, and what was tied to what."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import polars as pl
from sqlalchemy import Connection, func, or_, select

import ledger
from ledger import tables
from ledger.kinds import SET_ASIDE
from services.banking.told import PROCESSORS, Told


def entries(connection: Connection, entity: str) -> pl.DataFrame:
    """Return every entry of every file; `applied` says that its receipt is not whole, or on account."""
    item = tables.item
    told = item.c.type == "receipt", item.c.bank_entry_id.is_not(None)  # one taken over from elsewhere has no entry
    placed = or_(item.c.balance != item.c.amount, item.c.held_in.in_(SET_ASIDE))
    disposed = set(connection.scalars(select(item.c.bank_entry_id).where(*told, placed)))
    frame = ledger.worklists.entries(connection, entity)
    return frame.with_columns(applied=pl.col("entry_id").is_in(sorted(disposed)))


def ties(connection: Connection, how: str) -> list[tuple[str, str]]:
    """Return (entry, entry it is tied to) of the ties whose way of knowing begins with `how`."""
    tie = tables.tie
    chosen = select(tie.c.entry_id, tie.c.settled_by).where(tie.c.how.startswith(how)).order_by(tie.c.no)
    return [(row[0], row[1]) for row in connection.execute(chosen)]


def told(row: dict[str, Any]) -> Told:
    """Return an entry as tie-out asks for it; `day` is when the money reached us."""
    return Told(
        entry_id=row["entry_id"],
        file_id=row["sha256"],
        position=row["position"],
        source=row["format"],
        kind=row["kind"],
        method=row["method"],
        minor=row["minor"],
        currency=row["currency"],
        day=row["day"],
        account=row["account"],
        code=row["code"],
        bank_reference=row["bank_reference"],
        references=tuple(references(row["refs"])),
        raw=" ".join(row["raw"].split()),
        payer=row["payer_name"],
        company_id=row["company_id"],
        total_of=(row["total_kind"], row["total_key"]) if row["total_kind"] else None,
        trusted=row["trusted"],
        applied=row["applied"],
        booked=row["booked"],
        payer_account=row["payer_account"],
        gross=_gross(row),
        undated=row["booked_on"] is None and row["value_on"] is None,
    )


def _gross(row: dict[str, Any]) -> int:
    """Return what a processor's sale or refund is before its fee; 0 of anything else."""
    if row["format"] not in PROCESSORS:
        return 0
    gross: list[int] = [line["gross"] or 0 for line in json.loads(row["remittance"])]
    return abs(sum(gross))


def references(kept: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, value) of an entry's references as kept."""
    return ((kind, value) for kind, value in json.loads(kept))


def totals(connection: Connection) -> set[str]:
    """Return the entries that sum up a detail."""
    entry = tables.bank_entry
    return set(connection.execute(select(entry.c.entry_id).where(entry.c.kind == "total")).scalars())


def leads(connection: Connection) -> Callable[[str], str]:
    """Return what leads from an entry to the telling of its money that is booked: itself, or the one it is tied to."""
    every = ties(connection, "")
    bys = Counter(entry_id for entry_id, _ in every)
    nearer = {entry_id: by for entry_id, by in every if bys[entry_id] == 1}
    return lambda entry_id: last(nearer, entry_id)


def homes(connection: Connection, entry_id: str) -> list[str]:
    """Return the receipts by which the money of a line is booked that is settled elsewhere; none where it is not."""
    tie = tables.tie
    chosen = select(tie.c.settled_by).where(tie.c.entry_id == entry_id, ~tie.c.how.startswith("advice:"))
    by = list(connection.execute(chosen.order_by(tie.c.no)).scalars())
    lead = leads(connection) if by else str
    return sorted({ledger.receipt_id(lead(one)) for one in by})


def standing(connection: Connection) -> set[str]:
    """Return the entries whose receipts are booked and not taken back: neither reversed nor bounced."""
    item, entry, memo = tables.item, tables.entry, tables.item.alias("memo")
    back = select(entry.c.no).where(entry.c.reverses == item.c.entry_no).exists()
    chosen = select(item.c.bank_entry_id).where(item.c.type == "receipt", item.c.bank_entry_id.is_not(None), ~back)
    sums = select(memo.c.origin_item_id, func.sum(memo.c.amount).label("minor")).group_by(memo.c.origin_item_id)
    memos = sums.where(memo.c.type == "debit_memo", memo.c.origin_item_id.is_not(None)).subquery()
    whole = select(item.c.item_id).join(memos, memos.c.origin_item_id == item.c.item_id)
    bounced = whole.where(item.c.type == "receipt", memos.c.minor == -item.c.amount)
    return set(connection.execute(chosen.where(item.c.item_id.not_in(bounced))).scalars())


def last(nearer: Mapping[str, str], entry_id: str) -> str:
    """Follow an entry to the one that is booked; ties lead in no circle."""
    while entry_id in nearer:
        entry_id = nearer[entry_id]
    return entry_id
