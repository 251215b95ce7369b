"""The workbook fixtures, put together: invented advices as payers export them. Run by the tests, never by hand."""

from collections.abc import Callable

from tests.parsers.books import book

#: fixture -> what puts it together
BOOKS: dict[str, Callable[[], bytes]] = {
    "portal.xlsx": lambda: book(
        [
            ("Payment Date", "Payment Ref", "Invoice No", "Gross", "Discount", "Paid"),
            (46344, "FT-881", "INV-1001", 1000, 20, 980),
            (46344, "FT-881", "INV-1002", "500.5", 0, "500.5"),
            (46345, "FT-882", "CM-77", -80, 0, -80),
            (46345, "FT-882", "INV-1009", 100, 0, 100),
        ],
        days={(2, 1), (3, 1), (4, 1), (5, 1)},
        numbers={(3, 4), (3, 6)},
    ),
    "letterhead-total.xlsx": lambda: book(
        [
            ("Payment advice",),
            ("Payer:", "Oakmere Packaging GmbH"),
            ("Payment date:", 46345),
            ("Currency:", "EUR"),
            ("EFT number:", "5500123"),
            (),
            ("Document No", "Document Date", "Amount Paid"),
            ("90001", 46330, "100.10"),
            ("90002", 46331, "0.2"),
            ("Total", "", "100.3"),
        ],
        days={(3, 2), (8, 2), (9, 2)},
        numbers={(8, 3), (9, 3), (10, 3)},
    ),
    "total-wrong.xlsx": lambda: book(
        [("Check No", "Invoice", "Paid"), ("7", "A1", 5), ("7", "A2", 6), ("Total", "", 12)]
    ),
}
