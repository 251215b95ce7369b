"""What a card or wallet processor settles: sales less fees, summed up by payouts, each line an entry of its own."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kit.findings import Finding, Severity
from kit.money import Money
from parsers.records import (
    Adjustment,
    Control,
    Entry,
    Kind,
    Method,
    Party,
    Record,
    Ref,
    Reference,
    Remittance,
    Statement,
    compared,
)
from parsers.tables.workbook import Row

#: The reason under which a processor's fee is taken off.
FEE = "FEE"
#: Payouts of one file of which the sums are kept; a file with more gives no totals for the rest.
PAYOUTS_MAX = 100_000
NOBODY = Party()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a settlement. Amounts are signed minor units of `currency`, money to us is positive.

    `gross` less `fee` is `net`; None: not said. `payout` is the key of the payout that carries the line;
    `is_payout`: the line is that payout itself. `document` is the order or invoice with its qualifier.
    """

    row: Row
    kind: Kind
    currency: str
    net: int
    gross: int | None = None
    fee: int | None = None
    on: date | None = None
    sold_on: date | None = None
    payout: str = ""
    is_payout: bool = False
    document: tuple[str, str] = ("", "")
    own: str = ""
    numbers: tuple[Reference, ...] = ()
    payer: Party = NOBODY
    account: str = ""
    text: tuple[str, ...] = ()
    code: str = ""
    wrong: str = ""  # why the line cannot be trusted
    unknown: str = ""  # what the line says of itself and nobody knows


@dataclass(slots=True)
class Survey:
    """What the lines of a file come to, by payout and currency, known before the first entry is given out."""

    nets: Counter[tuple[str, str]] = field(default_factory=Counter)
    paid: Counter[tuple[str, str]] = field(
        default_factory=Counter
    )  # the payouts' own lines, money to the bank positive
    days: dict[str, date] = field(default_factory=dict)  # payout -> when it went
    lines: dict[str, int] = field(default_factory=dict)  # payout -> its own line
    currencies: dict[str, None] = field(default_factory=dict)


def parse(lines: Callable[[], Iterator[Line | Finding]], *, balanced: bool = False) -> Iterator[Record]:
    """Yield statements, entries, controls and findings of a settlement; the lines are asked for twice.

    The payout's own line must equal the sum of its lines (`payout_total`); with `balanced` all lines of a payout sum
    to nothing (`batch_balance`). Where a total fails, no line of that payout is trusted.
    """
    survey = _surveyed(lines())
    keys = {**survey.nets, **survey.paid} if balanced else survey.paid
    failed = {key for key in keys if survey.nets[key] != survey.paid[key]}
    for currency in survey.currencies or {"": None}:
        yield Statement(0, "", currency, None)
    for line in lines():
        if isinstance(line, Finding):
            yield line
            continue
        if line.wrong:
            yield Finding(line.row.line, "net_differs", line.wrong, Severity.ERROR, line.row.raw)
        if line.unknown:
            said = f"{line.unknown[:40]!r} is no kind of line we know: its money is no sale's until a person says so"
            yield Finding(line.row.line, "line_kind_unknown", said, Severity.WARNING, line.row.raw)
        yield _entry(line, survey, trusted=not line.wrong and (line.payout, line.currency) not in failed)
    yield from _controls(survey, balanced=balanced)


def _surveyed(lines: Iterable[Line | Finding]) -> Survey:
    """Add up the lines of each payout."""
    survey = Survey()
    for line in lines:
        if isinstance(line, Finding):
            continue
        survey.currencies[line.currency] = None
        if not line.payout:
            continue
        key = (line.payout, line.currency)
        if key not in survey.nets and key not in survey.paid and len(survey.nets) >= PAYOUTS_MAX:
            continue
        if line.is_payout:
            survey.paid[key] -= line.net
            survey.lines[line.payout] = line.row.line
            if line.on is not None:
                survey.days[line.payout] = line.on
        else:
            survey.nets[key] += line.net
    return survey


def _entry(line: Line, survey: Survey, *, trusted: bool) -> Entry:
    """Return the entry of a line; it is booked on the day of its payout, where the file says that."""
    batch = (Reference(Ref.BATCH, line.payout),) if line.payout else ()
    return Entry(
        line=line.row.line,
        kind=line.kind if line.net else Kind.NOTICE,
        method=Method.CARD,
        credit=line.net > 0,
        minor=abs(line.net),
        currency=line.currency,
        bank_reference=line.own,
        booked_on=survey.days.get(line.payout, line.on),
        payer=line.payer,
        account=line.account,
        references=(*line.numbers, *batch),
        remittance=_remittance(line),
        text=line.text,
        code=line.code,
        total_of=("card", line.payout) if line.is_payout and line.payout else None,
        trusted=trusted,
        raw=line.row.raw,
    )


def _remittance(line: Line) -> tuple[Remittance, ...]:
    """Return what a sale pays or what is given back of one: its document gross, the fee taken off, net as paid."""
    if line.kind not in {Kind.RECEIPT, Kind.RETURN} or line.gross is None:
        return ()
    qualifier, reference = line.document
    taken = (Adjustment(-line.fee, FEE, "processor fee"),) if line.fee else ()
    return (
        Remittance(line.row.line, qualifier or "unknown", reference, line.net, line.gross, None, taken, line.sold_on),
    )


def _controls(survey: Survey, *, balanced: bool) -> Iterator[Control]:
    """Yield each payout against its lines."""
    for key in dict.fromkeys((*survey.nets, *survey.paid)):
        payout, _ = key
        if key in survey.paid:
            yield compared(survey.lines[payout], "payout_total", payout, survey.paid[key], survey.nets[key])
        elif not balanced:
            yield compared(0, "payout_total", payout, None, survey.nets[key])
        if balanced:
            yield compared(0, "batch_balance", payout, 0, survey.nets[key] - survey.paid[key])


def checked(gross: int | None, fee: int | None, net: int, currency: str) -> str:
    """Say why the three amounts of a line do not hold together, empty where they do."""
    if gross is None or fee is None or gross - fee == net:
        return ""
    whole, less, rest = (Money(one, currency) for one in (gross, fee, net))
    return f"gross {whole} less fee {less} is not net {rest}"


def numbers(*given: tuple[Ref, str]) -> tuple[Reference, ...]:
    """Return the references that say something, each once."""
    return tuple(dict.fromkeys(Reference(kind, value) for kind, value in given if value))


def before(rows: Iterable[Row]) -> Iterator[Finding]:
    """Yield the rows that stand before the column names, where a processor writes none."""
    for row in rows:
        if any(row.cells):
            yield Finding(row.line, "row_before_header", "a row before the column names", Severity.WARNING, row.raw)


class Columns:
    """The cells of a row by plain column name; a row may be cut short."""

    def __init__(self, header: Sequence[str], names: Mapping[str, Sequence[str]]) -> None:
        """`names`: role -> plain names, the most telling first."""
        self.places = {
            role: next((header.index(name) for name in known if name in header), None) for role, known in names.items()
        }

    def has(self, role: str) -> bool:
        """Whether the table has a column of a role."""
        return self.places[role] is not None

    def of(self, row: Row, role: str) -> str:
        """Return a cell, empty where the table or the row has none."""
        place = self.places[role]
        return row.cells[place] if place is not None and place < len(row.cells) else ""


def unread(row: Row, what: str) -> Finding:
    """Return the finding of a line that is kept aside."""
    return Finding(row.line, "line_unreadable", what, Severity.ERROR, row.raw)
