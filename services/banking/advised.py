"""Which payment each advice is attached to, as the books keep it, and what the advices of a payment say it is for.

The newest rows of an advice count. A row names the payment, `#n` behind it where the same was written before; a row
that names none takes the advice off its payment again.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import polars as pl
from sqlalchemy import Connection, Select, or_, select

from kit.db import Among, among
from ledger import sealed, tables
from matcher import Policy
from services.banking import kept_back, telling
from services.banking.advices import AGAIN
from services.banking.runs import runs
from services.banking.signs import NUMBERED_BUSINESS_DAYS
from services.banking.told import Told, numbers_in
from services.tieout import Tie

_AGAIN_MARK = "#"
_REACH = timedelta(days=2 * NUMBERED_BUSINESS_DAYS)  # holds as many business days, and a telling's own
_GLUED = (2, 3, 4)  # so many numbers may stand glued together
_BANKS = frozenset({"bank", "imad", "omad", "trace", "uetr"})
_ORDER_MIN = 5  # signs of an order's or a delivery's number that stands for its item among words
_CHUNK = 500  # ids in one question


@dataclass(frozen=True, slots=True)
class Advised:
    """What the advices of one payment say: their remittance lines, as kept, and whether all of them are trusted."""

    lines: tuple[dict[str, Any], ...]
    trusted: bool


def rows(connection: Connection) -> dict[str, list[tuple[str, str]]]:
    """Return advice -> every row about it in order, as (what it names, how)."""
    tie = tables.tie
    chosen = (
        select(tie.c.entry_id, tie.c.settled_by, tie.c.how).where(tie.c.how.startswith("advice:")).order_by(tie.c.no)
    )
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry_id, named, how in connection.execute(chosen):
        found[entry_id].append((named, how))
    return found


def attached(connection: Connection) -> dict[str, list[Tie]]:
    """Return advice -> its payments by their booked telling, newest answer; an advice taken off has none."""
    return {entry_id: ties for entry_id, (_, ties) in newest(connection).items()}


def newest(connection: Connection, advices: Iterable[str] | None = None) -> dict[str, tuple[int, list[Tie]]]:
    """Return advice -> the batch of its newest answer, and its payments by their booked telling; of all, or of some."""
    tie = tables.tie
    chosen = select(tie.c.entry_id, tie.c.settled_by, tie.c.how, tie.c.batch).where(tie.c.how.startswith("advice:"))
    if advices is not None:
        chosen = chosen.where(among(connection, tie.c.entry_id, advices))
    found: dict[str, tuple[int, list[tuple[str, str]]]] = {}
    for entry_id, named, how, batch in connection.execute(chosen.order_by(tie.c.no)):
        held = found.get(entry_id)
        if held is None or held[0] != batch:
            held = found[entry_id] = (batch, [])
        held[1].append((named.partition(_AGAIN_MARK)[0], how))
    booked = _booked(connection, {payment for _, named in found.values() for payment, _ in named if payment})
    return {
        entry_id: (batch, [Tie(entry_id, booked[payment], how) for payment, how in named if payment])
        for entry_id, (batch, named) in found.items()
    }


def written(before: Mapping[str, Sequence[tuple[str, str]]], advice: str, wanted: Sequence[Tie]) -> Iterator[Tie]:
    """Yield the rows that make `wanted` the newest answer; the same row is never written twice."""
    used = {named for named, _ in before.get(advice, ())}
    count = len(before.get(advice, ()))
    if not wanted:
        yield Tie(advice, f"{_AGAIN_MARK}{count}", "advice:withdrawn")
    for tie in wanted:
        yield Tie(advice, f"{tie.by}{_AGAIN_MARK}{count}" if tie.by in used else tie.by, tie.rule)


def advised(connection: Connection) -> dict[str, Advised]:
    """Return payment -> what its advices say it is for; an advice told again adds nothing."""
    every = attached(connection)
    ties = [tie for found in every.values() for tie in found if tie.rule != AGAIN]
    if not ties:
        return {}
    entry = tables.bank_entry
    shown = (entry.c.entry_id, entry.c.sha256, entry.c.position, entry.c.remittance, entry.c.trusted)
    kept = connection.execute(select(*shown).where(entry.c.kind == "advice")).mappings()
    said = {row["entry_id"]: sealed.row(connection, "bank_entry", row) for row in kept}
    amounts = _amounts(connection, [tie for tie in ties if tie.rule.endswith("_shared")])
    held: dict[str, list[tuple[str, int, list[dict[str, Any]], bool]]] = defaultdict(list)
    for tie in ties:
        row = said[tie.entry_id]
        lines = json.loads(row["remittance"])
        if tie.rule.endswith("_shared"):
            lines = parted(lines, {each.by: amounts[each.by] for each in every[tie.entry_id]}).get(tie.by, [])
        held[tie.by].append((row["sha256"], row["position"], lines, row["trusted"]))
    return {
        payment: Advised(
            tuple(line for _, _, lines, _ in sorted(found, key=lambda one: one[:2]) for line in lines),
            all(trusted for *_, lines, trusted in found if lines),
        )
        for payment, found in held.items()
    }


def lines(receipt: Mapping[str, Any], said: Mapping[str, Advised]) -> list[dict[str, Any]]:
    """Return what is said of a payment in the payer's order: its own lines, or its advices' where it names nothing."""
    own: list[dict[str, Any]] = json.loads(receipt["remittance"])
    told = said.get(receipt["entry_id"])
    return [*told.lines, *own] if told is not None and silent(own) else own


def silent(own: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether a payment's own lines name no document: there are none, or they are a bank's charges alone."""
    return all(line["qualifier"] == kept_back.APART for line in own)


def _amounts(connection: Connection, ties: Sequence[Tie]) -> dict[str, int]:
    """Return the amounts of payments."""
    entry = tables.bank_entry
    wanted = sorted({tie.by for tie in ties})
    chosen = select(entry.c.entry_id, entry.c.minor).where(entry.c.entry_id.in_(wanted))
    return {row.entry_id: row.minor for row in connection.execute(chosen)} if wanted else {}


def parted(lines: Sequence[dict[str, Any]], amounts: Mapping[str, int]) -> dict[str, list[dict[str, Any]]]:
    """Part the lines of an advice among its payments, where exactly one way gives each its amount."""
    found = runs([line["paid"] for line in lines], amounts)
    return {payment: list(lines[start:end]) for payment, (start, end) in found.items()}


def of(connection: Connection, entry_id: str) -> list[dict[str, Any]]:
    """Return the advices attached to a payment, as kept, each with its file's name and the rule that found it."""
    named = _naming(connection, entry_id)
    ties = [tie for _, found in newest(connection, named).values() for tie in found] if named else []
    mine = {tie.entry_id: tie.rule for tie in ties if tie.by == entry_id}
    if not mine:
        return []
    entry, file = tables.bank_entry, tables.bank_file
    shown = select(entry, file.c.name.label("source_file")).join(file, file.c.sha256 == entry.c.sha256)
    told = connection.execute(shown.where(entry.c.entry_id.in_(sorted(mine))).order_by(entry.c.no)).mappings()
    return [{**sealed.row(connection, "bank_entry", row), "rule": mine[row["entry_id"]]} for row in told]


_NAMING = Among(lambda is_one: select(tables.tie.c.entry_id, tables.tie.c.how).where(is_one(tables.tie.c.settled_by)))


def _naming(connection: Connection, entry_id: str) -> set[str]:
    """Return the advices that ever named a payment, or another telling of its money; at first each names it plainly."""
    seen: set[str] = set()
    advices: set[str] = set()
    asked = {entry_id}
    while fresh := asked - seen:
        seen |= fresh
        asked = set()
        for row in _NAMING.ask(connection, fresh):
            (advices if row.how.startswith("advice:") else asked).add(row.entry_id)
    return advices


def _booked(connection: Connection, payments: Iterable[str]) -> dict[str, str]:
    """Return payment -> the telling of its money that is booked: itself, or the one it is tied to, and so on."""
    leads: dict[str, str] = {}
    asked = set(payments)
    seen: set[str] = set()
    tie = tables.tie
    while fresh := sorted(asked - seen):
        seen |= asked
        bys: dict[str, list[str]] = defaultdict(list)
        for start in range(0, len(fresh), _CHUNK):
            chosen = select(tie.c.entry_id, tie.c.settled_by).where(tie.c.entry_id.in_(fresh[start : start + _CHUNK]))
            for entry_id, by in connection.execute(chosen):
                bys[entry_id].append(by)
        leads |= {entry_id: by[0] for entry_id, by in bys.items() if len(by) == 1}
        asked = set(leads.values())
    return {payment: _last(leads, payment) for payment in seen}


def _last(leads: Mapping[str, str], entry_id: str) -> str:
    """Follow an entry to the telling that is booked; ties lead in no circle."""
    while entry_id in leads:
        entry_id = leads[entry_id]
    return entry_id


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that decides which advice has which payment, as the books hold it."""

    advices: list[Told]
    payments: list[Told]
    tellings: dict[str, list[Told]]  # booked payment -> what other files tell of it
    attached: dict[str, list[Tie]]
    kept: list[Tie]  # ties to payments that are applied: they stand


def standing(connection: Connection, entries: pl.DataFrame, policy: Policy) -> Standing:
    """Return the advices, the payments that may be theirs with all tellings, and what is attached.

    `entries` have their `day`. A payment too far from every advice that may still move is left out, unless one is
    attached to it. The policy says what a bank may have kept back from a payment.
    """
    leads, tied = telling.leads(connection), {entry_id for entry_id, _ in telling.ties(connection, "")}
    ties = attached(connection)
    bys = sorted({tie.by for found in ties.values() for tie in found})
    applied = set(entries.filter(pl.col("entry_id").is_in(bys), pl.col("applied"))["entry_id"])
    kept = [tie for found in ties.values() if any(tie.by in applied for tie in found) for tie in found]
    said = entries.filter(pl.col("kind") == "advice").iter_rows(named=True)
    advices = [one for one in map(_advice, said) if one.minor]
    settled = {tie.entry_id for tie in kept}
    moving = [one for one in advices if one.entry_id not in settled]
    near = _within_reach(moving)
    rows = entries.filter(pl.col("credit"), pl.col("kind") == "receipt", near | pl.col("entry_id").is_in(bys))
    paid = (kept_back.told(telling.told(row), row, policy) for row in rows.iter_rows(named=True))
    payments: list[Told] = []
    tellings: dict[str, list[Told]] = defaultdict(list)
    for one in paid:
        lead = leads(one.entry_id)
        if one.entry_id not in tied:
            payments.append(one)
        elif lead != one.entry_id:
            tellings[lead].append(one)
    named = _named(connection, [*payments, *(one for told in tellings.values() for one in told)], moving)
    spoken = {lead: [named.get(one.entry_id, one) for one in told] for lead, told in tellings.items()}
    return Standing(advices, [named.get(one.entry_id, one) for one in payments], spoken, ties, kept)


def _within_reach(advices: Sequence[Told]) -> pl.Expr:
    """Tell whether an entry's day is near enough to one of these advices; one that names no day may be of any."""
    if any(one.undated for one in advices):
        return pl.lit(value=True)
    if not advices:
        return pl.lit(value=False)
    days = [one.day for one in advices]
    return pl.col("day").is_between(min(days) - _REACH, max(days) + _REACH)


def _named(connection: Connection, paid: Iterable[Told], advices: Iterable[Told]) -> dict[str, Told]:
    """Return the payments that an advice tells to the cent and whose words name items of ours, with their numbers.

    The words name an item by its own number, or by that of its order or delivery where it is long enough.
    """
    sums = {(one.currency, one.minor) for one in advices}
    asked = [one for one in paid if (one.currency, one.minor) in sums]
    words = {one.entry_id: _spoken(one) for one in asked}
    every = frozenset().union(*words.values())
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for number, *others in connection.execute(_called(connection, every)) if every else ():
        meant[number].add(number)
        for other in others:
            if len(other) >= _ORDER_MIN:
                meant[other].add(number)
    documents = {
        key: tuple(sorted({item for word in found & meant.keys() for item in meant[word]}))
        for key, found in words.items()
    }
    return {one.entry_id: replace(one, documents=found) for one in asked if (found := documents[one.entry_id])}


def _spoken(one: Told) -> frozenset[str]:
    """Return the numbers in a payment's words: whole, in a list, across a line end, or glued.

    Its own sum is none, nor are the numbers that banks gave it: a half of an account is no item.
    """
    chunks = numbers_in(one.raw) - {str(one.minor), *_banks(one)}
    listed = {part for chunk in chunks for part in chunk.split("/")}
    glued = {piece for chunk in listed for piece in _pieces(chunk)}
    return frozenset(chunks | listed | glued)


def _banks(one: Told) -> Iterator[str]:
    """Yield the numbers of a payment that banks gave: its accounts, and how they call it."""
    named = (value for kind, value in one.references if kind in _BANKS)
    return (value.upper() for value in (one.account, one.payer_account, one.company_id, one.bank_reference, *named))


def _pieces(chunk: str) -> Iterator[str]:
    """Yield the equal pieces of a chunk that may be numbers without anything between them."""
    for count in _GLUED:
        size, rest = divmod(len(chunk), count)
        if size >= _ORDER_MIN and not rest:
            yield from (chunk[at : at + size] for at in range(0, len(chunk), size))


def _called(connection: Connection, numbers: AbstractSet[str]) -> Select[Any]:
    """Return the query for the items of which a number is one of these: its own, then those of its orders."""
    item = tables.item
    fields = (item.c.number, item.c.po_number, item.c.order_number, item.c.delivery_number)
    return select(*fields).where(item.c.type != "receipt", or_(*(among(connection, each, numbers) for each in fields)))


def _advice(row: dict[str, Any]) -> Told:
    """Return an advice as tie-out asks for it: its documents, and their sum where it states no amount."""
    lines = json.loads(row["remittance"])
    told = telling.told(row)
    total = told.minor or abs(sum(line["paid"] or 0 for line in lines))
    documents = tuple(line["reference"] for line in lines if line["reference"])
    return replace(told, minor=total, documents=documents, paid=tuple(line["paid"] for line in lines))
