"""ISO 20022 remittance information to remittance lines: pacs, camt, pain.001 and remt.001 share the shape."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kit.days import iso
from kit.findings import Finding, Severity
from kit.money import Money
from parsers import decimals
from parsers.coded_words import coded
from parsers.iso20022.amounts import Amounts, amounts, summed
from parsers.iso20022.documents import Document, documents
from parsers.iso20022.nodes import Node
from parsers.iso20022.parties import name
from parsers.payment_references import canonical, stated, within
from parsers.records import Adjustment, Control, Entry, Proof, Ref, Reference, Remittance

#: An unstructured line ends here; text that fills it goes on in the next one.
_USTRD_WIDTH = 140
_PLACEHOLDERS = frozenset({"NOTPROVIDED", "NOT PROVIDED", "NONREF", "NONE", "NOTAVAILABLE"})

#: Where the kind of a creditor's reference stands; the last ones in version 1.
_CREDITORS = (
    ("Tp", "CdOrPrtry", "Cd"),
    ("Tp", "CdOrPrtry", "Prtry"),
    ("Tp", "Issr"),
    ("CdtrRefTp", "Cd"),
    ("CdtrRefTp", "Prtry"),
    ("CdtrRefTp", "Issr"),
)
_APART = "adjustment"  # charges stand alone: they are no document
PLACEHOLDERS_BEGIN = ("N", "n")


@dataclass(slots=True)
class Told:
    """What the remittance information of one payment says."""

    lines: tuple[Remittance, ...] = ()
    references: tuple[Reference, ...] = ()
    text: tuple[str, ...] = ()
    invoicee: str = ""  # the one the documents were made out to, where they name one


_NOTHING = Told()


def remitted(information: Node | None, currency: str) -> Told:
    """Return the lines of `Strd`, the creditor references in either part, and the text of `Ustrd`."""
    if information is None:
        return _NOTHING
    written = information.all("Ustrd")
    text = (
        list(joined([node.text for node in written])) if len(written) > 1 else [one.text for one in written if one.text]
    )
    found: list[Remittance] = []
    references: list[Reference] = []
    invoicee = ""
    for node in information.all("Strd"):
        reference = _creditor(node.at("CdtrRefInf"))
        line = _structured(node, reference, currency)
        if line is not None:
            found.append(line)
        if reference:
            references.append(Reference(Ref.CREDITOR, reference))
        text += [one.text for one in node.all("AddtlRmtInf") if one.text]
        invoicee = invoicee or name(node, "Invcee")
    for each in text:
        if "REF" in each or each.count("/") > 1:
            told, named = coded(each, information.line)
            references += told
            found += named if not information.all("Strd") else []
        plain = canonical(each)
        references += [Reference(Ref.CREDITOR, one) for one in ([plain] if plain else within(each))]
    return Told(tuple(found), distinct(references) if references else (), tuple(text), invoicee)


def explained(entry: Entry, *sent: int | None) -> Iterator[Control | Finding]:
    """Yield what the lines pay against the payment, where each says what it pays; `sent` is it before charges.

    A difference is a warning: the money is what the bank says, and what it is for needs a look.
    """
    lines = entry.remittance
    if all(line.qualifier == _APART for line in lines) or any(line.paid is None for line in lines):
        return
    paid = sum(line.paid or 0 for line in lines)
    proof = Proof.MATCHED if paid in {entry.minor, *sent} else Proof.MISMATCHED
    expected = paid if proof is Proof.MATCHED else entry.minor
    yield Control(entry.line, "remittance_total", entry.bank_reference, expected, paid, proof)
    if proof is Proof.MISMATCHED:
        told, whole = Money(paid, entry.currency), Money(entry.minor, entry.currency)
        message = f"The documents pay {told}, the payment is {whole}"
        yield Finding(entry.line, "remittance_unbalanced", message, Severity.WARNING)


def advised(payment: Node) -> Iterator[Reference]:
    """Yield the numbers of advice that was sent apart (`RltdRmtInf`)."""
    for one in payment.all("RltdRmtInf"):
        if number := given(one.value("RmtId")):
            yield Reference(Ref.TRN, number)


def given(reference: str) -> str:
    """Return a reference, empty where the sender wrote that there is none."""
    if reference[:1] not in PLACEHOLDERS_BEGIN:
        return reference
    return "" if reference.upper() in _PLACEHOLDERS else reference


def distinct(references: list[Reference]) -> tuple[Reference, ...]:
    """Return references in their order, each once."""
    if len({one.value for one in references}) == len(references):
        return tuple(references)
    return tuple(dict.fromkeys(references))


def minor(node: Node | None, currency: str) -> int | None:
    """Return an amount in minor units of its own currency, None where it is none, negative or beyond any payment."""
    if node is None:
        return None
    size = decimals.again(node.text, node.attributes.get("Ccy", currency))
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


def _creditor(node: Node | None) -> str:
    """Return the creditor's reference in its one spelling, as written where no check digits hold."""
    reference = (node.value("Ref") or node.value("CdtrRef")) if node else ""
    if not reference or node is None:
        return ""
    kinds = (node.value(*path) for path in _CREDITORS)
    return next((found for kind in kinds if kind and (found := stated(reference, kind))), None) or (
        stated(reference, "") or reference
    )


def _structured(node: Node, reference: str, currency: str) -> Remittance | None:
    """Return the line of one `Strd`: its first document, or its creditor reference where no document stands."""
    found = documents(node)
    sums = summed(node, currency) or _lines_summed(node, currency)
    garnished = node.value("GrnshmtRmt", "RefNb") or node.value("TaxRmt", "RefNb")
    if not found and not reference and not garnished and sums is None:
        return None
    first = found[0] if found else Document("unknown", reference or garnished, "")
    also: list[Reference | tuple[str, str]] = [
        *((other.qualifier, other.number) for other in found[1:] if other.number),
        *(pair for document in found for pair in document.also),
    ]
    if found and reference:
        also.append(Reference(Ref.CREDITOR, reference))
    if garnished and garnished != first.number:
        also.append(("contract", garnished))
    words = [one.text for one in node.all("AddtlRmtInf") if one.text]
    words += [text for document in found for text in document.text]
    return _line(node.line, first, sums or Amounts(), tuple(also), " ".join(words))


def _lines_summed(node: Node, currency: str) -> Amounts | None:
    """Return the amounts of the documents' own lines together, where the document itself states none."""
    found = [
        one
        for document in node.all("RfrdDocInf")
        for detail in document.all("LineDtls")
        if (one := amounts(detail.at("Amt"), currency))
    ]
    return Amounts.together(found) if found else None


def _line(
    line: int, document: Document, sums: Amounts, also: tuple[Reference | tuple[str, str], ...], text: str
) -> Remittance:
    """Return one line; a credit note lowers the payment whatever sign it is written with."""
    memo = document.qualifier == "credit_memo"
    paid, due, discount = sums.paid, sums.due, sums.discount
    if memo:
        paid = paid if paid is not None else (sums.credited if sums.credited is not None else due)
        due = due if due is not None else paid
        adjustments: tuple[Adjustment, ...] = ()
        paid, due = (None if size is None else -abs(size) for size in (paid, due))
    else:
        adjustments = sums.explained()
        if paid is None and due is not None:
            paid = due - (discount or 0) + sum(one.minor for one in adjustments)
    return Remittance(
        line,
        document.qualifier,
        document.number,
        paid=paid,
        gross=due,
        discount=discount,
        adjustments=adjustments,
        issued_on=_day(document.issued[:10]) if document.issued else None,
        also=also,
        text=text,
    )


_day = lru_cache(maxsize=512)(iso)
