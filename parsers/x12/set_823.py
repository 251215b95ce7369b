"""One X12 823 set to the checks of a lockbox: deposits, batches, a receipt for each check (ASC X12 823)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from kit.findings import Finding, Severity
from kit.money import Money
from parsers import decimals
from parsers.edi_envelope import count, unreadable
from parsers.records import Control, Entry, Kind, Method, Party, Proof, Record, Ref, Reference, Statement, compared
from parsers.x12.batches import Section, proven
from parsers.x12.envelope import Segment
from parsers.x12.payment import Payment, complete, day, take
from parsers.x12.set_820 import named, remittance

#: Routing number and account of the check, as some banks write them into one reference.
_MICR = re.compile(r"([0-9]{9})[ /:-]+([0-9][0-9 -]{2,19})")
_ABA_WEIGHTS = (3, 7, 1) * 3
_DEPOSIT_DAYS = ("107", "009", "050")
#: Segments that belong to a check once one is open; before that they speak of the bank, the deposit or the batch.
_OF_A_CHECK = frozenset({"RMR", "ADX", "ENT", "IT1", "SAC", "TXI", "SLN", "NTE", "TXP", "DED", "LX"})


@dataclass(slots=True)
class Set:
    """Where reading stands: the set, the deposit and batch at hand, the check whose segments are still coming."""

    test: bool
    line: int = 0
    number: str = ""
    currency: str = "USD"
    segments: int = 0
    said: str = ""  # SE01
    ended: bool = False
    dated: dict[str, str] = field(default_factory=dict)
    box: str = ""  # a lockbox number that a reference of the head gives
    deposit: Section | None = None
    batch: Section | None = None
    check: list[Segment] = field(default_factory=list)
    usual: str = "USD"  # the set's currency, which a deposit may change for itself


def checks(segments: Iterator[Segment], *, test: bool) -> Iterator[Record]:
    """Yield a statement for each deposit, a receipt for each check, and the controls of batches and deposits.

    A check of a batch whose total or count fails is not trusted; where a batch states none, its deposit decides.
    Checks of a test interchange are notices. A check that credits nothing is an advice, one that debits a return.
    """
    place = Set(test)
    for segment in segments:
        place.segments += 1
        place.line = place.line or segment.line
        if handler := _HANDLERS.get(segment.tag):
            yield from handler(place, segment)
        elif not segment.tag:
            yield unreadable(segment)
        elif place.check:
            place.check.append(segment)
        elif segment.tag in _OF_A_CHECK:
            message = f"{segment.tag} belongs to a check, and none is open: set aside"
            yield Finding(segment.line, "remittance_without_check", message, raw=segment.raw.strip())
        else:
            _head(place, segment)
    if not place.ended and place.check and (section := place.batch or place.deposit):
        section.broken = True  # the set stops here: its last check may be cut
    yield from _close_deposit(place)
    if stated := count(place.said):
        yield compared(place.line, "set_segments", place.number, stated, place.segments)


def _head(place: Set, segment: Segment) -> None:
    """Keep what a segment above the checks says: currency, days, the lockbox."""
    if segment.tag == "CUR" and re.fullmatch(r"[A-Za-z]{3}", segment.at(2)):
        place.currency = segment.at(2).upper()
        place.usual = place.currency if place.deposit is None else place.usual
    elif segment.tag == "DTM":
        place.dated[segment.at(1)] = segment.at(2) or segment.at(6)
    elif segment.tag == "REF" and segment.at(1).upper() == "LB":
        place.box = segment.at(2)


def _st(place: Set, segment: Segment) -> Iterator[Record]:
    place.number = segment.at(2)
    yield from ()


def _se(place: Set, segment: Segment) -> Iterator[Record]:
    yield from _close_deposit(place)
    place.said, place.ended = segment.at(1), True


def _dep(place: Set, segment: Segment) -> Iterator[Record]:
    """A deposit: number of the lockbox or of the deposit, day, our bank and account."""
    yield from _close_deposit(place)
    place.currency = place.usual
    box, account = place.box or segment.at(1), segment.at(8)
    place.deposit = Section("deposit", segment.line, box, day(segment.at(2)), account)
    labels = {"lockbox": box, "routing": segment.at(6), "deposit": segment.at(1)}
    said = {name: value for name, value in labels.items() if value}
    on = place.deposit.on or _dated(place)
    yield Statement(segment.line, account or box, place.currency, on, place.number, final=not place.test, labels=said)


def _bat(place: Set, segment: Segment) -> Iterator[Record]:
    """A batch of a deposit; one that stands outside every deposit has one of its own."""
    yield from _close_batch(place)
    deposit = _deposit(place, segment)
    deposit.parts += 1
    place.batch = Section("batch", segment.line, segment.at(3), day(segment.at(1)))


def _amt(place: Set, segment: Segment) -> Iterator[Record]:
    """A control total: of the batch where one is open, else of the deposit, whatever its qualifier says."""
    if place.check:
        place.check.append(segment)
        return
    section = place.batch or place.deposit
    minor = decimals.minor(segment.at(2), place.currency)
    if section is None or minor is None:
        message = "A control total that is no amount, or of nothing: set aside"
        yield Finding(segment.line, "control_unreadable", message, raw=segment.raw.strip())
        return
    section.totals.append((segment.at(1), -minor if segment.at(3).upper() == "D" else minor))


def _qty(place: Set, segment: Segment) -> Iterator[Record]:
    """A control count: 41 batches, 42 checks."""
    if place.check:
        place.check.append(segment)
    elif (section := place.batch or place.deposit) is not None and (number := count(segment.at(2))) is not None:
        section.counts.setdefault(segment.at(1), number)
    yield from ()


def _bpr(place: Set, segment: Segment) -> Iterator[Record]:
    """A check: what follows belongs to it, to the next check, batch or deposit."""
    yield from _close_check(place)
    if place.deposit is None:
        message = "A check outside every deposit: nothing can prove it"
        yield Finding(segment.line, "deposit_missing", message, raw=segment.raw.strip())
        _deposit(place, segment).broken = True
    place.check = [segment]


def _deposit(place: Set, segment: Segment) -> Section:
    """Return the deposit at hand; a set that names none has one."""
    if place.deposit is None:
        place.deposit = Section("deposit", segment.line, place.box)
    return place.deposit


def _close_check(place: Set) -> Iterator[Record]:
    """Put the check at hand into its batch, as the receipts it is."""
    if not place.check:
        return
    written, place.check = place.check, []
    assert place.deposit is not None
    section = place.batch or place.deposit
    for payment in _payments(written, place.currency):
        yield from payment.findings
        if payment.minor is None or payment.minor < 0:
            message = "A check without a readable amount, or of less than nothing: set aside"
            yield Finding(payment.line, "check_unreadable", message, raw=payment.raw)
            section.broken = True
            continue
        yield from _explained(payment)
        entry = _entry(place, payment)
        section.add(entry)


def _close_batch(place: Set) -> Iterator[Record]:
    """Compare the batch at hand; one that proves itself, right or wrong, is told at once."""
    yield from _close_check(place)
    batch, deposit = place.batch, place.deposit
    place.batch = None
    if batch is None:
        return
    assert deposit is not None
    deposit.minor, deposit.checks = deposit.minor + batch.minor, deposit.checks + batch.checks
    controls = batch.controls(deposit.name)
    yield from proven(controls)
    if all(control.proof is Proof.ABSENT for control in controls) and not batch.broken:
        deposit.entries += batch.entries
        return
    yield from batch.told(controls)


def _close_deposit(place: Set) -> Iterator[Record]:
    """Compare the deposit at hand, and tell the checks that only its total proves."""
    yield from _close_batch(place)
    deposit, place.deposit = place.deposit, None
    if deposit is None:
        return
    controls = deposit.controls("")
    yield from proven(controls)
    yield from deposit.told(controls)


_HANDLERS: dict[str, Callable[[Set, Segment], Iterator[Record]]] = {
    "ST": _st,
    "SE": _se,
    "DEP": _dep,
    "BAT": _bat,
    "AMT": _amt,
    "QTY": _qty,
    "BPR": _bpr,
}


def _payments(written: list[Segment], currency: str) -> list[Payment]:
    """Return the check of these segments; where one BPR sums several, each of them, if their lines give the sum."""
    whole = _payment(written, [], currency)
    traces = [place for place, segment in enumerate(written) if segment.tag == "TRN"]
    if len(traces) < 2 or whole.minor is None:
        return [whole]
    for groups in _groupings(written, traces):
        parts = [_payment(written[: traces[0]], group, currency) for group in groups]
        sums = [sum(part.reading(None).paid) if part.told else 0 for part in parts]
        if all(size > 0 for size in sums) and sum(sums) == whole.minor:
            kept = [replace(part, minor=size, read={}) for part, size in zip(parts, sums, strict=True)]
            for part in kept[1:]:
                part.pieces = part.pieces[traces[0] :]
            return kept
    message = "One BPR names several checks whose lines do not give its amount; read as one"
    whole.findings.append(Finding(whole.line, "several_checks_in_one", message, Severity.WARNING, whole.raw))
    return [whole]


def _groupings(written: list[Segment], traces: list[int]) -> Iterator[list[list[Segment]]]:
    """Yield the ways to give segments to checks: what follows each TRN, else the n-th document to the n-th TRN."""
    ends = [*traces[1:], len(written)]
    yield [written[start:end] for start, end in zip(traces, ends, strict=True)]
    starts = [place for place, segment in enumerate(written) if segment.tag == "RMR"]
    if len(starts) == len(traces) and traces[-1] < starts[0]:
        ends = [*starts[1:], len(written)]
        yield [[written[trace], *written[start:end]] for trace, start, end in zip(traces, starts, ends, strict=True)]


def _payment(head: list[Segment], rest: list[Segment], currency: str) -> Payment:
    """Return segments as one payment; without a head amount of its own where `rest` is a part of a sum."""
    payment = Payment(head[0].line, currency=currency)
    for segment in head:
        take(payment, segment)
    if rest:
        payment.minor = None
    for segment in rest:
        take(payment, segment)
    complete(payment)
    return payment


def _explained(payment: Payment) -> Iterator[Control | Finding]:
    """Yield the check's amount against the sum of its lines."""
    assert payment.minor is not None
    if not payment.told:
        return
    chosen = payment.reading()
    total = sum(chosen.paid)
    proof = Proof.MATCHED if chosen.balanced else Proof.MISMATCHED
    yield Control(payment.line, "remittance_total", payment.check, payment.minor, total, proof)
    if not chosen.balanced:
        paid, told = Money(total, payment.currency), Money(payment.minor, payment.currency)
        message = f"The lines pay {paid}, the check is {told}: no convention fits"
        yield Finding(payment.line, "remittance_unbalanced", message, Severity.WARNING)


def _entry(place: Set, payment: Payment) -> Entry:
    """Return one check; its day is the deposit's."""
    deposit, batch = place.deposit, place.batch
    assert deposit is not None
    assert payment.minor is not None
    party, others = _payer(payment)
    serial = payment.check.lstrip("0 -") if payment.method is Method.CHECK else ""
    found = [(Ref.LOCKBOX, deposit.name), (Ref.BATCH, batch.name if batch else ""), (Ref.CHECK, payment.check)]
    found += [(Ref.TRN, payment.trace if payment.trace != payment.check else "")]
    found += [(Ref.ORIGINAL, payment.check if not payment.credit else "")]
    found += [(Ref.CUSTOMER, value) for code, value in others if code != "CK"]
    kind = Kind.RETURN if not payment.credit else Kind.RECEIPT if payment.minor else Kind.ADVICE
    return Entry(
        line=payment.line,
        kind=Kind.NOTICE if place.test and kind is not Kind.ADVICE else kind,
        method=payment.method,
        credit=payment.credit,
        minor=abs(payment.minor),
        currency=payment.currency,
        bank_reference=serial or payment.trace or payment.check,
        booked_on=deposit.on or (batch.on if batch else None) or _dated(place) or payment.effective_on,
        value_on=payment.effective_on,
        payer=party,
        account=deposit.account or deposit.name,
        references=tuple(Reference(kind, value) for kind, value in dict.fromkeys(found) if value),
        remittance=remittance(payment),
        text=tuple(payment.notes),
        code=payment.handling,
        raw=payment.raw,
    )


def _payer(payment: Payment) -> tuple[Party, list[tuple[str, str]]]:
    """Return who drew the check, by name and MICR line, and the references that are not the MICR line."""
    party, others = named(payment), payment.references
    if not party.account:
        for pair in others:
            found = _MICR.fullmatch(pair[1])
            if found and _is_routing(found[1]):
                party = replace(party, routing=found[1], account=found[2].replace(" ", ""))
                return party, [other for other in others if other != pair]
    return party, others


def _is_routing(digits: str) -> bool:
    """Tell whether nine digits are an ABA routing number: weights 3, 7, 1, mod 10."""
    return sum(int(digit) * weight for digit, weight in zip(digits, _ABA_WEIGHTS, strict=True)) % 10 == 0


def _dated(place: Set) -> date | None:
    """Return the day that the head gives: deposit, process, received."""
    days = (day(place.dated.get(code, "")) for code in _DEPOSIT_DAYS)
    return next((found for found in days if found), None)
