"""PayPal: activity and statement downloads in the languages of its users, and the settlement report (STL)."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from kit.findings import Finding, Severity
from parsers.processors import paypal_columns, paypal_stl, settlement
from parsers.processors.paypal_columns import CONVERSION, FUNDING, NAMES, OPEN, PAYOUT, RETURN, SETTLED
from parsers.processors.settlement import Columns, Line, before, checked, numbers, unread
from parsers.reading import Reading
from parsers.records import Control, Entry, Kind, Party, Record, Ref
from parsers.records import Proof as Verdict
from parsers.tables import bank_cells, tables
from parsers.tables.bank_proof import GAPS_MAX, Proof, proof
from parsers.tables.bank_rows import Told, What
from parsers.tables.kinds import heads_of
from parsers.tables.words import plain
from parsers.tables.workbook import Row


@dataclass(slots=True)
class _Sheet:
    """How one download is written, and what all its rows show."""

    data: bytes
    reading: Reading
    columns: Columns
    header: list[str]
    given: tuple[str, ...]
    order: str = ""
    decimal: str = ""
    payouts: dict[str, list[tuple[int, str]]] = field(default_factory=dict)  # currency -> (line, id), sums hold
    proof: Proof = field(default_factory=Proof)

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the header."""
        return tables.headed(tables.opened(self.data, self.reading.limits), heads_of("paypal")).rows


def knows(head: bytes) -> bool:
    """Tell an activity download or a settlement report by its columns."""
    return tables.kind(head) in {"paypal", "paypal_stl"}


def parse(data: bytes, reading: Reading) -> Iterator[Record]:
    """Yield a download's lines; only what is completed counts, the rest are notices.

    Days and decimal marks are those that all rows allow. Where the order of days stays open, no entry has a day and
    none is trusted. The balances of each currency prove the rows between them.
    """
    first = tables.headed(tables.opened(data, reading.limits), heads_of("paypal"))
    if first.header is None:
        yield from paypal_stl.parse(data, reading)
        return
    header = [plain(cell) for cell in first.header.cells]
    sheet = _Sheet(data, reading, Columns(header, NAMES), header, first.header.cells)
    _decide(sheet)
    if not sheet.order and next(sheet.rows(), None) is not None:
        said = "no day is above 12 and no order of the rows shows which number is the day; nothing is trusted"
        yield Finding(first.header.line, "day_order_open", said, Severity.WARNING)
    sheet.proof = _followed(sheet)
    _bundle(sheet)
    gaps = sheet.proof.broken() if sheet.proof.links else []
    for record in settlement.parse(lambda: _lines(sheet)):
        if isinstance(record, Entry) and (
            not sheet.order or any(gap.first <= record.line <= gap.last for gap in gaps) or len(gaps) > GAPS_MAX
        ):
            yield replace(record, trusted=False)
        else:
            yield record
    yield from _proven(sheet)


def _decide(sheet: _Sheet) -> None:
    """Find the order of days and the decimal mark that all rows allow."""
    orders: Counter[tuple[str, ...]] = Counter()
    marks: Counter[str] = Counter()
    rising = {"dmy": [0, 0], "mdy": [0, 0]}
    last: dict[str, date] = {}
    for row in sheet.rows():
        readings = bank_cells.days(sheet.columns.of(row, "date"))
        if readings:
            orders[tuple(readings)] += 1
        for order, steps in rising.items():
            if order in readings:
                if order in last and readings[order] != last[order]:
                    steps[readings[order] > last[order]] += 1
                last[order] = readings[order]
        for role in ("gross", "fee", "net", "balance"):
            marks[bank_cells.marks(sheet.columns.of(row, role))] += 1
    allowed = [order for order in bank_cells.ORDERS if all(order in readings for readings in orders)]
    if len(allowed) > 1 and paypal_columns.language(sheet.header) != "en":
        allowed = ["dmy"]  # only English accounts write the month first
    if len(allowed) > 1:  # rows follow time, one way or the other
        ordered = [order for order in allowed if order in rising and min(rising[order]) == 0 < max(rising[order])]
        allowed = ordered if len(ordered) == 1 else allowed
    sheet.order = allowed[0] if len(allowed) == 1 else ""
    sheet.decimal = max(".,", key=lambda mark: marks[mark])


def _amount(sheet: _Sheet, row: Row, role: str, currency: str) -> int | None:
    """Return one amount of a row."""
    cell = sheet.columns.of(row, role)
    place = sheet.columns.places[role]
    return bank_cells.amount(cell, "." if place in row.natives else sheet.decimal, currency) if cell else None


def _is_settled(sheet: _Sheet, row: Row) -> bool:
    """Whether a row counts: it is completed, or the download has completed rows only."""
    return not sheet.columns.has("status") or plain(sheet.columns.of(row, "status")) in SETTLED


def _followed(sheet: _Sheet) -> Proof:
    """Return what the balances prove: in most reports what is pending moves them as well, in some it does not."""
    whole = proof(_told(sheet, pending=True))
    if whole.best == whole.links:
        return whole
    settled = proof(_told(sheet, pending=False))
    return settled if settled.links and settled.best == settled.links else whole


def _told(sheet: _Sheet, *, pending: bool) -> Iterator[Told]:
    """Yield the rows as the running balance of each currency sees them, with those that are pending or without."""
    for row in sheet.rows():
        currency = sheet.columns.of(row, "currency").upper()
        net = _amount(sheet, row, "net", currency)
        if net is not None and (pending or _is_settled(sheet, row)):
            yield Told(row, What.PAYMENT, net, currency, None, _amount(sheet, row, "balance", currency))


def _bundle(sheet: _Sheet) -> None:
    """Find the withdrawals that are the sum of all lines since the one before, in the order of time."""
    sums: Counter[str] = Counter()
    open_: dict[str, tuple[int, str, int]] = {}
    newest_first = sheet.proof.newest_first
    for row in sheet.rows():
        currency = sheet.columns.of(row, "currency").upper()
        net = _amount(sheet, row, "net", currency)
        if net is None or not _is_settled(sheet, row):
            continue
        if not _withdrawn(sheet, row, net):
            sums[currency] += net
            continue
        identity = sheet.columns.of(row, "own")
        if newest_first:
            _close(sheet, open_.get(currency), currency, sums[currency])
            open_[currency] = (row.line, identity, -net)
        elif sums[currency] == -net:
            sheet.payouts.setdefault(currency, []).append((row.line, identity))
        sums[currency] = 0
    for currency, opened in open_.items():
        _close(sheet, opened, currency, sums[currency])


def _close(sheet: _Sheet, opened: tuple[int, str, int] | None, currency: str, total: int) -> None:
    """Keep a withdrawal whose lines, which stand below it, sum up to it."""
    if opened is not None and opened[2] == total:
        sheet.payouts.setdefault(currency, []).append(opened[:2])


def _payout(sheet: _Sheet, currency: str, line: int) -> str:
    """Return the withdrawal that carries a line: the nearest below it, or above it where the newest comes first."""
    known = sheet.payouts.get(currency, [])
    place = bisect_left(known, (line, ""))
    if sheet.proof.newest_first:
        return known[place - 1][1] if place else ""
    return known[place][1] if place < len(known) else ""


def _withdrawn(sheet: _Sheet, row: Row, net: int) -> bool:
    """Whether a row is money on its way to our bank."""
    return net < 0 and PAYOUT.search(plain(sheet.columns.of(row, "type"))) is not None


def _lines(sheet: _Sheet) -> Iterator[Line | Finding]:
    """Yield the lines of the download."""
    yield from before(tables.headed(tables.opened(sheet.data, sheet.reading.limits), heads_of("paypal")).preamble)
    for row in sheet.rows():
        if row.cells == sheet.given:
            yield Finding(row.line, "row_aside", "the column names once more", Severity.NOTE, row.raw)
        elif len(row.cells) > len(sheet.header) and any(row.cells[len(sheet.header) :]):
            yield unread(row, f"the row has {len(row.cells)} cells, the header {len(sheet.header)}")
        else:
            yield _line(sheet, row)


def _line(sheet: _Sheet, row: Row) -> Line | Finding:
    """Return the line of a row."""
    of = sheet.columns.of
    currency = of(row, "currency").upper()
    gross, fee, net = (_amount(sheet, row, role, currency) for role in ("gross", "fee", "net"))
    readings = bank_cells.days(of(row, "date"))
    if gross is None or net is None or not readings or len(currency) != len("USD"):
        return unread(row, "day, currency, gross or net cannot be read")
    kind = _kind(sheet, row, net)
    is_payout = kind is Kind.NOTICE and _is_settled(sheet, row) and _withdrawn(sheet, row, net)
    own, reference, invoice = of(row, "own"), of(row, "reference"), of(row, "invoice")
    on = readings.get(sheet.order) if sheet.order else None
    payout = own if is_payout else _payout(sheet, currency, row.line) if kind is not Kind.NOTICE else ""
    return Line(
        row=row,
        kind=kind,
        currency=currency,
        net=net,
        gross=gross,
        fee=-(fee or 0),
        on=on,
        sold_on=on,
        payout=payout,
        is_payout=is_payout and any(own == known for _, known in sheet.payouts.get(currency, [])),
        document=("invoice", invoice) if invoice else ("", ""),
        own=own,
        numbers=numbers(
            (Ref.BANK, own),
            (Ref.ORIGINAL if kind is Kind.RETURN else Ref.CUSTOMER, reference),
            (Ref.IDENTIFICATION, of(row, "receipt")),
        ),
        payer=Party(of(row, "name"), of(row, "from")),
        text=tuple(dict.fromkeys(text for role in ("title", "subject", "note") if (text := of(row, role)))),
        code=of(row, "type"),
        unknown=_unknown(sheet, row),
        wrong=checked(gross, -(fee or 0), net, currency),
    )


def _unknown(sheet: _Sheet, row: Row) -> str:
    """Return a state that is neither settled nor one that moves no money."""
    status = plain(sheet.columns.of(row, "status"))
    known = not sheet.columns.has("status") or status in SETTLED or status in OPEN
    return "" if known else status or "empty"


def _kind(sheet: _Sheet, row: Row, net: int) -> Kind:
    """Say what a row is to cash application."""
    what = plain(sheet.columns.of(row, "type"))
    if not _is_settled(sheet, row) or _withdrawn(sheet, row, net):
        return Kind.NOTICE
    if CONVERSION.search(what) or FUNDING.search(what):
        return Kind.OTHER
    if RETURN.search(what):
        return Kind.RETURN if net < 0 else Kind.OTHER
    return Kind.RECEIPT if net > 0 else Kind.OTHER


def _proven(sheet: _Sheet) -> Iterator[Control | Finding]:
    """Yield what the balances prove."""
    links, held = sheet.proof.links, sheet.proof.best
    if not links:
        return
    verdict = Verdict.MATCHED if held == links else Verdict.MISMATCHED
    yield Control(0, "running_balance", "file", links, held, verdict)
    for gap in sheet.proof.broken()[:GAPS_MAX]:
        moved = f"the balance moves by {gap.expected} where the rows move {gap.actual}"
        yield Finding(gap.last, "balance_gap", f"lines {gap.first}-{gap.last}: {moved}; a row is wrong or missing")
