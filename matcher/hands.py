"""Hands that work on parts: in this process, or in one of their own; where one breaks its part is done again here."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any

from kit.collecting import uncollected
from matcher import parting
from matcher.parting import Given

#: Libraries that would start a thread a core in each process.
THREADS = "POLARS_MAX_THREADS"
#: How long a process that was told to end may take, seconds.
PATIENCE = 5.0


class Here:
    """Works in this process."""

    def __init__(self, given: Given) -> None:
        self.part = parting.part(given)
        self.answers: list[Any] = []

    def ask(self, name: str, *given: Any) -> None:
        """Do the step at once."""
        self.answers.append(getattr(self.part, name)(*given))

    def answer(self) -> Any:
        """Return the answer to the oldest question that has none."""
        return self.answers.pop(0)


class Elsewhere:
    """Works in a process of its own, which is started early and given its part when that is known.

    All that it was asked is kept: where the process breaks, another hand is asked the same here, and answers the same.
    """

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=served, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        self.given: Given | None = None
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        self.answered = 0
        self.instead: Here | None = None

    def take(self, given: Given) -> None:
        """Give it its part."""
        self.given = given
        self._send(given)

    def ask(self, name: str, *given: Any) -> None:
        """Ask for one step."""
        self.asked.append((name, given))
        if self.instead:
            self.instead.ask(name, *given)
        else:
            self._send((name, given))

    def answer(self) -> Any:
        """Return the answer to the oldest question that has none; where nobody is left to answer, do it all here."""
        if self.instead is None:
            try:
                found = self.pipe.recv()
            except (EOFError, OSError):
                self._broken()
            else:
                self.answered += 1
                return found
        assert self.instead is not None
        return self.instead.answer()

    def _send(self, said: object) -> None:
        with suppress(OSError):  # the answer will tell
            self.pipe.send(said)

    def _broken(self) -> None:
        assert self.given is not None
        self.instead = Here(self.given)
        for name, given in self.asked:
            self.instead.ask(name, *given)
        del self.instead.answers[: self.answered]

    def end(self) -> None:
        """Let the process end."""
        self._send(None)
        self.process.join(PATIENCE)
        if self.process.is_alive():
            self.process.terminate()
        self.pipe.close()


@uncollected
def served(pipe: Connection) -> None:
    """Work on one part for another process: it is sent first, then the steps; nothing ends it."""
    given = pipe.recv()
    if given is None:
        return
    part = parting.part(given)
    while (asked := pipe.recv()) is not None:
        name, words = asked
        pipe.send(getattr(part, name)(*words))


@contextmanager
def started(workers: int) -> Iterator[Sequence[Elsewhere]]:
    """Start so many processes, none for one worker; they come up while the caller reads, and end with the block."""
    before = os.environ.get(THREADS)
    os.environ[THREADS] = "1"
    try:
        hands = [Elsewhere() for _ in range(workers)] if workers > 1 else []
    finally:
        if before is None:
            del os.environ[THREADS]
        else:
            os.environ[THREADS] = before
    try:
        yield hands
    finally:
        for hand in hands:
            hand.end()


def team(whole: Given, helpers: Sequence[Elsewhere]) -> list[Here | Elsewhere]:
    """Return who works on the day: the helpers, each with his part; without helpers one hand here with all of it."""
    given = parting.parted(whole, len(helpers)) if helpers else []
    if not given:
        return [Here(whole)]
    for helper, mine in zip(helpers, given, strict=False):
        helper.take(mine)
    return list(helpers[: len(given)])
