"""Read QIF, the register file of Quicken: bank, cash and card accounts.

The format has no currency, no reference, no count and no sum: nothing read from it is posted without a person.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from kit.findings import Finding, Severity
from parsers.doubles import Doubles
from parsers.lines import lines
from parsers.ofx.values import amount, proven_mark
from parsers.qif.dates import Reader, reader
from parsers.records import Entry, Kind, Method, Party, Record, Ref, Reference, Statement, compared

_HEAD = re.compile(
    rb"!(?:Type:\s*(?:Bank|Cash|CCard|Oth [AL]|Invst|Cat|Class|Memorized)|Account|Option:)", re.IGNORECASE
)
#: Kind of list -> whether it is a bank account of ours, where a credit may be a customer's payment.
_LISTS = {"BANK": True, "CASH": True, "OTH A": True, "CCARD": False, "OTH L": False}
_CURRENCY = "USD"  # none is said; a person sees every entry
_BRACKETED = re.compile(r"^\(([^()]*)\)$")  # a negative amount, as accountants write it
_SERIAL = re.compile(r"0*[1-9][0-9]{0,9}", re.ASCII)
_OPENING = "opening balance"
_AMOUNTS = frozenset("TU$")
_END = "^"
#: Payee and memo name an entry; the memo of a split says what that part of it is for.
_PAYEE, _WORDS = frozenset("PM"), frozenset("PME")
_LEFT_MAX = 1_000  # records told in one finding
_LINES_MAX = 10_000  # of one record; what is longer has lost its end


#: A file whose head was lost: its first record, from a day to the mark that ends it.
_BARE = re.compile(
    rb"D *[0-9][^\r\n]{3,14}[\r\n]+(?:[A-Z$%][^\r\n]*[\r\n]+){0,20}"
    rb"[TU][-+0-9.,$ ]+[\r\n]+(?:[A-Z$%][^\r\n]*[\r\n]+){0,20}\^"
)
_REGISTER = "BANK"
#: Lists behind which a record with an amount belongs to a register all the same.
_UNNAMED = frozenset({"", "ACCOUNT"})


class Line(NamedTuple):
    """One line: its number, the letter that says what it is, and its value."""

    number: int
    letter: str
    value: str


def knows(head: bytes) -> bool:
    """Tell whether the first bytes open a QIF file."""
    return _HEAD.match(head) is not None or _BARE.match(head) is not None


def parse(data: bytes) -> Iterator[Record]:
    """Yield each account as a statement, and its entries, none of them trusted."""
    yield from _Course(data).records()


def _lines(data: bytes) -> Iterator[Line]:
    """Yield the lines of a file."""
    for number, text in lines(data):
        plain = text.strip()
        yield Line(number, plain[:1].upper(), plain[1:].strip())


class _Record(NamedTuple):
    """The lines up to a `^`: the list and the account they stand in; `whole` is false where that mark is missing."""

    list: str
    account: str
    held: tuple[Line, ...]
    whole: bool = True

    @property
    def first(self) -> int:
        """Return the number of its first line."""
        return self.held[0].number

    @property
    def several(self) -> bool:
        """Tell whether it holds the day or the amount of two records, between which the mark is missing."""
        amounts = {line.value for line in self.held if line.letter == "T"}
        return len(amounts) > 1 or sum(line.letter == "D" for line in self.held) > 1

    @property
    def moves(self) -> bool:
        """Tell whether it has an amount: of an account, T is its kind in words and D describes it."""
        said = {line.letter: line.value for line in reversed(self.held)}
        return "D" in said and any(map(str.isdigit, said.get("T", said.get("U", ""))))

    @property
    def raw(self) -> str:
        """Return the lines as they are kept."""
        return "\n".join(f"{line.letter}{line.value}" for line in self.held)


class _Head(NamedTuple):
    """A line that begins a list of entries."""

    line: int
    list: str
    account: str


def _parts(data: bytes) -> Iterator[_Head | _Record]:
    """Yield the heads of lists and the records, each whole and one at a time."""
    name = account = ""
    register = ""  # the list that goes on behind an account that is named inside it
    held: list[Line] = []
    for line in _lines(data):
        if line.letter == "!":
            word, _, kind = line.value.partition(":")
            name = kind.strip().upper() if word.strip().upper() == "TYPE" else word.strip().upper()
            if name in _LISTS:
                register = name
                yield _Head(line.number, name, account)
        elif line.letter == _END:
            whole = _Record(name, account, tuple(held)) if held else None
            if whole and name in _UNNAMED and whole.moves:
                name = register = register or _REGISTER
                yield _Head(whole.first, name, account)
                yield whole._replace(list=name)
            elif whole and name == "ACCOUNT":
                account = next((each.value for each in held if each.letter == "N"), "")
            elif whole:
                yield whole
            held = []
        else:
            held.append(line)
            if len(held) == _LINES_MAX:
                yield _Record(name, account, tuple(held), whole=False)
                held = []
    if held:
        yield _Record(name, account, tuple(held), whole=False)


class _Course:
    """One file on its way through: what all of it decides is looked at first, its records one at a time."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.marks: set[str] = set()
        self.read: Reader | None = reader(self._days())
        self.mark = self.marks.pop() if len(self.marks) == 1 else ""
        self.doubles = Doubles(hash(self._name(each, *found)) for each, found in self._sized() if found)
        self.made: Counter[str] = Counter()
        self.left: list[_Record] = []  # of one list that is no bank account

    def _days(self) -> Iterator[str]:
        """Yield what stands for days; the decimal marks that amounts prove are noted on the way."""
        for line in _lines(self.data):
            if line.letter == "D":
                yield line.value
            elif line.letter in _AMOUNTS and (mark := proven_mark(line.value)):
                self.marks.add(mark)

    def _sized(self) -> Iterator[tuple[_Record, tuple[date | None, int] | None]]:
        """Yield the records of registers with their day and amount, None where the amount cannot be read."""
        for each in _parts(self.data):
            if isinstance(each, _Record) and each.whole and not each.several and each.list in _LISTS:
                yield each, self._day_and_size(each)

    def _day_and_size(self, each: _Record) -> tuple[date | None, int] | None:
        """Return the day of a record and what it moves, money to us positive."""
        said = {line.letter: line.value for line in reversed(each.held)}
        size = amount(_BRACKETED.sub(r"-\1", said.get("T") or said.get("U", "")), _CURRENCY, self.mark)
        if size is None or size.odd == "amount_not_whole":
            return None
        return self.read(said.get("D", "")) if self.read else None, size.minor

    def _name(self, each: _Record, on: date | None, minor: int) -> str:
        """Return the name of an entry: its day, its amount and its words."""
        number = next((line.value for line in each.held if line.letter == "N"), "")
        words = "|".join((each.account, number, *_text(each, _PAYEE)))
        return f"{on or ''}:{minor}:{sha256(words.encode()).hexdigest()[:12]}"

    def records(self) -> Iterator[Record]:
        """Yield everything in the order of the file."""
        yield Finding(0, "currency_not_said", "QIF names no currency: read as USD, nothing posted.", Severity.WARNING)
        if self.read is None:
            yield Finding(0, "date_order_undecided", "The days can be read in several ways, or in none: left out.")
        for each in _parts(self.data):
            if isinstance(each, _Head):
                labels = {"kind": "bank" if _LISTS[each.list] else "card"}
                yield from self._left_out()
                yield Statement(each.line, each.account, _CURRENCY, None, labels=labels)
            elif not each.whole:
                message = "The record has no end: it is kept aside."
                yield Finding(each.first, "file_truncated", message, raw=each.raw)
            elif each.several and each.list in _LISTS:
                message = "Two records without the mark between them (^): kept aside."
                yield Finding(each.first, "records_run_together", message, raw=each.raw)
            elif each.list in _LISTS:
                yield from self._entry(each)
            else:
                if self.left and (self.left[0].list != each.list or len(self.left) == _LEFT_MAX):
                    yield from self._left_out()
                self.left.append(each)
        yield from self._left_out()

    def _left_out(self) -> Iterator[Finding]:
        """Yield one finding for the records of a list that is no bank account, and forget them."""
        left, self.left = self.left, []
        if left:
            message = f"{len(left)} records of {left[0].list.title() or 'a list without a name'}: they are not read."
            raw = "\n".join(f"{each.raw}\n{_END}" for each in left)
            yield Finding(left[0].first, "lists_left_out", message, Severity.NOTE, raw)

    def _entry(self, each: _Record) -> Iterator[Record]:
        """Yield the entry of one record; its splits must add up to it."""
        found = self._day_and_size(each)
        if found is None:
            message = "No amount, or one that could be two: kept aside."
            yield Finding(each.first, "amount_not_numeric", message, raw=each.raw)
            return
        on, minor = found
        said = {line.letter: line.value for line in reversed(each.held)}
        if on is None and self.read:
            yield Finding(each.first, "date_missing", f"{said.get('D', '')!r} is no day.", raw="")
        payee, number = said.get("P", ""), said.get("N", "")
        serial = _SERIAL.fullmatch(number) is not None
        yield Entry(
            line=each.first,
            kind=_kind(each, minor, payee),
            method=Method.CHECK if serial else Method.OTHER,
            credit=minor > 0,
            minor=abs(minor),
            currency=_CURRENCY,
            bank_reference=self._reference(self._name(each, on, minor)),
            booked_on=on,
            payer=Party(payee),
            account=each.account,
            references=(Reference(Ref.CHECK, number.lstrip("0")),) if serial else (),
            text=_text(each, _WORDS),
            code=each.list,
            trusted=False,
            raw=each.raw,
        )
        splits = [amount(line.value, _CURRENCY, self.mark) for line in each.held if line.letter == "$"]
        if splits:
            total = sum(one.minor for one in splits if one is not None)
            yield compared(each.first, "splits_total", each.account, minor, total)

    def _reference(self, name: str) -> str:
        """Return a name with which of its equals it is; only names that may come again are counted."""
        if hash(name) not in self.doubles:
            return f"{name}:1"
        self.made[name] += 1
        return f"{name}:{self.made[name]}"


def _text(each: _Record, letters: frozenset[str]) -> tuple[str, ...]:
    """Return the words of a record."""
    return tuple(line.value for line in each.held if line.letter in letters and line.value)


def _kind(each: _Record, minor: int, payee: str) -> Kind:
    """Return what an entry is; an opening balance moves nothing."""
    if payee.lower() == _OPENING:
        return Kind.NOTICE
    return Kind.RECEIPT if minor > 0 and _LISTS[each.list] else Kind.OTHER
