"""PayPal: the settlement report (STL), rows that say what they are, amounts in minor units beside CR or DR."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kit.findings import Finding, Severity
from kit.money import MINOR_MAX
from parsers.processors import settlement
from parsers.processors.settlement import Columns, Line, numbers, unread
from parsers.reading import Reading
from parsers.records import Control, Entry, Kind, Party, Proof, Record, Ref, compared
from parsers.tables import tables
from parsers.tables.bank_cells import day
from parsers.tables.words import plain
from parsers.tables.workbook import Row

NAMES: dict[str, tuple[str, ...]] = {
    "own": ("transaction id",),
    "invoice": ("invoice id",),
    "reference": ("pay pal reference id",),  # plain parts PayPal in two
    "event": ("transaction event code",),
    "begun": ("transaction initiation date",),
    "done": ("transaction completion date",),
    "side": ("transaction debit or credit",),
    "gross": ("gross transaction amount",),
    "currency": ("gross transaction currency",),
    "fee_side": ("fee debit or credit",),
    "fee": ("fee amount",),
    "fee_currency": ("fee currency",),
    "custom": ("custom field",),
    "consumer": ("consumer id",),
    "first": ("first name",),
    "last": ("last name",),
    "store": ("store id",),
}
#: First digits of a transaction event code -> what a credit of it is, and what a debit.
EVENTS: dict[str, tuple[Kind, Kind]] = {
    "T00": (Kind.RECEIPT, Kind.OTHER),
    "T11": (Kind.OTHER, Kind.RETURN),
    "T12": (Kind.OTHER, Kind.RETURN),
    "T13": (Kind.NOTICE, Kind.NOTICE),
}
_PAYOUT = "T04"
_SIGNS = {"CR": 1, "DR": -1}
_WHOLE = re.compile(r"[0-9]{1,15}", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
#: Rows that carry no money of their own.
_AROUND = frozenset({"RH", "FH", "SH", "CH", "RF", "RC", "FF", "FC"})


def parse(data: bytes, reading: Reading) -> Iterator[Record]:
    """Yield the lines of each section, and its footers as controls; without a footer the file was cut.

    A section's withdrawals (T04) are what went to the bank. Where a section has one, its other lines carry its number.
    """
    footers = list(_footers(data, reading))
    sound = not any(isinstance(one, Finding) or one.proof is Proof.MISMATCHED for one in footers)
    for record in settlement.parse(lambda: _lines(data, reading)):
        yield record if sound or not isinstance(record, Entry) else replace(record, trusted=False)
    yield from footers


def _rows(data: bytes, reading: Reading) -> Iterator[tuple[str, Row]]:
    """Yield the rows with what they say they are."""
    for row in tables.opened(data, reading.limits).rows:
        yield row.cells[0].upper(), row


def _lines(data: bytes, reading: Reading) -> Iterator[Line | Finding]:
    """Yield the body rows as lines, under the column names of their section."""
    payouts = _payouts(data, reading)
    columns = Columns([], NAMES)
    section, width = 0, 0
    for kind, row in _rows(data, reading):
        if kind == "SH":
            section += 1
        elif kind == "CH":
            columns, width = Columns([plain(cell) for cell in row.cells], NAMES), len(row.cells)
        elif kind == "SB":
            if len(row.cells) > width and any(row.cells[width:]):
                yield unread(row, f"the row has {len(row.cells)} cells, the header {width}")
            else:
                yield _line(row, columns, payouts.get(section, {}))
        elif kind not in _AROUND and kind not in {"SF", "SC"}:
            yield unread(row, f"{kind[:20]!r} is no kind of row")


def _payouts(data: bytes, reading: Reading) -> dict[int, dict[str, str]]:
    """Return the one withdrawal of each section and currency, where there is one alone."""
    found: dict[int, dict[str, str]] = {}
    columns, section = Columns([], NAMES), 0
    for kind, row in _rows(data, reading):
        if kind == "SH":
            section += 1
        elif kind == "CH":
            columns = Columns([plain(cell) for cell in row.cells], NAMES)
        elif kind == "SB" and columns.of(row, "event").startswith(_PAYOUT) and columns.of(row, "side") == "DR":
            currency = columns.of(row, "currency")
            by_currency = found.setdefault(section, {})
            by_currency[currency] = "" if currency in by_currency else columns.of(row, "own")
    return found


def _line(row: Row, columns: Columns, payouts: dict[str, str]) -> Line | Finding:
    """Return the line of a body row."""
    of = columns.of
    currency, sign = of(row, "currency"), _SIGNS.get(of(row, "side"))
    gross, fee = _minor(of(row, "gross")), _minor(of(row, "fee") or "0")
    fee_sign = _SIGNS.get(of(row, "fee_side"), -1 if not fee else None)
    if not _CURRENCY.fullmatch(currency) or sign is None or gross is None or fee is None or fee_sign is None:
        return unread(row, "currency, CR or DR, gross or fee cannot be read")
    event = of(row, "event")
    net = sign * gross + fee_sign * fee
    credit, debit = EVENTS.get(event[:3], (Kind.OTHER, Kind.OTHER))
    is_payout = event.startswith(_PAYOUT) and net < 0
    kind = Kind.NOTICE if is_payout else credit if net > 0 else debit
    original = of(row, "reference") if kind is Kind.RETURN else ""
    invoice = of(row, "invoice")
    return Line(
        row=row,
        kind=kind,
        currency=currency,
        net=net,
        gross=sign * gross,
        fee=-fee_sign * fee,
        on=_day(of(row, "done")) or _day(of(row, "begun")),
        sold_on=_day(of(row, "begun")),
        payout=of(row, "own") if is_payout else payouts.get(currency, ""),
        is_payout=is_payout,
        document=("invoice", invoice) if invoice else ("", ""),
        own=of(row, "own"),
        numbers=numbers(
            (Ref.BANK, of(row, "own")),
            (Ref.ORIGINAL, original),
            (Ref.IDENTIFICATION, "" if original else of(row, "consumer")),
        ),
        payer=Party(" ".join(part for part in (of(row, "first"), of(row, "last")) if part), of(row, "consumer")),
        account=of(row, "store"),
        text=tuple(text for text in (of(row, "custom"),) if text),
        code=event,
        wrong="the fee is in another currency than the gross" if of(row, "fee_currency") not in {"", currency} else "",
    )


def _footers(data: bytes, reading: Reading) -> Iterator[Control | Finding]:
    """Yield the counts and sums of the section footers; a report without its footer was cut."""
    columns, count, ended = Columns([], NAMES), 0, False
    sums = [0, 0, 0, 0]
    for kind, row in _rows(data, reading):
        if kind == "CH":
            columns, count, sums = Columns([plain(cell) for cell in row.cells], NAMES), 0, [0, 0, 0, 0]
        elif kind == "SB":
            count += 1
            _add(sums, row, columns)
        elif kind == "SF":
            given = [cell for cell in row.cells[1:] if _WHOLE.fullmatch(cell)][:4]
            currency = next((cell for cell in row.cells[1:3] if _CURRENCY.fullmatch(cell)), "section")
            names = ("gross_credits", "gross_debits", "fee_credits", "fee_debits")
            for name, said, actual in zip(names, given, sums, strict=False):
                yield compared(row.line, name, currency, int(said), actual)
        elif kind == "SC":
            said = next((cell for cell in row.cells[1:] if _WHOLE.fullmatch(cell)), "")
            yield compared(row.line, "section_records", "section", int(said) if said else None, count)
        ended = ended or kind in {"RF", "RC", "FF", "FC"}
    if not ended:
        yield Finding(0, "file_truncated", "the report has no footer: it was cut, fetch it again", Severity.ERROR)


def _add(sums: list[int], row: Row, columns: Columns) -> None:
    """Add a body row to the sums of its section: gross credits and debits, fee credits and debits."""
    for place, role, side in ((0, "gross", "side"), (2, "fee", "fee_side")):
        minor = _minor(columns.of(row, role))
        if minor is not None:
            sums[place + (columns.of(row, side) != "CR")] += minor


def _minor(text: str) -> int | None:
    """Return whole minor units, which is how the report writes every currency."""
    minor = int(text) if _WHOLE.fullmatch(text) else None
    return minor if minor is not None and minor <= MINOR_MAX else None


def _day(text: str) -> date | None:
    """Return the day of an instant as written: `2026/11/20 10:15:00 -0800`."""
    return day(text, "ymd") if text else None
