"""An id says what it names and comes from content alone: the same input gets the same id in every database."""

import hashlib

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no i, l, o, u
#: Every two letters, by the ten bits they stand for: eight of them are an id.
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]
_SHIFTS = range(70, -1, -10)


def content_id(prefix: str, *parts: object) -> str:
    """Return `prefix_` and 80 bits of the SHA-256 of the parts, in letters that cannot be misread."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()
    number = int.from_bytes(digest[:10], "big")
    return f"{prefix}_{''.join([_PAIRS[(number >> shift) & 1023] for shift in _SHIFTS])}"
