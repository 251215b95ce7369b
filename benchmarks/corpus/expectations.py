"""Whether what a manifest expects of a file came true: each sentence is a row of patterns and questions."""

import re
from collections.abc import Callable, Iterator

from benchmarks.corpus.outcome import Outcome
from kit.findings import Severity
from kit.money import decimal, exponent
from parsers.records import Entry, Kind, Method, Proof, Ref

Question = Callable[[Outcome, re.Match[str]], bool]
_MONEY = {Kind.RECEIPT, Kind.TOTAL, Kind.OTHER, Kind.RETURN, Kind.NOTICE}


def _moved(read: Outcome) -> list[Entry]:
    """Return the entries that are movements, not advices."""
    return [entry for entry in read.entries if entry.kind in _MONEY]


def _sum(read: Outcome, match: re.Match[str], *, credit: bool) -> bool:
    """Whether the movements of one direction sum to the amount."""
    rows = [entry for entry in _moved(read) if entry.credit is credit]
    currency = rows[0].currency if rows else "USD"
    return sum(entry.minor for entry in rows) == _minor(match[1], currency)


def _minor(text: str, currency: str = "USD") -> int:
    """Return the minor units of an amount as the manifests write it."""
    whole, _, part = text.partition(".")
    digits = exponent(currency)
    return int(whole + part.ljust(digits, "0")[:digits])


def _checks(read: Outcome) -> list[Entry]:
    """Return the checks of a lockbox file, those without money too."""
    return [entry for entry in read.entries if entry.method is Method.CHECK]


def _invoices(read: Outcome) -> int:
    """Return how many documents the remittance lines name."""
    return sum(bool(line.reference) for entry in read.entries for line in entry.remittance)


def _boxes(read: Outcome) -> set[str]:
    """Return the lockboxes named."""
    return {one.value for entry in read.entries for one in entry.references if one.kind is Ref.LOCKBOX}


def _said(read: Outcome) -> str:
    """Return all text of all entries, its lines unjoined."""
    return "\n".join("\n".join(entry.text) for entry in read.entries)


def _names(read: Outcome, reference: str) -> bool:
    """Whether a document is named in any remittance line, by its number or one beside it."""
    lines = [line for entry in read.entries for line in entry.remittance]
    beside = {str(one[1] if isinstance(one, tuple) else one.value) for line in lines for one in line.also}
    return reference in {line.reference for line in lines} | beside


def _line(read: Outcome, match: re.Match[str]) -> bool:
    """Whether a remittance line names the document and its amount paid, negative as for a credit memo."""
    wanted = match["ref"], _minor(match["paid"])
    less = _minor(match["less"]) if match["less"] else 0
    lines = [line for entry in read.entries for line in entry.remittance]
    paid = [(line.reference, line.paid) for line in lines]
    return wanted in paid or (bool(less) and (wanted[0], wanted[1] - less) in paid)


def _detail(read: Outcome, match: re.Match[str]) -> bool:
    """Whether some line has the gross, the discount and the sum of adjustments."""
    wanted = tuple(_minor(match[index]) for index in (1, 2, 3))
    lines = (line for entry in read.entries for line in entry.remittance)
    return any(wanted == (line.gross, line.discount, sum(each.minor for each in line.adjustments)) for line in lines)


def _balanced(read: Outcome, _match: re.Match[str]) -> bool:
    """Whether the remittance lines and what was adjusted beside them sum to the payment."""
    entry = read.entries[0]
    return sum(line.paid or 0 for line in entry.remittance) == entry.minor


def _wrong(read: Outcome, _match: re.Match[str]) -> bool:
    """Whether the reader says that the file is wrong."""
    failed = any(control.proof is Proof.MISMATCHED for control in read.controls)
    return failed or any(found.severity is Severity.ERROR for found in read.findings)


#: A part of a sentence -> what must be so. Tried in order; each takes its words out of the sentence.
QUESTIONS: tuple[tuple[str, Question], ...] = (
    (r"error: [\w /]+", _wrong),
    (r"details=(\d+), one economic payment", lambda r, m: len(_moved(r)) == int(m[1]) and _receipts(r) == 1),
    (r"details=(\d+)", lambda r, m: len(_moved(r)) == int(m[1])),
    (r"entries=(\d+)", lambda r, m: len(r.entries) == int(m[1])),
    (r"credit=(\d+\.?\d*) ?(?:JPY)?", lambda r, m: _sum(r, m, credit=True)),
    (r"debit=(\d+\.\d\d) \(reverses .*?\)", lambda r, m: _sum(r, m, credit=False) and _kinds(r) == {Kind.RETURN}),
    (r"count100=(\d+)", lambda r, m: any(one.labels.get("100", "").endswith(f" x{m[1]}") for one in r.statements)),
    (r"funds100=(\w+)", lambda r, _: any("100" in one.labels for one in r.statements)),
    (r'text="([^"]*)"', lambda r, m: m[1].replace("\\n", "\n") in _said(r)),
    (r"text has (\d+) lines", lambda r, m: any(len(entry.text) == int(m[1]) for entry in r.entries)),
    (r"funds=D\[.*\]", lambda r, _: not r.set_aside),
    (r"bankref=(\w+)", lambda r, m: r.entries[0].bank_reference == m[1]),
    (r"group_status=2", lambda r, _: any(one.labels.get("status") == "deletion" for one in r.statements)),
    (r"payments=0", lambda r, _: not _receipts(r)),
    (r"same sender, date and file id.*", lambda r, _: any("file_id" in one.labels for one in r.statements)),
    (r"checks=(\d+)", lambda r, m: len(_checks(r)) == int(m[1])),
    (r"total=(\d+\.\d\d)", lambda r, m: sum(entry.minor for entry in _checks(r)) == _minor(m[1])),
    (r"lockboxes=(\d+)", lambda r, m: len(_boxes(r)) == int(m[1])),
    (r"invoices=(\d+)", lambda r, m: _invoices(r) == int(m[1])),
    (r'payer="([^"]+)"', lambda r, m: r.entries[0].payer.name == m[1]),
    (r"co_id=(\w+)", lambda r, m: r.entries[0].payer.company_id == m[1]),
    (r"sec=(\w+)", lambda r, m: m[1] in r.entries[0].raw),
    (r"\(gross (\d+), disc (\d+), adj (-?\d+)\)", _detail),
    (r"(\d+)\.00 - (\d+)\.00", lambda r, m: _less(r, int(m[1]), int(m[2]))),
    (r"BPR = sum RMR04 \+ sum ADX01.*", _balanced),
    (r"zero payment, net of two items", lambda r, _: r.entries[0].minor == 0 and len(r.entries[0].remittance) == 2),
    (r"invoice (\S+) from REF\*IV", lambda r, m: _names(r, m[1])),
    (r"(\d+) payments", lambda r, m: len(r.entries) == int(m[1])),
    (r"(\d+\.\d\d) \(R type.*\)", lambda r, m: decimal(r.entries[0].minor, "USD") == m[1]),
    (r'(?:INV )?"?(?P<ref>\w+[-~]\w+)"? (?P<paid>-?\d+(?:\.\d\d)?)(?:-(?P<less>\d+))?', _line),
)
_GLUE = re.compile(r"^(?:[\s,;]|820:|invoices\b|INV\b)*$")


def _receipts(read: Outcome) -> int:
    """Return how many entries would be booked as receipts."""
    return sum(entry.kind is Kind.RECEIPT for entry in read.entries)


def _kinds(read: Outcome) -> set[Kind]:
    """Return the kinds of the entries."""
    return {entry.kind for entry in read.entries}


def _less(read: Outcome, whole: int, less: int) -> bool:
    """Whether the documents sum to the whole and the credit memos to what is taken off, in whole units."""
    paid = [line.paid or 0 for entry in read.entries for line in entry.remittance]
    return (
        sum(each for each in paid if each > 0) == whole * 100 and sum(each for each in paid if each < 0) == -less * 100
    )


def untrue(read: Outcome, sentence: str) -> Iterator[str]:
    """Yield each part of an expected sentence that did not come true, and what of it cannot be asked."""
    rest = sentence
    for pattern, question in QUESTIONS:
        while match := re.search(pattern, rest):
            if not (read.entries or pattern.startswith(("error", "payments", "group"))) or not question(read, match):
                yield match[0]
            rest = rest[: match.start()] + " " + rest[match.end() :]
    if not _GLUE.match(rest):
        yield f"not understood: {rest.strip()}"
