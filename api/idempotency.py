"""A POST under one key is carried out once: the same request again gets the first answer, another one is refused.

The answers are held by this process; that the books move once is the ledger's promise, which gets the same key.
"""

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import Header

from kit.refusals import Conflict, Invalid, KeyReused

KEY_LENGTH_MAX = 255
KEYS_MAX = 10_000
REPLAYED = "Idempotent-Replayed"

Answer = TypeVar("Answer")


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


def fingerprint(*parts: object) -> str:
    """Return the hash of what makes two requests the same."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


class Replays:
    """The answers given lately, by key; the oldest go first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._given: OrderedDict[str, tuple[str, object]] = OrderedDict()

    def once(self, key: str, request: str, carry_out: Callable[[], Answer]) -> tuple[Answer, bool]:
        """Return the answer, and whether it is a replay. Refused: KeyReused; Conflict while the first is under way."""
        if not key:
            return carry_out(), False
        with self._lock:
            held = self._given.get(key)
            if held is None:
                self._given[key] = (request, self)
        if held is not None:
            return _held(held, request, self), True
        try:
            answer = carry_out()
        except BaseException:
            with self._lock:
                del self._given[key]
            raise
        with self._lock:
            self._given[key] = (request, answer)
            while len(self._given) > KEYS_MAX:
                self._given.popitem(last=False)
        return answer, False


def _held(held: tuple[str, object], request: str, under_way: object) -> Answer:  # type: ignore[type-var]
    """Return the first answer to the same request."""
    first, answer = held
    if first != request:
        raise KeyReused
    if answer is under_way:
        raise Conflict("The first request under this key is still under way: ask again in a moment.")
    return answer  # type: ignore[return-value]
