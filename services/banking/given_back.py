"""What banks' returns do to receipts: which they reverse, which a person took back before, and why the others wait."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl
from sqlalchemy import Connection, select

import ledger
from kit.db import among
from ledger import tables
from services.banking import payouts, reinstated, returns, telling, totals
from services.banking.told import PROCESSORS, Told
from services.events import TAKEN_BACK
from services.tieout import Tie

#: Money the bank took back, which nothing says of yet what it reverses.
BACK = (pl.col("kind") == "return") & ~pl.col("credit") & ~pl.col("tied") & (pl.col("minor") > 0)
#: How a return is tied to a receipt that a person took back.
BY_HAND = f"{returns.RULE}:by_hand"
UNKNOWN = "it names no payment of ours, or more than one"
UNPROVEN = "no line of the bank proves its payout yet"


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What is written of returns: their ties, which of these reverse a receipt, and why each of the others waits.

    `by_hand` are those of receipts that a person took back, each with how much of the money that was.
    """

    ties: tuple[Tie, ...] = ()
    reversing: tuple[Tie, ...] = ()
    by_hand: tuple[tuple[Told, int], ...] = ()
    waits: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, Told] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Hand:
    """A receipt that a person took back: under which reference, how much, and the bank entry that it was booked of.

    A receipt that another system had booked has none here: the id that its entry would have stands for it.
    """

    reference: str
    minor: int
    currency: str
    entry_id: str
    whole: bool = False  # nothing of the receipt is left to take back


def planned(connection: Connection, entity: str, entries: pl.DataFrame) -> GivenBack:
    """Return what the returns among dated entries do that are tied to nothing yet.

    A receipt that cannot be reversed as it stands (`ledger.receipts.stuck`) lets its return wait. One that a person
    took back is not reversed again: the return that names it, or that it was taken back under, is tied to it.
    """
    told = {row["entry_id"]: telling.told(row) for row in entries.filter(BACK).iter_rows(named=True)}
    if not told:
        return GivenBack()
    proven = payouts.proven(entries, telling.ties(connection, ""))
    back = [one for one in told.values() if one.source not in PROCESSORS or payouts.key(one) in proven]
    none = {entry_id for entry_id, _ in telling.ties(connection, reinstated.RULE)}
    before = {entry_id: by for entry_id, by in telling.ties(connection, returns.RULE) if entry_id not in none}
    earlier = entries.filter(pl.col("entry_id").is_in(sorted(before))).iter_rows(named=True)
    gone = {before[row["entry_id"]]: telling.told(row) for row in earlier}
    hands = _unused(_hands(connection, entity), Counter(by for _, by in telling.ties(connection, BY_HAND)))
    standing = telling.standing(connection)
    there = standing | set(gone) | {one.entry_id for one in hands}
    linked = returns.linked(back, _payments(connection, entries, there), gone)
    waits = {one.entry_id: UNPROVEN for one in told.values()} | {one.entry_id: UNKNOWN for one in back}
    return _parted(connection, told, linked, [replace(one, whole=one.entry_id not in standing) for one in hands], waits)


def _payments(connection: Connection, entries: pl.DataFrame, there: set[str]) -> list[Told]:
    """Return every telling of the payments that are there, each under the entry that is booked.

    A payment that its deposit's total was kept for is none: the receipt is that of the whole deposit.
    """
    leads, last = telling.leads(connection), reinstated.last(connection)
    kept = [entry_id for entry_id, _ in telling.ties(connection, totals.KEPT)]
    receipts = entries.filter(pl.col("credit"), pl.col("kind") == "receipt", ~pl.col("entry_id").is_in(kept))
    told = [(last(leads(row["entry_id"])), telling.told(row)) for row in receipts.iter_rows(named=True)]
    return [replace(one, entry_id=lead) for lead, one in told if lead in there]


def _parted(
    connection: Connection,
    told: Mapping[str, Told],
    linked: Sequence[Tie],
    hands: Sequence[_Hand],
    waits: dict[str, str],
) -> GivenBack:
    """Return what links mean: a receipt is reversed, was taken back by hand, or cannot be reversed as it stands."""
    taken = _taken(hands)
    back = {tie.entry_id: minor for tie in linked if (minor := taken(told[tie.entry_id], tie.by)) is not None}
    ties = [Tie(tie.entry_id, tie.by, BY_HAND) if tie.entry_id in back else tie for tie in linked]
    first = [tie for tie in ties if tie.rule != BY_HAND and not tie.rule.endswith(":again")]
    stuck = ledger.receipts.stuck(connection, [ledger.receipt_id(tie.by) for tie in first])
    for tie in first:
        receipt = ledger.receipt_id(tie.by)
        if receipt in stuck:
            waits[tie.entry_id] = f"receipt {receipt}: {stuck[receipt]}"
    reversing = [tie for tie in first if ledger.receipt_id(tie.by) not in stuck]
    standing = [tie for tie in ties if tie not in first or tie in reversing]
    used = {tie.entry_id for tie in ties} | {tie.by for tie in ties}
    for tie, minor in _named([one for one in told.values() if one.entry_id not in used], hands, used):
        standing.append(tie)
        back[tie.entry_id] = minor
    for tie in standing:
        del waits[tie.entry_id]
    by_hand = tuple((told[entry_id], minor) for entry_id, minor in back.items())
    return GivenBack(tuple(standing), tuple(reversing), by_hand, waits, told)


def _taken(hands: Sequence[_Hand]) -> Callable[[Told, str], int | None]:
    """Return what says how much of a payment people took back, for a return that is linked to it; None where not that.

    A processor takes more than its sale brought, its fees among it: it is known by the sale of which nothing is left.
    """
    each = {(one.entry_id, one.minor) for one in hands}
    sums: Counter[str] = Counter()
    for one in hands:
        sums[one.entry_id] += one.minor
    whole = {one.entry_id for one in hands if one.whole}

    def taken(told: Told, by: str) -> int | None:
        if (by, told.minor) in each:
            return told.minor
        return sums[by] if sums[by] == told.minor or by in whole else None

    return taken


def _unused(hands: Sequence[_Hand], tied: Mapping[str, int]) -> list[_Hand]:
    """Return the receipts taken back that no return is tied to yet; of one that bounced in parts the last ones."""
    seen: Counter[str] = Counter()
    found = []
    for one in hands:
        seen[one.entry_id] += 1
        found += [one] if seen[one.entry_id] > tied.get(one.entry_id, 0) else []
    return found


def _named(rest: Sequence[Told], hands: Sequence[_Hand], used: set[str]) -> Iterator[tuple[Tie, int]]:
    """Yield ties of returns that a person named when taking their receipts back: by a number, where only one fits."""
    for hand in (one for one in hands if one.entry_id not in used):
        fits = [one for one in rest if _fits(one, hand)]
        if len(fits) == 1:
            yield Tie(fits[0].entry_id, hand.entry_id, BY_HAND), hand.minor
            rest = [one for one in rest if one is not fits[0]]


def _fits(told: Told, hand: _Hand) -> bool:
    """Whether a receipt was taken back under a return: by its id or a number of it, of its amount.

    A processor's is gross of a fee of its own; what it takes of a sale of which nothing is left may be more than that.
    """
    numbers = {told.entry_id, told.bank_reference, *(value for _, value in told.references)}
    alike = hand.minor in {told.minor, told.gross} or (hand.whole and hand.minor <= told.gross)
    return alike and told.currency == hand.currency and hand.reference in numbers


def _hands(connection: Connection, entity: str) -> list[_Hand]:
    """Return the receipts that people took back, in the order in which they did."""
    asked, item = tables.request, tables.item
    columns = asked.c.subject, asked.c.minor, asked.c.currency, asked.c.body
    chosen = ledger.approvals.approved(entity, *columns).where(asked.c.kind.in_([str(one) for one in TAKEN_BACK]))
    rows = connection.execute(chosen.order_by(tables.verdict.c.no)).all()
    if not rows:
        return []
    named = [json.loads(row.body)["receipt"] for row in rows]
    booked = select(item.c.item_id, item.c.bank_entry_id).where(among(connection, item.c.item_id, named))
    entries = {row.item_id: row.bank_entry_id for row in connection.execute(booked)}
    return [
        _Hand(row.subject, row.minor, row.currency, entries[receipt] or ledger.entry_of(receipt))
        for receipt, row in zip(named, rows, strict=True)
        if receipt in entries
    ]
