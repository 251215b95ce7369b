"""So many MT103 credit transfers in one file, each with what was instructed and the charges taken on the way."""

import random

_FIN = "{{1:F01BANKDEFFAXXX0000000000}}{{2:O1030905261119CHASUS33AXXX00000000002611190905N}}{{4:\r\n"


def content(transactions: int) -> bytes:
    """Return the file; the same number gives the same bytes."""
    dice = random.Random(transactions)
    parts: list[str] = []
    for number in range(transactions):
        size = dice.randrange(1_00, 100_000_00)
        paid = size - 10_00 if size > 20_00 else size
        charge = ":71F:EUR10,00\r\n" if paid != size else ""
        parts.append(
            _FIN.format() + f":20:REF-{number:08d}\r\n:23B:CRED\r\n:32A:261119EUR{paid // 100},{paid % 100:02d}\r\n"
            f":33B:EUR{size // 100},{size % 100:02d}\r\n:50K:/100811000148\r\n"
            f"ORION PARTS INC\r\n1 MAIN ST DAYTON OH\r\n"
            f":59:/DE89370400440532013000\r\nNORDWERK HANDELS GMBH\r\n"
            f":70:/INV/INV-{number:07d}\r\n:71A:SHA\r\n{charge}-}}\r\n"
        )
    return "".join(parts).encode("ascii")
