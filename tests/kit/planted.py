"""Plants bombs in a process that reads: a file that names one sets it off, any other is read as ever."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from dunning import replies
from parsers import at_once, sheets
from tests.kit import bombs

BOMBS: dict[bytes, Callable[[bytes], Any]] = {
    b"BOMB fills": bombs.fills,
    b"BOMB waits": bombs.waits,
    b"BOMB breaks": bombs.breaks,
}


def _armed(reads: Callable[..., Any]) -> Callable[..., Any]:
    """Return a reader that a file may set off."""

    @wraps(reads)
    def read(data: bytes, *others: Any) -> Any:
        for name, bomb in BOMBS.items():
            if name in data:
                return bomb(data)
        return reads(data, *others)

    return read


for _module, _name in ((at_once, "whole"), (at_once, "looked"), (sheets, "read"), (replies, "read")):
    setattr(_module, _name, _armed(getattr(_module, _name)))
