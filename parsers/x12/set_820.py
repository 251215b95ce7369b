"""One X12 820 set to one payment with its remittance lines (ASC X12 transaction set 820, read by position)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from parsers.codes.x12_qualifiers import CREDITS, INVOICE_NUMBERS, QUALIFIERS
from parsers.records import Adjustment, Party, Ref, Reference, Remittance
from parsers.x12.balance import SWAPPED, Document
from parsers.x12.envelope import Segment
from parsers.x12.payment import Payment, complete, day, take

__all__ = ["Payment", "day", "named", "payment_of", "references", "remittance", "sets"]

_SEVERAL = re.compile(r"[,;]\s*|\s+")
_INVOICE_DATES = ("003", "")
_PERIOD = "582"
_ENVELOPE = frozenset({"ISA", "IEA", "GS", "GE", "TA1", "ISB", "ISE"})


def sets(segments: Iterable[Segment]) -> Iterator[Payment]:
    """Yield a payment for each ST 820 to SE; a stream that has no ST is one payment."""
    held: list[Segment] = []
    wanted = True
    for segment in segments:
        if segment.tag == "ST":
            if held:
                yield payment_of(held)
            wanted = segment.at(1) in {"820", ""}
            held = [segment] if wanted else []
        elif wanted and segment.tag and segment.tag not in _ENVELOPE:
            held.append(segment)
            if segment.tag == "SE":
                yield payment_of(held)
                held = []
    if held:
        yield payment_of(held)


def payment_of(segments: Iterable[Segment]) -> Payment:
    """Return the payment of one set's segments, from ST to SE where they are there."""
    payment = Payment(0)
    for segment in segments:
        take(payment, segment)
    complete(payment)
    return payment


def remittance(payment: Payment, total: int | None = None) -> tuple[Remittance, ...]:
    """Return the lines of a payment under the reading that fits the total (its own amount unless given)."""
    chosen = payment.reading(total)
    swapped = chosen.convention.startswith(SWAPPED)
    return tuple(
        _line(document, paid, swapped=swapped) for document, paid in zip(payment.documents, chosen.paid, strict=True)
    )


def references(payment: Payment) -> tuple[Reference, ...]:
    """Return what names the payment: the trace, the check and the references of the head."""
    found = [(Ref.TRN, payment.trace), (Ref.CHECK, payment.check)]
    found += [(Ref.CUSTOMER, value) for _, value in payment.references]
    return tuple(Reference(kind, value) for kind, value in dict.fromkeys(found) if value)


def named(payment: Payment) -> Party:
    """Return who pays: the payer's name (PR), else the one who remits (RM), with the accounts of BPR."""
    name, identity = payment.names.get("PR") or payment.names.get("RM") or ("", "")
    remitter = payment.names.get("RM", ("", ""))[0]
    written = payment.payer
    ultimate = remitter if remitter != name else ""
    return Party(name, written.account, written.routing, written.company_id or payment.originator or identity, ultimate)


def _line(document: Document, paid: int, *, swapped: bool) -> Remittance:
    """Return one remittance line; the invoice number in a REF wins over a reference that is the payer's own."""
    if document.standalone:
        return Remittance(
            document.line,
            "adjustment",
            document.reference,
            paid=paid,
            adjustments=tuple(document.adjustments),
            issued_on=_issued(document),
            also=(*_pairs(document.references), *_of_entity(document)),
            text=_words(document),
        )
    (qualifier, reference), *others = _identities(document)
    known = document.net is not None or document.gross is not None
    return Remittance(
        document.line,
        qualifier,
        reference,
        paid=paid if known else None,
        gross=_signed(document, document.net if swapped else _gross(document, paid), paid) if known else None,
        discount=_discount(document),
        adjustments=_adjustments(document),
        issued_on=_issued(document),
        also=tuple(pair for pair in (*others, *_of_entity(document)) if pair[1] != reference),
        text=_words(document),
    )


def _issued(document: Document) -> date | None:
    """Return the day of the document."""
    return next((day(text) for code, text in document.dates if code in _INVOICE_DATES), None)


def _words(document: Document) -> str:
    """Return the notes of a document, with the member or place it concerns and the period it covers."""
    entity = document.entity
    if entity is None and not document.dates:
        return " ".join(document.notes)
    dates = [*document.dates, *(entity.dates if entity else ())]
    periods = [f"period {text}" for code, text in dates if code == _PERIOD and text]
    return " ".join(part for part in (*document.notes, entity.name if entity else "", *periods[:1]) if part)


def _of_entity(document: Document) -> tuple[tuple[str, str], ...]:
    """Return the numbers of whom or what the document concerns."""
    return _pairs(document.entity.references) if document.entity and document.entity.references else ()


def _pairs(written: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return references with our word for their qualifier."""
    return tuple((QUALIFIERS.get(code, code.lower()), value) for code, value in written)


def _identities(document: Document) -> list[tuple[str, str]]:
    """Return (qualifier, reference) pairs of a document, the one to look up first."""
    code = QUALIFIERS.get(document.code, "unknown")
    if code == "unknown" and (policy := _policy(document)):
        return [("account", policy), (code, document.reference)]
    if not document.references and document.reference.isalnum():
        return [(code, document.reference)]
    pairs = [(code, number) for number in _numbers(document.reference)]
    nested = list(_pairs(document.references))
    invoices = [("invoice", value) for code, value in document.references if code in INVOICE_NUMBERS]
    if invoices and (document.code not in INVOICE_NUMBERS | CREDITS or not document.reference):
        pairs = invoices + pairs
    return [pair for pair in dict.fromkeys(pairs + nested) if pair[1]] or [pairs[0]]


def _numbers(reference: str) -> list[str]:
    """Return the numbers of one reference: several where commas or blanks stand between and each has a digit."""
    if reference.isalnum():
        return [reference]
    written = [part for part in _SEVERAL.split(reference) if part]
    several = len(written) > 1 and all(any(mark.isdigit() for mark in part) for part in written)
    return written if several else [reference]


def _policy(document: Document) -> str:
    """Return the policy of the member where the line itself only names a sort of payment (US notes, 7.9)."""
    if document.entity is None or not document.reference.isalpha():
        return ""
    policies = (
        value for code, value in document.entity.references if QUALIFIERS.get(code) == "account" or code == "POL"
    )
    return next(policies, "")


def _signed(document: Document, gross: int | None, paid: int) -> int | None:
    """Return the gross with the sign of what is paid: a credit memo may be written positive."""
    turned = document.code in CREDITS and gross is not None and paid < 0 < gross
    return -gross if turned and gross is not None else gross


def _gross(document: Document, paid: int) -> int | None:
    """Return the written gross, else what is paid and the discount, less what was adjusted or charged."""
    if document.gross is not None or document.net is None:
        return document.gross
    return paid + abs(document.discount or 0) - document.adjusted - (document.penalty or 0)


def _discount(document: Document) -> int | None:
    """Return the discount; written negative by some, it is meant positive where gross less its size is the net."""
    discount, net, gross = document.discount, document.net, document.gross
    if discount is None or net is None or gross is None:
        return discount
    return abs(discount) if discount < 0 <= gross and gross - abs(discount) == net else discount


def _adjustments(document: Document) -> tuple[Adjustment, ...]:
    """Return the adjustments, with interest or penalty of RMR08 and the reason of RMR07 among them."""
    if document.penalty:
        return (*document.adjustments, Adjustment(document.penalty, document.reason, "interest or penalty"))
    return tuple(document.adjustments)
