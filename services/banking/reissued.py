"""A file that comes again under its sender's number with other contents: both are named, what contradicts waits.

Which number that is the formats say: sender, day and file id of BAI2 (US notes, 1.9), origin, time, modifier and class
of NACHA (8.10), origin and time of a lockbox file (4.7), the control number of an interchange (6), the message of camt,
number and opening balance of an MT940. What tells payments one by one under numbers of their own (wires, OFX,
processors) has none. Beside it stand the end of the account and the day, for a sender that gives each file the same
number tells nothing new by it.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, select

from kit import db
from kit.findings import Finding, Severity
from kit.ids import content_id
from ledger import tables
from ledger.evidence import BankFileKey
from parsers.records import Entry, Statement

CODE = "file_reissued"
_SHOWN_OF_ACCOUNT = 4
_CHANGES = frozenset({"correction", "deletion"})  # such a group says itself what it changes


@dataclass(slots=True)
class Part:
    """What a file tells under one number: from which line on, which of its entries, and a hash of what they say."""

    line: int
    positions: list[int] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

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
        if told := number(head):
            key = content_id("fky", source, *told, head.account[-_SHOWN_OF_ACCOUNT:], head.on)
            part = found.setdefault(key, Part(head.line))
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
    connection: Connection, sha256: str, told: Mapping[str, Part], entries: list[Entry]
) -> tuple[list[Entry], list[Finding]]:
    """Return the entries and a finding for each part that came before with other contents.

    An entry is no longer trusted where the file before told its payment otherwise: the bank's reference, which stands
    there once, with another amount or the other way.
    """
    found: list[Finding] = []
    judged = list(entries)
    for key, (before, name) in _before(connection, sha256, told).items():
        paid = _paid(connection, before)
        otherwise = [at for at in told[key].positions if _otherwise(entries[at], paid)]
        for position in otherwise:
            judged[position] = replace(judged[position], trusted=False)
        message = f"{name} told otherwise under the number of this file: {_waits(len(otherwise))}"
        found.append(Finding(told[key].line, CODE, message, Severity.WARNING))
    return judged, found


def _otherwise(entry: Entry, paid: Mapping[str, tuple[bool, int, str]]) -> bool:
    """Tell whether the file before told this payment with another amount, or the other way."""
    before = paid.get(entry.bank_reference)
    return before is not None and before != (entry.credit, entry.minor, entry.currency)


def _waits(count: int) -> str:
    """Say what waits."""
    return f"a person decides which is right of {count} payments told twice." if count else "no payment is told twice."


def _paid(connection: Connection, sha256: str) -> dict[str, tuple[bool, int, str]]:
    """Return what a file told by the bank's reference, where that stands in it once."""
    entry = tables.bank_entry.c
    chosen = select(entry.bank_reference, entry.credit, entry.minor, entry.currency)
    rows = connection.execute(chosen.where(entry.sha256 == sha256, entry.bank_reference != "")).all()
    once = Counter(row.bank_reference for row in rows)
    return {
        row.bank_reference: (bool(row.credit), row.minor, row.currency) for row in rows if once[row.bank_reference] == 1
    }


def _before(connection: Connection, sha256: str, told: Mapping[str, Part]) -> dict[str, tuple[str, str]]:
    """Return by number the file that told something else under it and its name, the newest where there are several."""
    key, file = tables.bank_file_key, tables.bank_file
    chosen = select(key.c.key, key.c.content, file.c.sha256, file.c.name).join(file, file.c.sha256 == key.c.sha256)
    chosen = chosen.where(key.c.sha256 != sha256, db.among(connection, key.c.key, list(told))).order_by(key.c.no)
    seen: dict[str, dict[str, tuple[str, str]]] = {}
    for number, content, before, name in connection.execute(chosen):
        seen.setdefault(number, {})[content] = (before, name)
    return {number: list(files.values())[-1] for number, files in seen.items() if told[number].content not in files}


def kept(sha256: str, told: Mapping[str, Part]) -> Iterable[BankFileKey]:
    """Yield the rows that let a later file be compared."""
    return (BankFileKey(sha256, key, part.content, part.line) for key, part in told.items())
