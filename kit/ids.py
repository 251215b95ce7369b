"""An id says what it names and comes from content alone: the same input gets the same id in every database."""

import hashlib
from base64 import b32encode

#: Crockford's letters, which leave out i, l, o and u, in the place of RFC 4648's.
_LETTERS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789abcdefghjkmnpqrstvwxyz")


def content_id(prefix: str, *parts: object) -> str:
    """Return `prefix_` and 80 bits of the SHA-256 of the parts, in letters that cannot be misread."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()
    return f"{prefix}_{b32encode(digest[:10]).translate(_LETTERS).decode()}"
