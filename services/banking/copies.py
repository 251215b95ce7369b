"""A statement that stands twice in one file is booked once: banks and transfer programs put files one behind the other.

True twins inside one file stay two (`tieout`). A copy is no twin: the whole of what its sender gave of an account and
day stands there again, word for word. Where every payment in it has a reference, nothing else can be meant; where one
has none, a person looks before anything is applied. A wire is known again by its UETR or its sender's reference.
"""

from collections.abc import Sequence
from dataclasses import replace

from kit.findings import Finding, Severity
from parsers.records import Entry, Kind, Ref, Statement
from services.banking.reissued import MONEY, NUMBERS, said

CODE = "statement_repeated"
#: Formats of single payments, which no statement heads.
WIRES = frozenset({"pacs008", "pacs009", "pacs004", "mt103", "mt202"})
_KNOWN_AGAIN = frozenset({Ref.UETR, Ref.CUSTOMER})
#: Each transaction has a number of its own, and its reader knows one that is told again.
_READ_SO = frozenset({"ofx"})

Heads = list[tuple[int, Statement]]


def once(source: str, heads: Heads, entries: list[Entry]) -> tuple[Heads, list[Entry], list[Finding]]:
    """Return heads and entries of a file with its copies told as notices, and a finding for each of them.

    `heads` are its statements, each with how many entries stand before it; that of a copy loses its number, so that
    what the file tells under it is what the first one told.
    """
    if source in WIRES:
        return heads, *_wires(entries)
    if source in _READ_SO or len(heads) < 2:
        return heads, entries, []
    number = NUMBERS.get(source, _no_number)
    seen: set[tuple[object, ...]] = set()
    found: list[Finding] = []
    told, judged = list(heads), list(entries)
    ends = [before for before, _ in heads[1:]] + [len(entries)]
    for place, ((start, head), end) in enumerate(zip(heads, ends, strict=True)):
        if start == end:
            continue
        key = (number(head), head.number, head.account, head.on, *(said(entry) for entry in entries[start:end]))
        if key in seen:
            told[place] = (start, replace(head, number="", labels={}))
            judged[start:end], finding = _copied(head.line, entries[start:end])
            found.append(finding)
        seen.add(key)
    return told, judged, found


def _no_number(_head: Statement) -> tuple[str, ...]:
    """Return nothing: files of the format have no number of their sender's."""
    return ()


def _wires(entries: Sequence[Entry]) -> tuple[list[Entry], list[Finding]]:
    """Return the entries with each wire that stood before told as a notice, and a finding for each."""
    seen: set[str] = set()
    judged: list[Entry] = []
    found: list[Finding] = []
    for entry in entries:
        content = said(entry) if any(one.kind in _KNOWN_AGAIN for one in entry.references) else ""
        if content and content in seen and entry.kind in MONEY:
            copies, finding = _copied(entry.line, [entry])
            judged += copies
            found.append(finding)
        else:
            judged.append(entry)
        seen.add(content)
    return judged, found


def _copied(line: int, entries: Sequence[Entry]) -> tuple[list[Entry], Finding]:
    """Return what becomes of the entries of a copy, and what is said of it."""
    sure = all(entry.bank_reference or entry.references for entry in entries if entry.kind in MONEY)
    what = "told again, not booked again" if sure else "not all of it has a reference, so a person decides"
    message = f"What stands here stood in the file before, word for word: {what}"
    if not sure:
        return [replace(one, trusted=False) for one in entries], Finding(line, CODE, message, Severity.WARNING)
    notices = [replace(one, kind=Kind.NOTICE) if one.kind in MONEY else one for one in entries]
    return notices, Finding(line, CODE, message, Severity.WARNING)
