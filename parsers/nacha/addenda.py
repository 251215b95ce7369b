"""What the payment information (addenda 05) of an ACH entry says: an 820 in pieces of 80, single segments, or words."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from kit.findings import Finding, Severity
from kit.money import Money
from parsers.codes.x12_qualifiers import QUALIFIERS
from parsers.iso20022.fragments import fragment
from parsers.nacha.broken import mended
from parsers.nacha.conventions import conventional
from parsers.nacha.records import Line
from parsers.nacha.told import NOTHING, Told
from parsers.records import Party, Ref, Reference, Remittance
from parsers.x12.envelope import looks_like, loose_segments, segments
from parsers.x12.set_820 import Payment, named, references, remittance, sets

#: Columns 4 to 83 hold 80 characters of payment information; a number at their end may have been cut.
_ENDINGS = "~\\\x85\x1c|^"
_LAST_NUMBER = re.compile(r"([A-Za-z0-9][A-Za-z0-9/._-]*)$")
_CUT_SEGMENT = re.compile(r"(?i)RMR([^A-Z0-9\s])([^~\\\x85\x1c]*)$")
#: A tag that lost the separator behind it: `TRN1*`.
_GLUED = re.compile(r"(?i)(?<![A-Z0-9])(TRN|RMR|REF)([A-Z0-9]{1,2})([*|^~\xa6])")
_SPELT_OUT = re.compile(r"(?i)\bTRN02\s*[=:]\s*([A-Z0-9-]+)")
#: One document in full, as most senders write it; a credit memo is none of these, for its sign is the reading's.
_DOCUMENT = re.compile(
    r"705RMR\*((?!C[DLM]\*)[A-Z0-9]{2})\*([A-Za-z0-9-]{1,30}+)\*\*([0-9]{1,8})\.([0-9]{2})"
    r"(?:\*([0-9]{1,8}\.[0-9]{2})|)\*?[\\~] *+"
)
_PLAIN_WORDS = re.compile(r"705([A-Za-z0-9 ,.#/-]+)")
_END = 83
_NEW: Callable[[type], Any] = object.__new__
#: Byte 0x85 ends segments; in Windows-1252 it is an ellipsis.
_ELLIPSIS = "\u2026"
_NEXT_LINE = "\x85"
_CURRENCY = "USD"
_HUNDRED = 100


def exchanged(addenda: Sequence[Line], minor: int) -> Told:
    """Read the addenda of a CTX entry: the joining whose 820 gives the entry's amount, else the first with lines."""
    ordered, findings = _ordered(addenda)
    pieces = [line.text[3:83].replace(_ELLIPSIS, _NEXT_LINE) for line in ordered]
    line = ordered[0].number
    told = Told(findings=tuple(findings))
    if pieces[0].lstrip().startswith("<") and (found := _marked_up(pieces, line)) != NOTHING:
        return told + found
    payments = _best(pieces, minor, line)
    if payments is not None:
        completed = tuple(mended(payments, ordered, pieces)) if _agree(payments, minor) else ()
        return told + Told(findings=completed, completed=bool(completed)) + _of_payments(payments, minor, line)
    if looks_like("".join(pieces)):
        message = "The addenda hold segments that make no payment order; kept as text"
        told += Told(findings=(Finding(line, "addenda_unread", message, Severity.WARNING),))
    return told + Told(text=tuple(piece.strip() for piece in pieces if piece.strip()))


def _marked_up(pieces: list[str], line: int) -> Told:
    """Return the remittance of an ISO 20022 fragment, nothing where the addenda hold none."""
    for text in _joinings(pieces):
        if found := fragment(text, _CURRENCY):
            return Told(tuple(replace(one, line=line) for one in found.lines), found.references, found.text)
    return NOTHING


def single(addenda: Sequence[Line], minor: int | None = None) -> Told:
    """Read the addenda of CCD+, PPD+, WEB and CIE entries: segments where they are, a convention, else words.

    Where every line says what it pays and `minor` is given, cents without a point are told from their sum.
    """
    told = NOTHING
    for line in addenda:
        piece = line.text[3:83].replace(_ELLIPSIS, _NEXT_LINE)
        if piece.strip():
            cut = not piece[-1].isspace() and piece[-1] not in _ENDINGS
            told += _read(piece, line.number, minor, cut=cut)
    return told if minor is None or not told.remittance else summed(told, minor)


#: Remittance lines and words.
Said = tuple[tuple[Remittance, ...], tuple[str, ...]]
#: What an entry without addenda says.
SILENT: Said = ((), ())


def paid(number: int, text: str, trace: str) -> Said | None:
    """Return what one addenda of the two most frequent kinds says, as `single` would: one document paid, or words.

    None where it is another kind, or of another entry than `trace` names.
    """
    if not text.endswith(trace[8:]):
        return None
    if found := _DOCUMENT.fullmatch(text, 0, _END):
        code, reference, whole, part, gross = found.groups()
        line = _NEW(Remittance)  # filled in place: to call its class takes twice the time
        line.line, line.qualifier, line.reference = number, QUALIFIERS.get(code, "unknown"), reference
        line.paid = line.gross = int(whole + part)
        if gross is not None:
            line.gross = int(gross.replace(".", ""))
        line.discount, line.adjustments, line.issued_on = None, (), None
        line.also, line.text, line.truncated = (), "", False
        return (line,), ()
    if text[_END - 1] == " " and (found := _PLAIN_WORDS.fullmatch(text, 0, _END)) and "TRN02" not in text:
        words = found[1].strip()
        return (), (words,) if words else ()
    return None


def _read(piece: str, number: int, minor: int | None, *, cut: bool) -> Told:
    """Read one addenda of 80 columns."""
    piece = _GLUED.sub(r"\1\3\2\3", piece)
    if looks_like(piece):
        return _segmented(piece, number, cut=cut)
    return conventional(piece, number, minor) or _worded(piece, number, cut=cut)


def summed(told: Told, minor: int) -> Told:
    """Compare the lines of single addenda with the entry: they may be cents, or of another sum."""
    if any(line.paid is None or line.truncated for line in told.remittance):
        return told
    total, line = sum(line.paid or 0 for line in told.remittance), told.remittance[0].line
    if total == minor:
        return told
    if total == minor * _HUNDRED > 0:
        message = "The addenda write cents without a point; read as cents"
        found = Finding(line, "amounts_in_cents", message, Severity.WARNING)
        return replace(
            told, remittance=tuple(_hundredth(one) for one in told.remittance), findings=(*told.findings, found)
        )
    message = f"The lines of the addenda pay {Money(total, _CURRENCY)}, the entry is of {Money(minor, _CURRENCY)}"
    return told + Told(findings=(Finding(line, "remittance_amount", message, Severity.WARNING),))


def _ordered(addenda: Sequence[Line]) -> tuple[list[Line], list[Finding]]:
    """Return addenda by sequence where it runs from 1 to n, else as they stand with a warning."""
    numbers = [line.number_at(84, 87) for line in addenda]
    wanted = list(range(1, len(addenda) + 1))
    if numbers == wanted:
        return list(addenda), []
    by_number = {number: line for number, line in zip(numbers, addenda, strict=True) if number}
    if sorted(by_number) == wanted:
        return [by_number[number] for number in wanted], []
    message = "The addenda are not numbered 1 to n; read in the order they stand in"
    return list(addenda), [Finding(addenda[0].number, "addenda_sequence", message, Severity.WARNING)]


def _best(pieces: list[str], minor: int, line: int) -> list[Payment] | None:
    """Return the payments of the first joining that balances with the entry, else of the first that has any."""
    fallback: list[Payment] | None = None
    for text in _joinings(pieces):
        found = list(sets(segments(text, line))) or list(sets(loose_segments(text, line)))
        payments = [payment for payment in found if payment.documents or payment.trace or payment.notes]
        if not payments:
            continue
        if _agree(payments, minor):
            return payments
        fallback = fallback or payments
    return fallback


def _joinings(pieces: list[str]) -> Iterator[str]:
    """Yield the ways to put the pieces together: as cut every 80, as trimmed one by one, as lines."""
    yield "".join(pieces).rstrip()
    yield "".join(piece.rstrip() for piece in pieces)
    yield "\n".join(piece.rstrip() for piece in pieces)


def _agree(payments: Sequence[Payment], minor: int) -> bool:
    """Tell whether the sets and their lines give the entry's amount."""
    return _amount(payments) == minor and all(_balanced(payment, payments, minor) for payment in payments)


def _amount(payments: Sequence[Payment]) -> int:
    """Return the sum of the sets' amounts; a set that states none is worth its lines."""
    return sum(sum(one.reading().paid) if one.minor is None else one.minor for one in payments)


def _balanced(payment: Payment, payments: Sequence[Payment], minor: int) -> bool:
    """Tell whether a set's lines give its amount, or the entry's where the set is alone."""
    return not payment.documents or payment.reading(_total(payment, payments, minor)).balanced


def _total(payment: Payment, payments: Sequence[Payment], minor: int) -> int | None:
    """Return the amount a set's lines must give: the entry's for a set alone, else its own."""
    return minor if len(payments) == 1 else payment.minor


def _of_payments(payments: Sequence[Payment], minor: int, line: int) -> Told:
    """Return the lines and references of the sets, cents without a point made cents, imbalance said."""
    stated = _amount(payments)
    hundredth = stated == minor * _HUNDRED > 0
    told = Told(payer=Party(named(payments[0]).name) if len(payments) == 1 else Party())
    for payment in payments:
        total = _total(payment, payments, minor * (_HUNDRED if hundredth else 1))
        lines = remittance(payment, total)
        lines = tuple(_hundredth(one) for one in lines) if hundredth else lines
        told += Told(lines, references(payment), tuple(payment.notes), tuple(payment.findings))
    return told + Told(findings=tuple(_imbalance(payments, minor, stated, line, hundredth=hundredth)))


def _imbalance(
    payments: Sequence[Payment], minor: int, stated: int, line: int, *, hundredth: bool
) -> Iterator[Finding]:
    """Say what does not agree between the entry, its sets and their lines."""
    if hundredth:
        yield Finding(line, "amounts_in_cents", "The 820 writes cents without a point; read as cents", Severity.WARNING)
        return
    if stated != minor:
        message = f"The 820 in the addenda is of {Money(stated, _CURRENCY)}, the entry of {Money(minor, _CURRENCY)}"
        yield Finding(line, "remittance_amount", message, Severity.WARNING)
    for payment in payments:
        if payment.documents and not _balanced(payment, payments, minor):
            message = "The lines of the 820 do not sum to the amount under any convention"
            yield Finding(payment.line, "remittance_unbalanced", message, Severity.WARNING)


def _hundredth(line: Remittance) -> Remittance:
    """Return a line whose amounts were cents read as whole units."""

    def cents(minor: int | None) -> int | None:
        return None if minor is None else minor // _HUNDRED

    adjustments = tuple(replace(one, minor=one.minor // _HUNDRED) for one in line.adjustments)
    return replace(
        line, paid=cents(line.paid), gross=cents(line.gross), discount=cents(line.discount), adjustments=adjustments
    )


def _segmented(piece: str, number: int, *, cut: bool) -> Told:
    """Read one addenda that holds segments; where it was cut in the last one, that number is marked or dropped."""
    told = NOTHING
    for payment in sets(loose_segments(piece, number)):
        lines = remittance(payment)
        if cut and lines and (last := _CUT_SEGMENT.search(piece)):
            lines = (*lines[:-1], *_cut_off(lines[-1], last[2].split(last[1])))
        told += Told(lines, references(payment), tuple(payment.notes), tuple(payment.findings))
    if told == NOTHING:
        return _worded(piece, number, cut=cut)
    return told


def _cut_off(line: Remittance, elements: list[str]) -> tuple[Remittance, ...]:
    """Return the last line without what the cut spoiled: its reference is marked, a cut amount is not said.

    `elements` are those of the RMR that was cut: qualifier, reference, action, paid, gross, discount.
    """
    match len(elements):
        case _ if not line.reference:
            return ()
        case 2:
            return (replace(line, truncated=True, paid=None, gross=None),)
        case 4:
            return (replace(line, paid=None, gross=None, discount=None),)
        case 5:
            return (replace(line, gross=None),)
        case 6:
            return (replace(line, discount=None),)
    return (line,)


def _worded(piece: str, number: int, *, cut: bool) -> Told:
    """Keep words as text; a number at a full width may have been cut and is told as such."""
    text = piece.strip()
    spelt = tuple(Reference(Ref.TRN, found[1]) for found in _SPELT_OUT.finditer(text))
    last = _LAST_NUMBER.search(text) if cut else None
    if last is None or not any(mark.isdigit() for mark in last[1]):
        return Told(references=spelt, text=(text,))
    return Told((Remittance(number, "unknown", last[1], truncated=True),), spelt, (text,))
