"""What no book could take, whatever the format: an amount beyond reason, a currency that is none or is no more."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kit.findings import Finding, Severity
from kit.money import MINOR_MAX, exponent
from parsers.codes.historic_currencies import historic
from parsers.records import Entry, Record, Remittance, Statement

_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)


def bounded(records: Iterable[Record]) -> Iterator[Record]:
    """Yield the records; an entry out of bounds becomes a finding, a remittance line out of bounds is taken off it.

    An entry that lost a line is not trusted: what the payer said of his money is no longer whole. A currency that is no
    longer money is said once.
    """
    known: set[str] = set()  # currencies seen to be well written
    most = MINOR_MAX
    for record in records:
        if type(record) is not Entry or (
            0 <= record.minor <= most
            and record.currency in known
            and (not record.remittance or _all_reasonable(record.remittance))
        ):
            if type(record) is Statement and record.currency not in known and _CURRENCY.fullmatch(record.currency):
                yield from _no_more(record, known)
            yield record
        else:
            yield from _judged(record, known)


def _judged(record: Entry, known: set[str]) -> Iterator[Record]:
    """Yield an entry whose currency is new, or what becomes of one that is out of bounds."""
    if record.currency not in known and not _CURRENCY.fullmatch(record.currency):
        message = f"{record.currency!r} is no currency: kept and left out."
        yield Finding(record.line, "currency_unreadable", message, raw=record.raw)
        return
    yield from _no_more(record, known)
    if not 0 <= record.minor <= MINOR_MAX:
        message = "More than any payment moves: kept and left out."
        yield Finding(record.line, "amount_beyond_reason", message, raw=record.raw)
    elif not all(map(_reasonable, record.remittance)):
        message = "A remittance line moves more than any payment: it is left off, and the entry is not trusted."
        yield Finding(record.line, "amount_beyond_reason", message, raw=record.raw)
        yield replace(record, remittance=tuple(filter(_reasonable, record.remittance)), trusted=False)
    else:
        yield record


def _no_more(record: Entry | Statement, known: set[str]) -> Iterator[Finding]:
    """Take a currency as known, and say where it was no longer money on the day of the record (US notes, 1.6)."""
    on = record.booked_on if isinstance(record, Entry) else record.on
    if record.currency not in known and (instead := historic(record.currency, on)):
        digits = exponent(record.currency)
        message = (
            f"{record.currency} is no longer money, {instead} took its place: read with {digits} decimals, check it."
        )
        yield Finding(record.line, "currency_historic", message, Severity.WARNING)
    known.add(record.currency)


def _reasonable(line: Remittance) -> bool:
    """Whether every amount of a remittance line is one that a posting may move."""
    most = MINOR_MAX
    return (
        -most <= (line.paid or 0) <= most
        and -most <= (line.gross or 0) <= most
        and -most <= (line.discount or 0) <= most
        and (not line.adjustments or all(abs(each.minor) <= most for each in line.adjustments))
    )


def _all_reasonable(lines: tuple[Remittance, ...]) -> bool:
    """Whether every remittance line is reasonable; of one line, as most entries have, without a loop in a loop."""
    return _reasonable(lines[0]) if len(lines) == 1 else all(map(_reasonable, lines))
