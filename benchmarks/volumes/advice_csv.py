"""A portal's flat list of any number of payments, three documents each, the file's total right to the cent."""

import random
from datetime import date, timedelta

_PAYERS = ("Bracken Mills Inc", "Quarry Foods LLC", "Larch Paper Co", "Harbor Tool & Die", "Osprey Marine Supply")
_DOCUMENTS = 3


def content(transactions: int) -> bytes:
    """Return a table of so many payments."""
    dice = random.Random(7)
    rows = ["Payment Number,Payment Date,Payer Name,Currency,Invoice Number,Invoice Amount,Discount,Amount Paid\n"]
    total, day = 0, date(2026, 1, 2)
    for number in range(transactions):
        on = (day + timedelta(days=number * 300 // max(transactions, 1))).isoformat()
        payer = dice.choice(_PAYERS)
        for place in range(_DOCUMENTS):
            gross = dice.randrange(10_000, 5_000_000)
            taken = gross // 50 if place == 1 else 0
            total += gross - taken
            amounts = f"{_decimal(gross)},{_decimal(taken)},{_decimal(gross - taken)}"
            rows.append(f"PY{number:08d},{on},{payer},USD,INV-{number:07d}-{place},{amounts}\n")
    rows.append(f"Total,,,,,,,{_decimal(total)}\n")
    return "".join(rows).encode()


def _decimal(minor: int) -> str:
    """Return minor units as a decimal."""
    return f"{minor // 100}.{minor % 100:02d}"
