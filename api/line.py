"""Few requests are carried out at a time and the others wait in line: in one process they only hinder one another."""

import asyncio
from collections.abc import AsyncIterator

from fastapi import Request

#: Requests that a process carries out at once. Threads of Python take turns: a decision asks the database forty times,
#: and with forty others at work it would wait for each of them each time.
AT_ONCE = 4
#: Who waited so long goes on beside the others: a few long reports hold up nobody for longer.
PATIENCE_SECONDS = 2


class Line:
    """The line before the work of a process."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(AT_ONCE)

    async def place(self) -> bool:
        """Wait for a place, at most a while; tell whether one is held."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._room.acquire()
        except TimeoutError:
            return False
        return True

    def leave(self) -> None:
        """Give a place to who waited longest."""
        self._room.release()


async def waited(request: Request) -> AsyncIterator[None]:
    """Let a request wait in line until it may be carried out; what comes with files is read apart and does not."""
    if request.headers.get("Content-Type", "").startswith("multipart/form-data"):
        yield
        return
    line: Line = request.app.state.line
    held = await line.place()
    try:
        yield
    finally:
        if held:
            line.leave()
