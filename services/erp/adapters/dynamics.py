"""Dynamics 365 Finance: a payment journal a receipt, its line and the invoices it settles, in one batch or not at all.

OData sends several records as the parts of one changeset; the journal's number is our reference, so that the
number sequence of the journal name is set to manual.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from services.erp.adapters.adapter import Adapter
from services.erp.records import (
    Booked,
    Instruction,
    Line,
    Request,
    Told,
    UntoldError,
    digits,
    minor,
    number,
    read,
    written,
)

HEADERS = "CustomerPaymentJournalHeaders"
LINES = "CustomerPaymentJournalLines"
SETTLED = "PaymentJournalLineSettledInvoices"
#: What the line calls the invoices it settles.
EXPANDED = "CustomerPaymentJournalLineRole"
_NO = re.compile(rb"HTTP/1\.1 (4[0-9]{2}) .*?\r\n\r\n(.*?)\r\n--", re.DOTALL)


def write(instruction: Instruction, told: Told) -> Request:
    """Return the batch. UntoldError for a change of what stands: a posted journal is not edited."""
    if instruction.base:
        raise UntoldError(f"settle the rest of journal {instruction.base} in Dynamics 365, then say confirmed")
    changes = "".join(_change(place, *record, told) for place, record in enumerate(_records(instruction, told), 1))
    batch, changeset = f"batch_{told.reference}", f"changeset_{told.reference}"
    inner = f"{changes}--{changeset}--\r\n"
    whole = f"--{batch}\r\nContent-Type: multipart/mixed; boundary={changeset}\r\n\r\n{inner}\r\n--{batch}--\r\n"
    return Request("POST", "/data/$batch", whole.encode(), f"multipart/mixed; boundary={batch}")


def find(_instruction: Instruction, told: Told) -> Request:
    """Return how the journal's line is found with the invoices it settles."""
    wanted = f"JournalBatchNumber eq '{told.reference}' and dataAreaId eq '{told.names['company']}'"
    asked = {"$filter": wanted, "$expand": EXPANDED, "cross-company": "true"}
    return Request("GET", f"/data/{LINES}?{urlencode(asked, quote_via=quote)}")


def found(body: bytes, instruction: Instruction, told: Told) -> tuple[Booked, ...]:
    """Return the journal lines of an answer that carry our number."""
    rows = [row for row in read(body).get("value", []) if row.get("JournalBatchNumber") == told.reference]
    return tuple(_booked(row, instruction, told) for row in rows)


def _booked(row: dict[str, Any], instruction: Instruction, told: Told) -> Booked:
    """Return a journal line as what it holds."""
    names, lines = instruction.numbers, dict[str, int]()
    for one in row.get(EXPANDED, []):
        invoice = digits(one["InvoiceNumber"])
        settled = minor(one["SettlementAmountInInvoiceCurrency"], instruction.currency)
        lines[names.get(invoice, invoice)] = lines.get(names.get(invoice, invoice), 0) + settled
    amount = minor(row["CreditAmount"], instruction.currency)
    return Booked(told.reference, digits(row["JournalBatchNumber"]), amount, lines)


def _records(instruction: Instruction, told: Told) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the journal, its line, and each invoice that the line settles."""
    company = told.names["company"]
    yield (
        HEADERS,
        {
            "dataAreaId": company,
            "JournalBatchNumber": told.reference,
            "JournalName": told.names["journal"],
            "Description": f"Tieout {instruction.receipt_id}",
        },
    )
    yield (
        LINES,
        {
            "dataAreaId": company,
            "JournalBatchNumber": told.reference,
            "LineNumber": 1,
            "AccountType": "Cust",
            "AccountDisplayValue": instruction.customer_erp or instruction.customer,
            "TransactionDate": _noon(instruction.gl_on),
            "CurrencyCode": instruction.currency,
            "CreditAmount": number(instruction.amount, instruction.currency),
            "OffsetAccountType": "Bank",
            "OffsetAccountDisplayValue": told.names["bank_account"],
            "PaymentReference": instruction.bank_reference[:20],
            "TransactionText": f"{instruction.receipt_id} {told.reference}",
        },
    )
    yield from ((SETTLED, _settled(line, instruction, told)) for line in instruction.lines)


def _settled(line: Line, instruction: Instruction, told: Told) -> dict[str, Any]:
    """Return what the line settles of an invoice, with the cash discount it takes; its due day is part of its key."""
    company = told.names["company"]
    due = {"InvoiceDueDate": _noon(line.due_on)} if line.due_on else {}
    return {
        "JournalLineCompany": company,
        "JournalBatchNumber": told.reference,
        "JournalLineNumber": 1,
        "InvoiceCompany": company,
        "InvoiceNumber": line.erp_id or line.document,
        **due,
        "SettlementAmountInInvoiceCurrency": number(line.cash, instruction.currency),
        "CashDiscountToTakeInInvoiceCurrency": number(line.discount, instruction.currency),
    }


def _noon(day: str) -> str:
    """Return a day as the point in time that OData takes for it: noon, so that no time zone moves it."""
    return f"{day}T12:00:00Z"


def refused(body: bytes) -> str:
    """Return status and words of the no within a batch: the batch itself is answered 200 whatever became of it."""
    found = _NO.search(body)
    return " ".join(f"{found[1].decode()}: {found[2].decode('utf-8', 'replace')}".split()) if found else ""


def _change(content: int, path: str, body: dict[str, Any], told: Told) -> str:
    """Return one part of the changeset."""
    head = "Content-Type: application/http\r\nContent-Transfer-Encoding: binary"
    said = f"POST /data/{path} HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{written(body).decode()}"
    return f"--changeset_{told.reference}\r\n{head}\r\nContent-ID: {content}\r\n\r\n{said}\r\n"


def parts(body: bytes) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return the records of a batch: where each goes, and what it says."""
    found = []
    for part in body.decode().split("\r\nPOST /data/")[1:]:
        path, _, rest = part.partition(" HTTP/1.1\r\n")
        said = rest.split("\r\n\r\n", 1)[1].split("\r\n--changeset", 1)[0]
        found.append((path, json.loads(said, parse_float=str)))
    return tuple(found)


ADAPTER = Adapter(
    "dynamics",
    "Dynamics 365 Finance",
    needs=("company", "journal", "bank_account"),
    write=write,
    find=find,
    found=found,
    refused=refused,
)
