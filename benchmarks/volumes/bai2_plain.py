"""A BAI2 statement of ordinary transactions: two references and a few words, every second one with an 88."""

from random import Random

from benchmarks.volumes.bai2 import statement

_NAMES = ("ACME INDUSTRIAL", "BRACKEN TOOL CO", "HOLLIS MARINE SUPPLY", "NORTHGATE MILLS", "PELLAM CO", "DUNLEY PAPER")


def content(transactions: int) -> bytes:
    """Return one file of that many transactions."""
    return statement(transactions, Random(5), _transaction)


def _transaction(dice: Random, number: int, minor: int) -> list[str]:
    """Return the lines of one transaction."""
    code = "195" if number % 3 else "475"
    words = f"{dice.choice(_NAMES)} INV {10_000 + number}"
    line = f"16,{code},{minor},0,BANKREF{number:07},CUSTREF{number:07},{words}/"
    return [line, f"88,PAYMENT OF GOODS ORDER {number}/"] if number % 2 else [line]
