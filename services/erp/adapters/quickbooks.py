"""QuickBooks Online: one Payment a receipt, its whole set of lines each time, one line a document (API v3, Payment)."""

from collections.abc import Iterable
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
    known,
    minor,
    number,
    read,
    written,
)

#: Our type of a document -> what a LinkedTxn calls it; what we do not name is an invoice there.
TYPES = {"credit_memo": "CreditMemo"}
MINOR_VERSION = "75"
_ID = "QuickBooks' id of the"


def write(instruction: Instruction, told: Told) -> Request:
    """Return the Payment: new, or whole in place of the one that stands. A second line of a document would replace it.

    UntoldError where the ERP's own id of the customer or of a document is not known.
    """
    if instruction.void:
        return _request(told, {"operation": "update", "include": "void"}, _standing(instruction, told))
    payment = {
        "CustomerRef": {"value": known(instruction.customer_erp, f"{_ID} customer {instruction.customer}")},
        "TotalAmt": number(instruction.amount, instruction.currency),
        "CurrencyRef": {"value": instruction.currency},
        "TxnDate": instruction.received_on,
        "PaymentRefNum": told.reference,
        "PrivateNote": f"{instruction.receipt_id} {instruction.bank_reference}".strip(),
        "DepositToAccountRef": {"value": told.names["deposit_account"]},
        "Line": [_line(line, instruction.currency) for line in instruction.lines],
    }
    if instruction.base:
        payment |= _standing(instruction, told) | {"sparse": False}
    return _request(told, {"requestid": told.reference}, payment)


def holds(instruction: Instruction, told: Told) -> Request | None:
    """Return how the Payment that stands is read: its SyncToken says that nobody changed it meanwhile."""
    return Request("GET", _path(told, f"payment/{quote(instruction.base, safe='')}", {})) if instruction.base else None


def find(instruction: Instruction, told: Told) -> Request:
    """Return how a Payment is found by our reference; a voided one by its id."""
    if instruction.void:
        return Request("GET", _path(told, f"payment/{quote(instruction.base, safe='')}", {}))
    wanted = f"select * from Payment where PaymentRefNum = '{told.reference}'"  # noqa: S608 - letters and digits only
    return Request("GET", _path(told, "query", {"query": wanted}))


def found(body: bytes, instruction: Instruction, told: Told) -> tuple[Booked, ...]:
    """Return the Payments of an answer that carry our reference."""
    answer = read(body)
    rows = [answer["Payment"]] if "Payment" in answer else answer.get("QueryResponse", {}).get("Payment", [])
    booked = (_booked(row, instruction, told) for row in rows)
    return tuple(one for one in booked if one.reference == told.reference)


def answered(body: bytes, instruction: Instruction, told: Told) -> Booked | None:
    """Return the Payment as the ERP says it has just taken it."""
    return next(iter(found(body, instruction, told)), None)


def _booked(row: dict[str, Any], instruction: Instruction, told: Told) -> Booked:
    """Return a Payment as what it holds; documents we did not name keep the ERP's ids."""
    numbers = {(line.erp_id, TYPES.get(line.type, "Invoice")): line.document for line in instruction.lines}
    lines: dict[str, int] = {}
    for line in row.get("Line", []):
        linked = line["LinkedTxn"][0]
        key = (digits(linked["TxnId"]), linked["TxnType"])
        sign = -1 if linked["TxnType"] == TYPES["credit_memo"] else 1
        lines[numbers.get(key, ":".join(key))] = sign * minor(line["Amount"], instruction.currency)
    total = minor(row["TotalAmt"], instruction.currency)
    voided = instruction.void and total == 0
    reference = told.reference if voided else digits(row.get("PaymentRefNum"))
    return Booked(reference, digits(row["Id"]), total, lines)


def _line(line: Line, currency: str) -> dict[str, Any]:
    """Return the one line of a document; a credit memo's is positive there too."""
    linked = {
        "TxnId": known(line.erp_id, f"{_ID} document {line.document}"),
        "TxnType": TYPES.get(line.type, "Invoice"),
    }
    return {"Amount": number(abs(line.cash), currency), "LinkedTxn": [linked]}


def _standing(instruction: Instruction, told: Told) -> dict[str, Any]:
    """Return what names the Payment that stands, and proves that it is the one we read."""
    held = told.held.get("Payment", {})
    if not held:
        raise UntoldError(f"the payment {instruction.base} is not in QuickBooks any more")
    return {"Id": instruction.base, "SyncToken": digits(held["SyncToken"]), "sparse": True}


def _request(told: Told, query: dict[str, str], body: dict[str, Any]) -> Request:
    """Return a request that writes a payment."""
    return Request("POST", _path(told, "payment", query), written(body))


def _path(told: Told, path: str, query: Iterable[tuple[str, str]] | dict[str, str]) -> str:
    """Return a path of the company."""
    asked = urlencode({**dict(query), "minorversion": MINOR_VERSION})
    return f"/v3/company/{quote(told.names['realm'], safe='')}/{path}?{asked}"


ADAPTER = Adapter(
    "quickbooks",
    "QuickBooks Online",
    needs=("realm", "deposit_account"),
    keyed=("customer", "document"),
    write=write,
    holds=holds,
    find=find,
    found=found,
    answered=answered,
)
