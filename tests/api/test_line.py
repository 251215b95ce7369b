"""Requests wait in line for one of a few places: who changes something first, in the order they came, none for long."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import Request

from api import line
from api.line import AT_ONCE, Line

READS: dict[str, Any] = {"type": "http", "method": "GET", "query_string": b"", "headers": []}


async def full() -> Line:
    """Return a line whose places are all taken."""
    queue = Line("sqlite")
    assert [await queue.place(reads=True) for _ in range(AT_ONCE["sqlite"])] == [True] * AT_ONCE["sqlite"]
    return queue


def test_who_changes_goes_first_then_who_came_first_and_one_of_four_reads() -> None:
    async def day() -> str:
        queue, served = await full(), list[str]()

        async def wait(name: str) -> None:
            assert await queue.place(reads=name.islower())
            served.append(name)
            queue.leave()

        waiting = [asyncio.create_task(wait(name)) for name in "abcVWXYZ"]
        await asyncio.sleep(0)
        assert served == []
        queue.leave()
        await asyncio.gather(*waiting)
        return "".join(served)

    assert asyncio.run(day()) == "VWXaYZbc"


def test_who_waited_long_goes_on_without_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "PATIENCE_SECONDS", 0)

    async def day() -> bool:
        return await (await full()).place(reads=False)

    assert asyncio.run(day()) is False


@pytest.mark.parametrize(("path", "free"), [("/desk/also/rcp_1", True), ("/reports/aging", False)])
def test_who_waits_for_what_is_asked_apart_takes_no_place_from_the_desk(
    path: str,
    free: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else two panels of a large morning would hold up every press until its patience ends."""
    monkeypatch.setattr(line, "PATIENCE_SECONDS", 0)

    async def day() -> bool:
        queue = Line("sqlite")
        app = SimpleNamespace(state=SimpleNamespace(line=queue))
        held = [line.waited(Request({**READS, "path": path, "app": app})) for _ in range(AT_ONCE["sqlite"])]
        for one in held:
            await anext(one)
        return await queue.place(reads=False)

    assert asyncio.run(day()) is free


@pytest.mark.parametrize("given", [False, True])
def test_a_place_is_not_lost_with_who_gives_up(*, given: bool) -> None:
    async def day() -> bool:
        queue = await full()
        gone = asyncio.create_task(queue.place(reads=False))
        await asyncio.sleep(0)
        if given:
            queue.leave()
        gone.cancel()
        await asyncio.wait((gone,))
        if not given:
            queue.leave()
        async with asyncio.timeout(1):
            return await queue.place(reads=False)

    assert asyncio.run(day()) is True
