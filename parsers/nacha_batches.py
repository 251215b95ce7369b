"""ACH records to batches: each with its header, its entries with their addenda, its control, and whether they agree."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from kit.findings import Finding, Severity
from parsers.codes.nacha_transactions import TRANSACTIONS, Action
from parsers.nacha_records import Line
from parsers.records import Control, Proof

#: The entry hash keeps its right ten digits.
_HASH_MODULUS = 10**10
_BLOCK = 10
_ACCOUNTING = "ADV"


@dataclass(slots=True)
class Detail:
    """One entry record with the addenda that follow it."""

    record: Line
    addenda: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Batch:
    """A batch as it stood in the file; an excerpt may lack its header or its control."""

    header: Line | None
    origin: Line | None = None  # the file header above it
    details: list[Detail] = field(default_factory=list)
    control: Line | None = None

    @property
    def sec(self) -> str:
        """Return the standard entry class in upper case."""
        return self.header.cut(51, 53).upper() if self.header else ""

    @property
    def number(self) -> str:
        """Return the batch number without its zeros."""
        line = self.header or self.control
        return line.cut(88, 94).lstrip("0") if line else ""

    def minor(self, detail: Detail) -> int | None:
        """Return an entry's amount in cents: 30-39, or 28-39 on accounting advices."""
        return detail.record.number_at(28 if self.sec == _ACCOUNTING else 30, 39)


@dataclass(slots=True)
class Totals:
    """What a control record counts."""

    records: int = 0
    entry_hash: int = 0
    debits: int = 0
    credits: int = 0
    batches: int = 0
    lines: int = 0
    accounting: bool = False  # accounting advices: control totals are twenty columns wide

    def add(self, batch: Batch) -> None:
        """Count a batch."""
        self.batches += 1
        self.accounting = self.accounting or batch.sec == _ACCOUNTING
        for detail in batch.details:
            self.records += 1 + len(detail.addenda)
            self.entry_hash += detail.record.number_at(4, 11) or 0
            minor = batch.minor(detail) or 0
            if credits_account(detail):
                self.credits += minor
            else:
                self.debits += minor


def credits_account(detail: Detail) -> bool:
    """Tell whether an entry credits the account holder, by its transaction code."""
    code = detail.record.cut(2, 3)
    return TRANSACTIONS.get(code, (False, Action.LIVE))[0]


def batches(lines: Iterable[Line | Finding]) -> Iterator[Batch | Control | Finding]:
    """Yield each batch when it ends, then the controls of each file; several files may follow one another."""
    course = _Course()
    for line in lines:
        if isinstance(line, Finding):
            yield line
            continue
        course.totals.lines += 1
        yield from _STEPS[line.kind](course, line)
    yield from course.stopped()


@dataclass(slots=True)
class _Course:
    """Where the reading stands: the file and the batch that are open."""

    origin: Line | None = None
    ended: bool = True  # no file is open: none has begun, or its control (9) was read
    batch: Batch | None = None
    totals: Totals = field(default_factory=Totals)

    def close(self) -> Iterator[Batch | Finding]:
        """End the open batch, if there is one, and say what it lacks."""
        batch, self.batch = self.batch, None
        if batch is None:
            return
        self.totals.add(batch)
        if batch.header is None and batch.details:
            line = batch.details[0].record.number
            yield Finding(line, "batch_without_header", "Entries stand outside a batch: payer and class are unknown")
        yield batch

    def file(self, line: Line) -> Iterator[Batch | Finding]:
        """Begin a file."""
        yield from self.close()
        if not self.ended:
            message = "A file begins before the one before it reached its control (9)"
            yield Finding(line.number, "file_truncated", message)
        self.origin, self.ended, self.totals = line, False, Totals(lines=1)

    def header(self, line: Line) -> Iterator[Batch | Finding]:
        """Begin a batch."""
        yield from self.close()
        self.batch = Batch(line, self.origin)

    def detail(self, line: Line) -> Iterator[Finding]:
        """Take an entry, inside a batch or not."""
        self.batch = self.batch or Batch(None, self.origin)
        self.batch.details.append(Detail(line))
        yield from ()

    def addendum(self, line: Line) -> Iterator[Finding]:
        """Hang an addenda on the entry before it; one that follows none is kept aside."""
        if self.batch is not None and self.batch.details:
            self.batch.details[-1].addenda.append(line)
            return
        message = "An addenda record follows no entry; kept aside"
        yield Finding(line.number, "addenda_without_entry", message, raw=line.text)

    def control(self, line: Line) -> Iterator[Batch | Finding]:
        """End a batch with its control."""
        self.batch = self.batch or Batch(None, self.origin)
        self.batch.control = line
        yield from self.close()

    def file_control(self, line: Line) -> Iterator[Batch | Control | Finding]:
        """End a file with its control."""
        yield from self.close()
        yield from _file_controls(line, self.totals)
        self.ended, self.totals = True, Totals()

    def stopped(self) -> Iterator[Batch | Finding]:
        """End what is open where the bytes end; a file, or a batch of an excerpt, that has no control is cut."""
        cut = self.batch is not None and self.batch.header is not None
        yield from self.close()
        if not self.ended:
            yield Finding(0, "file_truncated", "The file stops before its control (9)")
        elif cut:
            yield Finding(0, "file_truncated", "The file stops before the control (8) of its last batch")


#: record type -> what it does
_STEPS: dict[str, Callable[[_Course, Line], Iterator[Batch | Control | Finding]]] = {
    "1": _Course.file,
    "5": _Course.header,
    "6": _Course.detail,
    "7": _Course.addendum,
    "8": _Course.control,
    "9": _Course.file_control,
}


def controls(batch: Batch) -> Iterator[Control]:
    """Yield the controls of a batch: count of entries and addenda, entry hash, debits and credits."""
    totals = Totals()
    totals.add(batch)
    line = batch.control
    stated: tuple[int | None, ...]
    if line is None or not line.text[4:54].strip("0 "):
        stated = (None,) * 4
    elif batch.sec == _ACCOUNTING:
        stated = (line.number_at(5, 10), line.number_at(11, 20), line.number_at(21, 40), line.number_at(41, 60))
    else:
        stated = (line.number_at(5, 10), line.number_at(11, 20), line.number_at(21, 32), line.number_at(33, 44))
    at = line or batch.header or batch.details[0].record
    actual = (totals.records, totals.entry_hash % _HASH_MODULUS, totals.debits, totals.credits)
    names = ("batch_records", "entry_hash", "batch_debits", "batch_credits")
    for name, expected, read in zip(names, stated, actual, strict=True):
        yield compared(at.number, name, f"batch {batch.number}", expected, read)


def compared(line: int, name: str, scope: str, expected: int | None, actual: int) -> Control:
    """Return a control with its proof."""
    if expected is None:
        return Control(line, name, scope, None, actual, Proof.ABSENT)
    return Control(line, name, scope, expected, actual, Proof.MATCHED if expected == actual else Proof.MISMATCHED)


def _file_controls(line: Line, totals: Totals) -> Iterator[Control | Finding]:
    """Yield the controls of a file: batches, blocks, entries and addenda, entry hash, debits and credits."""
    debits, credited = ((32, 51), (52, 71)) if totals.accounting else ((32, 43), (44, 55))
    rows = (
        ("file_batches", (2, 7), totals.batches),
        ("file_blocks", (8, 13), -(-totals.lines // _BLOCK)),
        ("file_records", (14, 21), totals.records),
        ("file_hash", (22, 31), totals.entry_hash % _HASH_MODULUS),
        ("file_debits", debits, totals.debits),
        ("file_credits", credited, totals.credits),
    )
    absent = not line.text[1:55].strip("0 ") and totals.batches > 0
    for name, (first, last), actual in rows:
        yield compared(line.number, name, "file", None if absent else line.number_at(first, last), actual)
    if absent:
        yield Finding(
            line.number, "control_empty", "The file control is all zeros: nothing to compare", Severity.WARNING
        )
