"""Long work in a process of its own, at a lower priority: who waits for an answer meanwhile has a processor."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from kit import log, waits
from kit.db import Hurry
from kit.refusals import Refused
from kit.settings import Settings
from services import intake, workspace
from services.jobs import queue
from services.jobs.kinds import KINDS
from services.jobs.queue import Held
from services.knowledge import settling
from services.knowledge.settling import Change
from services.workspace import Progress, Workspace

#: How much lower its priority is, in steps of the system (0 to 19).
NICE = 10
#: After each transaction the others may write for so long.
PAUSE_MILLISECONDS = 30
#: Receipts carried out by one commit: others wait for the books no longer than this takes.
BATCH = 100
#: Files from this size on are read apart, in bytes.
LARGE = 256 * 1024
PATIENCE_SECONDS = 30

Answer = tuple[str, Any]


class GoneError(RuntimeError):
    """The process ended before it answered."""


class Apart:
    """Processes that are started when they are needed, and used again."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._idle: list[_Process] = []
        self._all: list[_Process] = []

    def work(self, held: Held, progress: Progress) -> dict[str, Any]:
        """Do a piece of work, telling how far it is; a refusal of `progress` lays it down."""
        return dict(self._ask("work", (held,), progress))

    def take(self, entity: str, data: bytes, name: str, actor: str) -> intake.FileOutcome:
        """Take a file and ask for its matching. Refused: as intake.take."""
        outcome: intake.FileOutcome = self._ask("take", (entity, data, name, actor), workspace.nobody)
        return outcome

    def foresee(self, entity: str, receipt_id: str) -> list[Change]:
        """Return what the answers to a receipt would settle besides, as `settling.also_settles`."""
        return list(self._ask("foresee", (entity, receipt_id), workspace.nobody))

    def stop(self) -> None:
        """End the processes."""
        with self._lock:
            processes, self._idle, self._all = self._all, [], []
        for one in processes:
            one.end()

    def _ask(self, what: str, words: tuple[Any, ...], progress: Progress) -> Any:
        """Have one thing done."""
        with waits.at("apart"), self._process() as process:
            return process.ask(what, words, progress)

    @contextmanager
    def _process(self) -> Iterator["_Process"]:
        """Give a process that is idle, or a new one; one that was lost is not used again."""
        with self._lock:
            process = self._idle.pop() if self._idle else None
            if process is None:
                process = _Process(self._settings)
                self._all.append(process)
        try:
            yield process
        except GoneError:
            with self._lock:
                self._all.remove(process)
            raise
        finally:
            with self._lock:
                if process in self._all:
                    self._idle.append(process)


def taken(apart: Apart | None, books: Workspace, data: bytes, name: str, actor: str) -> intake.FileOutcome:
    """Take a file and ask for its matching, a large one apart where there is such a place. Refused: as intake.take."""
    if apart is None or len(data) < LARGE:
        return intake.take(books, data, name, actor=actor, match=True)
    return apart.take(books.settings.entity, data, name, actor)


def foreseen(apart: Apart | None, books: Workspace, receipt_id: str) -> list[Change]:
    """Return what the answers to a receipt would settle besides, asked apart where there is such a place."""
    if apart is None:
        return settling.also_settles(books, receipt_id)
    return apart.foresee(books.settings.entity, receipt_id)


class _Process:
    """One process and the pipe to it."""

    def __init__(self, settings: Settings) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_served, args=(theirs, settings), name="work apart")
        self._process.start()
        theirs.close()

    def ask(self, what: str, words: tuple[Any, ...], progress: Progress) -> Any:
        """Have one thing done. Raises what it raised, or GoneError."""
        try:
            self._pipe.send((what, words))
            while (answer := self._pipe.recv())[0] == "tell":
                self._pipe.send(_heard(progress, answer[1]))
        except (EOFError, OSError) as gone:
            raise GoneError from gone
        if answer[0] == "refused":
            raise answer[1]
        return answer[1]

    def end(self) -> None:
        """Let it end when it has done what it does."""
        self._pipe.close()
        self._process.join(PATIENCE_SECONDS)
        if self._process.is_alive():
            self._process.terminate()


def _heard(progress: Progress, moment: tuple[str, int, int]) -> Refused | None:
    """Tell how far the work is; return why it must go no further."""
    try:
        progress(*moment)
    except Refused as refusal:
        return refusal
    return None


def _served(pipe: Connection, settings: Settings) -> None:
    """Do what is asked until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server that started it ends it
    usual = os.nice(0)
    os.nice(NICE)
    log.start(settings.log)
    books = beside(workspace.opened(settings).apart(), partial(_hurried, usual))
    with ThreadPoolExecutor(1, thread_name_prefix="work") as pool, suppress(EOFError, OSError):
        while True:
            what, words = pipe.recv()
            pipe.send(_answer(pool.submit(DOES[what], books, pipe, *words), what))
    books.stop_readers()


@contextmanager
def _hurried(usual: int) -> Iterator[None]:
    """Let this thread have a processor as requests have it, while they wait for what it writes.

    Else who waits for the books would wait for the lower priority of who holds them. The system lets root do so, and
    whom `LimitNICE` (`ulimit -e`) allows it; elsewhere the priority stays.
    """
    thread = threading.get_native_id()
    try:
        os.setpriority(os.PRIO_PROCESS, thread, usual)
    except OSError:
        yield
        return
    try:
        yield
    finally:
        os.setpriority(os.PRIO_PROCESS, thread, min(usual + NICE, 19))


def beside(books: Workspace, hurry: Hurry = nullcontext) -> Workspace:
    """Return books for who works beside requests: short commits, between them the requests', a processor left to them.

    `hurry` is entered while the requests wait for a commit.
    """
    settings = books.settings
    workers = settings.match_workers or max(1, (os.cpu_count() or 1) - 1)
    gentle = {"match_workers": workers, "posting_batch": min(BATCH, settings.posting_batch)}
    paced = books.database.paced(PAUSE_MILLISECONDS, hurry)
    return replace(books, database=paced, settings=settings.model_copy(update=gentle))


def _answer(future: Future[Any], what: str) -> Answer:
    """Return what came of a thing; of a fault of ours its name alone, for its words may be data."""
    wrong = future.exception()
    if wrong is None:
        return "done", future.result()
    if isinstance(wrong, Refused):
        return "refused", wrong
    log.broken("work failed", wrong, step=what)
    return "refused", RuntimeError(type(wrong).__name__)


def _work(books: Workspace, pipe: Connection, held: Held) -> Any:
    """Do a piece of work, on books that let only these hands write."""

    def tell(*moment: Any) -> None:
        pipe.send(("tell", moment))
        refusal = pipe.recv()
        if refusal:
            raise refusal

    guarded = books.database.guarded(queue.held(held.work_id, held.fence))
    return KINDS[held.kind].run(replace(books, database=guarded).of(held.entity), held, tell)


def _take(books: Workspace, _pipe: Connection, entity: str, *words: Any) -> Any:
    """Take a file."""
    data, name, actor = words
    return intake.take(books.of(entity), data, name, actor=actor, match=True)


def _foresee(books: Workspace, _pipe: Connection, entity: str, receipt_id: str) -> Any:
    """Ask what would be decided otherwise."""
    return settling.also_settles(books.of(entity), receipt_id)


DOES: dict[str, Callable[..., Any]] = {"work": _work, "take": _take, "foresee": _foresee}
