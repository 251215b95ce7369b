"""Oracle Fusion Receivables: a standard receipt under our reference as its number, with remittance references.

AutoMatch applies the references later, so what is read back says how far it is. Money that lay on account and pays
something later is told as further references of the receipt, in one batch that is carried out whole or not at all.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from kit.money import decimal
from services.erp.adapters.adapter import Adapter
from services.erp.records import (
    Booked,
    Instruction,
    Line,
    Request,
    Told,
    UnreadableError,
    UntoldError,
    digits,
    minor,
    read,
    written,
)

ROOT = "/fscmRestApi/resources/11.13.18.05"
RECEIPTS = f"{ROOT}/standardReceipts"
BATCH = "application/vnd.oracle.adf.batch+json"


def write(instruction: Instruction, told: Told) -> Request:
    """Return the receipt with what it pays, or what is added to one that stands.

    UntoldError for any other change: Oracle takes it on its own pages.
    """
    if instruction.base and not _adds(instruction):
        raise UntoldError(
            f"change the receipt {instruction.base} in Oracle (apply, unapply or reverse), then say confirmed"
        )
    memos = [line.document for line in instruction.lines if line.cash < 0]
    if memos:
        raise UntoldError(f"Oracle nets no credit memo by reference: apply {', '.join(memos)} there")
    if instruction.base:
        return Request("POST", ROOT, written({"parts": list(_parts(instruction))}), BATCH)
    receipt = {
        "ReceiptNumber": told.reference,
        "BusinessUnit": told.names["business_unit"],
        "ReceiptMethod": told.names["receipt_method"],
        "ReceiptDate": instruction.received_on,
        "AccountingDate": instruction.gl_on,
        "Amount": decimal(instruction.amount, instruction.currency),
        "Currency": instruction.currency,
        "RemittanceBankAccountNumber": told.names["bank_account"],
        "CustomerAccountNumber": instruction.customer_erp or instruction.customer,
        "Comments": f"{instruction.receipt_id} {instruction.bank_reference}".strip(),
        "remittanceReferences": [_reference(line, instruction.currency) for line in instruction.lines],
    }
    return Request("POST", RECEIPTS, written(receipt))


def _adds(instruction: Instruction) -> bool:
    """Say whether lines are added to a receipt whose id we know, and nothing else changes."""
    return instruction.base.isdecimal() and bool(instruction.added)


def _parts(instruction: Instruction) -> Iterator[dict[str, Any]]:
    """Yield a part of the batch for each reference that is added."""
    for place, line in enumerate(instruction.added, 1):
        yield {
            "id": f"part{place}",
            "path": f"/standardReceipts/{instruction.base}/child/remittanceReferences",
            "operation": "create",
            "payload": _reference(line, instruction.currency),
        }


def find(instruction: Instruction, told: Told) -> Request:
    """Return how the receipt is found: by our number, one that stands by its id."""
    named = f"StandardReceiptId={instruction.base}" if _adds(instruction) else f"ReceiptNumber='{told.reference}'"
    asked = {"q": named, "expand": "remittanceReferences", "onlyData": "true"}
    return Request("GET", f"{RECEIPTS}?{urlencode(asked)}")


def found(body: bytes, instruction: Instruction, told: Told) -> tuple[Booked, ...]:
    """Return the receipts of an answer; references count as applied once the unapplied amount says so."""
    rows = read(body).get("items", [])
    if not _adds(instruction):
        return tuple(_booked(row, instruction, told) for row in rows if row.get("ReceiptNumber") == told.reference)
    wanted = {line.erp_id or line.document for line in instruction.added}
    ours = [row for row in rows if digits(row.get("StandardReceiptId")) == instruction.base]
    there = [row for row in ours if wanted & {digits(one["ReferenceNumber"]) for one in _references(row)}]
    return tuple(_booked(row, instruction, told) for row in there)


def _booked(row: dict[str, Any], instruction: Instruction, told: Told) -> Booked:
    """Return a receipt as what it holds."""
    amount = minor(row["Amount"], instruction.currency)
    left = row.get("UnappliedAmount")
    names, lines = instruction.numbers, dict[str, int]()
    for one in _references(row):
        named = digits(one["ReferenceNumber"])
        lines[names.get(named, named)] = lines.get(names.get(named, named), 0) + minor(
            one["ReferenceAmount"], instruction.currency
        )
    applied = 0 if left is None else amount - minor(left, instruction.currency)
    held = lines if applied == sum(lines.values()) else {"": applied}
    return Booked(told.reference, digits(row["StandardReceiptId"]), amount, held)


def _references(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the references of a receipt: a list, or from version 3 of Oracle's REST framework on a page of one.

    UnreadableError where the page is not all: what is not shown is not absent.
    """
    held = row.get("remittanceReferences") or []
    if isinstance(held, list):
        return held
    if held.get("hasMore"):
        raise UnreadableError(f"only {len(held['items'])} references of receipt {row.get('ReceiptNumber')} are shown")
    return list(held["items"])


def _reference(line: Line, currency: str) -> dict[str, Any]:
    """Return what a receipt pays of a transaction."""
    return {
        "ReceiptMatchBy": "Transaction Number",
        "ReferenceNumber": line.erp_id or line.document,
        "ReferenceAmount": decimal(line.cash, currency),
    }


ADAPTER = Adapter(
    "oracle",
    "Oracle Fusion Receivables",
    needs=("business_unit", "receipt_method", "bank_account"),
    ripens=True,
    write=write,
    find=find,
    found=found,
)
