"""Who writes in a process waits in one line: in the order they asked, and not for ever."""

import threading
import time

import pytest

from kit.refusals import Busy
from kit.turns import Turns


def waiting(turns: Turns, told: list[int], number: int) -> threading.Thread:
    """Have somebody stand in line, and return when he does."""

    def wait() -> None:
        with turns.one(60):
            told.append(number)

    before = len(turns._waiting)
    thread = threading.Thread(target=wait)
    thread.start()
    while len(turns._waiting) == before:
        time.sleep(0.001)
    return thread


def test_the_turn_goes_to_who_waited_longest() -> None:
    turns, told = Turns(), list[int]()
    with turns.one(60):
        threads = [waiting(turns, told, number) for number in range(5)]
    for thread in threads:
        thread.join()
    assert told == [0, 1, 2, 3, 4]


def test_who_waits_too_long_is_refused_and_leaves_the_line() -> None:
    turns, told = Turns(), list[int]()
    with turns.one(60):
        with pytest.raises(Busy), turns.one(0):
            raise AssertionError("nobody else had the turn")
        thread = waiting(turns, told, 1)
    thread.join()
    with turns.one(0):
        assert told == [1]


def test_a_turn_is_passed_on_by_who_failed() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.one(0):
        raise ZeroDivisionError
    with turns.one(0):
        pass
