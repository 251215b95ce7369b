"""Card batches: what a processor says of each payout, and the bank's line that it should be."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kit.days import business_days

#: Words of a line's kind, in any processor's: what was given back, what a payer's bank took back, what it cost.
_BACK = re.compile(r"charge.?backs?|dispute|contracargo|ruckbelastung|charge_failure|^T12", re.IGNORECASE)
_REFUND = re.compile(r"refund", re.IGNORECASE)
_FEE = re.compile(r"fee|cost|^tax$|commission|gebuhr|comision|InvoiceDeduction|^T01", re.IGNORECASE)
#: A payout's number shorter than this may stand in a bank's line by chance.
_NUMBER_MIN = 6


class Part(StrEnum):
    """What a line of a batch is: sales as they were sold, and all that is taken off or added before the payout."""

    GROSS = "gross"
    REFUNDS = "refunds"
    FEES = "fees"
    CHARGEBACKS = "chargebacks"
    OTHER = "other"


class Why(StrEnum):
    """What a difference between a batch and the bank is called."""

    AGREES = "agrees"
    IN_TRANSIT = "in_transit"
    DEPOSIT_MISSING = "deposit_missing"
    AMOUNT_DIFFERS = "amount_differs"
    LINES_MISSING = "lines_missing"
    NOTHING_TO_PAY = "nothing_to_pay"
    REPORT_MISSING = "report_missing"


#: What is taken off the sales.
_TAKEN = (Part.REFUNDS, Part.FEES, Part.CHARGEBACKS)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a processor's report: `net` is signed minor units, money to us positive; `gross`: of a sale."""

    kind: str
    code: str
    net: int
    gross: int | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """A payout as its processor tells it. `stated` is what the payout's own line says, None where there is none."""

    processor: str
    payout: str
    currency: str
    paid_on: date
    parts: Mapping[Part, int]
    stated: int | None
    source_file: str
    entries: frozenset[str] = field(default=frozenset())

    @property
    def net(self) -> int:
        """Return gross less refunds, fees and chargebacks, and what else moved: what the bank should get."""
        return self.parts[Part.GROSS] - sum(self.parts[one] for one in _TAKEN) + self.parts[Part.OTHER]


@dataclass(frozen=True, slots=True)
class Deposit:
    """A line of the bank that names a processor, or that explained sales are settled by."""

    entry_id: str
    processor: str
    currency: str
    minor: int
    day: date
    words: str
    bank_reference: str
    source_file: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A batch and its deposit; `difference` is the deposit less what the batch comes to, with its name."""

    batch: Batch | None
    deposit: Deposit | None
    why: Why

    @property
    def difference(self) -> int:
        """Return what the bank got beyond what the batch comes to."""
        return (self.deposit.minor if self.deposit else 0) - (self.batch.net if self.batch else 0)


Fits = Callable[[Batch, Deposit], bool]


def parts(lines: Iterable[Line]) -> dict[Part, int]:
    """Return what the lines of a batch come to; what is taken off stands positive."""
    sums: Counter[Part] = Counter(dict.fromkeys(Part, 0))
    for line in lines:
        for part, minor in _parts(line):
            sums[part] += minor
    return dict(sums)


def is_fee(code: str) -> bool:
    """Say whether a line that is no sale and gives none back is what the processor costs."""
    return _FEE.search(code) is not None


def _parts(line: Line) -> Iterator[tuple[Part, int]]:
    """Yield the parts of a line: of a sale, or of what is given back of one, its gross and the fee for it."""
    if line.kind not in {"receipt", "return"}:
        yield (Part.FEES, -line.net) if is_fee(line.code) else (Part.OTHER, line.net)
        return
    gross = line.net if line.gross is None else line.gross
    yield Part.FEES, gross - line.net
    if _BACK.search(line.code):
        yield Part.CHARGEBACKS, -gross
    elif line.kind == "return" or _REFUND.search(line.code):
        yield Part.REFUNDS, -gross
    else:
        yield Part.GROSS, gross


def settled(
    batches: Sequence[Batch], deposits: Sequence[Deposit], known: Mapping[str, str], days: int, as_of: date
) -> list[Settled]:
    """Pair each batch with its deposit: a tie we know, its number in the bank's words, the amount, the only one near.

    `known` leads from a deposit to an entry that it was settled by. A batch or a deposit without the other is told.
    """
    table = _Table(list(batches), list(deposits), days)
    table.pair(lambda batch, one: known.get(one.entry_id) in batch.entries)
    table.pair(lambda batch, one: _named(batch, one) and one.minor == batch.net)
    table.pair(_named)
    table.pair(lambda batch, one: table.near(batch, one) and one.minor == batch.net)
    table.pair_only(table.near)
    alone = [Settled(batch, None, _alone(batch, days, as_of)) for batch in table.batches]
    unknown = [Settled(None, one, Why.REPORT_MISSING) for one in table.deposits]
    return sorted([*table.found, *alone, *unknown], key=_order)


class _Table:
    """What is not paired yet, and the pairs."""

    def __init__(self, batches: list[Batch], deposits: list[Deposit], days: int) -> None:
        self.batches = sorted(batches, key=lambda one: (one.paid_on, one.processor, one.payout, one.currency))
        self.deposits = sorted(deposits, key=lambda one: (one.day, one.entry_id))
        self.days = days
        self.found: list[Settled] = []

    def near(self, batch: Batch, one: Deposit) -> bool:
        """Say whether a line of that processor lies near enough to the day of the payout."""
        return (
            (one.processor, one.currency) == (batch.processor, batch.currency)
            and batch.net > 0
            and abs(business_days(batch.paid_on, one.day)) <= self.days
        )

    def pair(self, fits: Fits) -> None:
        """Pair what fits, the oldest first."""
        for batch in list(self.batches):
            chosen = next((one for one in self.deposits if one.currency == batch.currency and fits(batch, one)), None)
            if chosen is not None:
                self._take(batch, chosen)

    def pair_only(self, fits: Fits) -> None:
        """Pair what fits each other and nothing else: its amounts differ."""
        mine: defaultdict[int, list[int]] = defaultdict(list)
        theirs: Counter[int] = Counter()
        for place, batch in enumerate(self.batches):
            for other, one in enumerate(self.deposits):
                if fits(batch, one):
                    mine[place].append(other)
                    theirs[other] += 1
        pairs = [
            (self.batches[place], self.deposits[fit[0]])
            for place, fit in mine.items()
            if len(fit) == 1 and theirs[fit[0]] == 1
        ]
        for batch, one in pairs:
            self._take(batch, one)

    def _take(self, batch: Batch, one: Deposit) -> None:
        """Keep a pair."""
        self.batches.remove(batch)
        self.deposits.remove(one)
        why = Why.AGREES if one.minor == batch.net else Why.AMOUNT_DIFFERS
        if why is Why.AMOUNT_DIFFERS and one.minor == batch.stated:
            why = Why.LINES_MISSING
        self.found.append(Settled(batch, one, why))


def _named(batch: Batch, one: Deposit) -> bool:
    """Say whether the bank's line names the payout."""
    return len(batch.payout) >= _NUMBER_MIN and batch.payout.upper() in one.words.upper()


def _alone(batch: Batch, days: int, as_of: date) -> Why:
    """Say why a batch has no deposit."""
    if batch.net <= 0:
        return Why.NOTHING_TO_PAY
    return Why.IN_TRANSIT if business_days(batch.paid_on, as_of) <= days else Why.DEPOSIT_MISSING


def _order(one: Settled) -> tuple[date, str, str, str]:
    """Return where a row stands: by day, processor, payout."""
    if one.batch:
        return one.batch.paid_on, one.batch.processor, one.batch.payout, one.batch.currency
    assert one.deposit is not None, "a row has a batch or a deposit"
    return one.deposit.day, one.deposit.processor, "", one.deposit.entry_id
