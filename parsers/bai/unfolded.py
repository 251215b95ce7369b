"""A BAI2 file that came on one line, at no width: cut behind slashes, and inside text where its trailers prove it."""

import re
from collections.abc import Iterator

from parsers.bai.controls import survey
from parsers.bai.lines import width

#: A record that ends in its slash, and the next one.
_SLASHED = re.compile(rb"/[ \t]*(?=(?:01|02|03|16|49|88|98|99),)")
#: The same where the next one has a record's shape: `/16,` and `/01,` stand among words as well (`DUE 11/16,`).
_SHAPED = re.compile(
    rb"/[ \t]*(?=01,[^,]*,[^,]*,\d{6},|02,[^,]*,[^,]*,\d?,\d{6},|03,[^,/]+,[A-Z]{0,3},|16,\d{3},[-+]?\d*,"
    rb"|49,[-+]?\d+,\d+/|88,|9[89],[-+]?\d+,\d+,\d+/)"
)
#: Text that ends without a slash before a transaction, a trailer or a continuation (US notes 1.2, 1.10); of a number
#: that ends in 88 only the trailers can tell.
_TEXTED = r"(?<=[^\n,])[ \t]*(?=16,\d{3},[-+]?\d*,|49,[-+]?\d+,\d+/)"
_INSIDE = [re.compile(f"{_TEXTED}|{further}".encode()) for further in (r"(?<=[^\n,0-9])(?=88,)", r"(?<=[^\n,])(?=88,)")]


def unfolded(data: bytes, *, dialect: bool) -> tuple[bytes, bool]:
    """Return a file of one line with a record a line, and whether it was cut inside text; any other as it is."""
    body = data.strip()
    if b"\n" in body or b"\r" in body or not _SLASHED.search(body) or width(body.decode("latin-1")):
        return data, False
    whole, shaped = (slashes.sub(b"/\n", body) for slashes in (_SLASHED, _SHAPED))
    for plain in dict.fromkeys((whole, shaped)):
        for cut in _readings(plain):
            found = survey(cut, frozenset(), dialect=dialect)
            if found.verdicts and not found.failed:
                return cut, cut is not plain
    return whole, False


def _readings(plain: bytes) -> Iterator[bytes]:
    """Yield how the records may be cut, the likeliest first."""
    yield plain
    for inside in _INSIDE:
        yield inside.sub(b"\n", plain)
