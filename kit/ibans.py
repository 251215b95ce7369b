"""An IBAN names an account by itself (ISO 13616): the bank's code that may stand beside it is no part of the mark."""

import re

_BIC = "[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?"  # ISO 9362: bank, country, place, and perhaps a branch
_IBAN = "[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}"  # country, two check digits, the account as that country writes it
#: A plain number that is an IBAN with its bank's code before it; in the group, the IBAN.
BEHIND_BIC = rf"^{_BIC}({_IBAN})$"
_WHOLE = re.compile(_IBAN)
_BEHIND_BIC = re.compile(BEHIND_BIC)


def is_iban(plain: str) -> bool:
    """Tell whether a number without blanks or punctuation has the form of an IBAN; its check digits are not asked."""
    return _WHOLE.fullmatch(plain) is not None


def alone(plain: str) -> str:
    """Return an account's number without the BIC that stands before an IBAN; any other number as it is."""
    found = _BEHIND_BIC.match(plain)
    return found[1] if found else plain
