"""An id says what it names and comes from content alone: the same input gets the same id in every database."""

import hashlib

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no i, l, o, u
_LENGTH = 16


def content_id(prefix: str, *parts: object) -> str:
    """Return `prefix_` and 80 bits of the SHA-256 of the parts, in letters that cannot be misread."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()
    number = int.from_bytes(digest[:10], "big")
    letters = [_ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(_LENGTH))]
    return f"{prefix}_{''.join(letters)}"
