"""Statements on paper: who owes to whom, the lines, the ages of what is owed, the total, and a slip to pay with."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from aging.buckets import BUCKETS
from kit.money import grouped
from services.reports.languages import USUAL, aged, moved, word
from services.reports.pdf import LEFT, LETTER, RIGHT, Pdf, fitted

MARGIN = 42
LEADING = 11.5
#: Where an address stands in the window of an envelope: of a US No. 10 and, within it, of DIN 5008 form B.
WINDOW = (64.0, 792.0 - 158)
WINDOW_LINES = 6
FOOT = 118  # room for ages, total and slip
Row = dict[str, Any]
Addressee = tuple[str, str, str]  # number, name, and the kind of its statement
Cells = Sequence[tuple[float, str, str]]
#: Where each column of open items stands, its word, and to which side.
OPEN_COLUMNS = (
    (42, "date", LEFT),
    (92, "type", LEFT),
    (122, "number", LEFT),
    (222, "po", LEFT),
    (292, "due", LEFT),
    (402, "original", RIGHT),
    (466, "applied", RIGHT),
    (530, "open", RIGHT),
    (570, "late", RIGHT),
)
FORWARD_COLUMNS = (
    (42, "date", LEFT),
    (102, "movement", LEFT),
    (252, "number", LEFT),
    (470, "amount", RIGHT),
    (570, "balance", RIGHT),
)


def paper(told: Any) -> bytes:
    """Return all statements as one document, a section for each customer and currency that goes to an addressee."""
    pdf = Pdf(f"Statements as of {told.as_of}")
    lines = {
        key: part
        for every in (told.lines, told.carried)
        for key, part in every.group_by("customer_number", "currency", maintain_order=True)
    }
    strips = {(row["customer_number"], row["currency"]): row for row in told.strips.iter_rows(named=True)}
    for addressee, sections in _statements(told):
        _statement(pdf, told, addressee, [(row, lines.get(row[::2]), strips[row[::2]]) for row in sections])
    if not pdf.pages:
        pdf.page()
        pdf.text(MARGIN, LETTER[1] - 72, f"Nobody gets a statement as of {told.as_of}.", 11)
    return pdf.bytes()


def _statements(told: Any) -> Iterator[tuple[Addressee, list[tuple[str, str, str]]]]:
    """Yield each statement's addressee and its sections (customer, name, currency), in order."""
    named = told.strips.select("customer_number", "currency").join(told.people, on="customer_number", how="left")
    keys = ["addressee", "addressee_name", "kind"]
    rows = named.select(*keys, who="customer_number", called="name", money="currency").sort("who", "money")
    found: dict[Addressee, list[tuple[str, str, str]]] = {}
    for number, name, kind, who, called, currency in rows.iter_rows():
        found.setdefault((number or "", name or "", kind), []).append((who, called or "", currency))
    yield from sorted(found.items())


def _statement(
    pdf: Pdf, told: Any, addressee: Addressee, sections: Sequence[tuple[tuple[str, str, str], Any, Row]]
) -> None:
    """Print one statement: a section for each customer and currency in it."""
    forward = addressee[2] == "balance_forward"
    columns = FORWARD_COLUMNS if forward else OPEN_COLUMNS
    cells: Callable[[Row, str, str], Cells] = _forward if forward else _open
    language = told.languages.get(addressee[0], USUAL)
    y = _head(pdf, told, addressee, columns, 1)
    sheet = 1
    for (who, called, currency), lines, strip in sections:
        if len(sections) > 1:
            pdf.text(MARGIN, y, f"{called} ({who}), {currency}", 9, bold=True)
            y -= LEADING
        for line in lines.iter_rows(named=True) if lines is not None else ():
            if y < FOOT:
                sheet += 1
                y = _head(pdf, told, addressee, columns, sheet)
            pdf.row(y, cells(line, currency, language))
            y -= LEADING
        if y < FOOT:
            sheet += 1
            y = _head(pdf, told, addressee, columns, sheet)
        y = _strip(pdf, y, strip, currency, language)
    _slip(pdf, told, addressee, [(currency, strip["total"]) for (_, _, currency), _, strip in sections])


def _head(pdf: Pdf, told: Any, addressee: Addressee, columns: Cells, sheet: int) -> float:
    """Begin a page; return where its first line stands."""
    pdf.page()
    high = LETTER[1]
    language = told.languages.get(addressee[0], USUAL)
    pdf.text(MARGIN, high - 54, word(addressee[2], language), 13, bold=True)
    pdf.text(570, high - 54, f"{word('as_of', language)} {told.as_of}   {word('page', language)} {sheet}", 9, to=RIGHT)
    pdf.text(MARGIN, high - 74, fitted(told.seller, 9, 230), 9)
    whose = f"{word('customer', language)} {addressee[0]}  {addressee[1]}"
    pdf.text(570, high - 74, fitted(whose, 9, 330), 9, to=RIGHT)
    y = high - 104.0
    if sheet == 1 and (lines := mailed(addressee[1], told.addresses.get(addressee[0], ""))):
        y = windowed(pdf, lines) - LEADING
    pdf.row(y, [(x, word(name, language), to) for x, name, to in columns], bold=True)
    pdf.rule(MARGIN, y - 4, 570)
    return y - 4 - LEADING


def mailed(name: str, address: str) -> list[str]:
    """Return the lines of a letter's address, the name above them where it is not among them; none without one."""
    lines = [line.strip() for line in address.splitlines() if line.strip()]
    return lines if not lines or name in lines else [name, *lines]


def windowed(pdf: Pdf, lines: Sequence[str]) -> float:
    """Print an address where an envelope's window shows it; return where the first line below the window stands."""
    x, y = WINDOW
    for place, line in enumerate(lines[:WINDOW_LINES]):
        pdf.text(x, y - place * LEADING, fitted(line, 9, 260), 9)
    return y - (WINDOW_LINES + 1) * LEADING


def _open(line: Row, currency: str, language: str) -> Cells:
    """Return the cells of an open item."""
    late = f"{line['days_late'] or ''}{' D' if line['disputed'] else ''}"
    texts: tuple[str, ...] = (
        str(line["line_date"]),
        word(str(line["document_type"]), language),
        fitted(line["document_number"], 8, 96),
        fitted(line["po_number"], 8, 66),
        str(line["due_date"]),
        grouped(line["original"], currency, language),
        grouped(line["applied"], currency, language) if line["applied"] else "",
        grouped(line["open"], currency, language),
        late.strip(),
    )
    return [(x, text, to) for (x, _, to), text in zip(OPEN_COLUMNS, texts, strict=True)]


def _forward(line: Row, currency: str, language: str) -> Cells:
    """Return the cells of a movement."""
    before = line["kind"] == "previous_balance"
    texts = (
        str(line["gl_date"] or ""),
        moved(line["kind"], language),
        fitted(line["document_number"], 8, 150),
        "" if before else grouped(line["minor"], currency, language),
        grouped(line["balance"], currency, language),
    )
    return [(x, text, to) for (x, _, to), text in zip(FORWARD_COLUMNS, texts, strict=True)]


def _strip(pdf: Pdf, y: float, strip: Mapping[str, Any], currency: str, language: str) -> float:
    """Print the ages of what is owed and the total; return where the next line stands."""
    pdf.rule(MARGIN, y + LEADING - 4, 570)
    names = [*(bucket.name for bucket in BUCKETS), "credits"]
    places = [MARGIN + 88 * place for place in range(len(names))]
    pdf.row(y - 4, [(x, aged(name, language), LEFT) for x, name in zip(places, names, strict=True)], 7)
    amounts = [(x, grouped(strip[name], currency, language), LEFT) for x, name in zip(places, names, strict=True)]
    pdf.row(y - 4 - LEADING, amounts, 8)
    total = f"{word('total', language)} {currency} {grouped(strip['total'], currency, language)}"
    pdf.text(MARGIN, y - 4 - 2.4 * LEADING, total, 10, bold=True)
    late = f"{word('past_due', language)} {grouped(strip['past_due'], currency, language)}"
    apart = f"   D = {word('disputed', language)} {grouped(strip['disputed'], currency, language)}"
    pdf.text(570, y - 4 - 2.4 * LEADING, late + apart * bool(strip["disputed"]), 9, to=RIGHT)
    return y - 4 - 4.2 * LEADING


def _slip(pdf: Pdf, told: Any, addressee: Addressee, totals: Sequence[tuple[str, int]]) -> None:
    """Print the slip that goes back with the payment; currencies are never added."""
    language = told.languages.get(addressee[0], USUAL)
    sums: dict[str, int] = {}
    for currency, total in totals:
        sums[currency] = sums.get(currency, 0) + total
    pdf.rule(MARGIN, 66, 570)
    pdf.text(MARGIN, 52, fitted(word("slip", language).format(told.remit_to or told.seller), 8, 530), 8)
    amounts = "   ".join(f"{currency} {grouped(total, currency, language)}" for currency, total in sorted(sums.items()))
    customer, statement, balance = (word(name, language) for name in ("customer", "statement", "balance"))
    pdf.text(MARGIN, 38, f"{customer} {addressee[0]}   {statement} {told.as_of}   {balance} {amounts}", 9, bold=True)
