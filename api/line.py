"""Few requests are carried out at a time and the others wait in line: in one process they only hinder one another."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator

from fastapi import Request

from api import addresses
from api.admission import SAFE
from kit import waits

#: Requests that a process carries out at once, by database. Threads of Python take turns: a decision asks the database
#: forty times, and with others at work it would wait for each of them each time. SQLite has one writer; PostgreSQL
#: works for a second pair while it is waited for.
AT_ONCE = {"sqlite": 2, "postgresql": 4}
#: Who waited so long goes on beside the others: a few long reports hold up nobody for longer.
PATIENCE_SECONDS = 2
#: Of so many places that come free one goes to who reads, if somebody changes something as fast as we can follow.
ONE_READS_OF = 4

#: What is read that is asked of a process apart, one at a time: who waits for that holds no place meanwhile.
ELSEWHERE = ("/desk/also/",)


class Line:
    """The line before the work of a process: who changes something goes before who reads, most of the time."""

    def __init__(self, dialect: str) -> None:
        self._room = AT_ONCE[dialect]
        self._changing: deque[asyncio.Future[None]] = deque()
        self._reading: deque[asyncio.Future[None]] = deque()
        self._given = 0

    async def place(self, *, reads: bool) -> bool:
        """Wait for a place, at most a while; tell whether one is held."""
        if self._room:
            self._room -= 1
            return True
        mine = asyncio.get_running_loop().create_future()
        (self._reading if reads else self._changing).append(mine)
        try:
            await asyncio.wait((mine,), timeout=PATIENCE_SECONDS)
        except asyncio.CancelledError:
            if not mine.cancel():
                self.leave()
            raise
        return not mine.cancel()

    def leave(self) -> None:
        """Give the place to who waited longest of those whose turn it is, else of the others."""
        self._given += 1
        turn = (self._changing, self._reading) if self._given % ONE_READS_OF else (self._reading, self._changing)
        for waiting in turn:
            while waiting:
                first = waiting.popleft()
                if not first.done():
                    first.set_result(None)
                    return
        self._room += 1


async def waited(request: Request) -> AsyncIterator[None]:
    """Let a request wait in line until it may be carried out; what is read or asked apart does not."""
    with_files = request.headers.get("Content-Type", "").startswith("multipart/form-data")
    if with_files or (request.method in SAFE and addresses.of(request).startswith(ELSEWHERE)):
        yield
        return
    line: Line = request.app.state.line
    with waits.at("line"):
        held = await line.place(reads=request.method in SAFE)
    place = request.state.place = Place(line, held=held)
    try:
        yield
    finally:
        place.leave()


class Place:
    """The place of a request, which it may leave before its end: what is asked apart takes none from the others."""

    def __init__(self, line: Line, *, held: bool) -> None:
        self._line = line
        self._held = held

    def leave(self) -> None:
        """Give the place on, once."""
        if self._held:
            self._held = False
            self._line.leave()
