"""The first bytes of a file as formats are asked about them: without marks and blanks, of a workbook its first rows."""

from parsers.lines import MARKS
from parsers.reading import READING, Limits
from parsers.tables import tables
from parsers.tables.workbook import ZIP

_HEAD = 8192
_BLANK = b" \t\r\n\x00\x1a\x0c"
_STEPS = 1 << 16


def head(data: bytes, limits: Limits = READING.limits) -> bytes:
    """Return what the formats are asked about: the first bytes as UTF-8 or as they are, without mark and blanks.

    Of a workbook the first rows (`tables.shown`). Refused: Unreadable and TooLarge, for a workbook.
    """
    if data.startswith(ZIP):
        return tables.shown(data, limits, _HEAD)
    start = _first(data)
    if start is None:
        return b""
    for mark, codec in MARKS:
        if data.startswith(mark):
            return data[: _HEAD * 2].decode(codec, errors="replace").encode().lstrip(_BLANK)[:_HEAD]
    return data[start : start + _HEAD]


def _first(data: bytes) -> int | None:
    """Return where the first byte stands that is not blank, or None; a file of blanks is never copied whole."""
    for start in range(0, len(data), _STEPS):
        step = data[start : start + _STEPS]
        if rest := step.lstrip(_BLANK):
            return start + len(step) - len(rest)
    return None
