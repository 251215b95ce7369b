"""Lockbox totals: what batches, deposits and the file state against the checks that were read (US notes, 4.5)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from parsers.lockbox.fields import signed
from parsers.lockbox.layout import LockboxLayout
from parsers.records import Control, Proof

#: What the first pass says of a batch: no total, a right one, a wrong one.
_UNSTATED, _RIGHT, _WRONG = range(3)
_NO_HEADER = " " * 30
#: Lockbox -> its layout.
Layouts = Callable[[str], LockboxLayout]


@dataclass(slots=True)
class Deposit:
    """The checks of one lockbox on one day."""

    lockbox: str
    day: str
    line: int = 0
    minor: int = 0
    checks: int = 0
    records: int = 0  # checks and their overflow records
    stated: bool = False  # its 8 record is there

    @property
    def scope(self) -> str:
        """Return `lockbox/date`."""
        return f"{self.lockbox}/{self.day}"

    def unstated(self) -> Control:
        """Return the total of a deposit for which the file states none."""
        return Control(self.line, "deposit_total", self.scope, None, self.minor, Proof.ABSENT)


@dataclass(slots=True)
class Batch:
    """The checks between a batch header (5), or the total before them, and their total (7)."""

    index: int
    deposit: Deposit
    layout: LockboxLayout
    minor: int = 0
    checks: int = 0
    records: int = 0


Key = tuple[int, str, str]


@dataclass(slots=True)
class Survey:
    """What the first pass settles: the batches and deposits that totals prove, and whose checks without header are."""

    batches: bytearray = field(default_factory=bytearray)
    deposits: dict[Key, bool] = field(default_factory=dict)
    owners: dict[int, str] = field(default_factory=dict)  # batch without a header -> its total record

    def trusted(self, batch: Batch, key: Key) -> bool:
        """Tell whether no total of the batch or of its deposit fails; the nearer one decides."""
        said = self.batches[batch.index]
        return said == _RIGHT if said != _UNSTATED else self.deposits.get(key) is not False


class Tally:
    """Adds up a file record by record; both passes do."""

    def __init__(self, layouts: Layouts, survey: Survey | None = None) -> None:
        self.layouts = layouts
        self.survey = survey  # None in the first pass
        self.batch: Batch | None = None
        self.head = _NO_HEADER
        self.deposits: dict[tuple[str, str], Deposit] = {}
        self.records = self.files = self.opened = 0

    def deposit(self, text: str) -> Deposit:
        """Return the deposit that a 5, 7 or 8 record speaks of."""
        lockbox = text[7:14].strip().lstrip("0")
        day = text[14 : 14 + self.layouts(lockbox).day].strip()
        return self.deposits.setdefault((lockbox, day), Deposit(lockbox, day))

    def key(self, deposit: Deposit) -> Key:
        """Return what tells a deposit from those of the other files in one transmission."""
        return self.files, deposit.lockbox, deposit.day

    def opening(self, number: int, text: str) -> Batch:
        """Begin a batch; checks before any header belong to the lockbox that their total names, if there is one."""
        head = text if text[0] == "5" else self.head
        self.head = head
        if head is _NO_HEADER and self.survey is not None:
            head = self.survey.owners.get(self.opened, head)
        deposit = self.deposit(head)
        deposit.line = deposit.line or number
        self.batch = Batch(self.opened, deposit, self.layouts(deposit.lockbox))
        self.opened += 1
        return self.batch

    def add(self, text: str) -> None:
        """Take a check or an overflow record into the sums."""
        batch = self.batch
        assert batch is not None, text
        is_check = text[0] == "6"
        minor = (signed(text[7 : 7 + batch.layout.amount]) or 0) if is_check else 0
        for level in (batch, batch.deposit):
            level.minor += minor
            level.checks += is_check
            level.records += 1

    def end(self) -> None:
        """End one file of a transmission (9)."""
        self.batch, self.head, self.records = None, _NO_HEADER, 0
        self.deposits = {}
        self.files += 1


def survey(rows: Iterable[tuple[int, str]], layouts: Layouts) -> Survey:
    """Add up a file once, keeping one byte a batch."""
    tally, result = Tally(layouts), Survey()
    for number, text in rows:
        kind = text[0]
        if kind == "5" or (kind == "6" and tally.batch is None):
            tally.opening(number, text)
            result.batches.append(_UNSTATED)
        batch = tally.batch
        if kind in "64" and batch is not None:
            tally.add(text)
        elif kind == "7" and batch is not None:
            stated = signed(_batch_total(text, batch.layout))
            if stated is not None:
                result.batches[batch.index] = _RIGHT if stated == batch.minor else _WRONG
            _owned(tally, result, batch, text)
            tally.batch = None
        elif kind == "8":
            if batch is not None:
                _owned(tally, result, batch, text)
            deposit = tally.deposit(text)
            stated = signed(_deposit_total(text, tally.layouts(deposit.lockbox)))
            if stated is not None:
                result.deposits[tally.key(deposit)] = stated == deposit.minor
            tally.batch = None
        elif kind == "9":
            tally.end()
    return result


def _owned(tally: Tally, result: Survey, batch: Batch, text: str) -> None:
    """Give checks without a header to the lockbox that their total names."""
    if batch.deposit.lockbox:
        return
    owner = tally.deposit(text)
    owner.minor += batch.minor
    owner.checks += batch.checks
    owner.records += batch.records
    result.owners[batch.index] = text


def _batch_total(text: str, layout: LockboxLayout) -> str:
    """Return the total of a 7: behind the day and a count of three."""
    start = 17 + layout.day
    return text[start : start + layout.total]


def _deposit_total(text: str, layout: LockboxLayout) -> str:
    """Return the total of an 8: behind the day and a count of four."""
    start = 18 + layout.day
    return text[start : start + layout.total]


def _control(line: int, name: str, scope: str, stated: str, actuals: tuple[int, ...]) -> Control:
    """Return a control that any of several counting habits may match."""
    expected = signed(stated)
    if expected is None:
        return Control(line, name, scope, None, actuals[0], Proof.ABSENT)
    if expected in actuals:
        return Control(line, name, scope, expected, expected, Proof.MATCHED)
    return Control(line, name, scope, expected, actuals[0], Proof.MISMATCHED)


def batch_controls(line: int, text: str, batch: Batch | None, layout: LockboxLayout) -> tuple[Control, ...]:
    """Return the controls of a 7: count of checks (or of checks and overflows) and total."""
    end = 14 + layout.day
    lockbox = text[7:14].strip().lstrip("0")
    scope = f"{lockbox}/{text[14:end].strip()}/{text[1:4].strip()}"
    minor, checks, records = (batch.minor, batch.checks, batch.records) if batch else (0, 0, 0)
    return (
        _control(line, "batch_checks", scope, text[end : end + 3], (checks, records, checks % 1000, records % 1000)),
        _control(line, "batch_total", scope, _batch_total(text, layout), (minor,)),
    )


def deposit_controls(line: int, text: str, deposit: Deposit, layout: LockboxLayout) -> tuple[Control, ...]:
    """Return the controls of an 8."""
    end = 14 + layout.day
    counted = (deposit.checks, deposit.records, deposit.checks % 10_000, deposit.records % 10_000)
    return (
        _control(line, "deposit_checks", deposit.scope, text[end : end + 4], counted),
        _control(line, "deposit_total", deposit.scope, _deposit_total(text, layout), (deposit.minor,)),
    )


def file_control(line: int, text: str, records: int) -> Control:
    """Return the control of a 9: all records of the file, or all but its first and last."""
    return _control(line, "file_records", "file", text[1:7], (records, records - 2, records % 1_000_000))
