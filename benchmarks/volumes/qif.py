"""A QIF register of one bank account."""

_RECORD = "D11/{day}/26\nT{whole:,}.{part:02d}\nN{number}\nPPayer {payer}\nMINV {invoice}\n^\n"


def content(transactions: int) -> bytes:
    """Return a register of so many receipts."""
    pieces = ["!Type:Bank\n"]
    for index in range(transactions):
        whole, part = divmod(1_000 + (index * 7_919) % 900_000, 100)
        pieces.append(
            _RECORD.format(
                day=13 + index % 17,
                whole=whole,
                part=part,
                number=10_000 + index,
                payer=index % 997,
                invoice=200_000 + index,
            )
        )
    return "".join(pieces).encode()
