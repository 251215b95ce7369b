"""Read ACH files as the receiving company gets them: batches to statements, entries to receipts, returns and notices.

Layouts and codes: Nacha Operating Rules, appendix on record formats. A credit code (22, 32, 42, 52) brings money to
the receiver of the file; an originator's own file says the opposite and is not to be taken in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kit.findings import Finding, Severity
from parsers.codes.nacha_returns import CHANGES, RETURNS
from parsers.codes.nacha_sec import CLASSES, Layout
from parsers.codes.nacha_transactions import TRANSACTIONS, Action
from parsers.nacha_addenda import Told, exchanged, single, stated_original
from parsers.nacha_batches import Batch, Detail, batches, controls
from parsers.nacha_records import COLUMNS, Line, records
from parsers.records import Entry, Kind, Method, Party, Proof, Record, Ref, Reference, Statement
from parsers.x12_820 import day

_CURRENCY = "USD"
_FILE_HEADER = re.compile(rb"1\d\d[ \d]")
_BATCH_HEADER = re.compile(rb"5[0-9]{3}.{36}[ -~]{10}[A-Za-z]{3}", re.DOTALL)
_ENTRY = re.compile(rb"6[2-8][0-9][0-9 ]{9}.{17}[0-9 ]{10}", re.DOTALL)
_REVERSAL = "REVERSAL"
_SETTLES_WITHIN = timedelta(days=30)
_NOTICE_OF_CHANGE = "98"
_RETURN = "99"
_ANSWERS = frozenset({_NOTICE_OF_CHANGE, _RETURN})


def knows(head: bytes) -> bool:
    """Tell whether the first bytes are an ACH file header (094101 at 35-40), or a batch of one without its header."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\x00 ")
    first = head.splitlines()[0] if head else b""
    if _FILE_HEADER.match(first):
        return first[34:37] == b"094"
    if _BATCH_HEADER.match(first):
        return len(first) >= COLUMNS - 8
    return bool(_ENTRY.match(first)) and COLUMNS - 1 <= len(first.rstrip()) <= COLUMNS


def parse(data: bytes) -> Iterator[Record]:
    """Yield per batch its statement, its controls and its entries, and the controls of each file after its batches."""
    for found in batches(records(data)):
        if isinstance(found, Batch):
            yield from _batch(found)
        else:
            yield found


def _batch(batch: Batch) -> Iterator[Record]:
    """Yield a batch: where its totals fail, its entries are not trusted."""
    proofs = list(controls(batch))
    agreed = all(control.proof is not Proof.MISMATCHED for control in proofs)
    unproven = batch.header is not None and batch.control is None
    trusted = agreed and not unproven
    yield _statement(batch)
    yield from proofs
    if batch.header is not None and unproven:
        message = f"Batch {batch.number} has no control (8): nothing in it is posted unseen"
        yield Finding(batch.header.number, "batch_without_control", message)
    if not agreed:
        line = batch.control.number if batch.control else 0
        message = f"The totals of batch {batch.number} do not agree with its entries: nothing is posted unseen"
        yield Finding(line, "batch_totals", message)
    head = _head(batch)
    for detail in batch.details:
        yield from _entry(batch, head, detail, trusted=trusted)


@dataclass(frozen=True, slots=True)
class Head:
    """What every entry of a batch shares, read once."""

    sec: str
    layout: Layout
    payer: Party
    effective_on: date | None
    settled_on: date | None
    text: tuple[str, ...]
    reversal: bool


def _head(batch: Batch) -> Head:
    """Read a batch header; the names of an international batch stand in the addenda instead."""
    line = batch.header
    created = day(batch.origin.cut(24, 29)) if batch.origin else None
    if line is None:
        return Head("", Layout.NAMED, Party(), created, None, (), reversal=False)
    sec = batch.sec
    layout = CLASSES.get(sec, (Layout.NAMED, ""))[0]
    effective = day(line.cut(70, 75)) or created
    international = layout is Layout.INTERNATIONAL
    name = "" if international else line.cut(5, 20)
    words = [line.cut(54, 63)] if international else [line.cut(54, 63), line.cut(21, 40), line.cut(64, 69)]
    return Head(
        sec,
        layout,
        Party(name, company_id=line.cut(41, 50)),
        effective,
        _settled(line.cut(76, 78), effective),
        tuple(word for word in words if word),
        reversal=line.cut(54, 63).upper() == _REVERSAL,
    )


def _settled(julian: str, effective: date | None) -> date | None:
    """Return the settlement day: the day of the year nearest to the effective day, None where none is near."""
    if effective is None or not (julian.isascii() and julian.isdecimal()) or int(julian) == 0:
        return None
    days = (date(year, 1, 1) + timedelta(days=int(julian) - 1) for year in _years(effective.year))
    nearest = min(days, key=lambda settled: abs(settled - effective))
    return nearest if abs(nearest - effective) <= _SETTLES_WITHIN else None


def _years(year: int) -> range:
    """Return the year and its neighbours, inside what a calendar can hold."""
    return range(max(year - 1, 1), min(year + 1, 9998) + 1)


def _statement(batch: Batch) -> Statement:
    """Return a batch as a statement, so that the tie-out can sum by account, batch, company and day."""
    accounts = {_account(batch, detail) for detail in batch.details if not _comes_back(detail)}
    line, origin = batch.header, batch.origin
    head = _head(batch)
    labels = {"company": head.payer.name, "company_id": head.payer.company_id, "class": batch.sec}
    if line is not None:
        labels |= {"description": line.cut(54, 63), "discretionary": line.cut(21, 40), "service": line.cut(2, 4)}
        labels |= {"originating_bank": line.cut(80, 87)}
    if head.settled_on is not None:
        labels["settled_on"] = head.settled_on.isoformat()
    if origin is not None:
        labels |= {"destination": origin.cut(4, 13), "origin": origin.cut(14, 23), "file": origin.cut(24, 34)}
    at = line or (batch.details[0].record if batch.details else batch.control)
    assert at is not None, "a batch has at least one record"
    account = next(iter(accounts)) if len(accounts) == 1 else ""
    labels = {name: value for name, value in labels.items() if value}
    return Statement(at.number, account, _CURRENCY, head.effective_on, batch.number, labels=labels)


def _account(batch: Batch, detail: Detail) -> str:
    """Return the receiver's account: 13-29, 40-74 on international entries, 13-27 on accounting advices."""
    layout = CLASSES.get(batch.sec, (Layout.NAMED, ""))[0]
    first, last = {Layout.INTERNATIONAL: (40, 74), Layout.ACCOUNTING: (13, 27)}.get(layout, (13, 29))
    return detail.record.cut(first, last)


def _entry(batch: Batch, head: Head, detail: Detail, *, trusted: bool) -> Iterator[Entry | Finding]:
    """Yield one entry, or why its money or direction cannot be told."""
    record = detail.record
    code = record.cut(2, 3)
    minor = batch.minor(detail)
    if code not in TRANSACTIONS:
        yield Finding(record.number, "transaction_code_unknown", f"No transaction code {code!r}", raw=record.text)
        return
    if minor is None:
        yield Finding(
            record.number, "amount_not_numeric", "The amount holds something else than digits", raw=record.text
        )
        return
    credit, action = TRANSACTIONS[code]
    told = _told(head, detail, minor)
    yield from told.findings
    if any(line.cut(2, 3) == _NOTICE_OF_CHANGE for line in detail.addenda):
        yield _change(detail)
    yield Entry(
        line=record.number,
        kind=_kind(head, detail, credit=credit, action=action, minor=minor),
        method=Method.ACH,
        credit=credit,
        minor=minor,
        currency=_CURRENCY,
        bank_reference=record.cut(80, 94),
        booked_on=head.effective_on,
        value_on=head.settled_on,
        payer=_payer(head, detail, told),
        account="" if _comes_back(detail) else _account(batch, detail),
        references=_references(batch, head, record) + told.references,
        remittance=told.remittance,
        text=head.text + told.text,
        code=f"{head.sec} {code}".strip(),
        trusted=trusted,
        raw="\n".join(line.text.rstrip() for line in (record, *detail.addenda)),
    )


def _kind(head: Head, detail: Detail, *, credit: bool, action: Action, minor: int) -> Kind:
    """Return what an entry is to cash application."""
    types = {line.cut(2, 3) for line in detail.addenda}
    if _NOTICE_OF_CHANGE in types or action is Action.PRENOTE:
        return Kind.NOTICE
    if _RETURN in types or action is Action.RETURN or (head.reversal and not credit):
        return Kind.RETURN
    if action is Action.ADVICE or not credit:
        return Kind.OTHER
    return Kind.RECEIPT if minor else Kind.ADVICE


def _comes_back(detail: Detail) -> bool:
    """Tell whether an entry answers one of ours: a return or a notification of change; its account is not ours then."""
    action = TRANSACTIONS.get(detail.record.cut(2, 3), (False, Action.LIVE))[1]
    return action is Action.RETURN or any(line.cut(2, 3) in _ANSWERS for line in detail.addenda)


def _receiver(head: Head, detail: Detail) -> str:
    """Return the receiver's name where the class puts it."""
    first, last = {Layout.SWAPPED: (40, 54), Layout.EXCHANGE: (59, 74)}.get(head.layout, (55, 76))
    return "" if head.layout is Layout.INTERNATIONAL else detail.record.cut(first, last)


#: layout -> (columns of the check serial or identification, which it is)
_NUMBERS: dict[Layout, tuple[int, int, Ref]] = {
    Layout.NAMED: (40, 54, Ref.IDENTIFICATION),
    Layout.SWAPPED: (55, 76, Ref.IDENTIFICATION),
    Layout.EXCHANGE: (40, 54, Ref.IDENTIFICATION),
    Layout.CHECK: (40, 54, Ref.CHECK),
    Layout.TERMINAL: (40, 48, Ref.CHECK),
    Layout.CARD: (44, 54, Ref.IDENTIFICATION),
}


def _references(batch: Batch, head: Head, record: Line) -> tuple[Reference, ...]:
    """Return the trace, the identification or check number, and the batch number."""
    found = [Reference(Ref.TRACE, record.cut(80, 94))]
    if head.layout in _NUMBERS:
        first, last, kind = _NUMBERS[head.layout]
        found.append(Reference(kind, record.cut(first, last)))
    found.append(Reference(Ref.BATCH, batch.number))
    return tuple(reference for reference in found if reference.value)


def _payer(head: Head, detail: Detail, told: Told) -> Party:
    """Return the company of the batch, of a return the receiver (our customer), of an IAT entry its originator."""
    if _comes_back(detail):
        return Party(_receiver(head, detail), detail.record.cut(13, 29), detail.record.cut(4, 12))
    if head.layout is not Layout.INTERNATIONAL:
        ultimate = told.payer if told.payer.upper() != head.payer.name.upper() else ""
        name = head.payer.name
        if head.layout is Layout.SWAPPED:
            name, ultimate = detail.record.cut(40, 54) or name, head.payer.name
        return Party(name, company_id=head.payer.company_id, ultimate=ultimate)
    by_type = {line.cut(2, 3): line for line in detail.addenda}
    name = by_type["11"].cut(4, 38) if "11" in by_type else ""
    bank = by_type["13"].cut(41, 74) if "13" in by_type else ""
    return Party(name, routing=bank, company_id=head.payer.company_id)


def _told(head: Head, detail: Detail, minor: int) -> Told:
    """Return what the addenda say, by their type."""
    fives = [line for line in detail.addenda if line.cut(2, 3) == "05"]
    told = Told()
    if fives:
        told = exchanged(fives, minor) if head.layout is Layout.EXCHANGE or len(fives) > 1 else single(fives)
    for line in detail.addenda:
        told += _typed(line, line.cut(2, 3))
    return told


def _typed(line: Line, kind: str) -> Told:
    """Return what one addenda of another type than 05 says."""
    if kind == _RETURN:
        reason = line.cut(4, 6).upper()
        words = f"{reason} {RETURNS.get(reason, 'return')}"
        more = line.cut(36, 79)
        return Told(references=(stated_original(line),), text=(words, more) if more else (words,))
    if kind == _NOTICE_OF_CHANGE:
        return Told(references=(stated_original(line),))
    words = {"17": line.cut(4, 83), "10": line.cut(4, 6), "02": line.cut(36, 77)}.get(kind, "")
    return Told(text=(words,)) if words else Told()


def _change(detail: Detail) -> Finding:
    """Return what the receiving bank wants changed in our records."""
    line = next(line for line in detail.addenda if line.cut(2, 3) == _NOTICE_OF_CHANGE)
    reason = line.cut(4, 6).upper()
    message = f"Notification of change {reason}, {CHANGES.get(reason, 'unknown')}: {line.cut(36, 64)}".rstrip(": ")
    return Finding(line.number, "notification_of_change", message, Severity.NOTE, line.text.rstrip())
