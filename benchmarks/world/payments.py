"""One payment of the morning: what the payer did, what it wrote, and what is right."""

from dataclasses import dataclass, field
from datetime import date

from benchmarks.world.items import Item
from benchmarks.world.parties import Account, Customer

#: How a deduction's reason is said: words, X12 426, Fedwire 8600, ISO 20022, lockbox. Empty: only words can.
REASONS: dict[str, tuple[str, str, str, str, str]] = {
    "damage": ("DAMAGED GOODS", "04", "04", "DAMG", "DMG"),
    "shortage": ("SHORT SHIPPED", "06", "06", "SHRT", "SHT"),
    "price": ("PRICE DIFFERENCE", "01", "01", "PRCE", "PRC"),
    "return": ("RETURNED GOODS", "72", "", "RTRN", "RTN"),
    "freight": ("FREIGHT", "30", "", "FRGT", "FRT"),
    "tax": ("SALES TAX EXEMPT", "55", "", "TAXX", "TAX"),
}

#: Rails on which the payer fills in lines; they have no free text worth the name.
CODED: tuple[str, ...] = ("lockbox", "ctx", "advised")


@dataclass(slots=True)
class Said:
    """One line of remittance as the payer writes it, minor units; `paid` None where only the number is given."""

    written: str
    paid: int | None
    gross: int | None = None
    discount: int = 0
    deducted: int = 0
    reason: str = ""
    issued: date | None = None
    kind: str = "invoice"  # invoice, credit_memo, purchase_order, account, payer_document


@dataclass(frozen=True, slots=True)
class Due:
    """One application that is right. `leeway` is `kind` or `open` where our policy may differ (world/README.md)."""

    item: Item
    cash: int
    discount: int = 0
    write_off: int = 0
    deduction: int = 0
    reason: str = ""
    leeway: str = ""
    named: bool = True


@dataclass(slots=True)
class Payment:
    """One payment; `memo` is free text instead of `said`, `structured` asks for the rail's own fields."""

    rail: str
    payer: Customer | None
    account: Account
    name: str
    amount: int
    currency: str
    dues: list[Due] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    memo: str = ""
    noise: str = ""
    structured: bool = True
    identification: str = ""
    split: str = ""  # a number that a line break of the bank must cut
    bank: int = 0  # which of our banks reports it, where the rail has several (house.py)
    code: str = ""  # BAI2 type code where it is not the rail's usual one
    decidable: bool = False
    expected: tuple[str, ...] = ()
    reference: str = ""
    twice: bool = False  # the statement of our first bank tells it as well
    also_reference: str = ""  # the reference of the same money in a second file
    source_file: str = ""
    trace: str = ""  # the number of the 820 that tells what an `advised` payment is for
    note: str = ""

    @property
    def account_told(self) -> bool:
        """Say whether the file shows the payer's account: one bank leaves it out of its wire text."""
        return not (self.rail == "wire" and self.bank == 2)

    @property
    def applied(self) -> int:
        """Return how much of the cash has a home."""
        return sum(due.cash for due in self.dues)


def lines(dues: list[Due]) -> list[Said]:
    """Say each application plainly: its own number, what is paid, and by what name the rest is kept."""
    return [
        Said(
            due.item.number,
            due.cash,
            due.item.open,
            due.discount,
            due.deduction,
            due.reason if due.reason in REASONS else "",
            due.item.issued,
            "credit_memo" if due.cash < 0 else "invoice",
        )
        for due in dues
    ]


def money(minor: int) -> str:
    """Write minor units as a decimal with a point."""
    sign = "-" if minor < 0 else ""
    return f"{sign}{abs(minor) // 100}.{abs(minor) % 100:02d}"


def comma(minor: int) -> str:
    """Write minor units with the thousands marked."""
    return f"{abs(minor) // 100:,}.{abs(minor) % 100:02d}"
