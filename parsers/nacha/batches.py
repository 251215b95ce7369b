"""ACH records to batches: each with its header, where its entries stand, its control, and whether they agree."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import repeat

from kit.findings import Finding, Severity
from parsers.nacha.records import Block, Line, Region, numeral
from parsers.nacha.totals import ACCOUNTING, HASH_MODULUS, Totals
from parsers.records import Control, compared

_BLOCK = 10
_COMPANY = 41
#: What a batch header and its control both say: (label, columns of the header, columns of the control).
_TWICE = (
    ("service class", (2, 4), (2, 4)),
    ("company id", (41, 50), (45, 54)),
    ("originating bank", (80, 87), (80, 87)),
    ("batch number", (88, 94), (88, 94)),
)


#: One record: the number of its line and its text.
Numbered = tuple[int, str]
#: One entry record, and the addenda that follow it.
Detail = tuple[int, str, tuple[Numbered, ...]]
#: A batch of no more bytes is read once and held, a larger one is read twice.
_HELD_MAX = 1 << 24


@dataclass(slots=True)
class Batch:
    """A batch as it stood in the file; an excerpt may lack its header or its control."""

    header: Line | None
    origin: Line | None = None  # the file header above it
    regions: list[Region] = field(default_factory=list)
    control: Line | None = None
    totals: Totals = field(default_factory=Totals)
    held: tuple[Block, ...] = ()

    @property
    def sec(self) -> str:
        """Return the standard entry class in upper case."""
        return self.header.cut(51, 53).upper() if self.header else ""

    @property
    def number(self) -> str:
        """Return the batch number without its zeros."""
        line = self.header or self.control
        return line.cut(88, 94).lstrip("0") if line else ""

    @property
    def line(self) -> int:
        """Return the number of its first line."""
        first = self.header or (self.regions[0] if self.regions else self.control)
        assert first is not None, "a batch has at least one record"
        return first.number

    def blocks(self) -> Iterable[Block]:
        """Return its entries and addenda, some thousand at a time; no entry is parted from its addenda."""
        return self.held or self._read()

    def _read(self) -> Iterator[Block]:
        """Yield its blocks as they stand in the file."""
        held: Block | None = None
        for region in self.regions:
            for block in region.blocks():
                if held is not None and block.texts and block.texts[0][0] == "7":
                    held = held.joined(block)
                    continue
                if held is not None:
                    yield held
                held = block
        if held is not None:
            yield held

    def count(self) -> None:
        """Count and sum its entries."""
        self.totals = Totals(accounting=self.sec == ACCOUNTING)
        if sum(region.end - region.start for region in self.regions) <= _HELD_MAX:
            self.held = tuple(self._read())
        for block in self.blocks():
            self.totals.add(block)


def orphans(block: Block) -> Iterator[Finding]:
    """Yield a finding for each addenda that stands before the first entry of a block, and so follows none."""
    for at, text in zip(block.numbers, block.texts, strict=True):
        if text[0] == "6":
            return
        message = "An addenda record follows no entry; kept aside"
        yield Finding(at, "addenda_without_entry", message, raw=text)


def details(block: Block) -> Iterable[Detail]:
    """Return each entry with its addenda."""
    return zip(block.numbers, block.texts, repeat(())) if block.silent else _grouped(block)


def _grouped(block: Block) -> Iterator[Detail]:
    """Yield each entry with the addenda that follow it."""
    number, text = 0, ""
    addenda: list[Numbered] = []
    for pair in zip(block.numbers, block.texts, strict=True):
        if pair[1][0] == "6":
            if text:
                yield number, text, tuple(addenda)
                if addenda:
                    addenda = []
            number, text = pair
        elif text:
            addenda.append(pair)
    if text:
        yield number, text, tuple(addenda)


def batches(lines: Iterable[Line | Region | Finding]) -> Iterator[Batch | Control | Finding]:
    """Yield each batch when it ends, then the controls of each file; several files may follow one another."""
    course = _Course()
    for line in lines:
        if isinstance(line, Finding):
            yield line
        elif isinstance(line, Region):
            yield from course.region(line)
        else:
            yield from course.step(line)
    yield from course.stopped()


@dataclass(slots=True)
class _Course:
    """Where the reading stands: the file and the batch that are open."""

    origin: Line | None = None
    ended: bool = True  # no file is open: none has begun, or its control (9) was read
    batch: Batch | None = None
    late: Line | None = None  # a file header inside a batch: whether it ends the batch, the next record says
    totals: Totals = field(default_factory=Totals)

    def step(self, line: Line) -> Iterator[Batch | Control | Finding]:
        """Take a record of the structure."""
        if self.late is not None:
            yield from self.settled(misplaced=line.kind == "8")
        self.totals.lines += 1
        yield from _STEPS[line.kind](self, line)

    def settled(self, *, misplaced: bool) -> Iterator[Batch | Finding]:
        """Decide about a file header that came while a batch was open."""
        line, self.late = self.late, None
        assert line is not None, "only where one is open"
        if not misplaced:
            yield from self.opened(line)
            return
        self.origin, self.ended = line, False
        if self.batch is not None:
            self.batch.origin = line
        message = "The file header stands inside a batch; read as the header of all"
        yield Finding(line.number, "header_misplaced", message, Severity.WARNING, line.text.rstrip())

    def region(self, region: Region) -> Iterator[Batch | Finding]:
        """Take entries and addenda, inside a batch or not."""
        if self.late is not None:
            yield from self.settled(misplaced=True)
        self.batch = self.batch or Batch(None, self.origin)
        self.batch.regions.append(region)

    def close(self) -> Iterator[Batch | Finding]:
        """End the open batch, if there is one, and say what it lacks."""
        batch, self.batch = self.batch, None
        if batch is None:
            return
        batch.count()
        self.totals.join(batch.totals)
        if batch.header is None and batch.totals.records:
            message = "Entries stand outside a batch: payer and class are unknown"
            yield Finding(batch.line, "batch_without_header", message)
        yield from _contradictions(batch)
        yield batch

    def file(self, line: Line) -> Iterator[Batch | Finding]:
        """Begin a file; inside the batch of an excerpt it may only stand in the wrong place."""
        if self.batch is not None and self.origin is None and self.ended:
            self.late = line
            return
        yield from self.opened(line)

    def opened(self, line: Line) -> Iterator[Batch | Finding]:
        """Begin a file."""
        cut = not self.ended or (self.batch is not None and self.batch.header is not None)
        yield from self.close()
        if cut:
            message = "A file begins before the one before it reached its control (9)"
            yield Finding(line.number, "file_truncated", message)
        self.origin, self.ended, self.totals = line, False, Totals(lines=1)

    def header(self, line: Line) -> Iterator[Batch | Finding]:
        """Begin a batch."""
        yield from self.close()
        self.batch = Batch(line, self.origin)

    def control(self, line: Line) -> Iterator[Batch | Finding]:
        """End a batch with its control."""
        self.batch = self.batch or Batch(None, self.origin)
        self.batch.control = line
        yield from self.close()

    def file_control(self, line: Line) -> Iterator[Batch | Control | Finding]:
        """End a file with its control."""
        yield from self.close()
        yield from _file_controls(line, self.totals)
        self.origin, self.ended, self.totals = None, True, Totals()

    def stopped(self) -> Iterator[Batch | Finding]:
        """End what is open where the bytes end; a file, or a batch of an excerpt, that has no control is cut."""
        if self.late is not None:
            yield from self.settled(misplaced=False)
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
    "8": _Course.control,
    "9": _Course.file_control,
}


def _contradictions(batch: Batch) -> Iterator[Finding]:
    """Say where a batch's control does not repeat its header, and where its service class forbids what it holds."""
    if batch.header is None:
        return
    if batch.control is not None:
        for label, (first, last), (at, to) in _TWICE:
            head, foot = batch.header.cut(first, last), batch.control.cut(at, to)
            if batch.totals.accounting and first == _COMPANY:
                continue  # an advice has its totals there
            if foot.strip("0") and head.lstrip("0") != foot.lstrip("0"):
                message = f"The control of batch {batch.number} says {label} {foot!r}, its header {head!r}"
                yield Finding(batch.control.number, "batch_contradicts", message, Severity.WARNING)
    service, totals = batch.header.cut(2, 4), batch.totals
    if (service == "220" and totals.debits) or (service == "225" and totals.credits):
        held = "debits" if service == "220" else "credits"
        message = f"Batch {batch.number} is of service class {service} and holds {held}"
        yield Finding(batch.header.number, "service_class", message, Severity.WARNING)


def controls(batch: Batch) -> Iterator[Control]:
    """Yield the controls of a batch: count of entries and addenda, entry hash, debits and credits."""
    totals, line = batch.totals, batch.control
    stated: tuple[int | None, ...]
    if line is None or not line.text[4:54].strip("0 "):
        stated = (None,) * 4
    elif totals.accounting:
        stated = (line.number_at(5, 10), line.number_at(11, 20), line.number_at(21, 40), line.number_at(41, 60))
    else:
        stated = (line.number_at(5, 10), line.number_at(11, 20), line.number_at(21, 32), line.number_at(33, 44))
    at = line.number if line else batch.line
    actual = (totals.records, totals.entry_hash % HASH_MODULUS, totals.debits, totals.credits)
    names = ("batch_records", "entry_hash", "batch_debits", "batch_credits")
    for name, expected, read in zip(names, stated, actual, strict=True):
        yield compared(at, name, f"batch {batch.number}", expected, read)


def _file_controls(line: Line, totals: Totals) -> Iterator[Control | Finding]:
    """Yield the controls of a file: batches, blocks, entries and addenda, entry hash, debits and credits."""
    debits, credited = ((32, 51), (52, 71)) if totals.accounting else ((32, 43), (44, 55))
    rows = (
        ("file_batches", (2, 7), totals.batches),
        ("file_blocks", (8, 13), -(-(totals.lines + totals.records) // _BLOCK)),
        ("file_records", (14, 21), totals.records),
        ("file_hash", (22, 31), totals.entry_hash % HASH_MODULUS),
        ("file_debits", debits, totals.debits),
        ("file_credits", credited, totals.credits),
    )
    absent = not line.text[1:55].strip("0 ") and totals.batches > 0
    for name, (first, last), actual in rows:
        stated = numeral(line.text[first - 1 : last])
        yield compared(line.number, name, "file", None if absent else stated, actual)
    if absent:
        message = "The file control is all zeros: nothing to compare"
        yield Finding(line.number, "control_empty", message, Severity.WARNING)
