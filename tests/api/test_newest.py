"""Of questions that take long each person's newest alone is asked, one at a time."""

import threading

from api.newest import Newest


def test_who_asks_again_waits_for_nothing_old_and_nobody_takes_anothers_turn() -> None:
    newest, told = Newest(), {}
    held, done = threading.Event(), threading.Event()

    def long() -> None:
        with newest.turn("ana") as mine:
            told["first"] = mine
            held.set()
            done.wait(60)

    def next_one(name: str, who: str) -> threading.Thread:
        def asked() -> None:
            with newest.turn(who) as mine:
                told[name] = mine

        thread = threading.Thread(target=asked)
        thread.start()
        return thread

    first = threading.Thread(target=long)
    first.start()
    assert held.wait(60)
    second, other = next_one("second", "ana"), next_one("other", "ben")
    while newest.waiting() < 2:
        pass
    third = next_one("third", "ana")
    second.join(60)
    assert told == {"first": True, "second": False}, "it came back though the first one goes on"
    done.set()
    for one in (first, third, other):
        one.join(60)
    assert told == {"first": True, "second": False, "third": True, "other": True}


def test_a_program_waits_for_each_of_its_answers() -> None:
    newest, told, held, done = Newest(), list[bool](), threading.Event(), threading.Event()

    def ask() -> None:
        with newest.turn() as mine:
            told.append(mine)
            held.set()
            done.wait(60)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for one in threads:
        one.start()
    assert held.wait(60)
    while newest.waiting() < 2:
        pass
    assert told == [True], "one at a time"
    done.set()
    for one in threads:
        one.join(60)
    assert told == [True] * 3
