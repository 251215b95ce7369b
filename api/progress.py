"""How far the matching of the day is, told to whoever listens: the queue knows, and the worker in this process."""

import threading
import time
from dataclasses import dataclass, field, replace
from enum import StrEnum

from services.jobs import shown
from services.jobs.worker import Worker
from services.workspace import Workspace

TELLING_SECONDS = 15
#: A listener looks so often in a second.
LOOKS = 5


class Stage(StrEnum):
    """Where the matching of the day stands."""

    IDLE = "idle"
    WAITING = "waiting"
    MATCHING = "matching"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Progress:
    """A moment of a run: `version` grows with every change; `done` of `total` counts receipts where it is known."""

    version: int = 0
    stage: Stage = Stage.IDLE
    step: str = ""
    done: int = 0
    total: int = 0
    summary: dict[str, int] = field(default_factory=dict)

    @property
    def busy(self) -> bool:
        """Tell whether more is to come."""
        return self.stage in {Stage.WAITING, Stage.MATCHING}


class Matching:
    """What is told of matching, whichever process does it."""

    def __init__(self, workspace: Workspace, worker: Worker) -> None:
        self._workspace = workspace
        self._worker = worker
        self._lock = threading.Lock()
        self._last = Progress()

    @property
    def now(self) -> Progress:
        """Return the present moment."""
        with self._lock:
            seen = self._seen()
            if replace(seen, version=self._last.version) != self._last:
                self._last = replace(seen, version=self._last.version + 1)
            return self._last

    def wake(self) -> None:
        """Have the worker look for what was asked for."""
        self._worker.wake()

    def after(self, version: int, seconds: int = TELLING_SECONDS) -> Progress:
        """Wait until something newer than `version` can be told, at most so long."""
        until = time.monotonic() + seconds
        while (now := self.now).version <= version and time.monotonic() < until:
            time.sleep(1 / LOOKS)
        return now

    def settled(self, seconds: int) -> bool:
        """Wait until no run is on or wanted; tell whether it came so far."""
        until = time.monotonic() + seconds
        while (busy := self.now.busy) and time.monotonic() < until:
            time.sleep(1 / (10 * LOOKS))
        return not busy

    def _seen(self) -> Progress:
        """Return what the queue and the worker say."""
        with self._workspace.database.reading() as connection:
            found = shown.newest(connection, "match", self._workspace.settings.entity)
        if found is None:
            return Progress()
        stage = STAGES[found.state] if found.state != "ready" or not found.failures else Stage.FAILED
        moment = self._worker.moment(found.work_id) or (found.step, found.done, found.total)
        step, done, total = moment if stage is Stage.MATCHING else ("", 0, 0)
        return Progress(0, stage, step, done, total, _summary(found) if stage is Stage.DONE else {})


#: State of the work -> what is told.
STAGES = {"ready": Stage.WAITING, "running": Stage.MATCHING, "done": Stage.DONE, "dead": Stage.FAILED}


def _summary(found: shown.Work) -> dict[str, int]:
    """Return the counts of a run; of one that another did, nothing."""
    return {name: count for name, count in found.result.items() if isinstance(count, int)}
