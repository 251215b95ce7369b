"""Any ERP by file: one row a document in CSV, one object a receipt in JSON; the answers come back the same way."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from kit.money import decimal
from services.erp.adapters.adapter import Adapter
from services.erp.records import Instruction, Told

COLUMNS = (
    *("reference", "operation", "receipt_id", "version", "customer", "currency", "amount", "received_on", "gl_date"),
    *("bank_reference", "method", "account", "document", "document_type", "cash", "discount", "write_off"),
    *("deduction", "reason", "unapplied", "stands"),
)


def as_csv(rows: Sequence[tuple[Instruction, Told]]) -> bytes:
    """Return the rows with a header; a receipt without documents is one row."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(row for instruction, told in rows for row in _rows(instruction, told))
    return text.getvalue().encode()


def as_json(rows: Sequence[tuple[Instruction, Told]]) -> bytes:
    """Return the receipts, amounts as decimals in texts."""
    return json.dumps([_told(*row) for row in rows], indent=2, ensure_ascii=False).encode() + b"\n"


def operation(instruction: Instruction) -> str:
    """Return what is to be done: a new payment, the whole of a standing one in its place, or taking it back."""
    if instruction.void:
        return "void"
    return "replace" if instruction.base else "create"


def _head(instruction: Instruction, told: Told) -> tuple[str, ...]:
    """Return what every row of a receipt says."""
    return (
        told.reference,
        operation(instruction),
        instruction.receipt_id,
        str(instruction.version),
        instruction.customer_erp or instruction.customer,
        instruction.currency,
        decimal(instruction.amount, instruction.currency),
        instruction.received_on,
        instruction.gl_on,
        instruction.bank_reference,
        instruction.method,
        instruction.account,
    )


def _rows(instruction: Instruction, told: Told) -> Iterator[tuple[str, ...]]:
    """Yield a row a document."""
    head = _head(instruction, told)
    rest = (decimal(instruction.amount - instruction.applied, instruction.currency), instruction.base)
    lines = [_line(instruction, place) for place in range(len(instruction.lines))] or [("",) * 7]
    yield from ((*head, *line, *rest) for line in lines)


def _line(instruction: Instruction, place: int) -> tuple[str, ...]:
    """Return what is said of one document."""
    line = instruction.lines[place]
    amounts = (line.cash, line.discount, line.write_off, line.deduction)
    named = (line.erp_id or line.document, line.type)
    return (*named, *(decimal(amount, instruction.currency) for amount in amounts), line.reason)


def _told(instruction: Instruction, told: Told) -> dict[str, Any]:
    """Return a receipt as one object."""
    names = COLUMNS[12:19]
    lines = [dict(zip(names, _line(instruction, place), strict=True)) for place in range(len(instruction.lines))]
    rest = decimal(instruction.amount - instruction.applied, instruction.currency)
    head = dict(zip(COLUMNS[:12], _head(instruction, told), strict=True))
    return {**head, "unapplied": rest, "stands": instruction.base, "documents": lines}


CSV = Adapter("csv", "Any ERP, by CSV", file=as_csv)
JSON = Adapter("json", "Any ERP, by JSON", file=as_json)
