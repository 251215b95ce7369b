"""Matching beside the requests."""

import threading
from collections.abc import Callable

import pytest

from api.progress import Matching, Stage

PATIENCE = 5.0


def test_a_run_is_told_from_waiting_to_its_summary() -> None:
    matching = Matching(_run)
    matching.want()
    assert matching.settled(PATIENCE)
    assert (matching.now.stage, matching.now.summary) == (Stage.DONE, {"applied": 2})


def _run(tell: Callable[[str, int, int], None]) -> dict[str, int]:
    tell("posting", 1, 2)
    return {"applied": 2}


def test_many_wishes_while_a_run_is_on_make_one_more_run() -> None:
    runs, started, go_on = [], threading.Event(), threading.Event()

    def run(_: Callable[[str, int, int], None]) -> dict[str, int]:
        runs.append(1)
        started.set()
        go_on.wait(PATIENCE)
        return {}

    matching = Matching(run)
    matching.want()
    started.wait(PATIENCE)
    for _ in range(5):
        matching.want()
    go_on.set()
    assert matching.settled(PATIENCE)
    assert len(runs) == 2


def test_a_run_that_fails_is_told_and_the_next_wish_runs_again(caplog: pytest.LogCaptureFixture) -> None:
    matching = Matching(_fail)
    matching.want()
    assert matching.settled(PATIENCE)
    assert matching.now.stage is Stage.FAILED
    assert "matching run failed" in caplog.text
    matching.want()
    assert matching.settled(PATIENCE)


def _fail(_: Callable[[str, int, int], None]) -> dict[str, int]:
    raise ValueError


def test_a_listener_hears_of_what_is_newer_than_it_knows() -> None:
    matching = Matching(lambda _: {})
    matching.want()
    assert matching.settled(PATIENCE)
    assert matching.after(0).version == matching.now.version
    assert matching.after(matching.now.version, seconds=0.01) == matching.now
