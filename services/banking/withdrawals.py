"""Withdrawals: what a bank takes back of what it sent for an account and a day (BAI2 groups of status 2 and 3).

A deletion takes back everything held; a correction tells the day anew: what it repeats stands, what it repeats no
longer is taken back, the rest is new. Both are carried out where the file proves itself; else a person is asked, and
after a no the books stay as they are: nothing of it is reversed or booked, until somebody says yes after all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, select

import ledger
import parsers
from kit.findings import Finding
from kit.refusals import NotFound, Refused
from ledger import sealed, tables
from parsers.records import Control, Proof, Record, Statement
from services.banking import returns, telling

Row = dict[str, Any]
#: Formats whose groups have a status.
FORMATS = ("bai2", "nai")
#: Findings that a file takes something back.
CODES = ("account_deleted", "account_corrected")
STATUSES = ("deletion", "correction")
#: What a person answers under: the key is the file, the body YES or NO, with why.
PIN = "withdrawal"
YES, NO = "yes", "no"
#: How an entry is tied to the one that it tells again.
AGAIN = "line"
#: How a return that is none is tied to its payment, which stands again.
ANEW = "reinstated"
#: Why a withdrawal waits for a person -> the sentence.
WHY = {
    "": "The bank's file proves itself.",
    "controls_failed": "A control total of the file failed.",
    "other_sender": "What would be taken back came from another sender.",
    "told_elsewhere": "Another file tells of money that would be taken back.",
    "returned": "It takes a return back that had reversed a payment: with a yes the payment stands again"
    " (a debit memo by which it bounced is credited by hand).",
    "stuck": "A receipt cannot be reversed as it stands: let it bounce (`tieout event bounced`) first.",
}
#: What no yes lifts: something has to be done first.
STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An account of a deletion or correction group: everything told before of it for a day is held no longer."""

    file_id: str
    line: int
    until: int  # the line on which the next account of its file begins
    status: str
    account: str
    day: date
    sender: str
    order: tuple[str, str, int]  # when and under which number its file was written, then taken
    proven: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What carrying a withdrawal out does: entries that go, entries told again (new, old), entries that are new.

    `why` is empty where the file proves itself, else a key of WHY; `answer` is what a person said to it, or empty.
    """

    withdrawal: Withdrawal
    gone: tuple[str, ...]
    again: tuple[tuple[str, str], ...]
    fresh: tuple[str, ...]
    why: str
    answer: str = ""

    @property
    def rejected(self) -> bool:
        """Whether a person said no to it."""
        return self.answer.startswith(NO)

    @property
    def carried(self) -> bool:
        """Whether it is carried out without, or after, an answer."""
        return not self.rejected and self.why != STUCK and (not self.why or self.answer == YES)


@dataclass(frozen=True, slots=True)
class _Head:
    """Who sent a file, and when it was written and taken."""

    sender: str
    order: tuple[str, str, int]


def plans(connection: Connection, entries: pl.DataFrame, entity: str, limits: parsers.Limits) -> list[Plan]:
    """Return what each withdrawal does to the entries, in the order in which the bank wrote them."""
    found = list(_told(connection, limits))
    if not found:
        return []
    said = ledger.reads.pins(connection, entity).filter(kind=PIN).select("key", "body")
    answers: dict[str, str] = dict(said.iter_rows())
    told = entries.filter(pl.col("format").is_in(FORMATS), pl.col("kind") != "notice", pl.col("minor") > 0)
    meant = {(one.account, one.day) for one in found}
    rows = [row for row in told.sort("line").iter_rows(named=True) if (row["account"], row["booked_on"]) in meant]
    again = set(telling.ties(connection, ANEW))
    heads = {file_id: _head(connection, file_id, limits) for file_id in sorted({row["sha256"] for row in rows})}
    ties = [pair for pair in telling.ties(connection, "") if pair not in again]
    course = _Course(rows, heads, ties, telling.ties(connection, returns.RULE))
    ordered = sorted(found, key=lambda each: (each.order, each.line))
    made = [course.planned(one, answers.get(one.file_id, "")) for one in ordered]
    return [
        replace(plan, why=STUCK, answer=answers.get(plan.withdrawal.file_id, "")) if stuck else plan
        for plan, stuck in zip(made, _stuck(connection, made), strict=True)
    ]


class _Course:
    """The entries on their way through the withdrawals, in the order in which the bank wrote these."""

    def __init__(
        self,
        rows: Sequence[Row],
        heads: Mapping[str, _Head],
        ties: Sequence[tuple[str, str]],
        reversals: Sequence[tuple[str, str]],
    ) -> None:
        self.rows = rows
        self.heads = heads
        self.ties = ties
        self.reversals = set(reversals)
        self.gone: set[str] = set()
        self.repeats: defaultdict[str, list[str]] = defaultdict(list)  # entry -> those that told it again
        self.repeating: set[str] = set()

    def planned(self, one: Withdrawal, answer: str) -> Plan:
        """Return what a withdrawal does; one that a person said no to does nothing, and what it tells holds nothing."""
        aside = self.gone | self.repeating
        held = [row for row in self.rows if row["entry_id"] not in aside and _is_before(row, one, self.heads)]
        own = [row for row in self.rows if row["sha256"] == one.file_id and one.line <= row["line"] < one.until]
        again, dropped, fresh = _parted(held, own)
        for new, old in again:
            self.repeats[old].append(new)
            self.repeating.add(new)
        gone = [name for row in dropped for name in (row["entry_id"], *self.repeats[row["entry_id"]])]
        why = self._why(one, held, set(gone)) if gone else ""
        plan = Plan(one, tuple(gone), again, tuple(row["entry_id"] for row in fresh), why, answer if why else "")
        if plan.rejected:
            self.repeating.update(plan.fresh)  # nobody holds what it tells
        else:
            self.gone.update(gone)
        return plan

    def _why(self, one: Withdrawal, held: Sequence[Row], gone: set[str]) -> str:
        """Return why a withdrawal waits for a person, empty where the file proves itself."""
        if not one.proven:
            return "controls_failed"
        if any(self.heads[row["sha256"]].sender != one.sender for row in held):
            return "other_sender"
        parted = {(entry, by) for entry, by in self.ties if (entry in gone) != (by in gone)}
        if not parted:
            return ""
        payments = {by for entry, by in parted & self.reversals if entry in gone}
        backs = {(entry, by) for entry, by in self.reversals if by in payments and entry not in self.gone}
        return "returned" if parted == backs and all(entry in gone for entry, _ in backs) else "told_elsewhere"


def _stuck(connection: Connection, made: Sequence[Plan]) -> list[bool]:
    """Return for each plan whether a receipt that it would take back cannot be reversed as it stands."""
    standing = telling.standing(connection)
    receipts = [[ledger.receipt_id(one) for one in plan.gone if plan.carried and one in standing] for plan in made]
    stuck = ledger.receipts.stuck(connection, [one for mine in receipts for one in mine])
    return [any(one in stuck for one in mine) for mine in receipts]


def gone(made: Iterable[Plan]) -> set[str]:
    """Return the entries that banks took back."""
    return {entry_id for plan in made if plan.carried for entry_id in plan.gone}


def left(entries: pl.DataFrame, made: Sequence[Plan]) -> pl.DataFrame:
    """Return the entries that may be booked: none that was taken back, none of a withdrawal that waits."""
    aside = gone(made)
    for plan in made:
        if not plan.carried:
            aside |= {new for new, _ in plan.again} | set(plan.fresh)
    return entries.filter(~pl.col("entry_id").is_in(sorted(aside)))


def is_waiting(made: Iterable[Plan], file_id: str, *, but_rejected: bool = False) -> None:
    """Refused: NotFound where no withdrawal of a file waits for a person; with `but_rejected` a no ends the waiting."""
    waiting = (plan for plan in made if not plan.carried and not (but_rejected and plan.rejected))
    if not any(plan.withdrawal.file_id == file_id for plan in waiting):
        raise NotFound(f"no withdrawal of file {file_id} waits: `tieout report withdrawals` lists them")


def _told(connection: Connection, limits: parsers.Limits) -> Iterator[Withdrawal]:
    """Yield the withdrawals of all files taken; their bytes are read again, for the books keep entries alone."""
    finding = tables.bank_finding
    chosen = select(finding.c.sha256).where(finding.c.code.in_(CODES)).distinct()
    for file_id in sorted(connection.execute(chosen).scalars()):
        content, number = _content(connection, file_id)
        statements: list[Statement] = []
        proven = True
        for record in _records(content, limits):
            match record:
                case Statement():
                    statements.append(record)
                case Control():
                    proven = proven and record.proof is not Proof.MISMATCHED
                case _:
                    pass
        lines = [*(one.line for one in statements[1:]), 1 << 40]
        for one, until in zip(statements, lines, strict=False):
            status, labels = one.labels.get("status", ""), one.labels
            if status in STATUSES and one.account and one.on is not None:
                order = (labels.get("created", ""), labels.get("file_id", ""), number)
                sender = labels.get("sender", "")
                yield Withdrawal(file_id, one.line, until, status, one.account, one.on, sender, order, proven)


def _head(connection: Connection, file_id: str, limits: parsers.Limits) -> _Head:
    """Return the head of a file, by its first account."""
    content, number = _content(connection, file_id)
    first = next((one for one in _records(content, limits) if isinstance(one, Statement)), None)
    labels = first.labels if first else {}
    return _Head(labels.get("sender", ""), (labels.get("created", ""), labels.get("file_id", ""), number))


def _records(content: bytes, limits: parsers.Limits) -> Iterator[Record]:
    """Yield what a file says; it was read before, within the limits of reading, and is read again here."""
    try:
        yield from parsers.read(content, parsers.Reading(limits))
    except Refused as refused:
        yield Finding(0, "unreadable", refused.detail)


def _content(connection: Connection, file_id: str) -> tuple[bytes, int]:
    """Return the bytes of a file, and its number in the order of taking."""
    file = tables.bank_file
    row = connection.execute(select(file.c.content, file.c.no).where(file.c.sha256 == file_id)).one()
    return sealed.row(connection, "bank_file", {"sha256": file_id, "content": row[0]})["content"], row[1]


def _is_before(row: Row, one: Withdrawal, heads: Mapping[str, _Head]) -> bool:
    """Whether an entry was told of the same account and day before the withdrawal."""
    if (row["account"], row["booked_on"]) != (one.account, one.day):
        return False
    if row["sha256"] == one.file_id:
        return bool(row["line"] < one.line)
    return heads[row["sha256"]].order < one.order


def _parted(held: Sequence[Row], own: Sequence[Row]) -> tuple[tuple[tuple[str, str], ...], list[Row], list[Row]]:
    """Return what is told again (new, old), what was held and is told no longer, and what is new."""
    waiting: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in held:
        waiting[_alike(row)].append(row)
    again, fresh = [], []
    for row in own:
        if old := waiting[_alike(row)]:
            again.append((row["entry_id"], old.pop(0)["entry_id"]))
        else:
            fresh.append(row)
    standing = {old for _, old in again}
    return tuple(again), [row for row in held if row["entry_id"] not in standing], fresh


def _alike(row: Row) -> tuple[object, ...]:
    """Return what makes two lines of one account and day the same."""
    names = ("kind", "credit", "minor", "currency", "code", "bank_reference")
    return *(row[name] for name in names), " ".join(row["raw"].split())
