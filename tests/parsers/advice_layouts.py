"""Random layouts of advices by a seed, as payers' programs might write them, each with its truth beside it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kit.money import grouped
from tests.parsers.pdf_pages import Placed, document, left, right, width

NUMBERS = ("Invoice No.", "Invoice", "Your Invoice", "Invoice #", "Document Number", "Bill No", "Supplier Invoice")
DAYS = ("Invoice Date", "Date", "Doc Date", "Bill Date")
GROSSES = ("Gross", "Gross Amount", "Invoice Amount", "Original Amount")
DISCOUNTS = ("Discount", "Disc.", "Cash Discount", "Discount Taken")
DEDUCTIONS = ("Deduction", "Adjustment", "Chargeback")
PAIDS = ("Net Paid", "Amount Paid", "Net Amount", "Paid", "Net", "Paid Amount")
ORDERS = ("PO Number", "Purchase Order", "P.O. No.")
TOTALS = ("Total", "Grand Total", "Total Paid", "Payment total", "TOTAL")
PAYMENTS = (
    "Payment No",
    "Payment Reference",
    "EFT Number",
    "Check No.",
    "Check Number",
    "Wire Reference",
    "Payment ID",
)
PAYERS = ("Oakmere Packaging", "Redfern Aerial LLC", "Harrow & Sons", "Meridian Grocers Inc")
DATES = ("%m/%d/%Y", "%Y-%m-%d", "%d %b %Y", "%d.%m.%Y", "%b %d, %Y")


@dataclass(frozen=True, slots=True)
class Line:
    """What one line says: minor units, all signs as they count."""

    number: str
    issued_on: date
    gross: int
    discount: int
    deduction: int

    @property
    def paid(self) -> int:
        """Return what it pays."""
        return self.gross - self.discount - self.deduction


@dataclass(frozen=True, slots=True)
class Paper:
    """One advice: its lines, its payment, and how it is written."""

    lines: tuple[Line, ...]
    reference: str
    payer: str
    rows: tuple[tuple[str, ...], ...]  # heading, lines, total; cells as written
    money: tuple[bool, ...]  # which columns are right-aligned
    head: tuple[tuple[str, str], ...]
    seed: int

    @property
    def truth(self) -> list[tuple[str, int]]:
        """Return (document, paid) of each line."""
        return [(line.number, line.paid) for line in self.lines]


def paper(seed: int) -> Paper:
    """Return the advice of a seed."""
    dice = random.Random(seed)
    lines = tuple(_line(dice, number) for number in range(dice.randint(1, 9)))
    shown = dice.choice(("plain", "dollar", "brackets", "behind"))
    has = {name: dice.random() < share for name, share in (("day", 0.7), ("order", 0.4), ("gross", 0.6))}
    taken = any(line.discount or line.deduction for line in lines)
    style = dice.choice(DATES)
    columns: list[tuple[str, bool, list[str]]] = [(dice.choice(NUMBERS), False, [line.number for line in lines])]
    if has["day"]:
        columns.append((dice.choice(DAYS), False, [line.issued_on.strftime(style) for line in lines]))
    if has["order"]:
        columns.append((dice.choice(ORDERS), False, [dice.choice(("", f"45{n:05}")) for n in range(len(lines))]))
    if has["gross"] or taken:
        columns.append((dice.choice(GROSSES), True, [_money(line.gross, shown) for line in lines]))
    if taken:
        for names, values in (
            (DISCOUNTS, [line.discount for line in lines]),
            (DEDUCTIONS, [line.deduction for line in lines]),
        ):
            if any(values):
                empty = dice.choice(("", "0.00"))
                columns.append((dice.choice(names), True, [_money(each, shown) if each else empty for each in values]))
    columns.append((dice.choice(PAIDS), True, [_money(line.paid, shown) for line in lines]))
    total = _money(sum(line.paid for line in lines), shown)
    rows = [tuple(name for name, _, _ in columns), *zip(*(values for _, _, values in columns), strict=True)]
    rows.append((dice.choice(TOTALS), *[""] * (len(columns) - 2), total))
    reference = f"{dice.choice(('', 'PY', 'RA-'))}{dice.randint(10000, 9999999)}"
    payer = dice.choice(PAYERS)
    head = [
        (dice.choice(PAYMENTS), reference),
        ("Payment Date", date(2026, 11, 19).strftime(style)),
        ("Currency", "USD"),
    ]
    dice.shuffle(head)
    money = tuple(is_money for _, is_money, _ in columns)
    return Paper(lines, reference, payer, tuple(rows), money, tuple(head), seed)


def _line(dice: random.Random, number: int) -> Line:
    """Return one line; some are credit memos, some have a discount or a deduction."""
    shape = dice.choice(("{}", "INV-{}", "INV {}", "2026/{}", "A{}", "{}-01"))
    gross = dice.randint(100, 10 ** dice.randint(3, 9))
    discount = gross * dice.choice((0, 0, 1, 2)) // 100
    deduction = dice.choice((0, 0, 0, gross // 7))
    if dice.random() < 0.1:
        return Line(f"CM-{dice.randint(100, 9999)}", date(2026, 10, 1), -gross, 0, 0)
    day = date(2026, 9, 1) + timedelta(days=dice.randint(0, 60))
    return Line(shape.format(dice.randint(1000, 999999) * 10 + number), day, gross, discount, deduction)


def _money(minor: int, shown: str) -> str:
    """Return an amount in one of the ways."""
    plain = grouped(abs(minor), "USD")
    if shown == "dollar":
        return f"-${plain}" if minor < 0 else f"${plain}"
    if minor >= 0:
        return plain
    return {"brackets": f"({plain})", "behind": f"{plain}-"}.get(shown, f"-{plain}")


def as_text(one: Paper) -> str:
    """Return the advice laid out in plain text, two blanks and more between its columns."""
    dice = random.Random(one.seed)
    gap = " " * dice.randint(2, 9)
    widths = [max(len(row[place]) for row in one.rows) for place in range(len(one.money))]
    body = [
        gap.join(
            cell.rjust(size) if is_money else cell.ljust(size)
            for cell, size, is_money in zip(row, widths, one.money, strict=True)
        ).rstrip()
        for row in one.rows
    ]
    head = [f"{label}: {value}" for label, value in one.head]
    return "\n".join(["Remittance Advice", f"Payer: {one.payer}", *head, "", *body, ""])


def as_csv(one: Paper, mark: str) -> str:
    """Return the advice as a table with its facts above."""
    quoted = [[f'"{cell}"' if mark in cell or '"' in cell else cell for cell in row] for row in one.rows]
    head = [[label, f'"{value}"' if mark in value else value] for label, value in (("Payer", one.payer), *one.head)]
    return "\n".join([*(mark.join(row) for row in [*head, *quoted]), ""])


def as_pdf(one: Paper) -> bytes:
    """Return the advice drawn: columns as wide as they need, in one of the ways of drawing."""
    dice = random.Random(one.seed)
    gap = dice.randint(6, 30)
    places: list[int] = []
    at = 40
    for place, is_money in enumerate(one.money):
        size = max(width(row[place]) for row in one.rows)
        places.append(at + size if is_money else at)
        at += size + gap
    page: list[Placed] = [left(40, 750, one.payer), left(40, 736, "REMITTANCE ADVICE")]
    page += [left(40, 710 - 14 * number, f"{label}: {value}") for number, (label, value) in enumerate(one.head)]
    for number, row in enumerate(one.rows):
        page += _drawn(row, places, one.money, 640 - 13 * number)
    return document([page], style=dice.choice(("objects", "matrix", "moves", "packed")))


def _drawn(row: Sequence[str], places: Sequence[int], money: Sequence[bool], y: int) -> list[Placed]:
    """Return a row's texts in their places."""
    cells = zip(row, places, money, strict=True)
    return [(right if is_money else left)(x, y, cell) for cell, x, is_money in cells if cell]
