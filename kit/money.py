"""Money is a whole number of minor units and a currency; digits after the point exist only at the edges."""

import re
from dataclasses import dataclass

#: Currencies whose minor unit is not a hundredth, by ISO 4217; every other one has two digits.
EXPONENTS: dict[str, int] = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"), 0),
    **dict.fromkeys(("RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}
#: What an amount in any currency is a whole number of: a ten-thousandth.
FINEST = max(EXPONENTS, key=EXPONENTS.__getitem__)
#: The largest amount one posting may move, in minor units (a hundred billion dollars).
MINOR_MAX = 10_000_000_000_000
#: Rates are whole billionths.
NANO = 1_000_000_000

#: Thousands mark and decimal sign where a language has others than English.
MARKS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("de", "es", "it", "nl"), (".", ",")),
    "fr": ("\N{NO-BREAK SPACE}", ","),
}

_DECIMAL = re.compile(r"(?P<sign>[+-]?)(?=\.?[0-9])(?P<whole>[0-9]{0,15})(?:\.(?P<part>[0-9]{0,6}))?", re.ASCII)
#: Signs of currencies, which several share.
_SIGNS = "$\u20ac\u00a3\u00a5"
#: An amount as a person types it, with the sign or code of a currency before or behind it.
_TYPED = re.compile(
    r"(?:(?P<before>[A-Z]{3}|[" + _SIGNS + r"]) ?)?"
    r"(?P<bare>[+-]?[0-9][0-9,.' ]*?)"
    r"(?: ?(?P<behind>[A-Z]{3}|[" + _SIGNS + r"]))?",
    re.ASCII,
)
#: Three digits behind each thousands mark, all marks alike, and another sign before the decimals.
_THOUSANDS = re.compile(
    r"(?P<whole>[+-]?[0-9]{1,3}(?P<mark>[,.' ])[0-9]{3}(?:(?P=mark)[0-9]{3})*)(?:(?!(?P=mark))[,.](?P<part>[0-9]*))?",
    re.ASCII,
)
_DECIMAL_COMMA = re.compile(r"(?P<whole>[+-]?[0-9]+),(?P<part>[0-9]{1,2})", re.ASCII)
_MARK = re.compile("[,.' ]")
#: Blanks and the apostrophe that print and keyboards write differently.
_PLAIN = str.maketrans("\u00a0\u202f\u2019", "  '")


def exponent(currency: str) -> int:
    """Return the digits after the point that ISO 4217 gives the currency."""
    return EXPONENTS.get(currency, 2)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount: `minor` whole units of the smallest coin of `currency` (ISO 4217)."""

    minor: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        """Add two amounts of one currency; two currencies are our bug."""
        assert self.currency == other.currency, (self, other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        """Subtract an amount of the same currency."""
        return self + -other

    def __neg__(self) -> "Money":
        """Turn the sign."""
        return Money(-self.minor, self.currency)

    def __str__(self) -> str:
        """Return the amount as people write it: `1,250.00 USD`."""
        return f"{grouped(self.minor, self.currency)} {self.currency}"


def parsed(text: str, currency: str) -> int | None:
    """Return the minor units of a plain decimal (`-1250.00`), or None where it is none.

    Refused: thousands marks, exponents, other scripts' digits, and more digits after the point than the currency has
    unless they are zeros.
    """
    found = _DECIMAL.fullmatch(text.strip())
    if found is None:
        return None
    digits = exponent(currency)
    part = found["part"] or ""
    if part[digits:].strip("0"):
        return None
    minor = int(f"0{found['whole']}{part[:digits].ljust(digits, '0')}")
    return -minor if found["sign"] == "-" else minor


def typed(text: str, currency: str) -> int | None:
    """Return the minor units of an amount as a person types it (`$1,250.00`, `1.250,00`, `1 250`), or None.

    A lone point is the decimal sign, a lone comma before three digits marks thousands, before one or two the decimals.
    Refused: marks that are neither; what `parsed` refuses; another currency's code, unless any is meant (FINEST).
    """
    found = _TYPED.fullmatch(text.translate(_PLAIN).strip())
    codes = {found["before"], found["behind"]} - {None, *_SIGNS} if found else set()
    bare = found["bare"] if found and (codes <= {currency} or currency == FINEST) else ""
    marked = None if _DECIMAL.fullmatch(bare) else _THOUSANDS.fullmatch(bare) or _DECIMAL_COMMA.fullmatch(bare)
    if marked is None:
        return parsed(bare, currency)
    return parsed(f"{_MARK.sub('', marked['whole'])}.{marked['part'] or ''}", currency)


def decimal(minor: int, currency: str) -> str:
    """Return minor units as a plain decimal with the currency's digits: `-1250.00`."""
    digits = exponent(currency)
    sign = "-" if minor < 0 else ""
    if digits == 0:
        return f"{sign}{abs(minor)}"
    whole, part = divmod(abs(minor), 10**digits)
    return f"{sign}{whole}.{part:0{digits}d}"


def grouped(minor: int, currency: str, language: str = "en") -> str:
    """Return minor units for reading with the marks of a language: `1,250.00`, in German `1.250,00`."""
    whole, point, part = decimal(minor, currency).partition(".")
    told = f"{int(whole):,}{point}{part}" if whole not in {"-0", "0"} else f"{whole}{point}{part}"
    if language not in MARKS:
        return told
    thousands, sign = MARKS[language]
    return told.translate({ord(","): thousands, ord("."): sign})


def converted(minor: int, currency: str, to: str, nano: int) -> int:
    """Return an amount in another currency at a rate in billionths (units of `to` for one of `currency`), rounded."""
    return share(minor * 10 ** exponent(to), nano, NANO * 10 ** exponent(currency))


def share(minor: int, numerator: int, denominator: int) -> int:
    """Return `minor` × numerator ÷ denominator, rounded half away from zero: the one rounding of the project."""
    assert denominator > 0, denominator
    product = abs(minor) * abs(numerator)
    rounded = (2 * product + denominator) // (2 * denominator)
    return rounded if (minor < 0) == (numerator < 0) else -rounded
