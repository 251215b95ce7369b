"""One MT950 statement of so many movements between banks, its balances right."""

import random

from benchmarks.volumes.fin import written

_HEAD = "{1:F01BANKDEFFAXXX0000000000}{2:O9500905261119CHASUS33AXXX00000000002611190905N}{4:\r\n"
_OPENING = 12_500_000


def content(transactions: int) -> bytes:
    """Return the file; the same number gives the same bytes."""
    dice = random.Random(transactions)
    balance = _OPENING
    parts = [
        f"{_HEAD}:20:STATEMENT\r\n:25:DE89370400440532013000\r\n:28C:218/1\r\n:60F:C261118EUR{written(balance)}\r\n"
    ]
    for number in range(transactions):
        size = dice.randrange(1_00, 100_000_00)
        balance += size
        parts.append(f":61:2611191119C{written(size)}S103REF-{number:08d}//{number:014d}\r\n")
    parts.append(f":62F:C261119EUR{written(balance)}\r\n-}}\r\n")
    return "".join(parts).encode("ascii")
