"""A POST under one key is carried out once: the same request again gets the first answer, another one is refused.

The answers lie in the books, each kept with the command it answers; here is only what is under way at this moment.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import Header

from kit.refusals import Conflict, Invalid

KEY_LENGTH_MAX = 255
REPLAYED = "Idempotent-Replayed"


def idempotency_key(
    idempotency_key: Annotated[
        str, Header(description="Makes the request safe to repeat: the same key and body give the first answer again.")
    ] = "",
) -> str:
    """Return the caller's key; the draft standard writes it in quotes, most clients do not."""
    key = idempotency_key.strip()
    key = key[1:-1] if len(key) >= 2 and key[0] == key[-1] == '"' else key
    if len(key) > KEY_LENGTH_MAX or not key.isprintable():
        raise Invalid(f"An Idempotency-Key has at most {KEY_LENGTH_MAX} printable characters.")
    return key


class UnderWay:
    """The keys whose first request this process is carrying out."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys: set[str] = set()

    @contextmanager
    def alone(self, key: str) -> Iterator[None]:
        """Hold a key while its request is carried out; no key, nothing to hold. Refused: Conflict where it is held."""
        with self._lock:
            if key in self._keys:
                raise Conflict("The first request under this key is still under way: ask again in a moment.")
            if key:
                self._keys.add(key)
        try:
            yield
        finally:
            with self._lock:
                self._keys.discard(key)
