"""One BgMax payment (20 or 21 and the records behind it) to an entry."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kit.findings import Finding, Severity
from parsers.bgmax.records import Line
from parsers.payment_references import swedish
from parsers.records import Entry, Kind, Method, Party, Ref, Reference, Remittance

#: Where payers put several references into the one field.
_SEVERAL = re.compile(r"\s{2,}|(?<=\d),(?=\d)")
#: Payment channel -> how the money travelled: 1 bank, 2 suppliers' payments, 3 on paper, 4 direct debit (Autogiro).
_CHANNELS = {"1": Method.ACH, "2": Method.ACH, "3": Method.OTHER, "4": Method.ACH}


@dataclass(frozen=True, slots=True)
class Where:
    """The deposit around a payment."""

    account: str
    currency: str
    on: date | None
    trusted: bool
    final: bool


def entry(group: Sequence[Line], where: Where) -> Iterator[Entry | Finding]:
    """Yield the entry of one payment, or a finding that keeps it aside; its further references must add up to it."""
    head = group[0]
    amount = head.whole(38, 55)
    raw = "\n".join(line.raw.rstrip() for line in group)
    if amount is None:
        yield Finding(head.number, "amount_not_numeric", "The amount of the payment is no number: kept aside.", raw=raw)
        return
    further = [line for line in group if line.code in {"22", "23"}]
    said = sum(_signed(line) for line in further)
    reference = head.at(58, 69)
    given = head.at(13, 37)
    yield Entry(
        line=head.number,
        kind=_kind(head, amount, where),
        method=_CHANNELS.get(head.at(57, 57), Method.OTHER),
        credit=head.code == "20",
        minor=amount,
        currency=where.currency,
        bank_reference=reference,
        booked_on=where.on,
        payer=_payer(group),
        account=where.account,
        references=tuple(_references(reference, given, further)),
        remittance=tuple(_remittance(head, amount, given, further, split=bool(said))),
        text=tuple(_text(group)),
        code=head.code,
        trusted=where.trusted,
        raw=raw,
    )
    if said not in {0, amount}:
        message = f"The further references sum to {said}, the payment is {amount}."
        yield Finding(head.number, "references_do_not_add_up", message, Severity.WARNING)


def _kind(head: Line, amount: int, where: Where) -> Kind:
    """Return what a payment is: a deduction takes back, one of nothing only advises, a test file is no money."""
    if not where.final:
        return Kind.NOTICE
    if head.code == "21":
        return Kind.RETURN
    return Kind.RECEIPT if amount else Kind.ADVICE


def _signed(line: Line) -> int:
    """Return the amount of a further reference; 23 is a credit note."""
    amount = line.whole(38, 55) or 0
    return amount if line.code == "22" else -amount


def _payer(group: Sequence[Line]) -> Party:
    """Return who paid: bankgiro number, name and organisation number."""
    name = organisation = ""
    for line in group:
        if line.code == "26" and not name:
            name = line.at(3, 37)
        elif line.code == "29":
            organisation = line.at(3, 14).lstrip("0")
    return Party(name, group[0].at(3, 12).lstrip("0"), company_id=organisation)


def _text(group: Sequence[Line]) -> Iterator[str]:
    """Yield what the payer wrote, and what stands behind his name."""
    for line in group:
        if line.code == "25" and (written := line.at(3, 52)):
            yield written
        elif line.code == "26" and (beside := line.at(38, 72)):
            yield beside


def _references(reference: str, given: str, further: Sequence[Line]) -> Iterator[Reference]:
    """Yield the serial of Bankgirot and what the payer wrote; a number whose check digit holds is our own."""
    if reference:
        yield Reference(Ref.BANK, reference)
    written = (*_SEVERAL.split(given), *(line.at(13, 37) for line in further))
    for text in dict.fromkeys(written):
        if text:
            yield Reference(Ref.CREDITOR if swedish(text) else Ref.CUSTOMER, text)


def _remittance(head: Line, amount: int, given: str, further: Sequence[Line], *, split: bool) -> Iterator[Remittance]:
    """Yield a line for each document: the further references where there are any, else the payment's own."""
    sign = 1 if head.code == "20" else -1
    alone = _SEVERAL.split(given) if given and not further else []
    for text in alone:
        yield Remittance(head.number, "unknown", text, sign * amount if len(alone) == 1 else None)
    for line in further:
        qualifier = "credit_memo" if line.code == "23" else "unknown"
        if text := line.at(13, 37):
            yield Remittance(line.number, qualifier, text, sign * _signed(line) if split else None)
