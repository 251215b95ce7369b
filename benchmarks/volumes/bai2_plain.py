"""A BAI2 statement of ordinary transactions: two references and a few words, every second one with an 88."""

from random import Random

_NAMES = ("ACME INDUSTRIAL", "BRACKEN TOOL CO", "HOLLIS MARINE SUPPLY", "NORTHGATE MILLS", "PELLAM CO", "DUNLEY PAPER")
_ACCOUNT = 10_000  # transactions


def content(transactions: int) -> bytes:
    """Return one file of that many transactions, 10,000 an account; every total is right."""
    dice = Random(5)
    rows = ["01,122099999,123456789,261120,0200,1,,,2/", "02,031001234,122099999,1,261119,2359,USD,2/"]
    total = accounts = 0
    for start in range(0, transactions, _ACCOUNT):
        count, sum_, first = min(_ACCOUNT, transactions - start), 500_000, len(rows)
        rows.append(f"03,{975312468 + accounts:010},USD,010,500000,,/")
        for number in range(start, start + count):
            minor = dice.randint(1_000, 9_999_999)
            sum_ += minor
            rows += _transaction(dice, number, minor)
        rows.append(f"49,{sum_},{len(rows) - first + 1}/")
        accounts, total = accounts + 1, total + sum_
    rows.append(f"98,{total},{accounts},{len(rows)}/")
    rows.append(f"99,{total},1,{len(rows) + 1}/")
    return ("\n".join(rows) + "\n").encode()


def _transaction(dice: Random, number: int, minor: int) -> list[str]:
    """Return the lines of one transaction."""
    code = "195" if number % 3 else "475"
    words = f"{dice.choice(_NAMES)} INV {10_000 + number}"
    line = f"16,{code},{minor},0,BANKREF{number:07},CUSTREF{number:07},{words}/"
    return [line, f"88,PAYMENT OF GOODS ORDER {number}/"] if number % 2 else [line]
