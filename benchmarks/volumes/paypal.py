"""A PayPal activity report of many payments, its running balance right to the cent, paid out every thousand rows."""

import random

from benchmarks.volumes.sums import written

_HEAD = (
    "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,To Email Address,Transaction ID,"
    "Reference Txn ID,Invoice Number,Receipt ID,Balance,Subject,Note\n"
)
_PAYERS = (
    ("Bracken Mills", "bracken"),
    ("Quarry Foods", "quarry"),
    ("Larch Paper", "larch"),
    ("Osprey Marine", "osprey"),
)
_PAID_OUT = 1000


def content(transactions: int) -> bytes:
    """Return a report of so many payments and refunds, months first, the oldest row first."""
    dice = random.Random(12)
    rows, balance = [_HEAD], 0
    for number in range(transactions):
        on = f"{1 + number * 12 // transactions:02d}/{13 + number * 180 // transactions % 15:02d}/2026,09:10:11,PST"
        name, mail = dice.choice(_PAYERS)
        gross = dice.randrange(5_00, 5_000_00) * (-1 if number % 25 == 24 else 1)
        fee = -(gross * 29 // 1000) - 30 if gross > 0 else 0
        balance += gross + fee
        what = "Website Payment" if gross > 0 else "Payment Refund"
        money = f"{_plain(gross)},{_plain(fee)},{_plain(gross + fee)}"
        mails = f"ap@{mail}.example,ap@calderridge.example"
        ids = f"TID{number:012d},{'' if gross > 0 else f'TID{number - 1:012d}'},INV-{number}"
        rows.append(f"{on},{name},{what},Completed,USD,{money},{mails},{ids},,{_plain(balance)},Invoice {number},\n")
        if number % _PAID_OUT == _PAID_OUT - 1 or number == transactions - 1:
            out = f"{_plain(-balance)},0.00,{_plain(-balance)}"
            rows.append(
                f"{on},,General Withdrawal,Completed,USD,{out},,ap@calderridge.example,OUT{number:012d},,,,0.00,,\n"
            )
            balance = 0
    return "".join(rows).encode()


def _plain(minor: int) -> str:
    """Return minor units as a decimal with its sign."""
    return ("-" if minor < 0 else "") + written(abs(minor))
