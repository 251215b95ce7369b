"""The PDF fixtures, drawn: a dozen invented layouts of remittance advices. Run by the tests, never by hand."""

from collections.abc import Callable, Iterator, Sequence

from tests.parsers.pdf_pages import Placed, document, left, right

Column = tuple[str, int, bool]  # heading, place, right-aligned
_LINE = 14


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], top: int) -> Iterator[Placed]:
    """Yield a heading and its lines; an empty value leaves its place empty."""
    for number, row in enumerate([[name for name, _, _ in columns], *rows]):
        for text, (_, x, is_right) in zip(row, columns, strict=True):
            if text:
                yield (right if is_right else left)(x, top - number * _LINE, text)


def head(*lines: str, top: int = 750) -> Iterator[Placed]:
    """Yield lines at the left margin."""
    for number, line in enumerate(lines):
        yield left(50, top - number * _LINE, line)


def plain() -> bytes:
    """Columns of everything, a credit memo, an empty discount, a total."""
    columns: list[Column] = [
        ("Invoice No", 50, False),
        ("Date", 130, False),
        ("PO", 200, False),
        ("Gross Amount", 350, True),
        ("Discount", 430, True),
        ("Net Paid", 530, True),
    ]
    rows = [
        ("INV-1001", "10/01/2026", "PO-8812", "1,000.00", "20.00", "980.00"),
        ("INV-1002", "10/05/2026", "", "500.00", "", "500.00"),
        ("CM-77", "10/15/2026", "", "(80.00)", "", "(80.00)"),
        ("Total", "", "", "1,420.00", "20.00", "1,400.00"),
    ]
    page = [
        *head("REDFERN AERIAL LTD", "REMITTANCE ADVICE"),
        left(50, 700, "Payment Date:"),
        left(130, 700, "11/19/2026"),
        left(300, 700, "Payment No:"),
        left(380, 700, "778812"),
        *table(columns, rows, 660),
    ]
    return document([page])


def check_stub() -> bytes:
    """A check with its stub: labels without colons, two lines of heading, one object moved about, deductions."""
    columns: list[Column] = [
        ("Your Invoice", 50, False),
        ("Invoice Date", 130, False),
        ("Invoice Amount", 300, True),
        ("Deduction", 380, True),
        ("Reason", 400, False),
        ("Amount Paid", 540, True),
    ]
    rows = [
        ("204417", "19-Oct-2026", "$2,310.40", "$-110.40", "Short shipped", "$2,200.00"),
        ("204431", "22-Oct-2026", "$615.25", "", "", "$615.25"),
        ("204502", "30-Oct-2026", "$99.99", "$-9.99", "Price difference", "$90.00"),
    ]
    page = [
        *head("Bracken & Vale Stores, Inc.", "Accounts Payable"),
        left(400, 750, "Check No. 0004411902"),
        left(400, 736, "Check Date 11/17/2026"),
        left(50, 690, "Vendor Number: V-20071"),
        *table(columns, rows, 650),
        right(480, 590, "Check Total"),
        right(540, 590, "$2,905.25"),
    ]
    return document([page], style="moves")


def three_pages() -> bytes:
    """Heading and letterhead on every page, page totals, the sum on the last."""
    columns: list[Column] = [("Document Number", 50, False), ("Document Date", 200, False), ("Amount Paid", 540, True)]
    pages = []
    for number in range(3):
        rows = [(f"90{number}{each:02}", "2026-11-03", f"{100 + each}.{number}0") for each in range(20)]
        cents = sum((100 + each) * 100 + number * 10 for each in range(20))
        page = [
            *head("OAKMERE PACKAGING GMBH", "Payment Advice", "EFT Number: 5500123", "Currency: EUR"),
            left(480, 750, f"Page {number + 1} of 3"),
            *table(columns, rows, 680),
            left(50, 380, "Page total"),
            right(540, 380, f"{cents // 100:,}.{cents % 100:02}"),
        ]
        if number == 2:
            page += [left(50, 360, "Total payment"), right(540, 360, "6,576.00")]
        pages.append(page)
    return document(pages, style="packed")


def two_payments() -> bytes:
    """Two checks on one paper, each with its number, its lines and its total."""
    columns: list[Column] = [("Invoice", 50, False), ("Amount", 300, True)]
    page = [
        *head("SUMMIT HYDRAULIC CO", "Remittance details"),
        left(50, 700, "Check Number: 70011"),
        left(300, 700, "Check Date: 11/18/2026"),
        *table(columns, [("A-1", "100.00"), ("A-2", "250.50"), ("Total", "350.50")], 680),
        left(50, 600, "Check Number: 70012"),
        left(300, 600, "Check Date: 11/19/2026"),
        *table(columns, [("B-1", "75.25"), ("B-2", "24.75"), ("Total", "100.00")], 580),
    ]
    return document([page], style="matrix")


def head_table() -> bytes:
    """The payment's own values stand below their names; amounts with a decimal comma."""
    of_payment: list[Column] = [
        ("Payment reference", 50, False),
        ("Payment date", 200, False),
        ("Currency", 320, False),
        ("Payment amount", 540, True),
    ]
    columns: list[Column] = [
        ("Rechnungsnummer", 50, False),
        ("Rechnungsdatum", 180, False),
        ("Bruttobetrag", 340, True),
        ("Skonto", 430, True),
        ("Zahlbetrag", 540, True),
    ]
    rows = [
        ("2026-4711", "05.11.2026", "1.190,00", "23,80", "1.166,20"),
        ("2026-4712", "06.11.2026", "59,50", "0,00", "59,50"),
        ("Summe", "", "1.249,50", "23,80", "1.225,70"),
    ]
    page = [
        *head("Lindenhof Werkzeuge AG", "Zahlungsavis"),
        *table(of_payment, [("ZA-99120", "19.11.2026", "EUR", "1.225,70")], 690),
        *table(columns, rows, 640),
    ]
    return document([page])


def stacked_heading() -> bytes:
    """Headings of two lines, narrow columns, descriptions that wrap, a number that goes on in the next line."""
    page = [
        *head("Payer: Harrow Instruments", "Remittance Advice No. RA-5512"),
        left(50, 700, "Wire Reference: FT2611190077"),
        left(300, 700, "Value Date: 19 Nov 2026"),
        left(50, 660, "Invoice"),
        left(150, 660, "Invoice"),
        right(330, 660, "Gross"),
        right(420, 660, "Net"),
        left(440, 660, "Description"),
        left(50, 650, "Number"),
        left(150, 650, "Date"),
        right(330, 650, "Amount"),
        right(420, 650, "Amount"),
        left(50, 630, "HX-2026-"),
        left(150, 630, "01/10/2026"),
        right(330, 630, "4,000.00"),
        right(420, 630, "4,000.00"),
        left(440, 630, "Calibration of"),
        left(50, 620, "000417"),
        left(440, 608, "two benches"),
        left(50, 596, "HX-2026-000533"),
        left(150, 596, "15/10/2026"),
        right(330, 596, "1,250.75"),
        right(420, 596, "1,250.75"),
        left(50, 570, "Total (GBP)"),
        right(420, 570, "5,250.75"),
    ]
    return document([page])


def claims_below() -> bytes:
    """Claims and fees stand below the table without a document of ours."""
    columns: list[Column] = [("Invoice #", 50, False), ("Gross", 250, True), ("Disc", 330, True), ("Net", 430, True)]
    rows = [("881204", "10,000.00", "200.00", "9,800.00"), ("881209", "2,500.00", "50.00", "2,450.00")]
    page = [
        *head("MERIDIAN GROCERS", "EFT Advice"),
        left(50, 700, "Trace Number: 091000010004521"),
        left(300, 700, "Effective Date: 11/16/2026"),
        *table(columns, rows, 670),
        left(50, 620, "Chargeback CB-7781 late delivery"),
        right(430, 620, "(150.00)"),
        left(50, 606, "Co-op advertising Q3"),
        right(430, 606, "(300.00)"),
        left(50, 580, "Net payment"),
        right(430, 580, "11,800.00"),
    ]
    return document([page])


def total_wrong() -> bytes:
    """The lines do not give the total."""
    columns: list[Column] = [("Invoice Number", 50, False), ("Amount Paid", 300, True)]
    page = [
        *head("TALLOW & SONS", "Remittance Advice"),
        left(50, 700, "Check # 5512"),
        *table(columns, [("1001", "500.00"), ("1002", "250.00"), ("Total", "800.00")], 670),
    ]
    return document([page])


def line_wrong() -> bytes:
    """One line's gross less discount is not what it pays."""
    columns: list[Column] = [("Invoice", 50, False), ("Gross", 200, True), ("Discount", 300, True), ("Paid", 400, True)]
    rows = [("1001", "500.00", "10.00", "490.00"), ("1002", "250.00", "5.00", "250.00"), ("Total", "", "", "740.00")]
    page = [*head("TALLOW & SONS", "Remittance Advice"), left(50, 700, "Check # 5513"), *table(columns, rows, 670)]
    return document([page])


def no_total() -> bytes:
    """Only lines: their sum is what was paid; the day could be two."""
    columns: list[Column] = [("Invoice", 50, False), ("PO Number", 150, False), ("Amount Paid", 400, True)]
    rows = [("77-1", "45001", "12.50"), ("77-2", "45002", "1,000.00")]
    page = [
        *head("FENWICK LABS", "PAYMENT ADVICE"),
        left(50, 700, "Payment Date: 11/05/2026"),
        left(250, 700, "Payment ID: P-3001"),
        *table(columns, rows, 670),
    ]
    return document([page])


def scanned() -> bytes:
    """A picture of a paper."""
    return document([[]], style="empty")


def locked() -> bytes:
    """A document with a password."""
    return document([head("REMITTANCE ADVICE")], encrypted=True)


#: fixture -> what draws it
PAPERS: dict[str, Callable[[], bytes]] = {
    "all-columns.pdf": plain,
    "check-stub.pdf": check_stub,
    "three-pages.pdf": three_pages,
    "two-payments.pdf": two_payments,
    "head-table-decimal-comma.pdf": head_table,
    "stacked-heading-wrapped.pdf": stacked_heading,
    "claims-below.pdf": claims_below,
    "total-wrong.pdf": total_wrong,
    "line-wrong.pdf": line_wrong,
    "no-total.pdf": no_total,
}
#: What is refused, and the word that says why.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "scanned": (scanned, "holds no text"),
    "locked": (locked, "encrypted"),
    "letter": (lambda: document([head("Dear Sirs,", "please find our catalogue.")]), "no remittance advice"),
    "open items": (
        lambda: document(
            [
                [
                    *head("STATEMENT OF ACCOUNT"),
                    *table(
                        [("Invoice", 50, False), ("Due date", 150, False), ("Amount", 300, True)],
                        [("1", "", "5.00")],
                        700,
                    ),
                ]
            ]
        ),
        "no remittance advice",
    ),
    "broken": (lambda: b"%PDF-1.7\n" + b"garbage" * 50, "PDF"),
}
