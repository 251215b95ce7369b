"""What `tieout find` does: receipts by what the customer remembers, with every application, who made it and why."""

from dataclasses import dataclass

from cli import books, say, typed
from cli.asked import Asked
from kit.money import FINEST, grouped
from services import tracing

COLUMNS = ("received", "receipt or item", "payer or by", "reference", "status or why", "amount", "currency")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is remembered, as it was typed."""

    amount: str
    tolerance: str
    reference: str
    payer: str
    customer: str
    since: str
    until: str
    limit: int


def found(asked: Asked, wanted: Wanted) -> None:
    """Print the receipts that fit, newest first; below each what became of it."""
    workspace = books.reading(asked)
    rows = tracing.found(
        workspace,
        written=typed.amount(wanted.amount, FINEST) if wanted.amount else None,
        tolerance=typed.amount(wanted.tolerance or "0", FINEST),
        bank_reference=wanted.reference,
        payer=wanted.payer,
        customer=wanted.customer,
        date_from=typed.day("--since", wanted.since),
        date_to=typed.day("--until", wanted.until),
        limit=wanted.limit,
    )[: wanted.limit]
    if asked.json:
        say.result({"receipts": rows}, as_json=True)
        return
    lines: list[tuple[object, ...]] = []
    for row in rows:
        money = grouped(row["amount"], row["currency"])
        who, reference = row["payer_name"], row["bank_reference"]
        lines.append((row["received_on"], row["receipt_id"], who, reference, row["status"], money, row["currency"]))
        lines += [_line(one) for one in row["traced"]]
    say.table(COLUMNS, lines)


def _line(one: tracing.Row) -> tuple[object, ...]:
    """Return an application below its receipt."""
    back = f"; taken back by {one['undone_by']}: {one['undone_why']}" if one["undone_by"] else ""
    cash = grouped(one["cash"], one["currency"])
    why = f"{one['why'] or one['rule']}{back}"
    return ("", f"  {one['document_number']}", f"{one['by']}, {one['at']:%Y-%m-%d %H:%M}", "", why, cash, "")
