"""Structured remittance of a Fedwire message: one line per primary document {8400}, to {8750} (FAIM 3.0.7)."""

from collections.abc import Callable
from dataclasses import dataclass, field

from parsers import decimals
from parsers.fedwire.tags import Message, cut
from parsers.records import Adjustment, Remittance
from parsers.x12.set_820 import day

#: document types of {8400} and {8700}, the same list as ISO 20022 DocumentType -> our qualifier
DOCUMENTS: dict[str, str] = {
    **dict.fromkeys(("CINV", "MSIN", "HIRI", "SBIN", "AROI"), "invoice"),
    **dict.fromkeys(("CREN", "CNFA"), "credit_memo"),
    **dict.fromkeys(("DEBN", "DNFA"), "debit_memo"),
    "PUOR": "purchase_order",
    "SOAC": "account",
    "VCHR": "payer_document",
    "CMCN": "contract",
    "DISP": "shipment",
    "BOLD": "shipment",
}
_AMOUNT_WIDTHS = (22,)


@dataclass(slots=True)
class Draft:
    """A document while its tags are read."""

    kind: str = ""
    number: str = ""
    paid: int | None = None
    gross: int | None = None
    discount: int | None = None
    adjustments: list[tuple[bool, int, str, str]] = field(default_factory=list)  # credit, size, reason, words
    issued: str = ""
    also: list[tuple[str, str]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def structured(message: Message) -> tuple[Remittance, ...]:
    """Return the lines of the structured remittance; a new {8400}, or a second {8450}, begins the next."""
    drafts: list[Draft] = []
    for tag, data in message.tags:
        handler = _HANDLERS.get(tag)
        if handler is None:
            continue
        again = tag == "8450" and drafts and drafts[-1].paid is not None
        if tag == "8400" or not drafts or again:
            drafts.append(Draft())
        handler(drafts[-1], data.replace("\r", "").replace("\n", ""))
    return tuple(_line(draft, message.line) for draft in drafts)


def amount(text: str) -> int | None:
    """Return minor units of an amount such as `USD1234,56`; the point is a comma."""
    plain = text.strip()
    currency, number = (plain[:3], plain[3:]) if plain[:3].isalpha() else ("USD", plain)
    number = number.strip().replace(",", ".")
    return decimals.minor(number.lstrip("0") or "0", currency.upper())


def _document(draft: Draft, data: str) -> None:
    kind, rest = data[:4].strip().upper(), data[4:]
    _, number, _ = cut(rest, (35, 35, 35))
    draft.kind, draft.number = kind, number or (cut(rest, (35,))[0] if "*" not in rest else "")


def _paid(draft: Draft, data: str) -> None:
    draft.paid = amount(cut(data, _AMOUNT_WIDTHS)[0])


def _gross(draft: Draft, data: str) -> None:
    draft.gross = amount(cut(data, _AMOUNT_WIDTHS)[0])


def _discount(draft: Draft, data: str) -> None:
    draft.discount = amount(cut(data, _AMOUNT_WIDTHS)[0])


def _adjusted(draft: Draft, data: str) -> None:
    size, words = cut(data[6:], (22, 140))
    minor = amount(size)
    if minor is not None:
        draft.adjustments.append((data[2:6].upper() == "CRDT", minor, data[:2].upper(), words))


def _dated(draft: Draft, data: str) -> None:
    draft.issued = data.strip(" *")


def _second(draft: Draft, data: str) -> None:
    _, number, _ = cut(data[4:], (35, 35, 35))
    if number:
        draft.also.append((DOCUMENTS.get(data[:4].strip().upper(), "unknown"), number))


def _worded(draft: Draft, data: str) -> None:
    draft.text += [" ".join(part.split()) for part in data.split("*") if part.strip()]


_HANDLERS: dict[str, Callable[[Draft, str], None]] = {
    "8400": _document,
    "8450": _paid,
    "8500": _gross,
    "8550": _discount,
    "8600": _adjusted,
    "8650": _dated,
    "8700": _second,
    "8750": _worded,
}


def signed(
    paid: int | None, gross: int | None, discount: int | None, sizes: list[tuple[bool, int, str, str]]
) -> tuple[Adjustment, ...]:
    """Return adjustments with the sign that makes paid = gross less discount plus adjustments.

    Whose view CRDT takes differs between senders, so the line decides; where it cannot, CRDT reduces the payment.
    """
    book = [(-size if credit else size) for credit, size, _, _ in sizes]
    turned = [-minor for minor in book]
    due = (gross or 0) - (discount or 0)
    fits = paid is not None and gross is not None and due + sum(turned) == paid != due + sum(book)
    chosen = turned if fits else book
    return tuple(Adjustment(minor, reason, words) for minor, (_, _, reason, words) in zip(chosen, sizes, strict=True))


def _line(draft: Draft, line: int) -> Remittance:
    """Return one line; a credit memo lowers the payment whatever sign it is written with."""
    qualifier = DOCUMENTS.get(draft.kind, "unknown")
    adjustments = signed(draft.paid, draft.gross, draft.discount, draft.adjustments)
    paid = draft.paid
    if paid is None and draft.gross is not None:
        paid = draft.gross - (draft.discount or 0) + sum(one.minor for one in adjustments)
    sign = -1 if qualifier == "credit_memo" else 1
    return Remittance(
        line,
        qualifier,
        draft.number,
        paid=None if paid is None else sign * abs(paid),
        gross=None if draft.gross is None else sign * abs(draft.gross),
        discount=draft.discount,
        adjustments=adjustments,
        issued_on=day(draft.issued),
        also=tuple(draft.also),
        text=" ".join(draft.text),
    )
