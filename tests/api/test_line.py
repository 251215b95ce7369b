"""Requests wait in line for one of a few places, in the order they came, and none for long."""

import asyncio

import pytest

from api import line
from api.line import AT_ONCE, Line


def test_who_came_first_gets_the_place_that_is_free() -> None:
    async def day() -> list[int]:
        queue, served = Line(), list[int]()
        assert [await queue.place() for _ in range(AT_ONCE)] == [True] * AT_ONCE

        async def wait(number: int) -> None:
            assert await queue.place()
            served.append(number)
            queue.leave()

        waiting = [asyncio.create_task(wait(number)) for number in range(3)]
        await asyncio.sleep(0)
        assert served == []
        queue.leave()
        await asyncio.gather(*waiting)
        return served

    assert asyncio.run(day()) == [0, 1, 2]


def test_who_waited_long_goes_on_without_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "PATIENCE_SECONDS", 0)

    async def day() -> bool:
        queue = Line()
        for _ in range(AT_ONCE):
            await queue.place()
        return await queue.place()

    assert asyncio.run(day()) is False
