"""One MT942 interim report of so many transfers with slash codes, its sums right."""

import random

_HEAD = ":20:INTERIM\r\n:25:NL69INGB0123456789\r\n:28C:1/1\r\n:34F:EUR0,00\r\n:13D:2611191200+0100\r\n"


def content(transactions: int) -> bytes:
    """Return the file; the same number gives the same bytes."""
    dice = random.Random(transactions)
    total = 0
    parts = [_HEAD]
    for number in range(transactions):
        size = dice.randrange(1_00, 100_000_00)
        total += size
        parts.append(
            f":61:2611191119C{size // 100},{size % 100:02d}NTRFEREF//{number:014d}\r\n/TRCD/00100/\r\n"
            f":86:/EREF/BV-{number:08d}//CNTP/NL91ABNA0417164300/ABNANL2A/Van Dijk\r\n"
            f" Installaties B.V.///REMI/USTD//Factuur {number:07d}/\r\n"
        )
    parts.append(f":90D:0EUR0,00\r\n:90C:{transactions}EUR{total // 100},{total % 100:02d}\r\n-\r\n")
    return "".join(parts).encode("ascii")
