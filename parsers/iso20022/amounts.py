"""What a payer says of the amounts of a document (`RfrdDocAmt`), in every version, with signs that add up."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from parsers import decimals
from parsers.iso20022.nodes import Node
from parsers.records import Adjustment

#: The elements of versions 2 to 11 -> what they say
NAMED: dict[str, str] = {
    "DuePyblAmt": "due",
    "DscntApldAmt": "discount",
    "CdtNoteAmt": "credited",
    "TaxAmt": "tax",
    "RmtdAmt": "paid",
}
#: Types of `RmtAmtAndTp`, version 12 and later (external list and senders' own words) -> what they say
TYPED: dict[str, str] = {
    "DUPA": "due",
    "DUEPAYABLEAMOUNT": "due",
    "INVOICEAMOUNT": "due",
    "DISC": "discount",
    "DSCA": "discount",
    "DISCOUNTAMOUNT": "discount",
    "CREN": "credited",
    "CRNA": "credited",
    "CREDITNOTEAMOUNT": "credited",
    "TAXA": "tax",
    "TAXAMOUNT": "tax",
    "REMI": "paid",
    "REMT": "paid",
    "REMA": "paid",
    "REMITTEDAMOUNT": "paid",
}
#: So many adjustments of one document are tried with every sign.
_SIGNS_TRIED_MAX = 6


@dataclass(frozen=True, slots=True)
class Written:
    """An adjustment as written: `minor` with the sign its indicator gives it, CRDT taken to reduce the payment."""

    minor: int
    reason: str
    words: str


@dataclass(slots=True)
class Amounts:
    """The amounts of one document in minor units; None: not said. What is written negative keeps its sign."""

    due: int | None = None
    discount: int | None = None
    credited: int | None = None
    tax: int | None = None
    paid: int | None = None
    written: list[Written] = field(default_factory=list)
    unknown: list[Written] = field(default_factory=list)  # typed amounts of no type we know

    def add(self, name: str, size: int | None) -> None:
        """Add an amount to those of its name; discounts and credit notes are sizes."""
        if size is None:
            return
        size = size if name in {"due", "paid"} else abs(size)
        setattr(self, name, (getattr(self, name) or 0) + size)

    @staticmethod
    def together(all_of: "Sequence[Amounts]") -> "Amounts":
        """Return the sums of several."""
        whole = Amounts()
        for one in all_of:
            for name in NAMED.values():
                whole.add(name, getattr(one, name))
            whole.written += one.written
            whole.unknown += one.unknown
        return whole

    def explained(self) -> tuple[Adjustment, ...]:
        """Return credit notes and adjustments with the signs that make paid = due less discount plus adjustments.

        Whose view CRDT takes differs between senders, so the line decides: as written, all turned, all reducing, then
        every other way. Where none fits, CRDT reduces. Tax is an adjustment only where the line needs it (withheld).
        """
        credited = (Adjustment(-self.credited, "CREN", "credit note"),) if self.credited else ()
        wanted = None
        if self.paid is not None and self.due is not None:
            wanted = self.paid - self.due + (self.discount or 0) + (self.credited or 0)
        if wanted == 0 and not self.written:
            return credited
        if wanted is not None:
            tax = [Written(-self.tax, "TAXA", "tax")] if self.tax else []
            for further in ([], tax, self.unknown, [*tax, *self.unknown]):
                if (found := _footing([*self.written, *further], wanted)) is not None:
                    return credited + found
        return credited + tuple(Adjustment(one.minor, one.reason, one.words) for one in self.written)


def _footing(written: list[Written], wanted: int) -> tuple[Adjustment, ...] | None:
    """Return adjustments with the first choice of signs whose sum is wanted, None where no choice gives it."""
    chosen = next((signs for signs in _choices([one.minor for one in written]) if sum(signs) == wanted), None)
    if chosen is None:
        return None
    return tuple(Adjustment(minor, one.reason, one.words) for minor, one in zip(chosen, written, strict=True))


def _choices(book: list[int]) -> Iterator[Sequence[int]]:
    """Yield the signs adjustments may have, the likeliest first."""
    yield book
    yield [-minor for minor in book]
    yield [-abs(minor) for minor in book]
    if 1 < len(book) <= _SIGNS_TRIED_MAX:
        for signs in itertools.product((-1, 1), repeat=len(book)):
            yield [sign * abs(minor) for sign, minor in zip(signs, book, strict=True)]


def summed(node: Node, currency: str) -> Amounts | None:
    """Return the amounts a `Strd` states: in version 1 each `RfrdDocAmt` holds one of them."""
    found = node.all("RfrdDocAmt")
    if len(found) < 2:
        return amounts(found[0], currency) if found else None
    several = [one for each in found if (one := amounts(each, currency))]
    return Amounts.together(several) if several else None


def amounts(node: Node | None, currency: str) -> Amounts | None:
    """Return the amounts of a document, None where none is said.

    `X/Amt` where it exists, else the text of X: that covers version 2 and those after it. An amount in another
    currency than the payment's says nothing of its cents and is left out.
    """
    if node is None:
        return None
    found = Amounts()
    said = False
    for element in node.names():
        name = NAMED.get(element)
        for one in node.all(element) if name else ():
            size = _size(one.at("Amt") or one, currency)
            if size is not None and name:
                found.add(name, size)
                said = True
    for one in node.all("RmtAmtAndTp"):
        kind = (one.value("Tp", "Cd") or one.value("Tp", "Prtry")).upper().replace(" ", "")
        size = _size(one.at("Amt"), currency)
        if size is not None:
            said = True
            if kind in TYPED:
                found.add(TYPED[kind], size)
            else:
                found.unknown.append(Written(-size, kind, one.value("Tp", "Prtry")))
    for one in node.all("AdjstmntAmtAndRsn"):
        size = _size(one.at("Amt"), currency)
        if size is not None:
            said = True
            sign = 1 if one.value("CdtDbtInd").upper() == "DBIT" else -1
            found.written.append(Written(sign * size, one.value("Rsn"), one.value("AddtlInf")))
    return found if said else None


def _size(node: Node | None, currency: str) -> int | None:
    """Return an amount of the payment's currency with its sign, None for any other."""
    if node is None or node.attributes.get("Ccy", currency) != currency:
        return None
    return decimals.again(node.text, currency)
