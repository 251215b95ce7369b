"""The documents a payment refers to (`RfrdDocInf`): what each is, its number and day, and the lines inside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.fedwire.remittance import DOCUMENTS
from parsers.iso20022.nodes import Node, Paths

#: What senders write instead of a code, the first that fits -> our qualifier
WORDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"CREDIT|CR\.? ?(?:NOTE|MEMO)|GUTSCHRIFT|AVOIR", re.IGNORECASE), "credit_memo"),
    (re.compile(r"DEBIT|DR\.? ?(?:NOTE|MEMO)", re.IGNORECASE), "debit_memo"),
    (re.compile(r"PURCHASE|\bP\.?O\b|ORDER", re.IGNORECASE), "purchase_order"),
    (re.compile(r"INV|RECHNUNG|FACT|BILL(?! OF)", re.IGNORECASE), "invoice"),
    (re.compile(r"CONTRACT|VERTRAG", re.IGNORECASE), "contract"),
    (re.compile(r"LADING|SHIP|DESPATCH|DISPATCH|DELIVERY", re.IGNORECASE), "shipment"),
    (re.compile(r"STATEMENT|ACCOUNT", re.IGNORECASE), "account"),
)
_SAID: Paths = (
    ("Tp", "CdOrPrtry", "Cd"),
    ("Tp", "CdOrPrtry", "Prtry"),
    ("Nb",),
    ("RltdDt", "Dt"),
    ("RltdDt",),
)
#: The same of version 1, whose day stands beside the document.
_SAID_FIRST: Paths = (("RfrdDocTp", "Cd"), ("RfrdDocTp", "Prtry"), ("RfrdDocNb",))
_FIRST = frozenset({"RfrdDocTp", "RfrdDocNb"})


@dataclass(slots=True)
class Document:
    """One document as the payer names it; `also` are further numbers of it, `text` words about its lines."""

    qualifier: str
    number: str
    issued: str
    also: tuple[tuple[str, str], ...] = ()
    text: tuple[str, ...] = ()


def documents(node: Node) -> list[Document]:
    """Return the documents of one `Strd`, in their order."""
    return [_old(one, node) if one.holds(_FIRST) else _document(one) for one in node.all("RfrdDocInf")]


def _old(node: Node, around: Node) -> Document:
    """Return one document as version 1 writes it."""
    code, own, number = node.values(_SAID_FIRST)
    return Document(qualifier(code, own), number, around.value("RfrdDocRltdDt"))


def _document(node: Node) -> Document:
    """Return one document; from version 12 on its date is typed."""
    code, own, number, typed, plain = node.values(_SAID)
    issued = typed or plain
    lines = node.all("LineDtls")
    if not lines:
        return Document(qualifier(code, own), number, issued)
    also = tuple(dict.fromkeys(pair for line in lines for pair in _numbers(line) if pair[1] != number))
    text = tuple(line.value("Desc") for line in lines if line.value("Desc"))
    return Document(qualifier(code, own), number, issued, also, text)


def qualifier(code: str, words: str = "") -> str:
    """Return our word for a document type: by its code, else by the sender's own words for it."""
    found = DOCUMENTS.get(code.upper())
    return found or next((meant for pattern, meant in WORDS if pattern.search(words or code)), "unknown")


def _numbers(line: Node) -> Iterator[tuple[str, str]]:
    """Yield (qualifier, number) of what a line of a document names."""
    for one in line.all("Id"):
        if number := one.value("Nb"):
            yield qualifier(one.value("Tp", "CdOrPrtry", "Cd"), one.value("Tp", "CdOrPrtry", "Prtry")), number
