"""A worker takes work from the queue, does it, renews its leases and gives back what it cannot finish."""

import os
import secrets
import socket
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from kit import log, spans
from kit.refusals import Conflict, Refused
from services.jobs import queue, schedules
from services.jobs.apart import Apart
from services.jobs.kinds import KINDS, rooms
from services.jobs.queue import Held, LeaseLost
from services.webhooks import events
from services.workspace import Workspace

POLL_SECONDS = 1
#: After the database did not answer.
PATIENCE_SECONDS = 5
BEAT_SECONDS = 2
SCHEDULE_SECONDS = 30

Moment = tuple[str, int, int]


class Stopping(Conflict):
    """The worker stops: the work is given back."""

    code = "worker_stopping"


class Hand:
    """A piece of work in hand: how far it is, and whether it is to be laid down."""

    def __init__(self, held: Held) -> None:
        self.held = held
        self.moment: Moment = ("", 0, 0)
        self.refusal: Refused | None = None

    def tell(self, step: str, done: int, total: int) -> None:
        """Take what the work tells of itself. Refused: LeaseLost, Stopping: it must go no further."""
        self.moment = (step, done, total)
        if self.refusal:
            raise self.refusal


class Worker:
    """Works until it is stopped; safe beside any number of others on the same database."""

    def __init__(
        self, workspace: Workspace, *, threads: int, scheduled: bool = False, apart: Apart | None = None
    ) -> None:
        self.workspace = workspace
        self.owner = owner()
        self.scheduled = scheduled
        self.apart = apart
        self._threads = threads
        self._pool: ThreadPoolExecutor | None = None
        self._hands: dict[str, Hand] = {}
        self._lock = threading.Lock()
        self._claiming = threading.Lock()
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._loop: threading.Thread | None = None
        self._beaten_at = self._ticked_at = -SCHEDULE_SECONDS

    def start(self) -> None:
        """Begin to work in the background."""
        if self._threads and self._loop is None:
            self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="work")
            self._loop = threading.Thread(target=self._work, name="worker", daemon=True)
            self._loop.start()

    @property
    def working(self) -> bool:
        """Tell whether it works, or was never to work."""
        return self._loop is None or self._loop.is_alive()

    def wake(self) -> None:
        """Look for work now."""
        self._wake.set()

    def moment(self, work_id: str) -> Moment | None:
        """Return how far a piece of work is that this worker has in hand."""
        hand = self._hands.get(work_id)
        return hand.moment if hand else None

    def stop(self, seconds: int) -> None:
        """Take nothing new, wait so long for what is in hand, then have it laid down at its next step."""
        self._stopped.set()
        self._wake.set()
        if self._loop is None or self._pool is None:
            return
        self._loop.join()
        until = time.monotonic() + seconds
        while self._hands and time.monotonic() < until:
            self._beat()
            self._wake.wait(1)
            self._wake.clear()
        for hand in self._taken():
            hand.refusal = Stopping()
        self._pool.shutdown(wait=True)

    def drain(self) -> None:
        """Do all that is due now, to the last piece: for a scheduler outside, and for tests."""
        self.start()
        while self._busy():
            time.sleep(1 / 50)

    def _busy(self) -> bool:
        """Say whether anything is in hand or due."""
        with self._claiming:
            return bool(self._hands) or events.tick(self.workspace) > 0 or self._wanting()

    def _wanting(self) -> bool:
        """Say whether there is something to do."""
        with self.workspace.database.reading() as connection:
            return queue.wanting(connection, alive)

    def _work(self) -> None:
        """Look for work until stopped; a database that does not answer is asked again later."""
        while not self._stopped.is_set():
            try:
                busy = self._turn()
            except SQLAlchemyError:
                log.failed("work: the database does not answer")
                self._stopped.wait(PATIENCE_SECONDS)
                continue
            if not busy:
                self._wake.wait(POLL_SECONDS)
            self._wake.clear()

    def _turn(self) -> bool:
        """Renew, ask for what the clock and endpoints want, and take one piece of work; say whether there was one."""
        now = int(time.monotonic())
        if now - self._beaten_at >= BEAT_SECONDS:
            self._beaten_at = now
            self._beat()
        if self.scheduled and now - self._ticked_at >= SCHEDULE_SECONDS:
            self._ticked_at = now
            schedules.tick(self.workspace)
        events.tick(self.workspace)
        if len(self._hands) >= self._threads or not self._wanting():
            return False
        queue.recover(self.workspace.database, alive)
        with self._claiming:
            held = queue.claim(self.workspace.database, self.owner, rooms())
            if held:
                self._begin(held)
        return held is not None

    def _begin(self, held: Held) -> None:
        """Do a piece of work in a thread."""
        assert self._pool is not None, "started"
        hand = Hand(held)
        with self._lock:
            self._hands[held.work_id] = hand
        self._pool.submit(self._done_by, hand).add_done_callback(lambda future: self._ended(hand, future))

    def _done_by(self, hand: Hand) -> dict[str, Any]:
        """Do a piece of work, on books that let only these hands write."""
        held = hand.held
        database = self.workspace.database.guarded(queue.held(held.work_id, held.fence))
        books = replace(self.workspace, database=database).of(held.entity)
        log.within(entity=held.entity, step=held.kind)
        stages = spans.Stages(hand.tell)
        with spans.span(f"work {held.kind}", entity=held.entity, step=held.kind), closing(stages):
            kind = KINDS[held.kind]
            return self.apart.work(held, stages) if self.apart and kind.apart else dict(kind.run(books, held, stages))

    def _ended(self, hand: Hand, future: Future[dict[str, Any]]) -> None:
        """Keep what came of a piece of work."""
        try:
            self._keep(hand.held, future)
        except LeaseLost:
            log.told("work in other hands", step=hand.held.kind)
        finally:
            with self._lock:
                del self._hands[hand.held.work_id]
            self._wake.set()

    def _keep(self, held: Held, future: Future[dict[str, Any]]) -> None:
        """Keep a result or a failure. Refused: LeaseLost."""
        wrong, database = future.exception(), self.workspace.database
        if wrong is None:
            queue.finish(database, held, future.result())
            log.told("work done", step=held.kind)
        elif isinstance(wrong, Stopping):
            queue.release(database, held)
        elif not isinstance(wrong, LeaseLost):
            if isinstance(wrong, Refused):
                log.told("work refused", step=held.kind, error=wrong.code)
            else:
                log.broken("work failed", wrong, step=held.kind)
            queue.fail(database, held, reason(wrong), delay(held, wrong))

    def _beat(self) -> None:
        """Renew the leases of all that is in hand; what is in other hands is laid down at its next step."""
        hands = {(hand.held.work_id, hand.held.fence): hand for hand in self._taken()}
        if hands:
            for lost in queue.renew(self.workspace.database, {name: hand.moment for name, hand in hands.items()}):
                hands[lost].refusal = LeaseLost()

    def _taken(self) -> list[Hand]:
        """Return what is in hand."""
        with self._lock:
            return list(self._hands.values())


def delay(held: Held, wrong: BaseException) -> int | None:
    """Return the seconds to the next try, or None where no other can help or all were made."""
    delays = KINDS[held.kind].delays
    if isinstance(wrong, Refused) and not wrong.retry:
        return None
    return delays[held.failures] if held.failures < len(delays) else None


def reason(wrong: BaseException) -> str:
    """Return what is kept of a failure: a refusal's sentence; of our own faults the kind alone, which tells no data."""
    return f"{wrong.code}: {wrong.detail}" if isinstance(wrong, Refused) else f"fault: {type(wrong).__name__}"


def owner() -> str:
    """Return a worker's name: its machine, its process, when that began, and which worker in it."""
    return f"{socket.gethostname()}/{os.getpid()}/{_began(os.getpid())}/{secrets.token_hex(4)}"


def alive(name: str) -> bool:
    """Say whether a worker may still be there: one of this machine whose process is gone is not, any other may be."""
    host, process, began, _ = name.split("/")
    return host != socket.gethostname() or _began(int(process)) == began


def _began(process: int) -> str:
    """Return when a process of this machine began, as the system counts; nothing where there is none, or its shell."""
    try:
        facts = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return _asked(process)
    return "" if facts[0] == "Z" else facts[19]


def _asked(process: int) -> str:
    """Return `there` where a system without /proc has a process of this number."""
    if Path("/proc/self").exists():
        return ""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        pass
    return "there"
