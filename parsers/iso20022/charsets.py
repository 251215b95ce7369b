"""XML in a character set that expat does not read, of several bytes a sign or of no known name, made UTF-8 first."""

import codecs
import re
from functools import lru_cache

from kit.findings import Finding, Severity
from parsers.lines import MARKS, is_utf8

_HEAD = 256
_DECLARED = re.compile(rb"(?<=<\?xml)([^>]*?\sencoding\s*=\s*[\"'])([A-Za-z][\w.:-]*)")
_UNICODE = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be"})
#: Sets that change by an escape sequence: their bytes are ASCII and yet mean something else.
_ESCAPED = ("iso2022", "hz")
_BYTES = bytes(range(256))


def transcoded(data: bytes) -> tuple[bytes, Finding | None]:
    """Return the bytes as UTF-8 with what is to be said of it, or as they are and None where expat reads them.

    A set of several bytes a sign is read as the declaration names it. Text that is UTF-8 is read as that, whatever
    the declaration says; of a set with no known name the rest is read as Windows-1252. Bytes that mean nothing become
    U+FFFD, never an error.
    """
    declared = _DECLARED.search(data[:_HEAD])
    if declared is None or data.startswith(tuple(mark for mark, _ in MARKS)):
        return data, None
    name = declared[2].decode().lower()
    known = _wide(name)
    if known is None:
        return data, None
    start, end = declared.span(2)
    if is_utf8(data) and not known.startswith(_ESCAPED):
        plain, read = data[end:], "UTF-8"
    else:
        plain, read = data[end:].decode(known or "cp1252", errors="replace").encode(), known or "Windows-1252"
    told = None
    if read == known:
        told = Finding(1, "encoding_of_several_bytes", f"The XML is written in {name}: read as that.", Severity.NOTE)
    elif not data.isascii():
        message = f"The XML says it is {name} and is not: read as {read}."
        told = Finding(1, "encoding_declared_falsely", message, Severity.WARNING)
    return data[:start] + b"UTF-8" + plain, told


@lru_cache(maxsize=64)
def _wide(name: str) -> str | None:
    """Return Python's name of a set of which some signs have several bytes, empty for a name it does not know.

    None for the sets that expat reads: Unicode, and those of one byte a sign.
    """
    try:
        known = codecs.lookup(name).name
        single = len(_BYTES.decode(known, errors="replace")) == len(_BYTES)
    except (LookupError, ValueError):
        return ""
    return None if known in _UNICODE or (single and not known.startswith(_ESCAPED)) else known
