"""The prior-day statement in BAI2: one group for each bank, with totals that foot over amounts as written."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.world import house
from benchmarks.world.bank_text import WIRES, Label, ach_labels, ach_short, imad, unlabelled
from benchmarks.world.house import Names
from benchmarks.world.nacha import Batch
from benchmarks.world.payments import Payment

#: Kinds of noise of which the bank's text labels nothing.
NO_LABELS = frozenset({"no_labels", "short_no_labels"})


@dataclass(frozen=True, slots=True)
class Line:
    """One transaction of a 16 record: `funds` with its sub-fields, the two references, and its lines of text."""

    code: str
    amount: int
    reference: str
    customer: str = ""
    text: tuple[str, ...] = ()
    funds: str = "0"

    @property
    def credit(self) -> bool:
        """Say by the code's range whether money came."""
        return 101 <= int(self.code) <= 399


def records(line: Line) -> list[str]:
    """Return the 16 record and its 88 continuations; text has no terminator."""
    first, *rest = line.text or ("/",)
    head = f"16,{line.code},{line.amount},{line.funds},{line.reference},{line.customer},{first}"
    return [head, *(f"88,{text}" for text in rest)]


def account(bank: house.Bank, lines: list[Line], opening: int) -> tuple[list[str], int]:
    """Return the records of one account and its control total: the plain sum of every amount as written."""
    came = [line.amount for line in lines if line.credit]
    went = [line.amount for line in lines if not line.credit]
    closing = opening + sum(came) - sum(went)
    out = [
        f"03,{bank.account},USD,010,{opening},,,015,{closing},,,045,{closing - sum(came) // 10},,/",
        f"88,100,{sum(came)},{len(came)},,400,{sum(went)},{len(went)},/",
    ]
    for line in lines:
        out += records(line)
    control = opening + closing + closing - sum(came) // 10 + 2 * (sum(came) + sum(went))
    out.append(f"49,{control},{len(out) + 1}/")
    return out, control


def statement(names: Names, per_bank: list[list[Line]]) -> str:
    """Return the whole file of one day."""
    created = names.day.toordinal() + (3 if names.day.weekday() == 4 else 1)
    stamp = f"{type(names.day).fromordinal(created):%y%m%d},0612"
    out = [f"01,{house.BANKS[0].aba},{house.RECEIVER_ID},{stamp},{names.next('bai file', 1)},,,2/"]
    total = 0
    for at, (bank, lines) in enumerate(zip(house.BANKS, per_bank, strict=True)):
        held, control = account(bank, lines, 18_544_012 + 7_310_955 * at)
        out += [
            f"02,{house.RECEIVER_ID},{bank.aba},1,{names.short},2359,USD,2/",
            *held,
            f"98,{control},1,{len(held) + 2}/",
        ]
        total += control
    out.append(f"99,{total},{len(per_bank)},{len(out) + 1}/")
    return "\n".join(out) + "\n"


def trn(names: Names) -> str:
    """Return the bank's own number of a movement: the day and a count."""
    return f"{names.long}{names.next('trn', 41_208, 13):08d}"


def wire(payment: Payment, names: Names, rng: random.Random, fed: str = "") -> Line:
    """Return a wire; sets the payment's reference."""
    fed = fed or imad(rng, names)
    payment.reference = trn(names)
    if payment.noise in NO_LABELS:
        text = unlabelled(payment, payment.reference, rng)
    else:
        text = WIRES[payment.bank](payment, payment.reference, fed, rng)
    code = "208" if payment.noise == "other_currency" else "195"
    customer = rng.choice(("", "NONREF", f"{rng.randint(100_000, 999_999)}", "NOTPROVIDED"))
    return Line(code, payment.amount, payment.reference, customer, tuple(text))


def ach(payment: Payment, names: Names, rng: random.Random) -> Line:
    """Return an ACH credit that the statement reports by itself, with its trace in the text."""
    payment.reference = trn(names)
    payment.bank = payment.bank % 2
    trace = f"{payment.account.routing[:8]}{rng.randint(1, 9_999_999):07d}"
    ident = payment.identification
    if payment.noise in NO_LABELS:
        text = unlabelled(payment, payment.reference, rng)
    elif payment.bank == 0:
        label = Label(payment.name, payment.account.company_id, trace, "PAYMENT", "CCD", ident, payment.memo)
        text = ach_labels(label, names)
    else:
        text = ach_short(payment, ident=ident)
    return Line(rng.choice(("142", "165")), payment.amount, payment.reference, ident, tuple(text))


def book(payment: Payment, names: Names, rng: random.Random) -> Line:
    """Return interest or a transfer inside the bank."""
    assert rng
    payment.reference, payment.bank = trn(names), 0
    return Line(payment.code, payment.amount, payment.reference, "", (payment.memo,))


def outgoing(names: Names, rng: random.Random) -> list[Line]:
    """Return what leaves the account on any day: fees, a debit, and a check of a customer that came back."""
    return [
        Line("698", rng.randint(1_500, 30_000), trn(names), "", ("ACCOUNT ANALYSIS FEE OCT 2026",)),
        Line(
            "451",
            rng.randint(2_000_000, 9_000_000),
            trn(names),
            "",
            ("ORIG CO NAME:KELSO PAYROLL SV CO ENTRY DESCR:PAYROLL SEC:CCD",),
        ),
        Line(
            "555",
            rng.randint(20_000, 300_000),
            trn(names),
            str(rng.randint(1_000, 9_999)),
            ("DEPOSITED ITEM RETURNED NSF 1ST PRESENTMENT",),
        ),
    ]


def lockbox_total(names: Names, box: str, amount: int, checks: int) -> Line:
    """Return the deposit of one lockbox: split availability, the box's number as customer reference."""
    late = amount * 3 // 10
    text = f"LOCKBOX DEPOSIT {box} {checks} ITEMS"
    return Line("115", amount, trn(names), box, (text,), f"S,{amount - late},{late},0")


def ach_total(names: Names, amount: int, *, entries: int, batches: int, stamp: str) -> Line:
    """Return the settlement of a whole ACH file."""
    text = f"ACH SETTLEMENT CREDIT FILE {stamp} {batches} BATCHES {entries} ENTRIES"
    return Line("166", amount, trn(names), "", (text,))


def batch_total(names: Names, batch: Batch) -> Line:
    """Return the settlement of one CTX batch: the payer by name, its addenda elsewhere."""
    label = Label(batch.name, batch.company_id, batch.trace, "EDI PYMNTS", "CTX")
    return Line("164", batch.amount, trn(names), "", tuple(ach_labels(label, names)))


#: rail -> how the statement reports it.
WRITERS: dict[str, Callable[[Payment, Names, random.Random], Line]] = {"wire": wire, "ach_line": ach, "book": book}
