"""Statements on paper: who owes to whom, the lines, the ages of what is owed, the total, and a slip to pay with."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from aging.buckets import BUCKETS
from kit.money import grouped
from services.reports.pdf import LEFT, LETTER, RIGHT, Pdf, fitted
from services.reports.pictures import said

MARGIN = 42
LEADING = 11.5
FOOT = 118  # room for ages, total and slip
Row = dict[str, Any]
Cells = Sequence[tuple[float, str, str]]
#: Where each column of open items stands, and to which side.
OPEN_COLUMNS = (
    (42, "Date", LEFT),
    (92, "Type", LEFT),
    (122, "Number", LEFT),
    (222, "PO", LEFT),
    (292, "Due", LEFT),
    (408, "Original", RIGHT),
    (474, "Applied", RIGHT),
    (540, "Open", RIGHT),
    (570, "Late", RIGHT),
)
FORWARD_COLUMNS = (
    (42, "Date", LEFT),
    (102, "Movement", LEFT),
    (252, "Number", LEFT),
    (470, "Amount", RIGHT),
    (570, "Balance", RIGHT),
)
SHORT = {
    "invoice": "INV",
    "credit_memo": "CM",
    "debit_memo": "DM",
    "finance_charge": "FC",
    "deduction": "DED",
    "receipt": "RCT",
}


def paper(told: Any, *, together: bool) -> bytes:
    """Return all statements as one document; `together` prints a parent with a section for each child and currency."""
    pdf = Pdf(f"Statements as of {told.as_of}")
    lines = dict(told.lines.group_by("customer_number", "currency", maintain_order=True))
    strips = {(row["customer_number"], row["currency"]): row for row in told.strips.iter_rows(named=True)}
    for number, name, sections in _statements(told, together=together):
        _statement(pdf, told, (number, name), [(row, lines.get(row[::2]), strips[row[::2]]) for row in sections])
    if not pdf.pages:
        pdf.page()
        pdf.text(MARGIN, LETTER[1] - 72, f"Nobody gets a statement as of {told.as_of}.", 11)
    return pdf.bytes()


def _statements(told: Any, *, together: bool) -> Iterator[tuple[str, str, list[tuple[str, str, str]]]]:
    """Yield each statement's addressee and its sections (customer, name, currency), in order."""
    named = told.strips.select("customer_number", "currency").join(told.people, on="customer_number", how="left")
    keys = ["family", "family_name"] if together else ["customer_number", "name"]
    rows = named.select(*keys, who="customer_number", called="name", money="currency").sort("who", "money")
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for number, name, who, called, money in rows.iter_rows():
        found.setdefault((number or "", name or ""), []).append((who, called or "", money))
    for (number, name), sections in sorted(found.items()):
        yield number, name, sections


def _statement(
    pdf: Pdf, told: Any, addressee: tuple[str, str], sections: Sequence[tuple[tuple[str, str, str], Any, Row]]
) -> None:
    """Print one statement: a section for each customer and currency in it."""
    forward = told.kind == "balance_forward"
    columns = FORWARD_COLUMNS if forward else OPEN_COLUMNS
    cells: Callable[[Row, str], Cells] = _forward if forward else _open
    y = _head(pdf, told, addressee, columns, 1)
    sheet = 1
    for (who, called, money), lines, strip in sections:
        if len(sections) > 1:
            pdf.text(MARGIN, y, f"{called} ({who}), {money}", 9, bold=True)
            y -= LEADING
        for line in lines.iter_rows(named=True) if lines is not None else ():
            if y < FOOT:
                sheet += 1
                y = _head(pdf, told, addressee, columns, sheet)
            pdf.row(y, cells(line, money))
            y -= LEADING
        if y < FOOT:
            sheet += 1
            y = _head(pdf, told, addressee, columns, sheet)
        y = _strip(pdf, y, strip, money)
    _slip(pdf, told, addressee, [(money, strip["total"]) for (_, _, money), _, strip in sections])


def _head(pdf: Pdf, told: Any, addressee: tuple[str, str], columns: Cells, sheet: int) -> float:
    """Begin a page; return where its first line stands."""
    pdf.page()
    high = LETTER[1]
    title = "BALANCE-FORWARD STATEMENT" if told.kind == "balance_forward" else "OPEN-ITEM STATEMENT"
    pdf.text(MARGIN, high - 54, title, 13, bold=True)
    pdf.text(570, high - 54, f"As of {told.as_of}   Page {sheet}", 9, to=RIGHT)
    pdf.text(MARGIN, high - 74, fitted(told.seller, 9, 230), 9)
    pdf.text(570, high - 74, fitted(f"Customer {addressee[0]}  {addressee[1]}", 9, 330), 9, to=RIGHT)
    y = high - 104
    pdf.row(y, columns, bold=True)
    pdf.rule(MARGIN, y - 4, 570)
    return y - 4 - LEADING


def _open(line: Row, money: str) -> Cells:
    """Return the cells of an open item."""
    late = f"{line['days_late'] or ''}{' D' if line['disputed'] else ''}"
    texts: tuple[str, ...] = (
        str(line["line_date"]),
        SHORT.get(str(line["document_type"]), ""),
        fitted(line["document_number"], 8, 96),
        fitted(line["po_number"], 8, 66),
        str(line["due_date"]),
        grouped(line["original"], money),
        grouped(line["applied"], money) if line["applied"] else "",
        grouped(line["open"], money),
        late.strip(),
    )
    return [(x, text, to) for (x, _, to), text in zip(OPEN_COLUMNS, texts, strict=True)]


def _forward(line: Row, money: str) -> Cells:
    """Return the cells of a movement."""
    before = line["kind"] == "previous_balance"
    texts = (
        str(line["gl_date"] or ""),
        said(line["kind"]),
        fitted(line["document_number"], 8, 150),
        "" if before else grouped(line["minor"], money),
        grouped(line["balance"], money),
    )
    return [(x, text, to) for (x, _, to), text in zip(FORWARD_COLUMNS, texts, strict=True)]


def _strip(pdf: Pdf, y: float, strip: Mapping[str, Any], money: str) -> float:
    """Print the ages of what is owed and the total; return where the next line stands."""
    pdf.rule(MARGIN, y + LEADING - 4, 570)
    names = [*(bucket.name for bucket in BUCKETS), "credits"]
    places = [MARGIN + 88 * place for place in range(len(names))]
    pdf.row(y - 4, [(x, said(name), LEFT) for x, name in zip(places, names, strict=True)], 7)
    amounts = [(x, grouped(strip[name], money), LEFT) for x, name in zip(places, names, strict=True)]
    pdf.row(y - 4 - LEADING, amounts, 8)
    total = f"TOTAL {money} {grouped(strip['total'], money)}"
    pdf.text(MARGIN, y - 4 - 2.4 * LEADING, total, 10, bold=True)
    late = f"Past due {grouped(strip['past_due'], money)}"
    disputed = f"   D = disputed {grouped(strip['disputed'], money)}" if strip["disputed"] else ""
    pdf.text(570, y - 4 - 2.4 * LEADING, late + disputed, 9, to=RIGHT)
    return y - 4 - 4.2 * LEADING


def _slip(pdf: Pdf, told: Any, addressee: tuple[str, str], totals: Sequence[tuple[str, int]]) -> None:
    """Print the slip that goes back with the payment; currencies are never added."""
    sums: dict[str, int] = {}
    for money, total in totals:
        sums[money] = sums.get(money, 0) + total
    pdf.rule(MARGIN, 66, 570)
    pdf.text(
        MARGIN,
        52,
        fitted(f"Please return with your payment to {told.remit_to}, naming the numbers it is for.", 8, 530),
        8,
    )
    amounts = "   ".join(f"{money} {grouped(total, money)}" for money, total in sorted(sums.items()))
    pdf.text(MARGIN, 38, f"Customer {addressee[0]}   Statement {told.as_of}   Balance {amounts}", 9, bold=True)
