"""Which encoding an OFX file really has: its declaration is often false, and nothing is lost for it."""

import codecs
import re
from typing import NamedTuple

#: Byte order marks and what they mean, longest first.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Single and double byte character sets a header may name; in each `<` and `&` are what they are in ASCII.
_CHARSETS = frozenset(
    {"437", "850", "852", "858", "860", "863", "865", "866", "932", "936", "949", "950"}
    | {str(number) for number in range(1250, 1259)}
)
_NAMED = frozenset({"shift_jis", "gb2312", "gbk", "gb18030", "big5", "euc-kr", "euc-jp", "koi8-r"})
_LATIN = re.compile(r"(?:iso-?)?(8859-\d{1,2})")
_DECLARED = re.compile(rb"""(CHARSET|ENCODING)\s*[:=]\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD = 4096
_PROBE = 1 << 20
_BY_SIDE = 256  # so many first bytes tell UTF-16 by their NULs
#: Windows-1252 with its five undefined bytes as in ISO 8859-1: every byte is a character.
_WINDOWS = "".join(
    bytes([byte]).decode("latin-1" if byte in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else "cp1252") for byte in range(256)
)


class Content(NamedTuple):
    """A file's bytes, in which every tag is ASCII, and the codec of what stands between the tags."""

    data: bytes
    codec: str

    def text(self, start: int, end: int) -> str:
        """Return a part of the file as text; no byte is an error."""
        return decoded(self.data[start:end], self.codec)


def decoded(part: bytes, codec: str) -> str:
    """Return bytes as text; what the codec does not know becomes U+FFFD."""
    if codec == "cp1252":
        return str(codecs.charmap_decode(part, "strict", _WINDOWS)[0])
    return str(part, codec, errors="replace")


def content(data: bytes) -> Content:
    """Return the file with its true codec: mark, NULs of UTF-16, strict UTF-8, the declared set, else Windows-1252.

    UTF-16 is written anew as UTF-8 so that its tags are ASCII; every other file stays as it is.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            return Content(rest, codec) if codec == "utf-8" else _transcoded(rest, codec)
    if side := _wide(data[:_BY_SIDE]):
        return _transcoded(data, side)
    if not data.isascii() and not _is_utf8(data):
        return Content(data, declared(data[:_HEAD]))
    return Content(data, "utf-8")


def _transcoded(data: bytes, codec: str) -> Content:
    """Return UTF-16 as UTF-8."""
    return Content(data.decode(codec, errors="replace").encode(), "utf-8")


def _wide(head: bytes) -> str:
    """Return which UTF-16 the first bytes are without a mark: in Latin text every other byte is NUL."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if (even + odd) * 5 < len(head) * 2:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_utf8(data: bytes) -> bool:
    """Tell whether all bytes are UTF-8, holding a megabyte at a time; a file cut inside a character still is."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _PROBE):
            decoder.decode(data[start : start + _PROBE])
    except UnicodeDecodeError:
        return False
    return True


def declared(head: bytes) -> str:
    """Return the character set a header or XML declaration names, Windows-1252 where it names none that we know."""
    for _, value in sorted(_DECLARED.findall(head.partition(b"<OFX>")[0]), key=lambda found: found[0].upper()):
        name: str = value.decode("ascii", errors="replace").lower()
        digits = name.removeprefix("windows-").removeprefix("cp")
        if digits in _CHARSETS:
            return f"cp{digits}"
        if latin := _LATIN.fullmatch(name):
            return _known(f"iso-{latin[1]}")
        if name in _NAMED:
            return name
    return "cp1252"


def _known(codec: str) -> str:
    """Return a codec that exists; of ISO 8859-1, Windows-1252 is the superset that files really use."""
    if codec == "iso-8859-1":
        return "cp1252"
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return "cp1252"
