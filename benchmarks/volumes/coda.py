"""A CODA file of one account: transfers with a structured reference or words, the counterparty behind them."""

_ACCOUNT = "BE68539007547034"


def content(transactions: int) -> bytes:
    """Return a statement of so many credits with its balances and turnover."""
    lines = [
        f"00000301126{'300'}05{'':8}{'':10}{'KESTREL PAPIER NV':26}{'KREDBEBB':11}00403019261 00000".ljust(127) + "2"
    ]
    lines.append(f"12001{_ACCOUNT:31}   EUR0{0:015d}291126{'KESTREL PAPIER NV':26}{'ZICHTREKENING':35}001")
    total = 0
    for index in range(transactions):
        amount = 1_000 + (index * 7_919) % 900_000  # cents
        total += amount
        lines.extend(_movement(index, amount))
    lines.append(f"8001{_ACCOUNT:31}   EUR0{total * 10:015d}301126".ljust(127) + "0")
    records = len(lines) - 1  # all but the header
    lines.append(f"9{'':15}{records % 1_000_000:06d}{0:015d}{total * 10:015d}".ljust(127) + "2")
    return "".join(line + "\r\n" for line in lines).encode("iso-8859-1")


def _movement(index: int, amount: int) -> list[str]:
    """Return the records of one credit."""
    key = f"{index % 9_999 + 1:04d}0000"
    if index % 2:
        body = 1_000_000_000 + index
        communication = f"1101{body:010d}{body % 97 or 97:02d}"
    else:
        communication = f"0FACTUUR {200_000 + index} BESTELLING {index % 5_000}"
    head = f"21{key}{'B' + str(index):21}0{amount * 10:015d}30112600150000{communication:54}301126001" + "01 0"
    return [
        head,
        f"22{key}{'':53}{'E2E' + str(index):35}{'GEBABEBB':11}".ljust(125) + "1 0",
        f"23{key}{'BE71096123456769':34}EUR{'BAKKERIJ ' + str(index % 997):35}".ljust(125) + "0 0",
    ]
