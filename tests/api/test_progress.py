"""Matching beside the requests, as the queue and the worker tell it."""

import threading
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from api.progress import Matching, Stage
from services.jobs import kinds
from services.jobs.kinds import Kind
from services.jobs.queue import Held
from services.jobs.worker import Worker
from services.workspace import Progress, Workspace

PATIENCE = 120
Run = Callable[[Workspace, Held, Progress], Mapping[str, Any]]


def matching(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, run: Run) -> tuple[Matching, Worker]:
    """Give what is told of matching that is done by a function."""
    monkeypatch.setitem(kinds.KINDS, "match", Kind("match", "", run, priority=1, delays=(600,), covers=True))
    worker = Worker(workspace, threads=1)
    worker.start()
    return Matching(workspace, worker), worker


def want(workspace: Workspace, key: str) -> None:
    with workspace.database.beside() as connection:
        kinds.ask(connection, "match", "MAIN", key, actor="test")


def test_a_run_is_told_from_waiting_to_its_summary(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()

    def run(_workspace: Workspace, _held: Held, progress: Progress) -> Mapping[str, Any]:
        progress("posting", 1, 2)
        go_on.wait(PATIENCE)
        return {"applied": 2}

    told, worker = matching(workspace, monkeypatch, run)
    assert (told.now.stage, told.now.busy) == (Stage.IDLE, False)
    want(workspace, "a")
    seen = told.now
    while seen.step != "posting":
        assert seen.busy
        seen = told.after(seen.version, PATIENCE)
    assert (seen.stage, seen.done, seen.total) == (Stage.MATCHING, 1, 2)
    go_on.set()
    assert told.settled(PATIENCE)
    assert (told.now.stage, told.now.summary) == (Stage.DONE, {"applied": 2})
    assert told.after(told.now.version, 0) == told.now
    worker.stop(1)


def test_many_wishes_while_a_run_is_on_make_one_more_run(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[str] = []
    started, go_on = threading.Event(), threading.Event()

    def run(_workspace: Workspace, held: Held, _progress: Progress) -> Mapping[str, Any]:
        runs.append(held.key)
        started.set()
        go_on.wait(PATIENCE)
        return {}

    told, worker = matching(workspace, monkeypatch, run)
    want(workspace, "first")
    assert started.wait(PATIENCE)
    for number in range(5):
        want(workspace, f"{number}")
    go_on.set()
    assert told.settled(PATIENCE)
    assert len(runs) == 2
    worker.stop(1)


def test_a_run_that_fails_is_told_and_the_next_wish_runs_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[str] = []

    def run(_workspace: Workspace, held: Held, _progress: Progress) -> Mapping[str, Any]:
        runs.append(held.key)
        if len(runs) == 1:
            raise ValueError
        return {}

    told, worker = matching(workspace, monkeypatch, run)
    want(workspace, "a")
    assert told.settled(PATIENCE)
    assert told.now.stage == "failed"
    want(workspace, "b")
    assert told.settled(PATIENCE)
    assert told.now.stage == "done"
    worker.stop(1)


def test_files_taken_together_are_told_together(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first run does what two files brought: that the second finds nothing left is no news."""
    started, go_on = threading.Event(), threading.Event()
    brought = iter([{"applied": 2, "review": 1}, {"applied": 1}, {}])

    def run(_workspace: Workspace, _held: Held, _progress: Progress) -> Mapping[str, Any]:
        started.set()
        go_on.wait(PATIENCE)
        return next(brought)

    told, worker = matching(workspace, monkeypatch, run)
    want(workspace, "a")
    assert started.wait(PATIENCE)
    want(workspace, "b")
    go_on.set()
    assert told.settled(PATIENCE)
    assert told.now.summary == {"applied": 3, "review": 1}
    worker.stop(1)
