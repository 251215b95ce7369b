"""One at a time, and of what each person asked the newest alone: whoever goes on working waits for nothing old."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from kit import waits


class Newest:
    """Turns of questions that take long, by who asks."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._asked: Counter[str] = Counter()
        self._busy = False
        self._waiting = 0

    def waiting(self) -> int:
        """Count who waits for a turn."""
        with self._changed:
            return self._waiting

    @contextmanager
    def turn(self, who: str = "") -> Iterator[bool]:
        """Wait for a turn and say whether it came: a newer question of the same person ends the wait without one.

        A program waits for each of its answers: its turn, that of nobody, always comes.
        """
        mine = self._come(who)
        try:
            yield mine
        finally:
            if mine:
                with self._changed:
                    self._busy = False
                    self._changed.notify_all()

    def _come(self, who: str) -> bool:
        """Wait until nobody has the turn and take it, or until the same person asks again."""
        with self._changed:
            self._asked[who] += bool(who)
            number = self._asked[who]
            self._changed.notify_all()
            self._waiting += 1
            with waits.at("turn"):
                self._changed.wait_for(lambda: self._asked[who] != number or not self._busy)
            self._waiting -= 1
            if self._asked[who] != number:
                return False
            self._busy = True
            return True
