"""The ACH files our bank received for us: a batch for each originator, addenda of 80 bytes, counts, hash and totals."""

import random
from dataclasses import dataclass

from benchmarks.world import house
from benchmarks.world.house import Names
from benchmarks.world.parties import plain
from benchmarks.world.payments import Payment
from benchmarks.world.wording import segments
from benchmarks.world.x820 import interchange, traced

SEC = {"ccd": "CCD", "advised": "CCD", "ppd": "PPD", "ctx": "CTX"}
DESCRIPTIONS = ("PAYMENT", "INV PMT", "VENDOR PAY", "EDI PYMNTS", "ACH PMT", "AP PAYMENT")


@dataclass(frozen=True, slots=True)
class Batch:
    """One originator's batch as settled: what the statement may report as one line."""

    name: str
    company_id: str
    amount: int
    trace: str
    entries: int


@dataclass(frozen=True, slots=True)
class File:
    """One written file with its batches and totals."""

    text: str
    batches: tuple[Batch, ...]
    total: int
    stamp: str


def _field(text: str, width: int) -> str:
    """Return text left-aligned and cut."""
    return plain(text)[:width].ljust(width)


def _addenda(payment: Payment, names: Names, end: str) -> list[str]:
    """Return the payment information in pieces of 80; none where the payer wrote nothing."""
    if payment.rail == "ctx":
        text = interchange(payment, names, end)
    elif payment.rail == "advised":
        text = traced(payment, names)
    elif payment.structured and payment.said:
        text = segments(payment)
    else:
        text = payment.memo[:80]
    pieces = [text[start : start + 80] for start in range(0, len(text), 80)]
    return [f"705{plain(piece):<80}{at:04d}{payment.reference[-7:]}" for at, piece in enumerate(pieces, start=1)]


def _entry(payment: Payment, addenda: int) -> str:
    """Return the 6 record: a credit to our checking account."""
    ident = payment.identification or ("" if payment.memo else str(int(payment.account.company_id[1:]) % 100_000))
    bank = house.BANKS[0]
    who = f"{addenda:04d}{_field(house.NAME, 16)}  " if payment.rail == "ctx" else _field(house.NAME, 22)
    head = f"622{bank.aba}{bank.account:<17}{payment.amount:010d}"
    return f"{head}{_field(ident, 15)}{who}  {1 if addenda else 0}{payment.reference}"


def _batch(number: int, held: list[Payment], names: Names, rng: random.Random) -> tuple[list[str], Batch]:
    """Return the records of one batch; traces ascend inside it."""
    first = held[0]
    odfi, sec = first.account.routing[:8], SEC[first.rail]
    julian = names.day.timetuple().tm_yday
    described = f"{rng.choice(DESCRIPTIONS):<10}{names.short}{names.short}{julian:03d}1{odfi}{number:07d}"
    out = [f"5220{_field(first.name, 16)}{'':20}{first.account.company_id}{sec}{described}"]
    end = rng.choice(("~", "\\"))
    for payment in held:
        payment.reference = f"{odfi}{names.next('trace ' + odfi, rng.randint(1, 8_000_000), rng.randint(1, 9)):07d}"
        addenda = _addenda(payment, names, end)
        out += [_entry(payment, len(addenda)), *addenda]
    total = sum(payment.amount for payment in held)
    counted = f"{len(out) - 1:06d}{len(held) * int(house.BANKS[0].aba[:8]) % 10**10:010d}{0:012d}{total:012d}"
    out.append(f"8220{counted}{first.account.company_id}{'':25}{odfi}{number:07d}")
    return out, Batch(plain(first.name)[:16], first.account.company_id, total, first.reference, len(held))


def file(payments: list[Payment], names: Names, rng: random.Random, modifier: str) -> File:
    """Return a whole file, filled with nines to blocks of ten."""
    groups: dict[tuple[str, str, str], list[Payment]] = {}
    for payment in payments:
        groups.setdefault((SEC[payment.rail], payment.account.company_id, plain(payment.name)[:16]), []).append(payment)
    bank = house.BANKS[0]
    head = (
        f"101 {bank.aba}{'0' + bank.aba:>10}{names.short}0515{modifier}094101"
        f"{_field(bank.name, 23)}{_field('FEDERAL RESERVE ACH', 23)}{'':8}"
    )
    out = [head]
    batches: list[Batch] = []
    for number, key in enumerate(sorted(groups), start=1):
        records, batch = _batch(number, groups[key], names, rng)
        out += records
        batches.append(batch)
    total = sum(batch.amount for batch in batches)
    counted = sum(line[0] in "67" for line in out)
    hashed = len(payments) * int(bank.aba[:8]) % 10**10
    blocks = -(-(len(out) + 1) // 10)
    out.append(f"9{len(batches):06d}{blocks:06d}{counted:08d}{hashed:010d}{0:012d}{total:012d}{'':39}")
    out += ["9" * 94] * (blocks * 10 - len(out))
    assert all(len(line) == 94 for line in out), [line for line in out if len(line) != 94]
    return File("\n".join(out) + "\n", tuple(batches), total, f"{names.short}0515{modifier}")
