"""What the volumes of single SWIFT messages share: an envelope around each, amounts with a comma."""

import random
from collections.abc import Callable

_HEAD = "{{1:F01BANKDEFFAXXX0000000000}}{{2:O{kind}0905261119CHASUS33AXXX00000000002611190905N}}{{4:\r\n"


def messages(kind: str, transactions: int, body: Callable[[int, str], str]) -> bytes:
    """Return so many messages of a type, the tags of each by its number and amount."""
    dice = random.Random(transactions)
    head = _HEAD.format(kind=kind)
    parts = [
        head + body(number, written(dice.randrange(1_00, 100_000_00))) + "-}\r\n" for number in range(transactions)
    ]
    return "".join(parts).encode("ascii")


def written(minor: int) -> str:
    """Return hundredths with a comma."""
    return f"{minor // 100},{minor % 100:02d}"
