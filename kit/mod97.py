"""MOD 97-10 (ISO 7064): how an IBAN (ISO 13616) and a creditor reference (ISO 11649) check themselves."""


def holds(number: str) -> bool:
    """Tell whether the check digits hold, the third and fourth sign of digits and capitals; letters count 10 to 35."""
    return int("".join(str(int(mark, 36)) for mark in number[4:] + number[:4])) % 97 == 1
