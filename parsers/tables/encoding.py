"""Which encoding a table was written in: by its mark, its zeros, its bytes, and at last by the words that come out."""

from collections.abc import Callable

from parsers.lines import encoding

#: Encodings of a table that is no UTF-8, in the order of trust: code pages of banks' own systems, then of East Asia.
CODECS = (
    "cp1252",
    "cp852",
    "iso8859_2",
    "cp1250",
    "cp850",
    "cp1251",
    "euc_kr",
    "euc_jp",
    "shift_jis",
    "gb18030",
    "big5",
)
_WIDE = frozenset(CODECS[6:])
_HEAD = 1 << 14
_ZEROS = 4  # one byte in so many is zero where each letter takes two


def of(data: bytes, familiar: Callable[[str], int]) -> str:
    """Return the codec of a table. `familiar` counts the column names somebody knows in a text."""
    head = data[:_HEAD]
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and (wide := _without_mark(head.rstrip(b"\x00"))):
        return wide
    plain = encoding(data)
    if plain not in CODECS:
        return plain
    return max(CODECS, key=lambda codec: _fit(head, codec, familiar))


def _without_mark(head: bytes) -> str:
    """Return the UTF-16 codec of bytes without a mark, by which byte of each pair is zero; empty for anything else."""
    text = head.lstrip(b"\x00") if head.startswith(b"\x00\x00") else head
    even, odd = text[::2].count(0), text[1::2].count(0)
    if max(even, odd) * _ZEROS < len(text):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _fit(head: bytes, codec: str, familiar: Callable[[str], int]) -> tuple[int, int, int]:
    """Say how well a codec fits: known column names, letters that stand in words, and its place in the order.

    An East Asian codec takes nearly any pair of bytes for a letter, so that only names speak for it.
    """
    text = head.decode(codec, errors="replace")
    if "�" in text[:-4]:
        return -1, 0, 0
    return familiar(text), 0 if codec in _WIDE else _words(text), -CODECS.index(codec)


def _words(text: str) -> int:
    """Count the foreign letters that continue a word, less the foreign signs that break one."""
    balance = 0
    for before, sign, after in zip(text, text[1:], text[2:], strict=False):
        if sign > "\x7f" and (before.isalpha() or after.isalpha()):
            small = sign.islower() or not (before.islower() or after.islower())
            balance += 1 if sign.isalpha() and small else -1
    return balance
