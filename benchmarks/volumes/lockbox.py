"""A lockbox file of many checks: batches of up to 400, remitters by name, up to three invoices on overflow records."""

from random import Random

_WEIGHTS = (3, 7, 1, 3, 7, 1, 3, 7)
_NAMES = ("BRACKEN TOOL CO", "HOLLIS MARINE SUPPLY", "NORTHGATE MILLS", "PELLAM & SONS", "DUNLEY PAPER LTD")
_ORIGIN = "0071000013"
_BATCH, _LOCKBOX = 400, 20_000


def content(transactions: int) -> bytes:
    """Return one file of that many checks, a lockbox for each 20,000; every total is right."""
    dice = Random(3)
    payers = [(_aba(dice), dice.randint(10**6, 10**9)) for _ in range(500)]
    rows = [f"100CALDERRIDG{_ORIGIN}2611200630", f"2CALDERRIDG{_ORIGIN}00000000004000800080"]
    for box, first in enumerate(range(0, transactions, _LOCKBOX)):
        last, deposit = min(first + _LOCKBOX, transactions), 0
        for batch, start in enumerate(range(first, last, _BATCH), start=1):
            count, total = min(_BATCH, last - start), 0
            rows.append(f"5{batch:03}000{68751 + box:07}261119CALDERRIDG{_ORIGIN}")
            for item in range(1, count + 1):
                minor, lines = _check(dice, payers, batch, item, start + item)
                total += minor
                rows += lines
            rows.append(f"7{batch:03}{count:03}{68751 + box:07}261119{count:03}{total:010}")
            deposit += total
        rows.append(f"8000000{68751 + box:07}261119{(last - first) % 10_000:04}{deposit:010}")
    rows.append(f"9{(len(rows) + 1) % 1_000_000:06}")
    return ("\n".join(rows) + "\n").encode()


def _check(dice: Random, payers: list[tuple[str, int]], batch: int, item: int, number: int) -> tuple[int, list[str]]:
    """Return the amount of one check and its records."""
    routing, account = dice.choice(payers)
    paid = [dice.randint(1_000, 250_000) for _ in range(dice.choice((0, 1, 1, 3)))]
    minor = sum(paid) or dice.randint(1_000, 250_000)
    head = f"6{batch:03}{item:03}{minor:010}{routing}{account:010}{number:010}261114{dice.choice(_NAMES)}"
    more = [
        f"4{batch:03}{item:03}6{line:02}{'9' if line == len(paid) else '0'}{f'INV-{number * 3 + line}':<16}{one:010}"
        f"{0:010}"
        for line, one in enumerate(paid, start=1)
    ]
    return minor, [head, *more]


def _aba(dice: Random) -> str:
    """Return a routing number with its check digit."""
    first = f"{dice.choice((2, 7, 11, 21, 31)):02}{dice.randint(0, 999999):06}"
    return first + str(-sum(int(digit) * weight for digit, weight in zip(first, _WEIGHTS, strict=True)) % 10)
