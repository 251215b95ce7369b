"""One at a time, in the order they asked: who writes in a process, so that nobody is passed over until he gives up."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from kit.refusals import Busy


class Turns:
    """Turns of the threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    @contextmanager
    def one(self, seconds: float | None) -> Iterator[None]:
        """Hold the turn for a block; wait for it at most so long, None: until it comes. Refused: Busy."""
        self._take(seconds)
        try:
            yield
        finally:
            self._pass_on()

    def _take(self, seconds: float | None) -> None:
        """Take the turn, or wait until it is handed over."""
        with self._lock:
            if not self._taken:
                self._taken = True
                return
            mine = threading.Event()
            self._waiting.append(mine)
        if mine.wait(seconds):
            return
        with self._lock:
            if mine in self._waiting:
                self._waiting.remove(mine)
                raise Busy

    def _pass_on(self) -> None:
        """Hand the turn to who waited longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
