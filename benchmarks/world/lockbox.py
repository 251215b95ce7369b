"""The lockbox file: base layout of 80 columns, an invoice with paid, deduction and reason on each 4 record."""

from dataclasses import dataclass

from benchmarks.world import house
from benchmarks.world.house import Names
from benchmarks.world.parties import plain
from benchmarks.world.payments import REASONS, Payment, Said

BATCH = 15
HEAD = "CALDERRIDG"


@dataclass(frozen=True, slots=True)
class Box:
    """One written file with what the bank deposited for it."""

    number: str
    text: str
    total: int
    checks: int


def _line(text: str) -> str:
    """Return one record of 80 columns."""
    assert len(text) <= 80, text
    return text.ljust(80)


def _amount(minor: int) -> str:
    """Return ten digits, or nine and a minus."""
    return f"{minor:010d}" if minor >= 0 else f"{-minor:09d}-"


def _overflow(batch: int, item: int, at: int, count: int, said: Said) -> str:
    """Return one 4 record: 12-27 invoice, 28-37 paid, 38-47 deduction, 48-50 reason."""
    off = said.deducted + said.discount
    reason = "DSC" if said.discount else REASONS[said.reason][4] if said.reason else ""
    last = "9" if at == count else "0"
    paid = _amount(0 if said.paid is None else said.paid)
    return _line(
        f"4{batch:03d}{item:03d}6{(at - 1) % 99 + 1:02d}{last}{said.written[:16]:<16}{paid}{_amount(off)}{reason:<3}"
    )


def check(payment: Payment, batch: int, item: int, names: Names) -> list[str]:
    """Return a 6 record with its 4s: MICR line, serial, date on the check and remitter."""
    drawn = names.day.fromordinal(names.day.toordinal() - 4 - item % 3)
    micr = f"{payment.account.routing}{payment.account.number:>010}{int(payment.reference):010d}"
    head = f"6{batch:03d}{item:03d}{payment.amount:010d}{micr}"
    stub = [_overflow(batch, item, at, len(payment.said), said) for at, said in enumerate(payment.said, start=1)]
    return [_line(f"{head}{drawn:%y%m%d}{plain(payment.name)[:28]}"), *stub]


def file(box: str, payments: list[Payment], names: Names, *, broken: bool = False) -> Box:
    """Return the file of one lockbox; `broken` makes the total of its first batch wrong by a dollar."""
    bank = house.BANKS[0]
    out = [
        _line(f"100{HEAD:<10}{bank.aba:>010}{names.short}1830"),
        _line(f"2{HEAD:<10}{bank.aba:>010}{int(box):010d}40008000801"),
    ]
    total = sum(payment.amount for payment in payments)
    assert total < 10**10, "the deposit has ten digits"
    batches = [payments[start : start + BATCH] for start in range(0, len(payments), BATCH)]
    for batch, held in enumerate(batches, start=1):
        out.append(_line(f"5{batch:03d}000{box}{names.short}{HEAD:<10}{bank.aba:>010}"))
        for item, payment in enumerate(held, start=1):
            out += check(payment, batch, item, names)
        amount = sum(payment.amount for payment in held) + (100 if broken and batch == 1 else 0)
        out.append(_line(f"7{batch:03d}000{box}{names.short}{len(held):03d}{amount:010d}"))
        if broken and batch == 1:
            distrusted(held)
    out.append(_line(f"8{len(batches):03d}000{box}{names.short}{len(payments):04d}{total:010d}"))
    out.append(_line(f"9{len(out) + 1:06d}"))
    return Box(box, "\n".join(out) + "\n", total, len(payments))


def distrusted(payments: list[Payment]) -> None:
    """A batch that does not foot is nothing to be certain about."""
    for payment in payments:
        payment.note, payment.decidable = "broken_batch", False
        payment.expected = ("review", "unapplied", "unidentified", "not_ar")
