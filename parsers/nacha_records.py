"""ACH bytes to records of 94 columns, whatever was trimmed, wrapped, blocked or left unbroken on the way."""

from collections.abc import Iterator
from dataclasses import dataclass

from kit.findings import Finding, Severity

#: A record has 94 columns; a fill record is all nines (Nacha Operating Rules, appendix on record formats).
COLUMNS = 94
_FILL = "9" * COLUMNS
_KINDS = frozenset("156789")
_DEBRIS = b"\x00\x1a\x0c"
_DIGITS_MAX = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One record: its 94 columns and the number of the line it stood on."""

    number: int
    text: str

    @property
    def kind(self) -> str:
        """Return the record type, the first column."""
        return self.text[0]

    def cut(self, first: int, last: int) -> str:
        """Return columns from first to last as the rules number them, without the blanks around."""
        return self.text[first - 1 : last].strip()

    def number_at(self, first: int, last: int) -> int | None:
        """Return a number; blanks are nothing and mean 0, anything but digits is None."""
        text = self.text[first - 1 : last].replace(" ", "")
        if not text:
            return 0
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS_MAX else None


def records(data: bytes) -> Iterator[Line | Finding]:
    """Yield each record; fill records and blank lines are dropped, what is no record becomes a finding."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        data = data.decode("utf-16", errors="replace").encode()
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        plain = raw.strip(_DEBRIS).rstrip()
        if not plain:
            continue
        for text in _cut(plain):
            if text.startswith(_FILL[: COLUMNS - 1]) or (text[0] == "9" and not text.strip("9 ")):
                continue
            yield _record(number, text)


def _record(number: int, text: str) -> Line | Finding:
    """Return one record, or what is wrong with it."""
    if text[0] not in _KINDS:
        return Finding(number, "record_unknown", f"No record type starts with {text[0]!r}; kept aside", raw=text)
    if len(text) > COLUMNS:
        message = f"The record is {len(text)} columns wide, not {COLUMNS}; it was not read"
        return Finding(number, "record_too_wide", message, Severity.ERROR, text)
    return Line(number, text.ljust(COLUMNS))


def _cut(plain: bytes) -> Iterator[str]:
    """Yield the records of one line: one, or as many as stand in it unbroken."""
    text = _text(plain)
    if len(text) <= COLUMNS or text[0] not in _KINDS:
        yield text
    elif len(text) < COLUMNS + COLUMNS // 2:
        yield text  # one record with something hanging on: refused by its width
    else:
        for start in range(0, len(text), COLUMNS):
            piece = text[start : start + COLUMNS].rstrip()
            if piece:
                yield piece


def _text(plain: bytes) -> str:
    """Return one line in characters: single bytes, unless only UTF-8 characters give the legal width."""
    if plain.isascii():
        return plain.decode("ascii")
    if len(plain) != COLUMNS:
        try:
            return plain.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return plain.decode("cp1252", errors="replace")
