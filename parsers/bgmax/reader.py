"""Read BgMax, the file of payments to a bankgiro number (Bankgirot's manual, version 01)."""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from kit.findings import Finding, Severity
from parsers.bgmax.entries import Where, entry
from parsers.bgmax.records import FRAME, PAYMENTS, Deposit, Line, begins, currency, day, deposits, records
from parsers.records import Proof, Record, Statement, compared

_HEAD = re.compile(rb"01BGMAX {15}01|2[01][0-9]{10}.{25}[0-9]{18}[ 0-9][0-9][0-9 ]{12}", re.DOTALL)
#: A total that cannot be read proves nothing.
_compared = partial(compared, unstated=Proof.MISMATCHED)
_DETAILS = frozenset({"22", "23", "25", "26", "27", "28", "29"})
#: What the closing record counts: name of the control -> its columns.
_COUNTS = {
    "payments_count": (3, 10),
    "deductions_count": (11, 18),
    "references_count": (19, 26),
    "deposits_count": (27, 34),
}
#: Code of a record -> the count it belongs to.
_COUNTED = {"20": 0, "21": 1, "22": 2, "23": 2, "15": 3}


def knows(head: bytes) -> bool:
    """Tell whether the first bytes open a BgMax file, or are a payment cut out of one."""
    return _HEAD.match(head) is not None


def parse(data: bytes) -> Iterator[Record]:
    """Yield each deposit, its payments and its proof; payments of a deposit that is not proven are not trusted."""
    yield from _Course(data).records()


class _Course:
    """One file on its way through; the deposits are summed in a pass that runs ahead by one deposit."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.ahead = deposits(data)
        self.deposit: Deposit | None = None
        self.where: Where | None = None
        self.group: list[Line] = []
        self.counts = [0, 0, 0, 0]
        self.open = False  # a file has begun and not ended
        self.framed = False  # some frame was seen
        self.final = True
        self.made_on: date | None = None

    def records(self) -> Iterator[Record]:
        """Yield everything in the order of the file."""
        for line in records(self.data):
            if line.code in _DETAILS and self.group:
                self.group.append(line)
                self._count(line)
                continue
            yield from self._paid()
            yield from self._record(line)
        yield from self._paid()
        yield from self._unfinished()
        if self.open:
            yield Finding(0, "file_truncated", "The file stops before its closing record 70.")
        elif not self.framed:
            message = "Neither opening nor closing record: a part of a file."
            yield Finding(0, "file_without_frame", message, Severity.WARNING)

    def _count(self, line: Line) -> None:
        """Count a record towards the closing one."""
        if line.code in _COUNTED:
            self.counts[_COUNTED[line.code]] += 1

    def _record(self, line: Line) -> Iterator[Record]:
        """Take one record that is no detail of a payment."""
        self._count(line)
        if begins(line, inside=self.deposit is not None):
            yield from self._unfinished()
            yield self._begun(line)
        if line.code in FRAME:
            yield from self._unfinished()
            yield from self._framed(line)
        elif line.code in PAYMENTS:
            self.group = [line]
        elif line.code == "15":
            yield from self._closed(line)
        elif line.code in _DETAILS:
            message = f"Record {line.code} belongs to no payment: it is kept aside."
            yield Finding(line.number, "record_without_payment", message, raw=line.raw)
        elif line.code != "05":
            message = f"No record begins {line.code!r}: it is kept aside."
            yield Finding(line.number, "record_code_unknown", message, raw=line.raw)

    def _begun(self, line: Line) -> Statement:
        """Return the head of a deposit; its day and its sums come from the pass ahead."""
        self.deposit = deposit = next(self.ahead)
        own = line if line.code == "05" else None
        account = (own.at(3, 12) if own else "").lstrip("0")
        money = currency(deposit.currency)
        trusted = deposit.proven and bool(money)
        on = deposit.on or self.made_on
        self.where = Where(account, money or "SEK", on, trusted, self.final)
        closing = deposit.closing
        labels = {
            "plusgiro": own.at(13, 22) if own else "",
            "bank_account": closing.at(3, 37).lstrip("0") if closing else "",
        }
        number = closing.at(46, 50) if closing else ""
        said = {name: value for name, value in labels.items() if value}
        return Statement(line.number, account, money or "SEK", on, number, (), self.final, said)

    def _paid(self) -> Iterator[Record]:
        """Yield the payment whose records are complete."""
        group, self.group = self.group, []
        if group:
            assert self.where is not None, "a payment begins a deposit"
            yield from entry(group, self.where)

    def _closed(self, line: Line) -> Iterator[Record]:
        """Yield the proof of a deposit at its deposit record."""
        deposit, self.deposit = self.deposit, None
        if deposit is None:
            yield Finding(
                line.number, "deposit_without_payments", "A deposit record without its section.", raw=line.raw
            )
            return
        amount, count = deposit.stated
        scope = self.where.account if self.where else ""
        yield _compared(line.number, "deposit_total", scope, amount, deposit.minor)
        yield _compared(line.number, "deposit_count", scope, count, deposit.count)
        if line.at(69, 71) != deposit.currency or not currency(deposit.currency) or deposit.on is None:
            message = "Currency or day of the deposit cannot be told: its payments are not posted unseen."
            yield Finding(line.number, "deposit_unclear", message)

    def _unfinished(self) -> Iterator[Record]:
        """Yield what is wrong with a deposit that has no deposit record."""
        deposit, self.deposit = self.deposit, None
        if deposit is not None:
            message = "The section has no deposit record 15: its payments are not posted unseen."
            yield Finding(deposit.line, "deposit_without_total", message)

    def _framed(self, line: Line) -> Iterator[Record]:
        """Begin or end a file, and compare the counts of the closing record."""
        self.framed = True
        if line.code == "01":
            if self.open:
                yield Finding(line.number, "file_truncated", "A file begins before the one before it has ended.")
            self.open, self.counts, self.final = True, [0, 0, 0, 0], line.at(45, 45) != "T"
            self.made_on = day(line.at(25, 32))
            if line.at(45, 45) not in {"P", "T"}:
                message = f"The mark {line.at(45, 45)!r} says neither production nor test: read as production."
                yield Finding(line.number, "test_mark_unknown", message, Severity.WARNING)
            return
        if not self.open:
            message = "A closing record 70 without an opening record 01."
            yield Finding(line.number, "file_without_frame", message, Severity.WARNING)
        self.open = False
        for actual, (name, (first, last)) in zip(self.counts, _COUNTS.items(), strict=True):
            yield _compared(line.number, name, "file", line.whole(first, last), actual)
        self.counts = [0, 0, 0, 0]
