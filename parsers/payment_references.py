"""Payment references with check digits: the creditor's own number, put so that payers cannot mistype it.

Each kind has one function that returns the one way to write it where its check digits hold, else None. `canonical`
tries those that tell themselves apart in any text; bare digits, which pass some check once in ten, are asked only
where a field or a payee says what they are (`SCHEMES`).
"""

import re
from collections.abc import Callable, Iterator

from kit import mod97

_SWISS = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)
_RF = re.compile(r"RF[0-9]{2}[A-Z0-9]{1,21}")
_QR = re.compile(r"[0-9]{27}")
_BELGIAN = re.compile(r"([+*]{3})?([0-9]{3})/?([0-9]{4})/?([0-9]{5})([+*]{3})?")
_BELGIAN_INSIDE = re.compile(r"([+*])\1\1[0-9]{3}/?[0-9]{4}/?[0-9]{5}\1{3}")
_RF_INSIDE = re.compile(r"(?<![A-Z0-9])RF[0-9]{2}[A-Z0-9]{4,21}(?![A-Z0-9])")
_RF_PRINTED = re.compile(r"(?<![A-Z0-9])RF[0-9]{2}(?: [A-Z0-9]{4}){1,5}(?: [A-Z0-9]{1,3})?(?![A-Z0-9])")
_FINNISH = re.compile(r"0*([0-9]{4,20})")
_NORWEGIAN = re.compile(r"[0-9]{1,24}[0-9-]")
_SWEDISH = re.compile(r"[0-9]{2,25}")
_DUTCH = re.compile(r"[0-9]{7}|[0-9]{9,14}|[0-9]{16}")
_UETR = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_DUTCH_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6, 1)
_DUTCH_BARE = 7  # a reference so short has no check digit of its own
_DUTCH_WHOLE = 16  # all 15 digits after the check are the number; shorter ones say their length first
_SELF_EVIDENT_MIN = 5  # RF, two digits, one mark, and nothing shorter
_SELF_EVIDENT = re.compile(r"\s*(?:[Rr]\s*[Ff]|[+*]|[0-9])")

#: Length of an IBAN by its country (ISO 13616 registry).
IBAN_LENGTHS: dict[str, int] = {
    **dict.fromkeys(("NO",), 15),
    **dict.fromkeys(("BE",), 16),
    **dict.fromkeys(("DK", "FI", "FK", "FO", "GL", "NL", "SD"), 18),
    **dict.fromkeys(("MK", "SI"), 19),
    **dict.fromkeys(("AT", "BA", "EE", "KZ", "LT", "LU", "MN", "XK"), 20),
    **dict.fromkeys(("CH", "CR", "HR", "LI", "LV"), 21),
    **dict.fromkeys(("BG", "BH", "DE", "GB", "GE", "IE", "ME", "RS", "VA"), 22),
    **dict.fromkeys(("AE", "GI", "IL", "IQ", "OM", "SO", "TL"), 23),
    **dict.fromkeys(("AD", "CZ", "ES", "MD", "PK", "RO", "SA", "SE", "SK", "TN", "VG"), 24),
    **dict.fromkeys(("LY", "PT", "ST"), 25),
    **dict.fromkeys(("IS", "TR"), 26),
    **dict.fromkeys(("BI", "DJ", "FR", "GR", "IT", "MC", "MR", "SM"), 27),
    **dict.fromkeys(("AL", "AZ", "BY", "CY", "DO", "GT", "HN", "HU", "LB", "NI", "PL", "SV"), 28),
    **dict.fromkeys(("BR", "EG", "PS", "QA", "UA"), 29),
    **dict.fromkeys(("JO", "KW", "MU", "YE"), 30),
    **dict.fromkeys(("MT", "SC"), 31),
    **dict.fromkeys(("LC",), 32),
    **dict.fromkeys(("RU",), 33),
}


def canonical(text: str) -> str | None:
    """Return the one way to write a reference whose shape and check digits tell it apart, None for any other text.

    Known: ISO 11649 (`RF…`, mod 97), the Swiss QR and ISR reference (27 digits, recursive mod 10), the Belgian
    structured message with its marks (`+++ddd/dddd/ddddd+++`, mod 97).
    """
    if len(text) < _SELF_EVIDENT_MIN or _SELF_EVIDENT.match(text) is None:
        return None
    plain = _plain(text)
    if plain[:1] in {"+", "*"}:
        return belgian(plain)
    return rf(plain) if plain[:1] == "R" else swiss(plain)


def within(text: str) -> Iterator[str]:
    """Yield the references among other words that tell themselves apart: RF as a word, Belgian ones in their marks.

    An RF reference is known in one piece and as it is printed, in groups of four; what follows it may look like one.
    """
    if "RF" in text:
        yield from (plain for found in _RF_INSIDE.findall(text) if (plain := rf(found)))
        yield from (plain for found in _RF_PRINTED.findall(text) if (plain := _printed(found)))
    if "+++" in text or "***" in text:
        yield from (plain for found in _BELGIAN_INSIDE.finditer(text) if (plain := belgian(found[0])))


def _printed(groups: str) -> str | None:
    """Return the RF reference that as many of these groups as possible make, two after `RF` and its digits at least."""
    words = groups.split()
    return next((plain for end in range(len(words), 2, -1) if (plain := rf("".join(words[:end])))), None)


def mistyped(text: str) -> str | None:
    """Return a reference that has the shape of one kind alone, RF or the 27 Swiss digits, and fails its check."""
    plain = _plain(text)
    shaped = _RF.fullmatch(plain) or _QR.fullmatch(plain)
    return plain if shaped and not (rf(plain) or swiss(plain)) else None


def mistyped_within(text: str) -> Iterator[str]:
    """Yield what stands among words as an RF reference would, or alone in groups of four, and fails its check."""
    if "RF" not in text:
        return
    found = _RF_INSIDE.findall(text)
    if _RF_PRINTED.fullmatch(text.strip()):
        found.append(_plain(text))
    yield from (one for one in found if any(map(str.isdigit, one[4:])) and not rf(one))


def stated(text: str, scheme: str) -> str | None:
    """Return a reference as its scheme writes it; `scheme` is the type or issuer a field gives (`SCOR`, `QRR`, `KID`).

    Where nothing is said, or nothing known, only what tells itself apart and the Belgian digits are taken.
    """
    readers = SCHEMES.get(scheme.strip().upper(), (canonical, belgian))
    return next((found for read in readers if (found := read(text))), None)


def rf(text: str) -> str | None:
    """Return an ISO 11649 creditor reference: `RF`, two check digits by which the whole is 1 mod 97, the body."""
    plain = _plain(text)
    return plain if _RF.fullmatch(plain) and mod97.holds(plain) else None


def swiss(text: str) -> str | None:
    """Return a Swiss QR (QRR) or ISR reference: 27 digits, the last the recursive mod 10 check of the others."""
    plain = _plain(text)
    if not _QR.fullmatch(plain):
        return None
    carry = 0
    for digit in plain[:-1]:
        carry = _SWISS[(carry + int(digit)) % 10]
    return plain if (10 - carry) % 10 == int(plain[-1]) else None


def belgian(text: str) -> str | None:
    """Return the 12 digits of a Belgian structured message: the last two are the first ten mod 97, 97 for 0."""
    found = _BELGIAN.fullmatch(_plain(text))
    if found is None or (found[1] or "") != (found[5] or ""):
        return None
    digits = found[2] + found[3] + found[4]
    return digits if (int(digits[:10]) % 97 or 97) == int(digits[10:]) else None


def finnish(text: str) -> str | None:
    """Return a Finnish viite without leading zeros: 4 to 20 digits, weights 7, 3, 1 from the right, mod 10."""
    found = _FINNISH.fullmatch(_plain(text))
    plain = found[1].lstrip("0") if found else ""
    if len(plain) < 4:
        return None
    total = sum(int(digit) * (7, 3, 1)[place % 3] for place, digit in enumerate(reversed(plain[:-1])))
    return plain if -total % 10 == int(plain[-1]) else None


def norwegian(text: str) -> str | None:
    """Return a Norwegian KID: 2 to 25 digits whose last is MOD10 or MOD11 (`-` for 10); which one is by agreement."""
    plain = _plain(text)
    if not _NORWEGIAN.fullmatch(plain):
        return None
    return plain if _luhn(plain) or _mod11(plain[:-1]) == plain[-1] else None


def swedish(text: str) -> str | None:
    """Return a Swedish OCR number: 2 to 25 digits whose last is MOD10 (Luhn) of the others."""
    plain = _plain(text)
    return plain if _SWEDISH.fullmatch(plain) and _luhn(plain) else None


def dutch(text: str) -> str | None:
    """Return a Dutch betalingskenmerk: 7 digits, or a mod 11 check first and, up to 14 digits, the length second."""
    plain = "".join(mark for mark in _plain(text) if mark != ".")
    if not _DUTCH.fullmatch(plain):
        return None
    if len(plain) == _DUTCH_BARE:
        return plain
    if len(plain) != _DUTCH_WHOLE and int(plain[1]) != (len(plain) - 2) % 10:
        return None
    weighed = sum(int(digit) * _DUTCH_WEIGHTS[place % 10] for place, digit in enumerate(reversed(plain[1:])))
    check = 11 - weighed % 11
    return plain if {10: 1, 11: 0}.get(check, check) == int(plain[0]) else None


def uetr(text: str) -> str | None:
    """Return a unique end-to-end transaction reference: a version 4 UUID, in lower case."""
    plain = text.strip().lower()
    return plain if _UETR.fullmatch(plain) else None


def iban(text: str) -> str | None:
    """Return an IBAN without blanks: the length of its country, and 1 mod 97."""
    plain = _plain(text)
    if not _IBAN.fullmatch(plain) or IBAN_LENGTHS.get(plain[:2]) != len(plain):
        return None
    return plain if mod97.holds(plain) else None


Reader = Callable[[str], str | None]

#: What a field calls its reference (ISO 20022 `CdtrRefInf/Tp` and `Issr`, banks' own words) -> the readers to ask.
SCHEMES: dict[str, tuple[Reader, ...]] = {
    "SCOR": (rf, belgian, finnish),
    "ISO": (rf,),
    "QRR": (swiss,),
    "ISR REFERENCE": (swiss,),
    "ISR": (swiss,),
    "BBA": (belgian,),
    "OGM": (belgian,),
    "VCS": (belgian,),
    "VIITE": (finnish,),
    "FI": (finnish, rf),
    "KID": (norwegian,),
    "OCR": (swedish,),
    "CUR": (dutch,),
}


def _plain(text: str) -> str:
    """Return a text without blanks, in upper case."""
    return "".join(text.split()).upper()


def _luhn(digits: str) -> bool:
    """Tell whether the last digit is MOD10: every second from the right doubled, its digits added."""
    if not digits[-1].isdecimal():
        return False
    doubled = sum(sum(divmod(int(digit) * 2, 10)) for digit in digits[-2::-2])
    return (doubled + sum(int(digit) for digit in digits[::-2])) % 10 == 0


def _mod11(digits: str) -> str:
    """Return the MOD11 check of digits, weights 2 to 7 from the right; 10 is written `-`."""
    rest = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(digits))) % 11
    return "-" if rest == 1 else str(-rest % 11)
