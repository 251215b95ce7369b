"""Oracle AutoLockbox: a file of fixed columns for the lockbox import, amounts in minor units.

Oracle reads a file by a transmission format that the installation defines; ours is the table `RECORDS`, to be
entered once. Record 6 is a payment and carries no invoice; each invoice is an overflow record 4 behind it. The count of
a lockbox is that of its payments: Oracle compares it with the receipts it made.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kit.refusals import Invalid
from services.erp.adapters.adapter import Adapter
from services.erp.records import Instruction, Told, UntoldError

#: Record -> its fields in order: what Oracle calls it, its width, N (right-aligned with zeros) or C (left with blanks).
RECORDS: dict[str, tuple[tuple[str, int, str], ...]] = {
    "5": (("Record Identifier", 1, "C"), ("Lockbox Number", 10, "C"), ("Deposit Date", 6, "N")),
    "6": (
        ("Record Identifier", 1, "C"),
        ("Item Number", 6, "N"),
        ("Payment Number", 16, "C"),
        ("Remittance Amount", 14, "N"),
        ("Currency", 3, "C"),
        ("Receipt Date", 6, "N"),
        ("Customer Account Number", 30, "C"),
        ("Comments", 40, "C"),
    ),
    "4": (
        ("Record Identifier", 1, "C"),
        ("Item Number", 6, "N"),
        ("Overflow Sequence", 4, "N"),
        ("Overflow Indicator", 1, "C"),
        ("Invoice 1", 30, "C"),
        ("Amount Applied 1", 14, "N"),
    ),
    "8": (
        ("Record Identifier", 1, "C"),
        ("Lockbox Number", 10, "C"),
        ("Lockbox Record Count", 8, "N"),
        ("Lockbox Amount", 16, "N"),
    ),
}


def file(rows: Sequence[tuple[Instruction, Told]]) -> bytes:
    """Return a transmission: a lockbox a deposit day, its payments with their invoices, its count and amount."""
    days = sorted({instruction.received_on for instruction, _ in rows})
    lines = [line for day in days for line in _lockbox([row for row in rows if row[0].received_on == day], day)]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii", "replace")


def check(instruction: Instruction, told: Told) -> None:
    """Refuse what the file cannot say: a change, a credit memo, what is wider than its column, letters beyond ASCII."""
    if instruction.base:
        raise UntoldError("a lockbox file changes no receipt: do it in Oracle, then say confirmed")
    if any(line.cash < 0 for line in instruction.lines):
        raise UntoldError("a lockbox file nets no credit memo: apply it in Oracle")
    try:
        keys = "".join(_lockbox([(replace(instruction, bank_reference=""), told)], instruction.received_on))
    except Invalid as wrong:
        raise UntoldError(f"a lockbox file cannot say it: {wrong}") from wrong
    if not keys.isascii():
        raise UntoldError("a lockbox file has ASCII alone, and a number in it has other letters")


def _lockbox(rows: Sequence[tuple[Instruction, Told]], day: str) -> Iterator[str]:
    """Yield the records of one day."""
    box = rows[0][1].names["lockbox"]
    yield _record("5", "5", box, _short(day))
    for item, (instruction, told) in enumerate(rows, 1):
        customer = instruction.customer_erp or instruction.customer
        payment = (told.reference, str(instruction.amount), instruction.currency, _short(day), customer)
        yield _record("6", "6", str(item), *payment, instruction.bank_reference)
        for place, line in enumerate(instruction.lines, 1):
            last = "9" if place == len(instruction.lines) else "0"
            yield _record("4", "4", str(item), str(place), last, line.erp_id or line.document, str(line.cash))
    yield _record("8", "8", box, str(len(rows)), str(sum(instruction.amount for instruction, _ in rows)))


def _record(kind: str, *values: str) -> str:
    """Return a record. Refused: Invalid where a number or a key is wider than its column; a comment is cut."""
    columns = []
    for (name, width, form), value in zip(RECORDS[kind], values, strict=True):
        told = "".join(max(letter, " ") for letter in value)
        if len(told) > width and name != "Comments":
            raise Invalid(f"{name} {told} is wider than {width}")
        columns.append(told.rjust(width, "0") if form == "N" else told[:width].ljust(width))
    return "".join(columns).rstrip()


def _short(day: str) -> str:
    """Return an ISO day as YYMMDD."""
    return day[2:4] + day[5:7] + day[8:10]


ADAPTER = Adapter(
    "oracle-lockbox",
    "Oracle AutoLockbox file",
    needs=("lockbox",),
    check=check,
    file=file,
)
