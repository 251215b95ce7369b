"""The queue: asked for once, held by one, passed on when its worker is gone, and written by the newest hands alone."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import update

import ledger
from kit.db import Database
from ledger.tables import work
from services.jobs import queue, shown
from services.jobs.queue import Held, LeaseLost, Room
from services.jobs.worker import alive, owner
from services.workspace import Workspace
from tests.services.conftest import NOON

ROOMS = {"one": Room(1, covers=True), "many": Room(3, covers=False)}


def put(database: Database, kind: str, key: str, *, priority: int = 5, after: int = 0) -> str:
    with database.beside() as connection:
        return queue.put(
            connection, kind, "MAIN", key, payload={"key": key}, priority=priority, actor="t", after_seconds=after
        )


def claim(database: Database, name: str = "w") -> Held | None:
    return queue.claim(database, name, ROOMS)


def change(database: Database, work_id: str, **values: Any) -> None:
    with database.beside() as connection:
        connection.execute(update(work).where(work.c.work_id == work_id).values(**values))


def everybody(_name: str) -> bool:
    return True


def states(workspace: Workspace) -> dict[str, str]:
    return {one.key: one.state for one in shown.listed(workspace)}


def test_the_most_urgent_is_taken_first_and_each_is_asked_for_once(workspace: Workspace) -> None:
    database = workspace.database
    put(database, "many", "later", priority=9)
    put(database, "many", "first", priority=1)
    put(database, "many", "first", priority=1)
    put(database, "many", "not due", priority=0, after=60)

    taken = [claim(database) for _ in range(3)]

    assert [one and one.key for one in taken] == ["first", "later", None]


def test_no_more_go_on_at_once_than_there_is_room_for(workspace: Workspace) -> None:
    for number in range(5):
        put(workspace.database, "many", f"{number}")

    assert sum(claim(workspace.database) is not None for _ in range(5)) == 3


def test_one_run_does_for_all_that_were_asked_for_before_it_and_for_none_after(workspace: Workspace) -> None:
    database = workspace.database
    for key in ("a", "b"):
        put(database, "one", key)
    held = claim(database)
    assert held is not None
    put(database, "one", "c")
    assert claim(database) is None

    queue.finish(database, held, {"applied": 1})

    assert states(workspace) == {"a": "done", "b": "done", "c": "ready"}
    other = next(one for one in shown.listed(workspace, state="done") if one.work_id != held.work_id)
    assert other.result == {"with": held.work_id}


def test_old_hands_write_nothing_once_the_work_is_in_new_ones(workspace: Workspace) -> None:
    database = workspace.database
    work_id = put(database, "one", "a")
    old = claim(database, "old")
    assert old is not None
    books = database.guarded(queue.held(work_id, old.fence))
    with books.writing():
        pass
    change(database, work_id, lease_until=0)
    assert queue.recover(database, everybody) == 1
    new = claim(database, "new")
    assert new is not None
    assert new.fence > old.fence

    with pytest.raises(LeaseLost), command(books):
        pass
    with pytest.raises(LeaseLost):
        queue.finish(database, old, {})
    with pytest.raises(LeaseLost):
        queue.fail(database, old, "x", 1)
    assert queue.renew(database, {(work_id, old.fence): ("", 0, 0)}) == {(work_id, old.fence)}
    assert queue.renew(database, {(work_id, new.fence): ("posting", 1, 2)}) == set()
    queue.finish(database, new, {})
    outcomes = [one.outcome for one in shown.one(workspace, work_id)[1]]
    assert outcomes == ["lost", "done"]


def command(database: Database) -> Any:
    about: dict[str, Any] = {"entity": "MAIN", "key": "k", "actor": "a", "command": "c", "payload": {}}
    return ledger.book(database, **about, recorded_at=NOON)


def test_work_is_not_taken_away_while_its_hands_write(postgres_database: Database) -> None:
    work_id = put(postgres_database, "one", "a")
    held = claim(postgres_database)
    assert held is not None
    change(postgres_database, work_id, lease_until=0)

    with postgres_database.guarded(queue.held(work_id, held.fence)).writing():
        assert queue.recover(postgres_database, everybody) == 0
    assert queue.recover(postgres_database, everybody) == 1


def test_a_failure_is_tried_again_later_and_in_the_end_is_dead_with_its_reason(workspace: Workspace) -> None:
    database = workspace.database
    work_id = put(database, "one", "a")
    held = claim(database)
    assert held is not None
    queue.fail(database, held, "stale: plan again", 60)
    assert claim(database) is None
    change(database, work_id, due_at=0)
    held = claim(database)
    assert held is not None
    assert held.failures == 1
    queue.fail(database, held, "the folder is gone", None)

    found, tries = shown.one(workspace, work_id)
    assert (found.state, found.reason, found.failures) == ("dead", "the folder is gone", 2)
    assert [one.reason for one in tries] == ["stale: plan again", "the folder is gone"]

    assert shown.retry(workspace, work_id, actor="anna").state == "ready"
    assert [(one.owner, one.outcome) for one in shown.one(workspace, work_id)[1]][-1] == ("anna", "asked again")
    again = claim(database)
    assert again is not None
    assert again.failures == 0
    with pytest.raises(shown.NotWaiting):
        shown.retry(workspace, work_id, actor="anna")


def test_what_kills_its_worker_too_often_is_dead(workspace: Workspace) -> None:
    work_id = put(workspace.database, "one", "a")
    claim(workspace.database)
    change(workspace.database, work_id, losses=queue.LOSSES_MAX, lease_until=0)
    queue.recover(workspace.database, everybody)

    found, _ = shown.one(workspace, work_id)
    assert (found.state, found.reason) == ("dead", queue.LOST)


def test_work_of_a_process_that_is_gone_waits_for_no_lease(workspace: Workspace) -> None:
    gone = subprocess.Popen([sys.executable, "-c", "pass"])
    gone.wait()
    put(workspace.database, "one", "a")
    claim(workspace.database, f"{socket.gethostname()}/{gone.pid}/1/x")

    with workspace.database.reading() as connection:
        assert queue.wanting(connection, alive)
    assert queue.recover(workspace.database, alive) == 1


@pytest.mark.parametrize(
    ("name", "there"),
    [
        (owner, True),
        (lambda: f"elsewhere/{os.getpid()}/0/x", True),
        (lambda: f"{socket.gethostname()}/{os.getpid()}/0/x", False),  # our number, given to somebody before us
    ],
)
def test_a_worker_is_known_by_machine_process_and_beginning(name: Callable[[], str], *, there: bool) -> None:
    assert alive(name()) is there


def test_many_workers_take_each_piece_once(workspace: Workspace) -> None:
    for number in range(24):
        put(workspace.database, "many", f"{number:02}")

    def works(name: str) -> list[str]:
        done: list[str] = []
        while states_left(workspace):
            if held := claim(workspace.database, name):
                done.append(held.key)
                queue.finish(workspace.database, held, {})
        return done

    with ThreadPoolExecutor(4) as pool:
        taken = [key for keys in pool.map(works, ("a", "b", "c", "d")) for key in keys]

    assert sorted(taken) == [f"{number:02}" for number in range(24)]


def states_left(workspace: Workspace) -> bool:
    with workspace.database.reading() as connection:
        return queue.wanting(connection, everybody)
