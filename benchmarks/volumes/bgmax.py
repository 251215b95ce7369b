"""A BgMax file of deposits of a thousand payments, some with further references and a credit note."""

_PAYMENT = "{code}{giro:010d}{reference:>25}{amount:018d}{kind}1{serial:012d}0"
_DEPOSIT = "15{account:0>35}20261130{number:05d}{amount:018d}SEK{count:08d} "
_A_DEPOSIT = 1000
_WIDTH = 80


def content(transactions: int) -> bytes:
    """Return a file of so many payments with its sums and counts."""
    lines = [f"01BGMAX{'':15}0120261130080000000000P"]
    deposits = references = 0
    for start in range(0, transactions, _A_DEPOSIT):
        lines.append("050009912346          SEK")
        indexes = range(start, min(start + _A_DEPOSIT, transactions))
        total = 0
        for index in indexes:
            amount = 10_000 + (index * 7_919) % 5_000_000
            total += amount
            lines.extend(_payment(index, amount))
            references += 2 * (index % 4 == 0)
        deposits += 1
        lines.append(_DEPOSIT.format(account="5841000001009823", number=deposits, amount=total, count=len(indexes)))
    lines.append(f"70{transactions:08d}{0:08d}{references:08d}{deposits:08d}")
    return "".join(line.ljust(_WIDTH) + "\r\n" for line in lines).encode("iso-8859-1")


def _payment(index: int, amount: int) -> list[str]:
    """Return the records of one payment."""
    giro, serial = 50_000_000 + index % 9_973, index + 1
    split = index % 4 == 0
    shared = {"giro": giro, "serial": serial, "kind": 2}
    reference = "" if split else str(600_000 + index)
    lines = [_PAYMENT.format(code="20", reference=reference, amount=amount, **shared)]
    if split:
        lines.append(_PAYMENT.format(code="22", reference=700_000 + index, amount=amount + 500, **shared))
        lines.append(_PAYMENT.format(code="23", reference=800_000 + index, amount=500, **shared))
    lines.append(f"25Faktura {900_000 + index} tack")
    lines.append(f"26Åkeri {index % 997} AB")
    lines.append(f"29{5_560_000_000 + index % 9_973:012d}")
    return lines
