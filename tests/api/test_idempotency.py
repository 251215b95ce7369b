"""One key, one answer."""

import threading

import pytest

from api.idempotency import Replays, idempotency_key
from kit.refusals import Conflict, Invalid, KeyReused


def test_the_same_request_under_one_key_is_carried_out_once() -> None:
    replays, answers = Replays(), iter(["first", "second"])
    first = replays.once("k", "a", lambda: next(answers))
    again = replays.once("k", "a", lambda: next(answers))
    assert (first, again, next(answers)) == (("first", False), ("first", True), "second")


def test_another_request_under_the_same_key_is_refused() -> None:
    replays = Replays()
    replays.once("k", "a", lambda: 1)
    with pytest.raises(KeyReused):
        replays.once("k", "b", lambda: 2)


def test_a_refused_request_may_be_tried_again_under_its_key() -> None:
    replays = Replays()
    with pytest.raises(Invalid):
        replays.once("k", "a", _refuse)
    assert replays.once("k", "a", lambda: 1) == (1, False)


def _refuse() -> int:
    raise Invalid


def test_while_the_first_is_under_way_the_second_is_told_to_wait() -> None:
    replays, started, go_on = Replays(), threading.Event(), threading.Event()

    def slowly() -> int:
        started.set()
        go_on.wait(5)
        return 1

    thread = threading.Thread(target=replays.once, args=("k", "a", slowly))
    thread.start()
    started.wait(5)
    with pytest.raises(Conflict):
        replays.once("k", "a", lambda: 2)
    go_on.set()
    thread.join()


def test_without_a_key_every_request_is_its_own() -> None:
    replays = Replays()
    assert [replays.once("", "a", lambda: 1), replays.once("", "b", lambda: 2)] == [(1, False), (2, False)]


@pytest.mark.parametrize(("sent", "key"), [("abc", "abc"), ('"abc"', "abc"), ("", ""), ('"', '"')])
def test_a_key_may_stand_in_quotes(sent: str, key: str) -> None:
    assert idempotency_key(sent) == key


def test_a_key_without_end_is_refused() -> None:
    with pytest.raises(Invalid):
        idempotency_key("k" * 256)
