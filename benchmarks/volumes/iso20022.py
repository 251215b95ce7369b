"""What the ISO 20022 volumes share: amounts, payers, references and remittance by the payment's number."""

from kit.money import decimal

_PAYERS = ("BIRCHFIELD TOOL SUPPLY CO", "HOLLIS & MARINE LLC", "QUILL AND PAGE", "ATELIER NORD GMBH", "OREN DAIRY COOP")
_DOCUMENT = (
    "<Strd><RfrdDocInf><Tp><CdOrPrtry><Cd>CINV</Cd></CdOrPrtry></Tp><Nb>INV-{number:07}</Nb>"
    '<RltdDt>2026-10-19</RltdDt></RfrdDocInf><RfrdDocAmt><DuePyblAmt Ccy="USD">{gross}</DuePyblAmt>'
    '<DscntApldAmt><Amt Ccy="USD">{discount}</Amt></DscntApldAmt><RmtdAmt Ccy="USD">{paid}</RmtdAmt>'
    "</RfrdDocAmt></Strd>"
)


def minor(number: int) -> int:
    """Return the amount of a payment in cents."""
    return 1_000 + number * 7_919 % 9_000_000


def amount(cents: int) -> str:
    """Return an amount as XML writes it."""
    return decimal(cents, "USD")


def digits(number: int, width: int) -> str:
    """Return digits that look like an account number."""
    return str(number * 2_654_435_761 % 10**width).zfill(width)


def uetr(number: int) -> str:
    """Return a version 4 UUID made of the number."""
    return f"{number:08x}-ca16-48ba-b074-{number * 97:012x}"


def payer(number: int) -> str:
    """Return a payer's name, with the entity an ampersand needs."""
    return _PAYERS[number % len(_PAYERS)].replace("&", "&amp;")


def remittance(number: int, cents: int) -> str:
    """Return what the payment is for: every third says it in documents, the others in free text."""
    if number % 3:
        return f"<Ustrd>INVOICE INV-{number:07} DATED 10/19 CUSTOMER {number % 997:05}</Ustrd>"
    discount = cents // 50
    return _DOCUMENT.format(
        number=number, gross=amount(cents + discount), discount=amount(discount), paid=amount(cents)
    )


def message(head: str, payment: str, tail: str, payments: int) -> bytes:
    """Return a message of so many payments; `head` is filled with their count and total, `payment` for each."""
    sizes = [minor(number) for number in range(payments)]
    told = (
        payment.format(
            number=number,
            uetr=uetr(number),
            amount=amount(size),
            payer=payer(number),
            account=digits(number, 10),
            remittance=remittance(number, size),
        )
        for number, size in enumerate(sizes)
    )
    return (head.format(total=amount(sum(sizes)), count=payments) + "".join(told) + tail).encode()
