"""A file that comes again, by its sender's number or of an account's day, with other contents: what contradicts waits.

Which number that is the formats say: sender, day and file id of BAI2 (US notes, 1.9), origin, time, modifier and class
of NACHA (8.10), origin and time of a lockbox file (4.7), the control number of an interchange (6), the message of camt,
number and opening balance of an MT940. What tells payments one by one under numbers of their own (wires, OFX,
processors) has none. Beside it stand the end of the account and the day, for a sender that gives each file the same
number tells nothing new by it. Files of WHOLE_DAYS are compared by account and day alone as well: banks send a day
again under a new number.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Connection, select

from kit import db
from kit.findings import Finding, Severity
from kit.ids import content_id
from ledger import sealed, tables
from ledger.evidence import BankFileKey
from ledger.journal import day
from parsers.records import Entry, Kind, Statement
from services.banking.told import WHOLE_DAYS, Told, same_line, same_number, same_payer

CODE = "file_reissued"
_SHOWN_OF_ACCOUNT = 4
#: Kinds of entries that are money.
MONEY = (Kind.RECEIPT, Kind.TOTAL, Kind.RETURN, Kind.OTHER)
#: What an entry and its row call alike and say alike.
_ALIKE = ("kind", "method", "currency", "account", "code", "bank_reference")
_CHANGES = frozenset({"correction", "deletion"})  # such a group says itself what it changes


@dataclass(slots=True)
class Part:
    """What a file tells under one number or of one day: from which line on, which entries, and a hash of them."""

    line: int
    positions: list[int] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    day: bool = False  # what it tells of an account and a day, under whatever number

    @property
    def content(self) -> str:
        """Return a short hash of what was told."""
        return content_id("fct", *self.said)


def _named(*names: str) -> Callable[[Statement], tuple[str, ...]]:
    """Return the reader of a number that stands in these labels; without the last of them there is none."""

    def read(head: Statement) -> tuple[str, ...]:
        told = tuple(head.labels.get(name, "") for name in names)
        return told if told[-1] else ()

    return read


def _bai(head: Statement) -> tuple[str, ...]:
    """Return sender, receiver, day and id of a file of BAI2; a group that corrects another is none that repeats it."""
    file_id = head.labels.get("file_id", "")
    if not file_id or head.labels.get("status") in _CHANGES:
        return ()
    return (head.labels.get("file_key", ""), head.labels.get("modifier", ""))


def _interchange(head: Statement) -> tuple[str, ...]:
    """Return sender, receiver and control number."""
    told = (head.labels.get("sender", ""), head.labels.get("receiver", ""), head.number)
    return told if told[0] and _numbered(head) else ()


def _numbered(head: Statement) -> bool:
    """Tell whether a statement has a number that says something: `00000/00` does not."""
    return any("1" <= mark <= "9" for mark in head.number)


def _sheet(head: Statement) -> tuple[str, ...]:
    """Return the number of a statement with its opening balance: banks that number badly still go on from it."""
    opening = next((f"{one.minor} {one.on}" for one in head.balances), "")
    return (head.number, opening) if _numbered(head) and opening else ()


def _deposit(head: Statement) -> tuple[str, ...]:
    """Return the number of a deposit."""
    return (head.number,) if _numbered(head) else ()


def _interim(head: Statement) -> tuple[str, ...]:
    """Return the number of an interim report and when it was made."""
    return (head.number, head.labels["created"]) if head.labels.get("created") else ()


_MESSAGE = _named("page", "message")
#: Format -> the number under which its sender gave what a statement heads; empty where it has none.
NUMBERS: dict[str, Callable[[Statement], tuple[str, ...]]] = {
    **dict.fromkeys(("bai2", "nai"), _bai),
    "lockbox": _named("origin", "destination", "created"),
    "nacha": _named("origin", "destination", "company_id", "class", "file"),
    **dict.fromkeys(("edi820", "edi823", "remadv", "cremul"), _interchange),
    **dict.fromkeys(("camt052", "camt053", "camt054"), _MESSAGE),
    **dict.fromkeys(("mt940", "mt950", "coda"), _sheet),
    "bgmax": _deposit,
    "mt942": _interim,
}


def parts(source: str, heads: Sequence[tuple[int, Statement]], entries: Sequence[Entry]) -> dict[str, Part]:
    """Return what a file tells by its number; `heads` are its statements, each with how many entries stand before."""
    number = NUMBERS.get(source)
    found: dict[str, Part] = {}
    if number is None or not heads:
        return found
    ends = [before for before, _ in heads[1:]] + [len(entries)]
    for (start, head), end in zip(heads, ends, strict=True):
        account = (head.account[-_SHOWN_OF_ACCOUNT:], head.on)
        told = number(head)
        keys = {content_id("fky", source, *told, *account): False} if told else {}
        if source in WHOLE_DAYS and head.on and head.labels.get("status") not in _CHANGES:
            keys[content_id("fky", source, *account)] = True
        for key, of_day in keys.items():
            part = found.setdefault(key, Part(head.line, day=of_day))
            part.positions += range(start, end)
            part.said += [said(entry) for entry in entries[start:end]]
    return found


def said(entry: Entry) -> str:
    """Return what an entry says, however its line was written."""
    facts = (
        entry.kind.value,
        entry.credit,
        entry.minor,
        entry.currency,
        entry.booked_on,
        entry.bank_reference,
        entry.payer.name,
        entry.payer.account,
        [(one.kind.value, one.value) for one in entry.references],
        [(one.qualifier, one.reference, one.paid, one.gross) for one in entry.remittance],
        entry.text,
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def judged(
    connection: Connection, sha256: str, source: str, told: Mapping[str, Part], entries: list[Entry]
) -> tuple[list[Entry], list[Finding]]:
    """Return the entries and a finding for each file that told a part of them otherwise before.

    An entry is no longer trusted where the file before told its payment otherwise (`_otherwise`).
    """
    found: list[Finding] = []
    judged = list(entries)
    compared: set[str] = set()
    for key, before, name in _before(connection, sha256, told):
        if before in compared:
            continue
        compared.add(before)
        part = told[key]
        own = {at: _told(source, entries[at]) for at in part.positions if entries[at].kind in MONEY}
        waits, again = _otherwise(own, _paid(connection, source, before), same_day=part.day)
        for position in waits:
            judged[position] = replace(judged[position], trusted=False)
        if waits or again or not part.day:
            under = "of the account and day" if part.day else "under the number"
            message = f"{name} told otherwise {under} of this file: {_waits(len(waits), again)}"
            found.append(Finding(part.line, CODE, message, Severity.WARNING))
    return judged, found


def _otherwise(own: Mapping[int, Told], paid: Sequence[Told], *, same_day: bool) -> tuple[list[int], int]:
    """Return the positions of what a file before told otherwise, and how many payments it told in other words.

    It told a payment otherwise under the bank's reference, which stands there once, with another amount or the other
    way, or in words by which tie-out does not know it again. Where it told the same account's day and some of it is
    missing now, what is new may be that.
    """
    places = {(one.account, one.day) for one in own.values()}
    before = [one for one in paid if not same_day or (one.account, one.day) in places]
    lines = Counter(line for one in before for line in same_line(one))
    numbered, once = _once(before), _once(own.values())
    waits: list[int] = []
    fresh: list[int] = []
    same = again = 0
    for position, one in own.items():
        (line,) = same_line(one)
        other = numbered.get(one.bank_reference)
        if lines[line]:
            lines[line] -= 1
            same += 1
        elif other is None:
            fresh.append(position)
        elif one.minor != other.minor or one.currency != other.currency:
            waits.append(position)
        elif one.source in WHOLE_DAYS:
            known = one.bank_reference in once and _known_again(one, other)
            again += known
            waits += [] if known else [position]
            lines.subtract(same_line(other))
    missing = any(count > 0 for count in lines.values())
    return waits + (fresh if same_day and missing and (same or again) else []), again


def _known_again(one: Told, other: Told) -> bool:
    """Tell whether tie-out knows two lines of one amount as one payment though their words differ."""
    return any(set(same_number(one)) & set(same_number(other))) and same_payer(one, other)


def _once(told: Iterable[Told]) -> dict[str, Told]:
    """Return by the bank's reference what stands alone under it."""
    every = [one for one in told if one.bank_reference]
    count = Counter(one.bank_reference for one in every)
    return {one.bank_reference: one for one in every if count[one.bank_reference] == 1}


def _waits(count: int, again: int) -> str:
    """Say what waits, and what does not."""
    waits = f"a person decides which is right of {count} payments told twice." if count else "no payment is told twice."
    return f"{waits} {again} told in other words are booked once." if again else waits


def _told(source: str, entry: Entry) -> Told:
    """Return a payment of a file as it is compared."""
    payer, on = entry.payer, entry.booked_on or entry.value_on
    return _compared(source, partial(getattr, entry), (payer.name, payer.company_id), on)


def _paid(connection: Connection, source: str, sha256: str) -> list[Told]:
    """Return the payments of a file before as they are compared."""
    entry = tables.bank_entry
    chosen = select(entry).where(entry.c.sha256 == sha256, entry.c.kind.in_(MONEY)).order_by(entry.c.position)
    kept = (sealed.row(connection, "bank_entry", row) for row in connection.execute(chosen).mappings())
    days = ((row, row["booked_on"] or row["value_on"]) for row in kept)
    return [
        _compared(source, row.__getitem__, (row["payer_name"], row["company_id"]), None if on is None else day(on))
        for row, on in days
    ]


def _compared(source: str, said: Callable[[str], Any], payer: tuple[str, str], on: date | None) -> Told:
    """Return a payment as it is compared: what is taken back is negative, words by single blanks.

    `said` gives what it and its row call alike, `payer` is his name and company id.
    """
    return Told(
        entry_id="",
        file_id="",
        position=0,
        source=source,
        minor=said("minor") if said("credit") else -said("minor"),
        day=on or date.min,
        raw=" ".join(said("raw").split()),
        payer=payer[0],
        company_id=payer[1],
        **{name: said(name) for name in _ALIKE},
    )


def _before(connection: Connection, sha256: str, told: Mapping[str, Part]) -> Iterator[tuple[str, str, str]]:
    """Yield (key, file, name) of what told something else before: by number the newest, then by day every one."""
    key, file = tables.bank_file_key, tables.bank_file
    chosen = select(key.c.key, key.c.content, file.c.sha256, file.c.name).join(file, file.c.sha256 == key.c.sha256)
    chosen = chosen.where(key.c.sha256 != sha256, db.among(connection, key.c.key, list(told))).order_by(key.c.no)
    seen: dict[str, dict[str, tuple[str, str]]] = {}
    for number, content, before, name in connection.execute(chosen):
        seen.setdefault(number, {})[content] = (before, name)
    for number, files in sorted(seen.items(), key=lambda each: told[each[0]].day):
        if told[number].content not in files:
            every = list(files.values())
            yield from ((number, *one) for one in (every if told[number].day else every[-1:]))


def kept(sha256: str, told: Mapping[str, Part]) -> Iterable[BankFileKey]:
    """Yield the rows that let a later file be compared."""
    return (BankFileKey(sha256, key, part.content, part.line) for key, part in told.items())
