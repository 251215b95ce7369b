"""One MT940 statement of so many transfers, in the structure of German banks, its balances right."""

import random

_HEAD = ":20:STARTUMSE\r\n:25:50010517/0648489890\r\n:28C:00218/001\r\n:60F:C261118EUR125000,00\r\n"
_NAMES = ("Nordlicht Maschinenbau GmbH", "Weber & Soehne OHG", "Huber Textil AG", "Petersen Seefracht KG")
_OPENING = 12_500_000


def content(transactions: int) -> bytes:
    """Return the file; the same number gives the same bytes."""
    dice = random.Random(transactions)
    balance = _OPENING
    parts = [_HEAD]
    for number in range(transactions):
        size = dice.randrange(1_00, 100_000_00)
        balance += size
        parts.append(
            f":61:2611191119CR{size // 100},{size % 100:02d}NTRFNONREF//{number:016d}\r\n"
            f":86:166?00GUTSCHR. UEBERWEISUNG?109310?20EREF+ZA-{number:08d}?21SVWZ+Rechnung INV-{number:06d}?22vom\r\n"
            f" 04.11.2026?30COBADEFFXXX?31DE89370400440532013000?32{_NAMES[number % 4]}?34000\r\n"
        )
    parts.append(f":62F:C261119EUR{balance // 100},{balance % 100:02d}\r\n-\r\n")
    return "".join(parts).encode("ascii")
