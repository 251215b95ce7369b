"""Read the statement line `:61:`: the standard's layout first, then what banks make of it, never an amount in part."""

import re
from datetime import date
from typing import NamedTuple

from kit.findings import Finding, Severity
from parsers.mt.amounts import days, minor, minor_of, pointed
from parsers.mt.fields import Field

#: `6!n [4!n] 2a [1!a] 15d 1!a3!c 16x [//16x] [CRLF 34x]`, the marks longest first, so that `CR12,` is C of currency R.
_STRICT = re.compile(
    r"([0-9]{6})([0-9]{4})?(R[CD]|E[CD]|[CD])([A-Z])?([0-9]{0,15}),([0-9]{0,6})(?![0-9.,'])"
    r"(?:([NSF][A-Z0-9 ]{3})|(?=//|\n))",
    re.ASCII,
)
#: What nearly every line is, read in one go: the strict layout, references without a lone slash, and nothing behind.
_USUAL = re.compile(
    r"([0-9]{6})([0-9]{4}|)(R[CD]|E[CD]|[CD])[A-Z]?([0-9]{0,15}),([0-9]{0,6})([NSF][A-Z0-9 ]{3})"
    r"([^/\n]*+)(?://([^\n]*+)|)",
    re.ASCII,
)
_LOOSE = re.compile(
    r"\s*([0-9]{6})\s*([0-9]{4}|)\s*(R[CD]|E[CD]|[CD])([A-Z])?\s*"
    r"([0-9]{1,3}(?: [0-9]{3})+,[0-9]{0,2}(?![0-9.,'])|[0-9]*,[0-9]{2}(?![0-9.,'])|[0-9.,']+(?![0-9.,']| [0-9]))"
    r"\s*([NSF][A-Z0-9 ]{3})?",
    re.ASCII | re.IGNORECASE,
)
_REFERENCE_WIDTH = 16
_WRAPPED = re.compile(r"[A-Z0-9]{1,15}", re.ASCII)
#: No reference, or a word that says it stands in the details.
EMPTY = frozenset({"", "NONREF", "NOREF", "EREF", "KREF", "MREF", "MARF", "PREF", "NOTPROVIDED", "KREF+", "EREF+"})


class Line(NamedTuple):
    """A statement line; `minor` is unsigned, `mark` the debit or credit mark without the funds code."""

    value_on: date | None
    entry_on: date | None
    mark: str
    minor: int
    code: str
    customer: str
    bank: str
    supplementary: str


def read(field: Field, currency: str, findings: list[Finding]) -> Line | None:
    """Return a statement line, None where it has no amount; what was repaired or refused is added to the findings.

    A line that ends with its amount is kept aside: it looks as a line does that was cut inside the amount.
    """
    content = field.content
    if (usual := _USUAL.fullmatch(content)) is not None:
        value, entry, mark, whole, part, code, customer, bank = usual.groups("")
        value_on, entry_on, good = days(value, entry)
        if good and (size := minor_of(whole, part, currency)) is not None:
            return tuple.__new__(Line, (value_on, entry_on, mark, size, code, customer.strip(), bank.strip(), ""))
    found = _STRICT.match(content)
    if found is not None:
        value, entry, mark, _, whole, part, code = found.groups()
        size = minor_of(whole, part, currency)
    else:
        found = _LOOSE.match(content)
        if found is None or (not found[6] and not content[found.end() :].strip(" ")):
            message = "`:61:` has no date, mark and amount in their places: the line is kept aside"
            findings.append(Finding(field.line, "statement_line_unreadable", message, raw=field.raw))
            return None
        value, entry, mark, _, written, code = found.groups()
        written = written.replace(" ", "")
        size = minor(written, currency)
        size = pointed(written, currency) if size is None else size
        message = "`:61:` is not laid out as the standard says; it was read"
        if size is not None:
            findings.append(Finding(field.line, "statement_line_form", message, Severity.WARNING, content))
    if size is None:
        message = f"`:61:` holds no amount of {currency or 'its currency'}: the line is kept aside"
        findings.append(Finding(field.line, "amount_not_numeric", message, raw=field.raw))
        return None
    value_on, entry_on, good = days(value, entry or "")
    if not good:
        message = f"`:61:` has a day that is in no calendar ({value} {entry or ''}); the nearest one was taken"
        findings.append(Finding(field.line, "date_invalid", message, Severity.WARNING, content))
    rest, _, supplementary = content[found.end() :].partition("\n")
    customer, _, bank = rest.partition("//")
    if supplementary and "\n" in supplementary:
        bank, supplementary = _unwrapped(bank, supplementary)
    return Line(
        value_on,
        entry_on,
        mark.upper(),
        size,
        (code or "").upper(),
        customer.strip(),
        bank.strip(),
        supplementary.strip(),
    )


def _unwrapped(bank: str, supplementary: str) -> tuple[str, str]:
    """Join a bank reference that a line end cut: its rest is a line of its own before the one of slash codes."""
    first, _, rest = supplementary.partition("\n")
    short = len(bank.strip()) + len(first) <= _REFERENCE_WIDTH
    if bank.strip() and rest.startswith("/") and short and _WRAPPED.fullmatch(first.strip()):
        return bank.strip() + first.strip(), rest
    return bank, supplementary
