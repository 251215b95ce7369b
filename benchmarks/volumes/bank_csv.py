"""A bank's statement as a CSV table of any number of rows, its running balance right to the cent."""

import random
from datetime import date, timedelta

from benchmarks.world.payments import money

_PAYERS = ("Bracken Mills Inc", "Quarry Foods LLC", "Larch Paper Co", "Harbor Tool & Die", "Osprey Marine Supply")
_WORDS = ("INV", "INVOICE", "PAYMENT FOR", "REF", "ORDER")


def content(transactions: int) -> bytes:
    """Return a table of so many rows, the oldest first: two credits for each debit."""
    dice = random.Random(7)
    balance, day = 1_000_000_00, date(2026, 1, 2)
    rows = ["Posting Date,Description,Payer,Amount,Currency,Balance,Bank Reference\n"]
    for number in range(transactions):
        minor = dice.randrange(100, 5_000_000) * (-1 if number % 3 == 2 else 1)
        balance += minor
        payer, word = dice.choice(_PAYERS), dice.choice(_WORDS)
        text = f'"{payer}, {word} {dice.randrange(10_000, 99_999)}"'
        on = day + timedelta(days=number * 300 // max(transactions, 1))
        amounts = f"{money(minor)},USD,{money(balance)}"
        rows.append(f"{on.isoformat()},{text},{payer},{amounts},BR{number:09d}\n")
    return "".join(rows).encode()
