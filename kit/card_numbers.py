"""Numbers of payment cards are known by their length, their issuer's prefix and their check digit, and never kept."""

import re
import unicodedata
from collections.abc import Iterator

from kit.refusals import Refused

SHORTEST, LONGEST = 13, 19
#: Issuers' prefixes, from and to, with the lengths of their numbers (ISO/IEC 7812 as the schemes publish theirs).
PREFIXES: tuple[tuple[str, str, frozenset[int]], ...] = (
    ("4", "4", frozenset({13, 16, 19})),  # Visa
    ("51", "55", frozenset({16})),  # Mastercard
    ("2221", "2720", frozenset({16})),  # Mastercard
    ("34", "34", frozenset({15})),  # American Express
    ("37", "37", frozenset({15})),  # American Express
    ("6011", "6011", frozenset({16, 19})),  # Discover
    ("644", "659", frozenset({16, 19})),  # Discover
    ("3528", "3589", frozenset({16, 17, 18, 19})),  # JCB
    ("300", "305", frozenset({14, 16, 19})),  # Diners Club
    ("3095", "3095", frozenset({14, 16, 19})),  # Diners Club
    ("36", "36", frozenset({14, 16, 19})),  # Diners Club
    ("38", "39", frozenset({14, 16, 19})),  # Diners Club
    ("62", "62", frozenset({16, 17, 18, 19})),  # UnionPay
    ("8100", "8171", frozenset({16, 17, 18, 19})),  # UnionPay
    ("2200", "2204", frozenset({16, 17, 18, 19})),  # Mir
    ("5018", "5020", frozenset(range(13, 20))),  # Maestro
    ("5038", "5038", frozenset(range(13, 20))),  # Maestro
    ("5893", "5893", frozenset(range(13, 20))),  # Maestro
    ("6304", "6304", frozenset(range(13, 20))),  # Maestro
    ("6759", "6763", frozenset(range(13, 20))),  # Maestro
    ("6771", "6771", frozenset(range(13, 20))),  # Maestro
    ("5060", "5061", frozenset({16, 18, 19})),  # Verve
    ("5066", "5067", frozenset({16})),  # Elo
    ("6362", "6363", frozenset({16})),  # Elo
    ("6062", "6062", frozenset({16})),  # Hipercard
    ("508", "508", frozenset({16})),  # RuPay
    ("6069", "6085", frozenset({16})),  # RuPay
    ("9792", "9792", frozenset({16})),  # Troy
)
#: Countries whose account numbers (ISO 13616) may be digits alone -> how many, the two that check them among them.
IBANS = {
    **dict.fromkeys(("NO",), 13),
    **dict.fromkeys(("BE",), 14),
    **dict.fromkeys(("DK", "FI", "FO", "GL"), 16),
    **dict.fromkeys(("SI",), 17),
    **dict.fromkeys(("AT", "BA", "EE", "LT", "LU", "XK"), 18),
    **dict.fromkeys(("CH", "HR", "LI"), 19),
}
#: How the groups of a number are written on a card.
GROUPS = frozenset({(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3), (4, 4, 4, 1), (4, 4, 5)})
_BETWEEN = r"[ \t\xa0._/\-–—]"  # dashes as people type them
_RUN = re.compile(rf"[0-9](?:{_BETWEEN}{{0,3}}[0-9]){{{SHORTEST - 1},}}")
_PART = re.compile(r"[0-9]+")
_COUNTRY = re.compile(r"(?<![A-Za-z])[A-Z]{2}\Z")
_WORD = re.compile(r"[0-9A-Za-z]*\Z"), re.compile(r"[0-9A-Za-z]*")
#: A longer word of letters and digits is a digest or a sealed value, in which any digits come by chance.
WORD_LENGTH_MAX = 32


class CardNumber(Refused):
    """This looks like the number of a payment card, and none is kept here: name the processor's token."""

    code = "card_number"


def found(text: str, *, anyhow: bool = False) -> list[str]:
    """Return what looks like a card number in a text, masked to its first six and last four digits.

    With `anyhow` however its digits are grouped, else in one piece or as cards show them.
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return [masked(number) for run in _RUN.finditer(plain) for number in _within(plain, run, anyhow=anyhow)]


def refuse(**fields: str) -> None:
    """Refuse a text that seems to hold a card number, whoever typed it; the refusal names the field, not the number."""
    for name, text in fields.items():
        if found(text, anyhow=True):
            raise CardNumber(f"{name.replace('_', ' ')}: {CardNumber.__doc__}")


def cleared(text: str) -> str:
    """Return what somebody else says, or that a card number was in it."""
    return "(a card number stood here)" if found(text, anyhow=True) else text


def is_card(digits: str) -> bool:
    """Say whether digits are a card number: its length, its issuer's prefix, its check digit."""
    known = any(low <= digits[: len(low)] <= high and len(digits) in lengths for low, high, lengths in PREFIXES)
    return known and luhn(digits)


def luhn(digits: str) -> bool:
    """Say whether the last of digits checks the others (ISO/IEC 7812-1, annex B)."""
    twice = (2 * int(one) for one in digits[-2::-2])
    return (sum(map(int, digits[::-2])) + sum(one - 9 * (one > 9) for one in twice)) % 10 == 0


def masked(digits: str) -> str:
    """Return a number of which only the first six and the last four digits are told (PCI DSS 4.0, 3.4.1)."""
    return digits[:6] + "*" * (len(digits) - 10) + digits[-4:]


def _within(text: str, run: re.Match[str], *, anyhow: bool) -> Iterator[str]:
    """Yield the card numbers of a run of digits: whole groups, in a word that is no digest."""
    parts = list(_PART.finditer(text, run.start(), run.end()))
    place = 0
    while place < len(parts):
        end = next((end for end in range(len(parts), place, -1) if _fits(text, parts[place:end], anyhow=anyhow)), None)
        if end is not None:
            yield "".join(part.group() for part in parts[place:end])
        place = end or place + 1


def _fits(text: str, parts: list[re.Match[str]], *, anyhow: bool) -> bool:
    """Say whether groups of digits are a card number together."""
    lengths = tuple(len(part.group()) for part in parts)
    if not SHORTEST <= sum(lengths) <= LONGEST or not (anyhow or len(parts) == 1 or lengths in GROUPS):
        return False
    before = _WORD[0].search(text, max(0, parts[0].start() - WORD_LENGTH_MAX), parts[0].start())
    after = _WORD[1].match(text, parts[-1].end(), parts[-1].end() + WORD_LENGTH_MAX)
    around = sum(len(one.group()) for one in (before, after) if one)
    digits = "".join(part.group() for part in parts)
    return around + lengths[0] <= WORD_LENGTH_MAX and is_card(digits) and not _iban(text, parts[0].start(), digits)


def _iban(text: str, start: int, digits: str) -> bool:
    """Say whether digits are an account number behind its country: its length, its check digits (ISO 7064, 97-10)."""
    country = _COUNTRY.search(text, max(0, start - 3), start)
    if country is None or IBANS.get(country.group()) != len(digits):
        return False
    letters = "".join(str(int(mark, 36)) for mark in country.group())
    return int(digits[2:] + letters + digits[:2]) % 97 == 1
