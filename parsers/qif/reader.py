"""Read QIF, the register file of Quicken: bank, cash and card accounts.

The format has no currency, no reference, no count and no sum: nothing read from it is posted without a person.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from kit.findings import Finding, Severity
from parsers.lines import lines
from parsers.ofx.values import amount, proven_mark
from parsers.qif.dates import Reader, reader
from parsers.records import Control, Entry, Kind, Method, Party, Proof, Record, Ref, Reference, Statement

_HEAD = re.compile(
    rb"!(?:Type:\s*(?:Bank|Cash|CCard|Oth [AL]|Invst|Cat|Class|Memorized)|Account|Option:)", re.IGNORECASE
)
#: Kind of list -> whether it is a bank account of ours, where a credit may be a customer's payment.
_LISTS = {"BANK": True, "CASH": True, "OTH A": True, "CCARD": False, "OTH L": False}
_CURRENCY = "USD"  # none is said; a person sees every entry
_SERIAL = re.compile(r"0*[1-9][0-9]{0,9}", re.ASCII)
_OPENING = "opening balance"
_AMOUNTS = frozenset("TU$")
_END = "^"


class Line(NamedTuple):
    """One line: its number, the letter that says what it is, and its value."""

    number: int
    letter: str
    value: str


def knows(head: bytes) -> bool:
    """Tell whether the first bytes open a QIF file."""
    return _HEAD.match(head) is not None


def parse(data: bytes) -> Iterator[Record]:
    """Yield each account as a statement, and its entries, none of them trusted."""
    yield from _Course(data).records()


def _lines(data: bytes) -> Iterator[Line]:
    """Yield the lines of a file."""
    for number, text in lines(data):
        plain = text.strip()
        yield Line(number, plain[:1].upper(), plain[1:].strip())


class _Course:
    """One file on its way through."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.read: Reader | None = reader(line.value for line in _lines(data) if line.letter == "D")
        marks = {proven_mark(line.value) for line in _lines(data) if line.letter in _AMOUNTS} - {""}
        self.mark = marks.pop() if len(marks) == 1 else ""
        self.list = ""
        self.account = ""
        self.made: Counter[str] = Counter()
        self.left_out = 0

    def records(self) -> Iterator[Record]:
        """Yield everything in the order of the file."""
        yield Finding(0, "currency_not_said", "QIF names no currency: read as USD, nothing posted.", Severity.WARNING)
        if self.read is None:
            yield Finding(0, "date_order_undecided", "The days can be read in several ways, or in none: left out.")
        held: list[Line] = []
        for line in _lines(self.data):
            if line.letter == "!":
                yield from self._headed(line)
            elif line.letter == _END:
                yield from self._record(held)
                held = []
            else:
                held.append(line)
        if held:
            message = "The last record has no end: it is kept aside."
            yield Finding(held[0].number, "file_truncated", message, raw=_raw(held))
        if self.left_out:
            message = f"{self.left_out} records of lists that are no bank account: they are not read."
            yield Finding(0, "lists_left_out", message, Severity.NOTE)

    def _headed(self, line: Line) -> Iterator[Statement]:
        """Begin a list."""
        word, _, kind = line.value.partition(":")
        self.list = kind.strip().upper() if word.strip().upper() == "TYPE" else word.strip().upper()
        if self.list in _LISTS:
            labels = {"kind": "bank" if _LISTS[self.list] else "card"}
            yield Statement(line.number, self.account, _CURRENCY, None, labels=labels)

    def _record(self, held: Sequence[Line]) -> Iterator[Record]:
        """Take one record: of an account its name, of a register an entry."""
        if not held:
            return
        if self.list == "ACCOUNT":
            self.account = next((line.value for line in held if line.letter == "N"), "")
        elif self.list in _LISTS:
            yield from self._entry(held)
        else:
            self.left_out += 1

    def _entry(self, held: Sequence[Line]) -> Iterator[Record]:
        """Yield the entry of one record; its splits must add up to it."""
        raw, first = _raw(held), held[0].number
        said = {line.letter: line.value for line in reversed(held)}
        size = amount(said.get("T", said.get("U", "")), _CURRENCY, self.mark)
        if size is None or size.odd == "amount_not_whole":
            yield Finding(first, "amount_not_numeric", "No amount, or one that could be two: kept aside.", raw=raw)
            return
        on = self.read(said.get("D", "")) if self.read else None
        if on is None and self.read:
            yield Finding(first, "date_missing", f"{said.get('D', '')!r} is no day.", raw="")
        payee, number = said.get("P", ""), said.get("N", "")
        text = tuple(line.value for line in held if line.letter in {"P", "M"} and line.value)
        made = f"{on or ''}:{size.minor}:{sha256('|'.join((self.account, number, *text)).encode()).hexdigest()[:12]}"
        self.made[made] += 1
        yield Entry(
            line=first,
            kind=self._kind(size.minor, payee),
            method=Method.CHECK if _SERIAL.fullmatch(number) else Method.OTHER,
            credit=size.minor > 0,
            minor=abs(size.minor),
            currency=_CURRENCY,
            bank_reference=f"{made}:{self.made[made]}",
            booked_on=on,
            payer=Party(payee),
            account=self.account,
            references=(Reference(Ref.CHECK, number.lstrip("0")),) if _SERIAL.fullmatch(number) else (),
            text=text,
            code=self.list,
            trusted=False,
            raw=raw,
        )
        splits = [amount(line.value, _CURRENCY, self.mark) for line in held if line.letter == "$"]
        if splits:
            total = sum(one.minor for one in splits if one is not None)
            proof = Proof.MATCHED if total == size.minor else Proof.MISMATCHED
            yield Control(first, "splits_total", self.account, size.minor, total, proof)

    def _kind(self, minor: int, payee: str) -> Kind:
        """Return what an entry is; an opening balance moves nothing."""
        if payee.lower() == _OPENING:
            return Kind.NOTICE
        return Kind.RECEIPT if minor > 0 and _LISTS[self.list] else Kind.OTHER


def _raw(held: Sequence[Line]) -> str:
    """Return the lines of a record."""
    return "\n".join(f"{line.letter}{line.value}" for line in held)
