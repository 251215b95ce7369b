"""A BAI2 statement of many transactions: wires and ACH credits with labelled text, deposits, checks paid, 88s."""

from collections.abc import Callable
from random import Random

Lines = Callable[[Random, int, int], list[str]]
_NAMES = ("BRACKEN TOOL CO", "HOLLIS MARINE SUPPLY INC", "NORTHGATE MILLS", "PELLAM CO", "DUNLEY PAPER LTD")
_ACCOUNT = 10_000  # transactions


def content(transactions: int) -> bytes:
    """Return one file of that many transactions."""
    return statement(transactions, Random(3), _transaction)


def statement(transactions: int, dice: Random, lines: Lines) -> bytes:
    """Return one file of that many transactions, 10,000 an account, by their lines; every total is right."""
    rows = ["01,122099999,123456789,261120,0200,1,,,2/", "02,031001234,122099999,1,261119,2359,USD,2/"]
    total = accounts = 0
    for start in range(0, transactions, _ACCOUNT):
        count, sum_, first = min(_ACCOUNT, transactions - start), 500_000, len(rows)
        rows.append(f"03,{975312468 + accounts:010},USD,010,500000,,/")
        for number in range(start, start + count):
            minor = dice.randint(1_000, 9_999_999)
            sum_ += minor
            rows += lines(dice, number, minor)
        rows.append(f"49,{sum_},{len(rows) - first + 1}/")
        accounts, total = accounts + 1, total + sum_
    rows.append(f"98,{total},{accounts},{len(rows)}/")
    rows.append(f"99,{total},1,{len(rows) + 1}/")
    return ("\n".join(rows) + "\n").encode()


def _transaction(dice: Random, number: int, minor: int) -> list[str]:
    """Return the lines of one transaction; in turn a wire, an ACH credit, a deposit and a check paid."""
    name = dice.choice(_NAMES)
    match number % 4:
        case 0:
            return [
                f"16,195,{minor},0,{10**9 + number},,FEDWIRE CREDIT VIA: OLD POST BANK/071000013 B/O: {name}",
                f"88,BNF=CALDER RIDGE RFB=PO {number} OBI=INVOICE {20000 + number} IMAD: 20261119QMGFT{number:09}",
            ]
        case 1:
            trace = f"02100002{number:07}"
            return [
                f"16,142,{minor},0,{trace},CUST-{number},ORIG CO NAME:{name} ORIG ID:1402233445 SEC:CTX TRACE#:{trace}",
                f"88,PMT INFO:RMR*IV*INV-{number}**{minor // 100}.{minor % 100:02}\\",
            ]
        case 2:
            return [f"16,301,{minor},1,{number},{number:010},BRANCH DEPOSIT"]
    return [f"16,475,{minor},,{number},{number:010},CHECK PAID"]
