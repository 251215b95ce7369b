"""Read CODA, the coded statement of account of Belgian banks (Febelfin, version 2)."""

import re
from collections.abc import Iterator
from functools import partial

from kit.findings import Finding, Severity
from parsers.coda.entries import Where, entries, stray
from parsers.coda.records import Line, Sums, account, begins, day, minor, records, statements
from parsers.codes.currencies import CURRENCIES
from parsers.records import Balance, Proof, Record, Statement, compared

_HEAD = re.compile(
    rb"0[0-9]{4}(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{2}[0-9 ]{3}"
    rb"(?:[^\r\n]{60,160}[\r\n]\s*|[^\r\n]{114})1[0-3]"  # on lines, filled up or not, or without line ends
)
#: A total that cannot be read proves nothing.
_compared = partial(compared, unstated=Proof.MISMATCHED)
_DETAILS = frozenset({"22", "23", "31", "32", "33"})


def knows(head: bytes) -> bool:
    """Tell whether the first bytes open a CODA file: a header with its day, an old balance behind it."""
    return _HEAD.match(head) is not None


def parse(data: bytes) -> Iterator[Record]:
    """Yield each statement, its entries and its proof; movements of one that is not proven are not trusted."""
    yield from _Course(data).records()


class _Course:
    """One file on its way through; the statements are summed in a pass that runs ahead by one."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.ahead = statements(data)
        self.sums: Sums | None = None
        self.where: Where | None = None
        self.group: list[Line] = []
        self.announced = 0  # the line of a trailer that says another statement follows

    def records(self) -> Iterator[Record]:
        """Yield everything in the order of the file."""
        for line in records(self.data):
            if self.group and (line.code in _DETAILS or (line.code == "21" and line.at(7, 10) != "0000")):
                self.group.append(line)
                continue
            yield from self._moved()
            yield from self._record(line)
        yield from self._moved()
        yield from self._cut()
        if self.announced:
            message = "The last trailer says that another statement follows; banks leave this standing."
            yield Finding(self.announced, "statement_announced", message, Severity.WARNING)

    def _record(self, line: Line) -> Iterator[Record]:
        """Take one record that continues no movement."""
        if begins(line, inside=self.sums is not None):
            yield from self._cut()
            yield from self._begun(line)
        assert self.sums is not None, "a statement has begun"
        if line.code == "21":
            self.group = [line]
            if line.at(7, 10) != "0000":
                message = "A detail without its movement: it is in no sum, and not posted unseen."
                yield Finding(line.number, "detail_without_movement", message)
        elif line.code == "9":
            yield from self._ended(self.sums)
        elif line.code == "4":
            said = " ".join(line.at(33, 112).split())
            yield Finding(line.number, "free_message", f"The bank says: {said}", Severity.NOTE, line.raw)
        elif line.code not in {"0", "1", "8"}:
            yield stray(line)

    def _begun(self, line: Line) -> Iterator[Record]:
        """Yield the head of a statement; what it needs of records to come was read in the pass ahead."""
        self.sums = sums = next(self.ahead)
        self.announced = 0
        number, currency = account(sums.opening, 6) if sums.opening else ("", "")
        known = currency in CURRENCIES
        header = line if line.code == "0" else None
        copy = header is not None and header.at(17, 17) == "D"
        on = day(sums.closing.at(58, 63)) if sums.closing else None
        on = on or (day(header.at(6, 11)) if header else None)
        money = currency if known else "EUR"
        self.where = Where(number, money, on, sums.proven and known, not copy)
        labels = {"bank": header.at(61, 71) if header else "", "owner": sums.opening.at(65, 90) if sums.opening else ""}
        said = {name: value for name, value in labels.items() if value}
        balances = tuple(_balances(sums, money))
        sequence = sums.opening.at(3, 5) if sums.opening else ""
        yield Statement(line.number, number, money, on, sequence, balances, not copy, said)
        if copy:
            message = "The file says it is a duplicate: nothing is booked from it."
            yield Finding(line.number, "statement_is_copy", message, Severity.WARNING)
        if not known:
            message = "The account names no currency: nothing is posted from it unseen."
            yield Finding(line.number, "currency_missing", message)

    def _moved(self) -> Iterator[Record]:
        """Yield the movement whose records are complete."""
        group, self.group = self.group, []
        if group:
            assert self.where is not None, "a movement stands in a statement"
            yield from entries(group, self.where)

    def _ended(self, sums: Sums) -> Iterator[Record]:
        """Yield the proofs of a statement at its trailer."""
        if None in sums.stated:
            yield from self._cut()
            return
        self.sums = None
        assert sums.trailer is not None, "what it states was read"
        self.announced = sums.trailer.number if sums.trailer.at(128, 128) == "1" else 0
        scope, money = (self.where.account, self.where.currency) if self.where else ("", "EUR")
        debit, credit, count = sums.stated
        opening, closing = sums.balances
        yield _compared(sums.line, "debits_total", scope, *_shown(debit, sums.debit, money))
        yield _compared(sums.line, "credits_total", scope, *_shown(credit, sums.credit, money))
        yield _compared(sums.line, "records_count", scope, count, sums.records)
        if opening is None:
            yield Finding(sums.line, "balance_missing", "The old balance is missing or unreadable.")
        yield _compared(sums.line, "balance_proof", scope, *_shown(closing, (opening or 0) + sums.moved, money))

    def _cut(self) -> Iterator[Record]:
        """Yield that a statement stopped before its trailer."""
        sums, self.sums = self.sums, None
        if sums is not None:
            message = "The statement stops before its trailer (record 9), or inside it."
            yield Finding(sums.line, "file_truncated", message)


def _balances(sums: Sums, currency: str) -> Iterator[Balance]:
    """Yield the old and the new balance."""
    for code, line, amount, first in (
        ("OPENING", sums.opening, sums.balances[0], 59),
        ("CLOSING", sums.closing, sums.balances[1], 58),
    ):
        size = minor(amount, currency) if amount is not None else None
        if line is not None and size is not None:
            yield Balance(code, size, currency, day(line.at(first, first + 5)))


def _shown(expected: int | None, actual: int, currency: str) -> tuple[int | None, int]:
    """Return two amounts in minor units, or both in thousandths where one has parts of a minor unit."""
    told = None if expected is None else minor(expected, currency)
    read = minor(actual, currency)
    return (expected, actual) if read is None or (expected is not None and told is None) else (told, read)
