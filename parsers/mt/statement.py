"""Read one statement message (MT940, 941, 942, 950): its head, its entries, and what its balances prove."""

import re
from collections.abc import Generator, Iterator
from datetime import date

from kit.findings import Finding, Severity
from parsers.mt.amounts import day, minor, pointed
from parsers.mt.entries import booked
from parsers.mt.fields import Field, Source
from parsers.mt.lines import read
from parsers.records import Balance, Entry, Record, Statement, compared

#: Some programs write the century of the day as well.
_BALANCE = re.compile(
    r":?\s*([CD])\s*(?:(?:19|20)(?=[0-9]{6}[A-Z]{3}))?([0-9]{6})\s*([A-Z]{3})?\s*([0-9.,]+)\s*",
    re.ASCII | re.IGNORECASE,
)
_SUM = re.compile(r"\s*([0-9]{0,5})\s*([A-Z]{3})\s*([0-9.,]+)\s*", re.ASCII)
_ACCOUNT_CURRENCY = re.compile(r"(?:(?<=[0-9 ])|(?<=/))([A-Z]{3})\Z", re.ASCII)
_SECOND_TAG = re.compile(r":(25P?):(\S.*)\Z")
_OPENING = ("60F", "60M")
_CLOSING = ("62F", "62M")


class Course:
    """A statement being read: what its head says, what its entries sum to."""

    def __init__(self, kind: str, source: Source, pages: dict[str, Balance], *, named: bool = True) -> None:
        self.kind = kind
        self.named = named  # an envelope names the type; without one the fields of the head decide
        self.source = source
        self.pages = pages  # account -> the balance its last page was carried forward with
        self.line = 0
        self.labels: dict[str, str] = {}
        self.account = ""
        self.number = ""
        self.currency = ""
        self.on: date | None = None
        self.opening: Balance | None = None
        self.closing: Balance | None = None
        self.stated: list[tuple[int, str, str]] = []  # line, tag, content of 90C and 90D
        self.provisional = False  # an interim report
        self.told = False  # the head was given out
        self.moved = 0
        self.counts = {True: 0, False: 0}
        self.sums = {True: 0, False: 0}
        self.findings: list[Finding] = []

    def _is_provisional(self) -> bool:
        """Tell whether the message tells of a day that is not over: its entries come again in the statement."""
        if self.named:
            return self.kind == "942"
        return self.opening is None and (self.kind == "942" or bool({"floor_limit", "created"} & set(self.labels)))

    @property
    def unfinished(self) -> bool:
        """Tell whether a statement that opened with a reference and a balance has not been closed by one."""
        return self.opening is not None and self.closing is None and "message" in self.labels

    def field(self, field: Field) -> Iterator[Record]:
        """Yield what one field gives."""
        tag = field.tag
        if not self.line:
            self.line = field.line
        if tag == "61":
            yield from self._head()
            entry = self.entry(field)
            yield from self.found()
            if entry is not None:
                yield entry
        elif tag in _CLOSING or tag in {"64", "65"}:
            yield from self._balance(field)
        elif tag in _OPENING:
            yield from self._opened(field)
        elif tag in {"90C", "90D"}:
            yield from self._head()
            self.stated.append((field.line, tag, field.content))
        elif tag in {"86", "NS"}:
            yield from self._note(field)
        else:
            yield from self._kept(field)

    def _kept(self, field: Field) -> Iterator[Record]:
        """Keep what a field of the head says."""
        tag, content = field.tag, field.content.replace("\n", "").strip()
        if tag == "20":
            if found := _SECOND_TAG.search(content):
                message = f"`:{found[1]}:` stands on the line of `:20:`; it was read"
                yield Finding(field.line, "tags_on_one_line", message, Severity.WARNING, field.raw)
                content = content[: found.start()]
                self._identify(found[2])
            self.labels["message"] = content
        elif tag == "25" and (self.told or self.account):
            yield Finding(
                field.line, "field_repeated", "A second `:25:` inside a statement", Severity.WARNING, field.raw
            )
        elif tag in {"25", "25P"}:
            self._identify(field.content.strip() if tag == "25P" else content)
        elif tag in {"28", "28C"}:
            self.number = content
        elif tag in {"13", "13D"}:
            self.labels["created"] = content
            self.on = self.on or day(content[:6])[0]
        elif tag == "34F":
            self.labels["floor_limit"] = f"{self.labels.get('floor_limit', '')} {content}".strip()
            self.currency = self.currency or content[:3]
        elif tag == "21":
            self.labels["related"] = content
        elif tag not in {"940", "941", "942", "950"} or content:
            yield Finding(
                field.line, "field_not_expected", f"`:{tag}:` is no field of a statement", Severity.WARNING, field.raw
            )

    def _identify(self, content: str) -> None:
        """Keep the account; a bank's code on a second line and a currency behind the number are not of it."""
        account, _, bank = content.partition("\n")
        if found := _ACCOUNT_CURRENCY.search(account):
            self.currency = self.currency or found[1]
            account = account[: found.start()].rstrip(" /")
        self.account = account.strip()
        if bank.strip():
            self.labels["bank"] = bank.strip()

    def _note(self, field: Field) -> Iterator[Record]:
        """Keep what is said of the statement itself: with its head, behind which it is told apart."""
        text = " ".join(field.content.split())
        if self.told:
            yield Finding(field.line, "free_message", f"The bank says: {text}", Severity.NOTE, field.raw)
        self.labels["note"] = f"{self.labels.get('note', '')}\n{text}".strip()

    def _opened(self, field: Field) -> Iterator[Record]:
        """Keep the opening balance, and compare a page's with what the page before carried forward."""
        balance = yield from self._read_balance(field)
        if balance is None:
            return
        self.currency = balance.currency
        carried = self.pages.get(self.account)
        if field.tag == "60M" and carried is not None and carried.currency == balance.currency:
            yield compared(field.line, "page_balance", self.account, carried.minor, balance.minor)
        self.opening = self.opening or balance

    def _balance(self, field: Field) -> Iterator[Record]:
        """Keep a closing balance; the others stand in the head already."""
        yield from self._head(field)
        balance = yield from self._read_balance(field)
        if balance is not None and field.tag in _CLOSING:
            if self.closing is not None and self.closing != balance:
                message = f"A second closing balance `:{field.tag}:`; the proof takes the last"
                yield Finding(field.line, "field_repeated", message, Severity.WARNING, field.raw)
            self.closing = balance

    def _read_balance(self, field: Field) -> Generator[Record, None, Balance | None]:
        """Return a balance, or None after a finding that says why it is none."""
        balance = balance_of(field.tag, field.content, self.currency)
        rest = "\n".join(field.content.strip().split("\n")[1:]).strip()
        if balance is None:
            message = f"`:{field.tag}:` holds no balance; what it should prove is not proven"
            yield Finding(field.line, "balance_unreadable", message, Severity.WARNING, field.raw)
        elif rest:
            yield Finding(field.line, "text_outside_field", "Text that belongs to no field", Severity.NOTE, rest)
        return balance

    def _head(self, field: Field | None = None) -> Iterator[Record]:
        """Yield the statement before its first entry, with the closing balances that stand behind its entries."""
        if self.told:
            return
        self.told = True
        self.provisional = self._is_provisional()
        ahead = [(field.tag, field.content.split("\n")[0])] if field is not None else []
        ahead += [one for one in self.source.closing() if one not in ahead]
        found = [one for tag, content in ahead if (one := balance_of(tag, content, self.currency)) is not None]
        closing = next((one for one in found if one.code in _CLOSING), None)
        self.currency = self.currency or next((one.currency for one in found), "")
        self.on = (closing.on if closing else None) or self.on or (self.opening.on if self.opening else None)
        balances = ((self.opening,) if self.opening else ()) + tuple(found)
        labels = {key: value for key, value in self.labels.items() if value}
        yield Statement(
            self.line, self.account, self.currency, self.on, self.number, balances, not self.provisional, labels
        )
        if not self.account:
            message = "The statement does not say of which account it is"
            yield Finding(self.line, "account_missing", message, Severity.WARNING)

    def entry(self, field: Field) -> Entry | None:
        """Return the entry of a statement line, None where it is none; what was wrong is in `findings` then."""
        line = read(field, self.currency, self.findings)
        if line is None:
            return None
        entry = booked(line, field, self)
        if line.mark[0] != "E":
            self.moved += entry.minor if entry.credit else -entry.minor
        self.counts[entry.credit] += 1
        self.sums[entry.credit] += entry.minor
        return entry

    def found(self) -> list[Finding]:
        """Return the findings of the last line, and forget them."""
        held, self.findings = self.findings, []
        return held

    def end(self) -> Iterator[Record]:
        """Yield the controls of the statement."""
        if not self.line:
            return
        yield from self._head()
        if self.closing is not None:
            self.pages[self.account] = self.closing
        opening, closing = self.opening, self.closing
        if opening is not None and closing is not None and opening.currency == closing.currency:
            yield compared(self.line, "balance_proof", self.account, closing.minor, opening.minor + self.moved)
        elif not self.provisional:
            yield compared(self.line, "balance_proof", self.account, None, self.moved)
        if opening is not None and closing is not None and opening.currency != closing.currency:
            message = f"The balances are in {opening.currency} and {closing.currency}: nothing is proven"
            yield Finding(self.line, "currencies_differ", message, Severity.WARNING)
        for line, tag, content in self.stated:
            yield from self._summed(line, tag, content)

    def _summed(self, line: int, tag: str, content: str) -> Iterator[Record]:
        """Compare `:90C:` or `:90D:`, number and sum of entries, with what was read."""
        found = _SUM.fullmatch(content)
        credit = tag == "90C"
        size = None if found is None else minor(found[3], found[2])
        if found is None or size is None:
            message = f"`:{tag}:` holds no number and sum: it proves nothing"
            yield Finding(line, "balance_unreadable", message, Severity.WARNING, content)
            return
        name = "credits" if credit else "debits"
        if found[1]:
            yield compared(line, f"{name}_count", self.account, int(found[1]), self.counts[credit])
        yield compared(line, f"{name}_total", self.account, size, self.sums[credit])


def balance_of(tag: str, content: str, currency: str) -> Balance | None:
    """Return a balance of `C261120EUR1234,56`, None where it is none; a currency left out is the statement's."""
    plain = content.strip().partition("\n")[0]
    found = _BALANCE.fullmatch(plain)
    if found is None:
        return None
    mark, on, given, written = found.groups()
    money = (given or currency).upper()
    size = minor(written, money)
    size = size if size is not None else pointed(written, money)
    if size is None or not money:
        return None
    return Balance(tag, size if mark.upper() == "C" else -size, money, day(on)[0])
