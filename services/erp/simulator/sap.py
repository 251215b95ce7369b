"""An S/4HANA that queues: documents are posted and cleared a while after they were taken, and said so in any order."""

import json
import threading
from collections.abc import Iterator
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from services.erp.adapters.sap import CLEAR, POST
from services.erp.simulator.books import Books, Change, Dialect, Reply

QUEUED = 1 / 10  # seconds
_YEAR = "2026"
#: What each service does not do without.
_NEEDED = {
    POST: (
        *("OriginalReferenceDocumentType", "BusinessTransactionType", "AccountingDocumentType", "CreatedByUser"),
        *("CompanyCode", "DocumentDate", "PostingDate"),
    ),
    CLEAR: ("CompanyCode", "AccountingDocumentType", "DocumentDate", "PostingDate", "CurrencyCode"),
}


def write(books: Books, _method: str, path: str, body: bytes) -> Change | None:
    """Return the document that a request would leave, once the queue reaches it."""
    kinds = {POST: (_post, "DocumentReferenceID"), CLEAR: (_clear, "ReferenceDocument")}
    asked = urlsplit(path)
    if asked.path not in kinds:
        return None
    kind, named = kinds[asked.path]
    whole = fromstring(body)
    entry = next(one for one in whole.iter() if one.tag.rpartition("}")[2] == "JournalEntry")
    reference = _text(entry, named)
    lacking = [name for name in _NEEDED[asked.path] if not _text(entry, name)]
    lacking += [] if "MessageId=" in asked.query else ["MessageId"]
    lacking += [name for name in ("ID", "CreationDateTime") if whole.find(f".//MessageHeader/{name}") is None]

    def book(partial: bool) -> Reply:  # noqa: FBT001 - a mood
        if lacking:
            return 500, f"<Fault>{lacking[0]} is missing</Fault>".encode()

        def carried() -> None:
            with books.lock:
                _said(books, reference, *kind(books, entry, partial=partial))

        threading.Timer(QUEUED, carried).start()
        return 202, b""

    return Change(reference, book)


def read(books: Books, path: str) -> Reply | None:
    """Answer the lines of documents with a reference."""
    wanted = parse_qs(urlsplit(path).query)["$filter"][0].split("'")[1]
    with books.lock:
        rows = [line for one in books.where("reference", wanted) for line in one.get("lines", ())]
        return 200, json.dumps({"d": {"results": rows}}).encode()


def _post(books: Books, entry: Element, *, partial: bool) -> tuple[str, str]:
    """Post a document; return its number and what went wrong."""
    number = books.next_id()
    lines = list(_lines(entry, number))
    if partial and (named := [line for line in lines if line["InvoiceReference"]]):
        named[-1]["InvoiceReference"] = ""
    books.add({"reference": _text(entry, "DocumentReferenceID"), "number": number, "lines": lines})
    return number, ""


def _lines(entry: Element, number: str) -> Iterator[dict[str, Any]]:
    """Yield the lines of a document as they are read."""
    for item in entry:
        if item.tag in {"Item", "DebtorItem"}:
            yield {
                "CompanyCode": _text(entry, "CompanyCode"),
                "FiscalYear": _YEAR,
                "AccountingDocument": number,
                "AccountingDocumentItem": _text(item, "ReferenceDocumentItem"),
                "GLAccount": _text(item, "GLAccount"),
                "Customer": _text(item, "Debtor"),
                "AmountInTransactionCurrency": _text(item, "AmountInTransactionCurrency"),
                "InvoiceReference": _text(item, "InvoiceReference"),
                "DocumentReferenceID": _text(entry, "DocumentReferenceID"),
                "ClearingAccountingDocument": "",
            }


def _clear(books: Books, entry: Element, *, partial: bool) -> tuple[str, str]:
    """Clear the lines that are named; what is cleared is not cleared again."""
    wanted = {
        (_text(item, "AccountingDocument"), _text(item, "AccountingDocumentItem")) for item in entry.iter("APARItems")
    }
    documents = [one for number in sorted({number for number, _ in wanted}) for one in books.where("number", number)]
    lines = [line for one in documents for line in one.get("lines", ()) if _key(line) in wanted]
    if not lines or any(line["ClearingAccountingDocument"] for line in lines):
        return "", "the items are not open"
    number = books.next_id()
    for line in lines[: -1 if partial and len(lines) > 1 else None]:  # none clears nothing
        line["ClearingAccountingDocument"] = number
    books.add({"reference": _text(entry, "ReferenceDocument"), "number": number})
    return number, ""


def _key(line: dict[str, Any]) -> tuple[str, str]:
    """Return a line's document and place."""
    return line["AccountingDocument"], line["AccountingDocumentItem"]


def _said(books: Books, reference: str, number: str, wrong: str) -> None:
    """Put a confirmation among those that wait, anywhere, now and then twice."""
    code = "3" if wrong else "1"
    told = f"{reference},{'rejected' if code == '3' else 'confirmed'},{number},{wrong}".encode()
    drawn = Random(f"{reference}:{number}")  # noqa: S311 - a game, no secret
    for _ in range(1 + (drawn.randrange(4) == 0)):
        books.outbox.insert(drawn.randrange(len(books.outbox) + 1), (reference, told))


def _text(element: Element, name: str) -> str:
    """Return the text of a part, or nothing."""
    return element.findtext(name) or ""


DIALECT = Dialect("sap", "reference", write, read)
