"""NetSuite: one customerPayment a receipt under our reference as external id, its documents applied by their keys.

Its REST records have no void; its scripts have (`N/transaction`, a direct void for a customer payment). A RESTlet of
the installation that calls it is asked by the payment's internal id.
"""

from typing import Any
from urllib.parse import quote

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

RECORD = "/services/rest/record/v1/customerPayment"
#: Under which name the installation says the whole address of its RESTlet.
VOIDS = "void_restlet"
_ID = "NetSuite's internal id of the"


def write(instruction: Instruction, told: Told) -> Request:
    """Return the payment: put under our reference, or its documents put in place of those that stand.

    A receipt taken back is voided by the RESTlet that the installation names. UntoldError where it names none, and
    where an internal id is not known.
    """
    if instruction.void:
        return _void(instruction, told)
    body: dict[str, Any] = {
        "memo": told.reference,
        "payment": number(instruction.amount, instruction.currency),
        "autoApply": False,
        "apply": {"items": [_item(line, instruction.currency) for line in instruction.lines if line.cash >= 0]},
        "credit": {"items": [_item(line, instruction.currency) for line in instruction.lines if line.cash < 0]},
    }
    if instruction.base:
        return Request("PATCH", f"{RECORD}/{quote(instruction.base, safe='')}?replace=apply,credit", written(body))
    body |= {
        "customer": {"id": known(instruction.customer_erp, f"{_ID} customer {instruction.customer}")},
        "currency": {"id": _currency(instruction, told)},
        "tranDate": instruction.received_on,
        "account": {"id": told.names["account"]},
        "checkNum": instruction.bank_reference[:45],
    }
    return Request("PUT", f"{RECORD}/eid:{told.reference}", written(body))


def find(instruction: Instruction, told: Told) -> Request:
    """Return how the payment is read with its lists: by our reference, a changed one by its id."""
    key = quote(instruction.base, safe="") or f"eid:{told.reference}"
    return Request("GET", f"{RECORD}/{key}?expandSubResources=true")


def found(body: bytes, instruction: Instruction, told: Told) -> tuple[Booked, ...]:
    """Return the payment of an answer if its memo is our reference: another version has another.

    One taken back keeps the memo of the version before, and is there once nothing of its amount is left.
    """
    row = read(body)
    voided = instruction.void and minor(row["payment"], instruction.currency) == 0
    if not voided and (instruction.void or digits(row.get("memo")) != told.reference):
        return ()
    numbers = {_doc(line.erp_id)[0]: line for line in instruction.lines}
    lines: dict[str, int] = {}
    for part, sign in (("apply", 1), ("credit", -1)):
        for item in row.get(part, {}).get("items", []):
            if item.get("apply", True):
                ours = numbers.get(digits(item["doc"]["id"]))
                name = ours.document if ours else digits(item["doc"]["id"])
                lines[name] = lines.get(name, 0) + sign * minor(item["amount"], instruction.currency)
    return (Booked(told.reference, digits(row["id"]), minor(row["payment"], instruction.currency), lines),)


def _void(instruction: Instruction, told: Told) -> Request:
    """Return what asks the RESTlet to void. UntoldError where the installation names none."""
    if VOIDS not in told.names:
        raise UntoldError(f"void the customer payment {instruction.base} in NetSuite, then say confirmed")
    return Request("POST", "", written({"type": "customerpayment", "id": instruction.base}), url=told.names[VOIDS])


def _currency(instruction: Instruction, told: Told) -> str:
    """Return the internal id of the currency. UntoldError where the installation does not say it."""
    name = f"currency_{instruction.currency}"
    if name not in told.names:
        raise UntoldError(f"names lack {name}: NetSuite's internal id of the currency {instruction.currency}")
    return told.names[name]


def _item(line: Line, currency: str) -> dict[str, Any]:
    """Return a document to apply: by the key of its record, and the line within it where it has several."""
    doc, part = _doc(known(line.erp_id, f"{_ID} document {line.document}"))
    item: dict[str, Any] = {"doc": {"id": doc}, "apply": True, "amount": number(abs(line.cash), currency)}
    if part:
        item["line"] = int(part)
    if line.discount:
        item["disc"] = number(line.discount, currency)
    return item


def _doc(erp_id: str) -> tuple[str, str]:
    """Return the key of a record and the line in it, as `104` or `104:1` tells them."""
    key, _, part = erp_id.partition(":")
    return key, part if part.isascii() and part.isdigit() else ""


ADAPTER = Adapter(
    "netsuite",
    "NetSuite",
    needs=("account",),
    keyed=("customer", "document"),
    write=write,
    find=find,
    found=found,
)
