"""What a request waits for, in milliseconds by what it was: the line of the log says it of those that took long."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any

_MINE: ContextVar[Counter[str] | None] = ContextVar("waits", default=None)


def begin() -> Counter[str]:
    """Return what the request that begins here will have waited for; its threads add to it."""
    mine: Counter[str] = Counter()
    _MINE.set(mine)
    return mine


@contextmanager
def at(what: str) -> Iterator[None]:
    """Count the milliseconds of a block as waited for something."""
    began = time.perf_counter()
    try:
        yield
    finally:
        mine = _MINE.get()
        if mine is not None:
            mine[what] += round((time.perf_counter() - began) * 1000)


@contextmanager
def entering(what: str, block: Callable[[], AbstractContextManager[Any]]) -> Iterator[None]:
    """Hold a block, and count as waited what it takes to come into it."""
    with ExitStack() as held:
        with at(what):
            held.enter_context(block())
        yield
