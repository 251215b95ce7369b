"""ISO 20022 remittance information to remittance lines: pacs.008, camt.052/053/054 and remt.001 share the shape."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kit.days import iso
from parsers import decimals
from parsers.fedwire_remittance import DOCUMENTS, signed
from parsers.iso20022_xml import Node
from parsers.payment_references import canonical
from parsers.records import Adjustment, Ref, Reference, Remittance

#: An unstructured line ends here; text that fills it goes on in the next one.
_USTRD_WIDTH = 140
_PLACEHOLDERS = frozenset({"NOTPROVIDED", "NOT PROVIDED", "NONREF", "NONE"})

#: RmtAmtAndTp types of version 12 and later (external code list) -> the element that said it before
TYPED_AMOUNTS: dict[str, str] = {
    "DUPA": "DuePyblAmt",
    "InvoiceAmount": "DuePyblAmt",
    "DISC": "DscntApldAmt",
    "CREN": "CdtNoteAmt",
    "CRNA": "CdtNoteAmt",
    "TAXA": "TaxAmt",
    "REMI": "RmtdAmt",
    "REMT": "RmtdAmt",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the remittance information of one payment says."""

    lines: tuple[Remittance, ...] = ()
    references: tuple[Reference, ...] = ()
    text: tuple[str, ...] = ()


def remitted(information: Node | None, currency: str) -> Told:
    """Return the lines of `Strd`, the creditor references in either part, and the text of `Ustrd`."""
    if information is None:
        return Told()
    text = tuple(joined([node.text for node in information.all("Ustrd")]))
    found: list[Remittance] = []
    references: list[Reference] = []
    for node in information.all("Strd"):
        found += _structured(node, currency)
        if reference := node.value("CdtrRefInf", "Ref"):
            references.append(Reference(Ref.CREDITOR, canonical(reference) or reference))
        text += tuple(one.text for one in node.all("AddtlRmtInf") if one.text)
    references += [Reference(Ref.CREDITOR, plain) for line in text if (plain := canonical(line))]
    return Told(tuple(found), tuple(dict.fromkeys(references)), text)


def given(reference: str) -> str:
    """Return a reference, empty where the sender wrote that there is none."""
    return "" if reference.upper() in _PLACEHOLDERS else reference


def minor(node: Node | None, currency: str) -> int | None:
    """Return an amount in minor units of its own currency, None where it is none, negative or beyond any payment."""
    if node is None:
        return None
    size = decimals.minor(node.text, node.attributes.get("Ccy", currency))
    return size if size is not None and size >= 0 else None


def joined(lines: list[str]) -> Iterator[str]:
    """Yield lines of text; one that fills its 140 characters was cut there and goes on in the next."""
    held = ""
    for line in lines:
        held += line
        if len(line) >= _USTRD_WIDTH:
            continue
        if held:
            yield held
        held = ""
    if held:
        yield held


def _structured(node: Node, currency: str) -> list[Remittance]:
    """Return the line of one `Strd`: its first document, or its creditor reference where no document stands."""
    documents = [_document(one) for one in node.all("RfrdDocInf")]
    amounts = _amounts(node.at("RfrdDocAmt"), currency)
    reference = node.value("CdtrRefInf", "Ref")
    if not documents and not reference and not any(amounts.values()):
        return []
    qualifier, number, issued = documents[0] if documents else ("unknown", canonical(reference) or reference, "")
    also: list[Reference | tuple[str, str]] = [(kind, other) for kind, other, _ in documents[1:] if other]
    if documents and reference:
        also.append(Reference(Ref.CREDITOR, canonical(reference) or reference))
    text = " ".join(one.text for one in node.all("AddtlRmtInf") if one.text)
    line = _line(node, (qualifier, number, issued), amounts, currency)
    return [replace(line, also=tuple(also), text=text)]


def _document(node: Node) -> tuple[str, str, str]:
    """Return (qualifier, number, date) of a referred document; from version 12 on its date is typed."""
    kind = node.value("Tp", "CdOrPrtry", "Cd")
    return DOCUMENTS.get(kind, "unknown"), node.value("Nb"), node.value("RltdDt", "Dt") or node.value("RltdDt")


def _amounts(node: Node | None, currency: str) -> dict[str, int | None]:
    """Return the amounts of a document by the element names of version 8, whichever version wrote them."""
    if node is None:
        return {}
    found: dict[str, int | None] = {}
    for name in ("DuePyblAmt", "DscntApldAmt", "CdtNoteAmt", "TaxAmt", "RmtdAmt"):
        for one in node.all(name):
            _add(found, name, minor(one.at("Amt") or one, currency))
    for one in node.all("RmtAmtAndTp"):
        kind = one.value("Tp", "Cd") or one.value("Tp", "Prtry")
        if kind in TYPED_AMOUNTS:
            _add(found, TYPED_AMOUNTS[kind], minor(one.at("Amt"), currency))
    return found


def _add(found: dict[str, int | None], name: str, size: int | None) -> None:
    """Add an amount to those of its name."""
    if size is not None:
        found[name] = (found.get(name) or 0) + size


def _line(node: Node, document: tuple[str, str, str], amounts: dict[str, int | None], currency: str) -> Remittance:
    """Return one line; a credit note lowers the payment whatever sign it is written with."""
    qualifier, number, issued = document
    due, discount, credited = amounts.get("DuePyblAmt"), amounts.get("DscntApldAmt"), amounts.get("CdtNoteAmt")
    memo = qualifier == "credit_memo"
    paid = amounts.get("RmtdAmt")
    reductions = () if memo or not credited else (Adjustment(-credited, "CREN", "credit note"),)
    written = node.at("RfrdDocAmt")
    sizes = list(_sizes(written, currency)) if written is not None else []
    adjustments = reductions + signed(paid, due, (discount or 0) + (0 if memo else credited or 0), sizes)
    if memo:
        paid = paid if paid is not None else (credited if credited is not None else due)
        due = due if due is not None else paid
    elif paid is None and due is not None:
        paid = due - (discount or 0) + sum(one.minor for one in adjustments)
    return Remittance(
        node.line,
        qualifier,
        number,
        paid=-paid if memo and paid is not None else paid,
        gross=-due if memo and due is not None else due,
        discount=discount,
        adjustments=adjustments,
        issued_on=iso(issued[:10]),
    )


def _sizes(node: Node, currency: str) -> Iterator[tuple[bool, int, str, str]]:
    """Yield (credit, size, reason, words) of the adjustments of a document."""
    for one in node.all("AdjstmntAmtAndRsn"):
        size = minor(one.at("Amt"), currency)
        if size is not None:
            yield one.value("CdtDbtInd") != "DBIT", size, one.value("Rsn"), one.value("AddtlInf")
