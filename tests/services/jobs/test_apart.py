"""Long work in a process of its own does what the same work does here, and its refusals come back as they are."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from benchmarks.bench_service import statement
from kit.refusals import AlreadyTaken, Stale
from services import inquiries
from services.jobs import apart, kinds, queue, shown
from services.jobs.apart import Apart, GoneError
from services.jobs.kinds import rooms
from services.jobs.queue import LeaseLost
from services.jobs.worker import Worker
from services.workspace import Workspace, nobody


def test_who_holds_the_books_is_not_slower_than_who_waits_for_them() -> None:
    """Where the system allows it; in a thread of its own, for a priority is a thread's."""
    usual, seen = os.nice(0), list[int]()
    lower = min(usual + apart.NICE, 19)

    def hold() -> None:
        thread = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, thread, lower)
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, thread, usual)
        seen.append(os.getpriority(os.PRIO_PROCESS, thread))  # what the system allows
        os.setpriority(os.PRIO_PROCESS, thread, lower)
        with apart._hurried(usual):
            seen.append(os.getpriority(os.PRIO_PROCESS, thread))
        seen.append(os.getpriority(os.PRIO_PROCESS, thread))

    worker = threading.Thread(target=hold)
    worker.start()
    worker.join()
    allowed, meanwhile, afterwards = seen
    assert (meanwhile, afterwards) == (allowed, lower)


@pytest.fixture
def place(empty: Workspace) -> Iterator[Apart]:
    """Give a place for work on the books, and end it."""
    found = Apart(empty.settings.model_copy(update={"entity": "MAIN"}))
    yield found
    found.stop()


def test_a_file_is_taken_and_matched_apart(empty: Workspace, place: Apart) -> None:
    data = statement(30, 1, 1)
    taken = place.take("MAIN", data, "wires.bai", "ann")
    assert taken.entries == {"receipt": 30}
    with pytest.raises(AlreadyTaken, match=r"wires\.bai"):
        place.take("MAIN", data, "again.bai", "ann")

    worker = Worker(empty, threads=1, apart=place)
    worker.drain()
    worker.stop(5)
    (done,) = shown.listed(empty, kind="match")
    assert (done.state, done.result) == ("done", {"unidentified": 30})
    assert inquiries.waiting(empty) == 30
    waits = inquiries.exceptions(empty, limit=1)[0]["receipt_id"]
    assert place.foresee("MAIN", waits) == [], "nobody answered it"
    assert len(place._all) == 1  # one process did all of it

    _laid_down(empty, place)
    _lost(place)


def _laid_down(books: Workspace, place: Apart) -> None:
    """Work goes no further when it is told so; what lies in other hands writes nothing."""
    with books.database.beside() as connection:
        kinds.ask(connection, "match", "MAIN", "more", actor="ann")
    held = queue.claim(books.database, "me", rooms())
    assert held is not None

    def enough(_step: str, _done: int, _total: int) -> None:
        raise Stale("enough")

    with pytest.raises(Stale, match="enough"):
        place.work(held, enough)
    queue.release(books.database, held)
    place.take("MAIN", statement(2, 2, 2), "more.bai", "ann")
    with pytest.raises(LeaseLost):
        place.work(held, nobody)


def _lost(place: Apart) -> None:
    """A process that was killed is missed, and another takes its place."""
    gone = place._idle[0]._process.pid
    assert gone is not None
    os.kill(gone, signal.SIGKILL)
    with pytest.raises(GoneError):
        place.take("MAIN", b"", "none.bai", "ann")
    with pytest.raises(AlreadyTaken):
        place.take("MAIN", statement(30, 1, 1), "again.bai", "ann")
    assert place._all[0]._process.pid != gone


def test_a_small_file_is_taken_here(empty: Workspace) -> None:
    place = Apart(empty.settings)
    outcome = apart.taken(place, empty, statement(1, 1, 1), "one.bai", "ann")
    assert (outcome.entries, place._all) == ({"receipt": 1}, [])
