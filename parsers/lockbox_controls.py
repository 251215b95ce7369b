"""Lockbox totals: what batches, deposits and the file state against the checks that were read (US notes, 4.5)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from parsers.lockbox_fields import Widths, check, signed
from parsers.records import Control, Proof


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
    proven: bool | None = None

    @property
    def scope(self) -> str:
        """Return `lockbox/date`."""
        return f"{self.lockbox}/{self.day}"

    def unstated(self) -> Control:
        """Return the total of a deposit for which the file states none."""
        return Control(self.line, "deposit_total", self.scope, None, self.minor, Proof.ABSENT)


@dataclass(slots=True)
class Batch:
    """The checks between a batch header (5) and its total (7)."""

    number: str
    deposit: Deposit
    day: str
    minor: int = 0
    checks: int = 0
    records: int = 0
    proven: bool | None = None  # None: the file states no total for it

    @property
    def lockbox(self) -> str:
        """Return the lockbox number without pad zeros."""
        return self.deposit.lockbox

    @property
    def key(self) -> tuple[str, str]:
        """Return lockbox and day."""
        return self.deposit.lockbox, self.deposit.day

    @property
    def trusted(self) -> bool:
        """Tell whether no total of the batch or of its deposit fails; the nearer one decides."""
        return self.proven if self.proven is not None else self.deposit.proven is not False


@dataclass(slots=True)
class Survey:
    """What the first pass adds up: batches in file order, deposits by lockbox and day, records."""

    batches: list[Batch] = field(default_factory=list)
    deposits: dict[tuple[str, str], Deposit] = field(default_factory=dict)
    records: int = 0

    def deposit(self, text: str) -> Deposit:
        """Return the deposit that a 5, 7 or 8 record speaks of."""
        lockbox, day = text[7:14].strip().lstrip("0"), text[14:20].strip()
        return self.deposits.setdefault((lockbox, day), Deposit(lockbox, day))


def survey(rows: Iterable[tuple[int, str]], widths: Widths) -> Survey:
    """Add up a file once."""
    result = Survey()
    batch: Batch | None = None
    for number, text in rows:
        result.records += 1
        kind = text[0]
        if kind == "5" or (kind == "6" and batch is None):
            batch = _opened(result, number, text)
        if kind in "64" and batch is not None:
            _added(batch, text, widths)
        elif kind == "7" and batch is not None:
            batch.proven = _same(text[23 : 23 + widths.amount], batch.minor)
            batch = None
        elif kind == "8":
            deposit = result.deposit(text)
            deposit.stated, batch = True, None
            deposit.proven = _same(text[24 : 24 + widths.amount], deposit.minor)
        elif kind == "9":
            batch = None
    return result


def _opened(result: Survey, number: int, text: str) -> Batch:
    """Begin a batch; checks before any batch header belong to a lockbox without a number."""
    head = text if text[0] == "5" else " " * 20
    deposit = result.deposit(head)
    deposit.line = deposit.line or number
    batch = Batch(text[1:4].strip(), deposit, head[14:20].strip())
    result.batches.append(batch)
    return batch


def _added(batch: Batch, text: str, widths: Widths) -> None:
    """Take a check or an overflow record into the sums."""
    minor = (check(text, widths).minor or 0) if text[0] == "6" else 0
    for level in (batch, batch.deposit):
        level.minor += minor
        level.checks += text[0] == "6"
        level.records += 1


def _same(stated: str, minor: int) -> bool | None:
    """Compare a stated total; None where it is blank."""
    figure = signed(stated)
    return None if figure is None else figure == minor


def _control(line: int, name: str, scope: str, stated: str, actuals: tuple[int, ...]) -> Control:
    """Return a control that any of several counting habits may match."""
    expected = signed(stated)
    if expected is None:
        return Control(line, name, scope, None, actuals[0], Proof.ABSENT)
    if expected in actuals:
        return Control(line, name, scope, expected, expected, Proof.MATCHED)
    return Control(line, name, scope, expected, actuals[0], Proof.MISMATCHED)


def batch_controls(line: int, text: str, batch: Batch | None, width: int) -> tuple[Control, ...]:
    """Return the controls of a 7: count of checks (or of checks and overflows) and total."""
    lockbox = text[7:14].strip().lstrip("0")
    scope = f"{lockbox}/{text[14:20].strip()}/{text[1:4].strip()}"
    minor, checks, records = (batch.minor, batch.checks, batch.records) if batch else (0, 0, 0)
    return (
        _control(line, "batch_checks", scope, text[20:23], (checks, records)),
        _control(line, "batch_total", scope, text[23 : 23 + width], (minor,)),
    )


def deposit_controls(line: int, text: str, deposit: Deposit, width: int) -> tuple[Control, ...]:
    """Return the controls of an 8."""
    return (
        _control(line, "deposit_checks", deposit.scope, text[20:24], (deposit.checks, deposit.records)),
        _control(line, "deposit_total", deposit.scope, text[24 : 24 + width], (deposit.minor,)),
    )


def file_control(line: int, text: str, records: int) -> Control:
    """Return the control of a 9: all records of the file, or all but its first and last."""
    return _control(line, "file_records", "file", text[1:7], (records, records - 2))
