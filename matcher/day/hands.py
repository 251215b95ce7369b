"""Hands that work on parts: in this process, or away; where one of those is lost its part is done again here."""

import multiprocessing
import os
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from typing import Any

from kit.collecting import uncollected
from matcher.day import parting
from matcher.day.parting import Given
from matcher.day.parts import Part
from matcher.remittance import heard
from matcher.remittance.heard import Asked, Heard

#: Libraries that would start a thread a core in each process.
THREADS = "POLARS_MAX_THREADS"
#: So many receipts are read here while another process comes up.
AHEAD = 1_000
#: Part of the day for who does nothing else, and for this process, which gives out the items and takes the answers.
SHARE, SHARE_HERE = 15, 14
#: How long a process that was told to end may take, seconds.
PATIENCE = 5.0


class Here:
    """Works in this process."""

    def __init__(self) -> None:
        self.answers: list[Any] = []

    def read(self, asked: Asked) -> None:
        """Read a share of the receipts at once."""
        self.answers.append(heard.read(asked))

    def told(self) -> Heard:
        """Return what was read."""
        found: Heard = self.answers.pop(0)
        return found

    def take(self, given: Given) -> None:
        """Give it its part."""
        self.part = parting.part(given)

    def ask(self, name: str, *given: Any) -> None:
        """Do the step at once."""
        self.answers.append(getattr(self.part, name)(*given))

    def answer(self) -> Any:
        """Return the answer to the oldest question that has none."""
        return self.answers.pop(0)


class Lost(Exception):  # noqa: N818 - it is told to the hand, not to a user
    """Whoever worked on a part is gone, or cannot be reached."""


class Away(ABC):
    """Works somewhere else, started early and given its part when that is known.

    All that it was asked is kept: where it is lost, another hand is asked the same here, and answers the same.
    """

    def __init__(self) -> None:
        self.given: Given | None = None
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        self.answered = 0
        self.instead: Here | None = None

    def take(self, given: Given) -> None:
        """Give it its part."""
        self.given = given
        self._hand_over(given)

    def ask(self, name: str, *given: Any) -> None:
        """Ask for one step."""
        self.asked.append((name, given))
        if self.instead:
            self.instead.ask(name, *given)
        else:
            self._put(name, given)

    def answer(self) -> Any:
        """Return the answer to the oldest question that has none; where nobody is left to answer, do it all here."""
        if self.instead is None:
            try:
                found = self._got()
            except Lost:
                self.instead = self._again()
            else:
                self.answered += 1
                return found
        return self.instead.answer()

    def _again(self) -> Here:
        assert self.given is not None
        instead = Here()
        instead.take(self.given)
        for name, given in self.asked:
            instead.ask(name, *given)
        del instead.answers[: self.answered]
        return instead

    @abstractmethod
    def _hand_over(self, given: Given) -> None:
        """Send the part; a loss shows at the next answer."""

    @abstractmethod
    def _put(self, name: str, given: tuple[Any, ...]) -> None:
        """Send a question; a loss shows at the next answer."""

    @abstractmethod
    def _got(self) -> Any:
        """Return the answer to the oldest question. Raises Lost where none will come."""


class Elsewhere(Away):
    """Works in a process of its own on this machine. What it is told goes there by a thread: nobody waits for it.

    A pipe holds little, and the process is still coming up when its first share is sent.
    """

    def __init__(self) -> None:
        super().__init__()
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_served, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        self.said: SimpleQueue[object] = SimpleQueue()
        self.sender = Thread(target=_sent, args=(self.said, self.pipe), daemon=True)
        self.sender.start()

    def read(self, asked: Asked) -> None:
        """Give it a share of the receipts to read."""
        self.reading = asked
        self._send(("read", (asked,)))

    def told(self) -> Heard:
        """Return what it has read; where it is lost, that is read here."""
        try:
            found: Heard = self._got()
        except Lost:
            return heard.read(self.reading)
        return found

    def _hand_over(self, given: Given) -> None:
        self._send(("take", (given,)))

    def _put(self, name: str, given: tuple[Any, ...]) -> None:
        self._send((name, given))

    def _got(self) -> Any:
        try:
            return self.pipe.recv()
        except (EOFError, OSError) as gone:
            raise Lost from gone

    def _send(self, said: object) -> None:
        self.said.put(said)

    def leave(self) -> None:
        """Tell the process to end."""
        self._send(None)

    def end(self) -> None:
        """Wait until the process has ended."""
        self.process.join(PATIENCE)
        if self.process.is_alive():
            self.process.terminate()
        self.sender.join()  # where nobody reads any more, its pipe is broken
        self.pipe.close()


def _sent(said: SimpleQueue[object], pipe: Connection) -> None:
    """Send what is said until nothing more will be."""
    more = True
    while more:
        told = said.get()
        more = told is not None
        with suppress(OSError):  # the answer will tell
            pipe.send(told)


@uncollected
def served(pipe: Connection) -> None:
    """Work for another process: read a share of the receipts, take a part, then the steps of it; nothing ends it."""
    part: Part | None = None
    while (asked := pipe.recv()) is not None:
        name, words = asked
        if name == "take":
            part = parting.part(*words)
        else:
            pipe.send(heard.read(*words) if name == "read" else getattr(part, name)(*words))


def _served(pipe: Connection) -> None:
    """Work on one part, then end at once: nobody waits until millions of small objects are given back one by one."""
    served(pipe)
    os._exit(0)


@contextmanager
def started(workers: int) -> Iterator[Sequence[Elsewhere | Here]]:
    """Start so many workers: this process, asked last because it works when asked, and others; for one worker nobody.

    The others come up while the caller reads, and end with the block.
    """
    before = os.environ.get(THREADS)
    os.environ[THREADS] = "1"
    try:
        others = [Elsewhere() for _ in range(workers - 1)]
    finally:
        if before is None:
            del os.environ[THREADS]
        else:
            os.environ[THREADS] = before
    try:
        yield [*others, Here()] if others else []
    finally:
        for hand in others:
            hand.leave()
        for hand in others:
            hand.end()


def heard_by(asked: Asked, helpers: Sequence[Away | Here]) -> Heard:
    """Return what the receipts say: read by the helpers on this machine, each his share, else here."""
    readers = [hand for hand in helpers if isinstance(hand, Elsewhere | Here)]
    shares = heard.shares(asked, len(readers), AHEAD) if readers else []
    if len(shares) <= 1:
        return heard.read(asked)
    for hand, share in zip(readers, shares, strict=False):
        hand.read(share)
    return heard.joined([hand.told() for hand, _ in zip(readers, shares, strict=False)])


def team(whole: Given, helpers: Sequence[Away | Here]) -> list[Here | Away]:
    """Return who works on the day: the helpers, each with his part; without helpers one hand here with all of it."""
    shares = [SHARE_HERE if isinstance(hand, Here) else SHARE for hand in helpers]
    given = parting.parted(whole, shares) if helpers else []
    team = list(helpers[: len(given)]) or [Here()]
    for hand, mine in zip(team, given or [whole], strict=True):
        hand.take(mine)
    return team
