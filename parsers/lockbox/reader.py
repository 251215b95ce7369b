"""BAI lockbox: fixed-column lists of the checks a bank opened for us, with the invoices their stubs named."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from kit.findings import Finding, Severity
from parsers.codes.nacha_sec import is_batch
from parsers.lockbox.controls import Batch, Survey, Tally, batch_controls, deposit_controls, file_control, survey
from parsers.lockbox.fields import (
    Check,
    Paid,
    adds_up,
    check,
    deposit_day,
    documents,
    given,
    number_only,
    remittances,
    routing_valid,
    settled,
    signed,
)
from parsers.lockbox.layout import LockboxLayout
from parsers.lockbox.lines import rows
from parsers.lockbox.pins import Chosen, chosen
from parsers.reading import READING, Reading
from parsers.records import Control, Entry, Kind, Method, Party, Proof, Record, Ref, Reference, Remittance, Statement

#: A file header that is no NACHA one; a service record (2) or a batch with what follows, where the header was lost.
_FIRST = re.compile(
    rb"1\d\d.{10}[ 0-9]{10}\d{6}(?!.{5}094)|5\d{6}[ 0-9]{7}\d{6}[^\r\n]{0,140}\s*[\r\n]+\s*[65]\d{6}"
    rb"|2[A-Z0-9 ]{10}[ 0-9]{10}[^\r\n]{0,140}\s*[\r\n]+\s*5\d{6}[ 0-9]{7}\d{6}"
)
#: A check as the first record, and what may follow it; the entry of an ACH excerpt has its routing at column 4.
_CHECK = re.compile(r"6[ \d]{6}\d{9,11}[\d{}A-R]", re.ASCII)
_AFTER = frozenset({b"4", b"6", b"7", b"8", b"9"})
_ACH_COLUMNS = 94  # of a NACHA file, whose header may lack its 094
_CURRENCY = "USD"
_STUB_NAME = 30  # remitter name after a date on the check record (4.2, 6c)


def knows(head: bytes) -> bool:
    """Tell a lockbox file by its first record: a header that is no NACHA one, a batch, or a check with its routing."""
    first, _, others = head.partition(b"\n")
    if _FIRST.match(head):
        return not is_batch(others or first[_ACH_COLUMNS:])
    text = first.decode("latin-1").rstrip()
    if not _CHECK.match(text) or others[:1] not in _AFTER:
        return False
    return not routing_valid(text[3:12]) and any(
        routing_valid(text[at : at + width]) for at in (17, 19) for width in (9, 10)
    )


def parse(data: bytes, reading: Reading = READING) -> Iterator[Record]:
    """Yield a statement per lockbox and day, an entry per check, and the controls of batches, deposits and file.

    Passes: one over the first checks for the layout, one that adds up, one that reads.
    """
    layouts = chosen(rows(data), reading)
    proven = survey(rows(data), layouts.of)
    place = _Place(layouts, proven, Tally(layouts.of, proven))
    yield from layouts.findings()
    for number, text in rows(data):
        place.tally.records += 1
        yield from _HANDLERS.get(text[0], _stray)(place, number, text)
    yield from _flushed(place)
    yield from _ended(place)


@dataclass(slots=True)
class _Held:
    """A check whose overflow records may still come."""

    line: int
    text: str
    overflow: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Place:
    """Where in the file we are, with the layouts and what the first passes proved."""

    layouts: Chosen
    survey: Survey
    tally: Tally
    header: str = ""
    said: set[tuple[str, str]] = field(default_factory=set)  # lockboxes and days of the file that have their statement
    held: _Held | None = None
    ended: bool = False


def _stray(place: _Place, number: int, text: str) -> Iterator[Record]:
    """A line of no known type is kept as a finding."""
    yield from _flushed(place)
    yield Finding(number, "unknown_record", "No lockbox record begins so: kept and left out.", Severity.ERROR, text)


def _header(place: _Place, number: int, text: str) -> Iterator[Record]:
    """1: who sent it to whom, and when; 2: the service."""
    yield from _flushed(place)
    if text[0] == "1":
        if place.header and not place.ended:
            yield Finding(number, "file_truncated", "A file begins before the one before it reached its trailer (9).")
        place.header, place.ended = text, False
        place.said.clear()  # the deposits of another file have statements of their own
    if text[0] == "1" and deposit_day(text[23:29]) is None and deposit_day(text[23:31]) is None:
        yield Finding(number, "date_unreadable", f"The header's day {text[23:29]!r} is no day.", Severity.WARNING, text)


def _batch(place: _Place, number: int, text: str) -> Iterator[Record]:
    """5: a batch begins."""
    yield from _flushed(place)
    yield from _opened(place, number, text)


def _opened(place: _Place, number: int, text: str) -> Iterator[Record]:
    """Begin a batch; a lockbox and day that is new gets its statement."""
    batch = place.tally.opening(number, text)
    deposit = batch.deposit
    if (deposit.lockbox, deposit.day) in place.said:
        return
    place.said.add((deposit.lockbox, deposit.day))
    on = _on(place, batch)
    if on is None:
        yield Finding(number, "date_unreadable", f"The deposit's day {deposit.day!r} is no day.", Severity.ERROR, text)
    labels = {
        "destination": place.header[3:13],
        "origin": place.header[13:23],
        "created": place.header[23 : 27 + batch.layout.day],
    }
    labels |= place.layouts.labels(deposit.lockbox)
    kept = {name: value.strip() for name, value in labels.items() if value.strip()}
    yield Statement(number, deposit.lockbox, _CURRENCY, on, labels=kept)


def _on(place: _Place, batch: Batch) -> date | None:
    """Return the deposit's day, else the header's."""
    return deposit_day(batch.deposit.day) or deposit_day(place.header[23 : 23 + batch.layout.day])


def _check(place: _Place, number: int, text: str) -> Iterator[Record]:
    """6: a check; it waits for its overflow records."""
    yield from _flushed(place)
    if place.tally.batch is None:
        yield from _opened(place, number, text)
    place.tally.add(text)
    place.held = _Held(number, text)


def _overflow(place: _Place, number: int, text: str) -> Iterator[Record]:
    """4: more about the check before it."""
    if place.tally.batch is not None:
        place.tally.add(text)
    held = place.held
    if held is None or text[1:7] != held.text[1:7]:
        yield from _flushed(place)
        yield Finding(
            number, "overflow_without_check", "It belongs to no check before it: kept and left out.", raw=text
        )
        return
    due = {(len(held.overflow) + 1) % 100, len(held.overflow) % 99 + 1}  # after 99 comes 00 or 01
    if (sequence := signed(text[8:10])) is not None and sequence not in due:
        message = f"Overflow {sequence:02} where {max(due):02} was due: a record may be missing."
        yield Finding(number, "overflow_out_of_order", message, Severity.WARNING, text)
    held.overflow.append(text)


def _flushed(place: _Place) -> Iterator[Record]:
    """Yield the check that waited, now that nothing more of it can come."""
    held, place.held = place.held, None
    if held is None:
        return
    batch = place.tally.batch
    assert batch is not None, held.line
    layout = batch.layout
    cut = check(held.text, layout)
    raw = "\n".join((held.text, *held.overflow))
    if cut.minor is None or cut.minor < 0:
        amount = held.text[7 : 7 + layout.amount]
        yield Finding(held.line, "amount_not_numeric", f"The check's amount {amount!r} cannot be read.", raw=raw)
        return
    name, paid, memo = _stub(cut.rest, layout)
    for text in held.overflow:
        more, words = _overflow_data(text[11:], layout)
        if any(_sentence(one, cut.minor) for one in more):
            more, words = [], [text[11:].strip()]
        paid += more
        memo += words
    memo += [one.reference for one in paid if _word(one)]
    paid = [one for one in paid if not _word(one)]
    written, paid = paid, settled(paid, cut.minor, layout.sign)
    if written is not paid:
        message = "A minus stands where an amount has its last digit: read as a 0, which makes the documents add up."
        yield Finding(held.line, "sign_over_digit", message, Severity.WARNING, raw)
    lines_ = remittances(paid, cut.minor)
    yield from _stub_findings(held, cut.minor, paid, raw)
    yield _entry(place, batch, held, cut, name=name, remittance=lines_, memo=memo, raw=raw)


def _word(document: Paid) -> bool:
    """Tell whether a number is none: it has no digit, and no money stands beside it."""
    return document.minor == 0 and given(document.reference) and not any(map(str.isdigit, document.reference))


def _sentence(document: Paid, minor: int) -> bool:
    """Tell whether it is words that fit the columns: a label ends the number, and more than the check stands beside."""
    *before, last = document.reference.split(" ")
    return bool(before) and last.isalpha() and (document.minor or 0) > minor


def _entry(
    place: _Place,
    batch: Batch,
    held: _Held,
    cut: Check,
    *,
    name: str,
    remittance: tuple[Remittance, ...],
    memo: list[str],
    raw: str,
) -> Entry:
    """Put one check together; a check of nothing is correspondence."""
    assert cut.minor is not None, held.line
    lockbox = batch.deposit.lockbox
    serial = cut.serial.lstrip("0 ")
    references = [(Ref.LOCKBOX, lockbox), (Ref.BATCH, held.text[1:4].strip())]
    references += [(Ref.CHECK, cut.serial)] if serial else []
    return Entry(
        line=held.line,
        kind=Kind.RECEIPT if cut.minor else Kind.ADVICE,
        method=Method.CHECK,
        credit=True,
        minor=cut.minor,
        currency=_CURRENCY,
        bank_reference=serial,
        booked_on=_on(place, batch),
        payer=Party(name, account=cut.account.lstrip("0"), routing=cut.routing),
        account=lockbox,
        references=tuple(Reference(kind, value) for kind, value in references if value),
        remittance=remittance,
        text=tuple(memo),
        code="6",
        trusted=place.layouts.sure(lockbox) and place.survey.trusted(batch, place.tally.key(batch.deposit)),
        raw=raw,
    )


def _stub(rest: str, layout: LockboxLayout) -> tuple[str, list[Paid], list[str]]:
    """Return payer's name, documents and words that follow the serial on a check record (4.2)."""
    if not rest.strip():
        return "", [], []
    if layout.on_check and (paid := documents(rest[layout.lead :], layout.on_check)):
        name = _remitter(rest[: layout.lead])
        return name, paid, [] if name or not layout.lead else [rest[: layout.lead].strip()]
    if layout.lead and len(rest) <= layout.lead and (name := _remitter(rest)):
        return name, [], []
    if rest[:6].isdigit() and deposit_day(rest[:6]) and any(map(str.isalpha, rest[6:])):
        name, payee = rest[6 : 6 + _STUB_NAME].strip(), rest[6 + _STUB_NAME :].strip()
        return name, [], [payee] if payee else []
    return "", [], [rest.strip()]


def _remitter(lead: str) -> str:
    """Return the name of what leads on a check record, without the day before it; empty where no word stands there."""
    name = lead[6:] if lead[:6].isdigit() and deposit_day(lead[:6]) else lead
    return name.strip() if any(map(str.isalpha, name)) else ""


def _overflow_data(data: str, layout: LockboxLayout) -> tuple[list[Paid], list[str]]:
    """Return documents and words of an overflow record: by the file's layout, else a bare number, else a memo."""
    if layout.overflow and (paid := documents(data, layout.overflow)):
        return paid, []
    if number := number_only(data):
        return [Paid(number, None)], []
    return [], [data.strip()] if data.strip() else []


def _stub_findings(held: _Held, minor: int, paid: list[Paid], raw: str) -> Iterator[Finding]:
    """Say where the stub does not explain the check."""
    if any(not given(document.reference) for document in paid):
        yield Finding(held.line, "invoice_blank", "An amount without a document number.", Severity.NOTE, raw)
    known = [document for document in paid if document.minor is not None]
    if known and not adds_up(known, minor):
        total = sum(document.minor or 0 for document in known)
        message = f"The documents add up to {total}, the check is {minor}."
        yield Finding(held.line, "documents_differ_from_check", message, Severity.WARNING, raw)
    if held.overflow and held.overflow[-1][10:11] == "0":
        yield Finding(
            held.line, "overflow_unfinished", "The last overflow record says that more follows.", Severity.NOTE, raw
        )


def _batch_total(place: _Place, number: int, text: str) -> Iterator[Record]:
    """7: the total of the batch in hand."""
    yield from _flushed(place)
    batch, place.tally.batch = place.tally.batch, None
    layout = batch.layout if batch else place.layouts.of(text[7:14].strip().lstrip("0"))
    yield from _proven(batch_controls(number, text, batch, layout), number, text)


def _deposit_total(place: _Place, number: int, text: str) -> Iterator[Record]:
    """8: the total of one lockbox and day."""
    yield from _flushed(place)
    place.tally.batch = None
    deposit = place.tally.deposit(text)
    deposit.stated = True
    yield from _proven(deposit_controls(number, text, deposit, place.layouts.of(deposit.lockbox)), number, text)


def _trailer(place: _Place, number: int, text: str) -> Iterator[Record]:
    """9: the number of records."""
    yield from _flushed(place)
    yield from _unstated(place)
    yield from _proven((file_control(number, text, place.tally.records),), number, text)
    place.ended = True
    place.tally.end()


def _unstated(place: _Place) -> Iterator[Record]:
    """Yield the total of each deposit for which the file has no 8."""
    for deposit in place.tally.deposits.values():
        if not deposit.stated:
            yield deposit.unstated()


def _proven(controls: tuple[Control, ...], number: int, text: str) -> Iterator[Record]:
    """Yield controls, and a finding for each that fails."""
    for control in controls:
        yield control
        if control.proof is Proof.MISMATCHED:
            message = f"{control.name} of {control.scope}: the file says {control.expected}, read {control.actual}."
            yield Finding(number, f"{control.name}_mismatch", message, Severity.ERROR, text)


def _ended(place: _Place) -> Iterator[Record]:
    """Say what a file that stops here lacks; a deposit without its 8 still gets its total."""
    yield from _unstated(place)
    if place.header and not place.ended:
        yield Finding(0, "file_truncated", "The file stops before its trailer (9).")
    elif not place.ended:
        yield Finding(0, "missing_file_trailer", "The file has neither header (1) nor trailer (9).", Severity.WARNING)


_HANDLERS: dict[str, Callable[[_Place, int, str], Iterator[Record]]] = {
    "1": _header,
    "2": _header,
    "4": _overflow,
    "5": _batch,
    "6": _check,
    "7": _batch_total,
    "8": _deposit_total,
    "9": _trailer,
}
