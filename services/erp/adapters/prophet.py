"""Epicor Prophet 21: cash receipts as two files' worth of rows in one CSV, head and invoices, for its import.

Little of its formats is public: the columns carry its own field names, and the import is mapped once with the customer.
"""

import csv
import io
from collections.abc import Iterator, Sequence

from kit.money import decimal
from services.erp.adapters.adapter import Adapter
from services.erp.records import Instruction, Told, UntoldError

HEAD = ("company_id", "customer_id", "bank_no", "check_number", "payment_amount", "date_received", "currency_id")
LINE = ("invoice_no", "payment_applied", "terms_taken", "allowed_amount")
COLUMNS = ("record", "external_reference", *HEAD, *LINE, "description")


def file(rows: Sequence[tuple[Instruction, Told]]) -> bytes:
    """Return a H row a receipt and a D row an invoice, each with our reference."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(row for instruction, told in rows for row in _rows(instruction, told))
    return text.getvalue().encode()


def check(instruction: Instruction, _told: Told) -> None:
    """Refuse a change: a cash receipt that is posted there is changed there."""
    if instruction.base:
        raise UntoldError("change the cash receipt in Prophet 21, then say confirmed")


def _rows(instruction: Instruction, told: Told) -> Iterator[tuple[str, ...]]:
    """Yield the receipt and what it pays."""

    def text(minor: int) -> str:
        return decimal(minor, instruction.currency)

    head = (
        told.names["company_id"],
        instruction.customer_erp or instruction.customer,
        told.names["bank_no"],
        instruction.bank_reference[:30],
        text(instruction.amount),
        instruction.received_on,
        instruction.currency,
    )
    yield ("H", told.reference, *head, *[""] * len(LINE), instruction.receipt_id)
    for line in instruction.lines:
        paid = (line.erp_id or line.document, text(line.cash), text(line.discount), text(line.write_off))
        yield ("D", told.reference, *head[:2], *[""] * (len(HEAD) - 2), *paid, line.reason)


ADAPTER = Adapter(
    "prophet21",
    "Epicor Prophet 21",
    needs=("company_id", "bank_no"),
    check=check,
    file=file,
)
