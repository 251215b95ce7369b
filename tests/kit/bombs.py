"""Readers that go wrong: each is what a stranger's file might make of a reader of ours."""

import ctypes
import itertools
import os
import signal
from collections.abc import Iterator
from typing import NoReturn

from kit.refusals import TooLarge


def fills(_data: bytes) -> int:
    """Take memory without end."""
    return len([bytearray(1 << 20) for _ in itertools.count()])


def tells(_data: bytes) -> Iterator[str]:
    """Say more than anybody can hold, without keeping it."""
    return itertools.repeat("x" * (1 << 20))


def hangs(_data: bytes) -> NoReturn:
    """Never end, and use the processor."""
    while True:
        pass


def waits(_data: bytes) -> None:
    """Never end, and use nothing."""
    signal.pause()


def dies(_data: bytes) -> None:
    """Be killed, as by a system that has no memory left."""
    os.kill(os.getpid(), signal.SIGKILL)


def breaks(_data: bytes) -> None:
    """Read where there is nothing, as a fault in a library does."""
    ctypes.string_at(0)


def faults(data: bytes) -> None:
    """Have a fault of ours, whose words are data."""
    raise LookupError(data.decode())


def refuses(data: bytes) -> None:
    """Refuse what is read."""
    raise TooLarge(f"{len(data)} bytes")


def counts(data: bytes) -> Iterator[int]:
    """Yield numbers, and refuse at the end where it is asked."""
    yield from range(int(data))
    if data.endswith(b" "):
        raise TooLarge("too many")


class Evil:
    """What is no data: opening it would run it."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Say what is run."""
        return os.system, ("false",)


def evil(_data: bytes) -> Evil:
    """Answer with what is no data."""
    return Evil()


def shows(_data: bytes) -> dict[str, str]:
    """Tell what is seen of the environment."""
    return dict(os.environ)
