"""Booking brings the books in line with what banks told: each payment once, totals settled, advices attached."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl
from sqlalchemy import Connection

import ledger
from kit.ids import content_id
from ledger.evidence import Tie
from ledger.records import Disposal, NewReceipt
from services import tieout
from services.banking import (
    advices,
    advised,
    draws,
    given_back,
    moved,
    payouts,
    reinstated,
    telling,
    totals,
    withdrawals,
)
from services.banking.given_back import GivenBack
from services.banking.reading import limits
from services.banking.told import PROCESSORS
from services.banking.totals import Settled, Waiting
from services.banking.withdrawals import Plan
from services.commands import command
from services.decisions import policies
from services.workspace import Workspace

#: Kinds of entries that are money; a credit that is no customer's payment is booked outside receivables.
MONEY = ("receipt", "total", "other", "return")
OUTSIDE = {"other", "return"}
IN = pl.col("credit") & (pl.col("minor") > 0) & pl.col("kind").is_in(MONEY)
#: Entries this many days around what is new may tell of the same money.
AROUND = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Booked:
    """What booking did: receipts newly booked, entries settled elsewhere, receipts reversed, advices attached.

    `reversed` counts receipts whose detail came later; `returned` those whose money the bank took back, `withdrawn`
    those that the bank deleted or corrected, `reinstated` those that stand again since it deleted their return.
    """

    received: int = 0
    settled: int = 0
    reversed: int = 0
    advised: int = 0
    returned: int = 0
    withdrawn: int = 0
    reinstated: int = 0


def book(workspace: Workspace, *, as_of: date, actor: str) -> Booked:
    """Book the entries that came since, each payment once; `as_of` stands in where the bank gave no day."""
    with workspace.database.reading() as connection:
        entries, plans = _planned(connection, workspace, as_of)
    withdrawn = _withdraw(workspace, entries, plans, actor) if plans else 0
    anew = _reinstate(workspace, entries, plans, actor) if plans else 0
    with workspace.database.reading() as connection:
        entries = left(connection, workspace, as_of) if plans else entries
        gone = withdrawals.gone(plans)
        known = _known(connection, gone)
    money = entries.filter(IN)
    fresh = money.filter(~pl.col("booked"), ~pl.col("tied"))
    near = _around(entries, fresh) if fresh.height else entries.clear()
    found = _settle(workspace, near, known, actor) if fresh.height else Settled()
    settled = found.settled | _draw(workspace, entries, gone, actor)
    rest = fresh.filter(~pl.col("entry_id").is_in(sorted(settled | found.waiting)))
    received = _receive(workspace, _proven(workspace, rest), actor)
    attached = _attach(workspace, entries, as_of, actor)
    returned = _give_back(workspace, as_of, actor) if entries.filter(given_back.BACK).height else 0
    return Booked(received, len(settled), len(found.back), attached, returned, withdrawn, anew)


def _proven(workspace: Workspace, fresh: pl.DataFrame) -> pl.DataFrame:
    """Return what is to be booked: a card processor's lines wait until the bank's line proves their payout."""
    if not fresh.filter(pl.col("format").is_in(PROCESSORS)).height:
        return fresh
    with workspace.database.reading() as connection:
        told = sorted({by for _, by in telling.ties(connection, "")})
    return fresh.filter(~pl.col("format").is_in(PROCESSORS) | pl.col("entry_id").is_in(told))


def _dated(entries: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Add the day the money reached us: booked, else valued, else the day of the run."""
    return entries.with_columns(day=pl.coalesce("booked_on", "value_on", pl.lit(as_of)))


def _around(entries: pl.DataFrame, fresh: pl.DataFrame) -> pl.DataFrame:
    """Return the entries near enough in time to tell of the same money as a fresh one."""
    days = fresh["day"]
    first, last = days.min(), days.max()
    assert isinstance(first, date), first
    assert isinstance(last, date), last
    return entries.filter(pl.col("day").is_between(first - AROUND, last + AROUND))


def _attach(workspace: Workspace, entries: pl.DataFrame, as_of: date, actor: str) -> int:
    """Attach each advice to the payment it can only mean, and move or take off what later files prove wrong.

    Return how many advices have a payment that had none.
    """
    said = entries.filter(pl.col("kind") == "advice")
    if not said.height:
        return 0
    with workspace.database.reading() as connection:
        table = advised.standing(connection, entries, policies.of(workspace, as_of))
        before = advised.rows(connection)
    rest = [told for told in table.advices if told.entry_id not in {tie.entry_id for tie in table.kept}]
    wanted: dict[str, list[tieout.Tie]] = {told.entry_id: [] for told in rest}
    for tie in advices.attached(rest, table.payments, table.tellings, table.kept):
        wanted[tie.entry_id].append(tie)
    had = {advice: {tie.by for tie in found} for advice, found in table.attached.items()}
    changed = [one for one in sorted(wanted) if {tie.by for tie in wanted[one]} != had.get(one, set())]
    ties = [tie for one in changed for tie in advised.written(before, one, wanted[one])]
    if ties:
        with _command(workspace, "attach advices", actor, [list(tie) for tie in ties]) as command:
            if command.replayed is None:
                ledger.evidence.add(command, [Tie(tie.entry_id, tie.by, tie.rule) for tie in ties])
    return sum(bool(wanted[one]) and not had.get(one) for one in changed)


def _settle(workspace: Workspace, entries: pl.DataFrame, known: list[tieout.Tie], actor: str) -> Settled:
    """Write down which entries are settled elsewhere, and reverse those that were booked before their detail came.

    What a line of the bank proves of a processor's payout leaves its clearing account in the same command.
    """
    taken = payouts.taken(entries)
    with workspace.database.reading() as connection:
        found = totals.planned(connection, entries.filter(IN), known, workspace.settings.tie_business_days, taken)
    if found.ties:
        with _command(workspace, "tie out", actor, [list(tie) for tie in found.ties]) as command:
            if command.replayed is None:
                ledger.receipts.reverse(command, [_disposal(row, "settled_elsewhere") for row in found.back])
                ledger.general.post(command, payouts.paid_out(found.ties, known, found.rows, taken))
                ledger.evidence.add(command, [Tie(tie.entry_id, tie.by, tie.rule) for tie in found.ties])
                moved.carry(command, found.ties, found.back)
                command.result = {"settled": len(found.settled), "reversed": len(found.back)}
    return found


def waiting(connection: Connection, workspace: Workspace, entries: pl.DataFrame) -> tuple[Waiting, ...]:
    """Return the totals among `left` entries whose details wait, for the receipt of the total cannot be reversed."""
    fresh = entries.filter(IN, ~pl.col("booked"), ~pl.col("tied"))
    if not fresh.height:
        return ()
    known = _known(connection, frozenset())
    near, days = _around(entries, fresh), workspace.settings.tie_business_days
    return totals.planned(connection, near.filter(IN), known, days, payouts.taken(near)).waits


def _known(connection: Connection, gone: AbstractSet[str]) -> list[tieout.Tie]:
    """Return the ties that are written; what a bank took back proves nothing any more."""
    return [tieout.Tie(entry_id, by, "") for entry_id, by in telling.ties(connection, "") if entry_id not in gone]


def _draw(workspace: Workspace, entries: pl.DataFrame, gone: AbstractSet[str], actor: str) -> set[str]:
    """Tie the bank's debits to the payouts of which more was taken than sold; return the debits."""
    debits = draws.debits(entries)
    if not debits:
        return set()
    with workspace.database.reading() as connection:
        known = _known(connection, gone)
    ties = draws.drawn(entries, debits, known, workspace.settings.tie_business_days)
    lines = {tie.entry_id for tie in ties}
    if ties:
        meant = sorted(lines | {tie.by for tie in ties})
        rows = {row["entry_id"]: row for row in entries.filter(pl.col("entry_id").is_in(meant)).iter_rows(named=True)}
        with _command(workspace, "draw", actor, [list(tie) for tie in ties]) as command:
            if command.replayed is None:
                ledger.general.post(command, payouts.paid_out(ties, known, rows, payouts.taken(entries)))
                ledger.evidence.add(command, [Tie(tie.entry_id, tie.by, tie.rule) for tie in ties])
                command.result = {"settled": len(lines)}
    return lines


def _receive(workspace: Workspace, fresh: pl.DataFrame, actor: str) -> int:
    """Book receipts in batches; credits that are no customer's payment leave receivables in the same command."""
    rows = fresh.sort("day", "sha256", "position").rows(named=True)
    for batch in _batches(rows, workspace.settings.posting_batch):
        with _command(workspace, "receive", actor, [row["entry_id"] for row in batch]) as command:
            if command.replayed is None:
                ledger.receipts.receive(command, [_receipt(row) for row in batch])
                outside = [_disposal(row, "not_ar") for row in batch if row["kind"] in OUTSIDE]
                ledger.receipts.not_ar(command, outside)
                ledger.general.post(command, list(payouts.fees_back(batch)))
                command.result = {"received": len(batch), "outside": len(outside)}
    return len(rows)


def _give_back(workspace: Workspace, as_of: date, actor: str) -> int:
    """Reverse the receipts whose money the bank took back; items they paid re-open. Return how many."""
    with workspace.database.reading() as connection:
        entries = left(connection, workspace, as_of)
        found = given_back.planned(connection, workspace.settings.entity, entries)
    if found.ties:
        with _command(workspace, "give back", actor, [list(tie) for tie in found.ties]) as command:
            if command.replayed is None:
                _reverse(command, found, entries)
                ledger.evidence.add(command, [Tie(tie.entry_id, tie.by, tie.rule) for tie in found.ties])
                command.result = {"returned": len(found.reversing)}
    return len(found.reversing)


def _reverse(book: ledger.Book, found: GivenBack, entries: pl.DataFrame) -> None:
    """Reverse receipts on the days of their returns, and book what giving a processor's sales back cost."""
    days = {tie.by: found.told[tie.entry_id].day for tie in found.reversing}
    ledger.receipts.reverse(book, [Disposal(ledger.receipt_id(by), day, "returned") for by, day in days.items()])
    rows = entries.filter(pl.col("entry_id").is_in(sorted(days))).iter_rows(named=True)
    booked = {row["entry_id"]: payouts.brought(row) for row in rows}
    backs = [(found.told[tie.entry_id], booked[tie.by]) for tie in found.reversing if tie.by in booked]
    ledger.general.post(book, list(payouts.costs([*backs, *found.by_hand])))


def _planned(connection: Connection, workspace: Workspace, as_of: date) -> tuple[pl.DataFrame, list[Plan]]:
    """Return every entry, and what banks' deletions and corrections do to them."""
    entity = workspace.settings.entity
    entries = _dated(telling.entries(connection, entity), as_of)
    return entries, withdrawals.plans(connection, entries, entity, limits(workspace.settings))


def left(connection: Connection, workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return the entries that may be booked: without those that banks took back, or that wait for an answer on it."""
    return withdrawals.left(*_planned(connection, workspace, as_of))


def _withdraw(workspace: Workspace, entries: pl.DataFrame, plans: Sequence[Plan], actor: str) -> int:
    """Reverse what a bank deleted or corrected, and tie what it told again. Return how many receipts went."""
    with workspace.database.reading() as connection:
        standing = telling.standing(connection)
    carried = [plan for plan in plans if plan.carried]
    rows = {row["entry_id"]: row for row in entries.iter_rows(named=True)} if carried else {}
    every = [entry_id for plan in carried for entry_id in plan.gone]
    gone = [entry_id for entry_id in every if entry_id in standing]
    pairs = [pair if pair[0] not in standing else pair[::-1] for plan in carried for pair in plan.again]
    again = [(new, old) for new, old in pairs if not rows[new]["tied"] and new not in standing]
    moved = payouts.taken_back((rows[one] for one in every), "withdrawn")
    with workspace.database.reading() as connection:
        back = [*ledger.general.standing(connection, workspace.settings.entity, moved).values()] if moved else []
    if gone or again or back:
        names = [*gone, *(row.reference for row in back)]
        with _command(workspace, "withdraw", actor, [*names, *map(list, again)]) as command:
            if command.replayed is None:
                ledger.receipts.reverse(command, [_disposal(rows[one], "withdrawn") for one in gone])
                ledger.general.turn_back(command, back)
                ledger.evidence.add(command, [Tie(new, old, withdrawals.AGAIN) for new, old in again])
                command.result = {"withdrawn": len(gone)}
    return len(gone)


def _reinstate(workspace: Workspace, entries: pl.DataFrame, plans: Sequence[Plan], actor: str) -> int:
    """Book the payments anew whose returns the bank deleted. Return how many."""
    gone = withdrawals.gone(plans)
    rows = {row["entry_id"]: row for row in entries.iter_rows(named=True)} if gone else {}
    with workspace.database.reading() as connection:
        found = reinstated.planned(connection, gone, {one: rows[one]["day"] for one in gone})
    if found:
        ties = [tie for one in found for tie in one.ties]
        with _command(workspace, "reinstate", actor, [list(tie) for tie in ties]) as command:
            if command.replayed is None:
                reinstated.book(command, found, rows)
                ledger.evidence.add(command, [Tie(tie.entry_id, tie.by, tie.rule) for tie in ties])
                command.result = {"reinstated": len(found)}
    return len(found)


def _command(
    workspace: Workspace, name: str, actor: str, payload: Sequence[object]
) -> AbstractContextManager[ledger.Book]:
    """Open the books for a command whose content is its key."""
    return command(workspace, name, actor, {"entries": list(payload)}, content_id("cmd", name, json.dumps(payload)))


def _receipt(row: dict[str, Any]) -> NewReceipt:
    """Return the receipt an entry tells of."""
    return NewReceipt(
        ledger.receipt_id(row["entry_id"]),
        row["entry_id"],
        payouts.brought(row),
        row["currency"],
        row["day"],
        row["day"],
        into=payouts.into(row["format"]),
    )


def _disposal(row: Mapping[str, Any], reason: str) -> Disposal:
    """Return what takes an entry's receipt out again."""
    return Disposal(ledger.receipt_id(row["entry_id"]), row["day"], reason)


def _batches(rows: Iterable[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows in lists of a size."""
    held = list(rows)
    return (held[start : start + size] for start in range(0, len(held), size))
