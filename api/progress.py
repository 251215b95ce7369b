"""Matching runs beside the requests, one at a time, and tells whoever listens how far it is."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

LOG = logging.getLogger(__name__)
TELLING_SECONDS = 15


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


#: Carries out one run: is given what to tell, returns the counts by status.
Run = Callable[[Callable[[str, int, int], None]], dict[str, int]]


class Matching:
    """The one place that starts matching from the web: many wishes while a run is on make one more run."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._changed = threading.Condition()
        self._wanted = False
        self._thread: threading.Thread | None = None
        self._now = Progress()

    @property
    def now(self) -> Progress:
        """Return the present moment."""
        with self._changed:
            return self._now

    def want(self) -> None:
        """Ask for a run that sees everything taken so far."""
        with self._changed:
            self._wanted = True
            if self._thread is None:
                self._tell(stage=Stage.WAITING, step="", done=0, total=0, summary={})
                self._thread = threading.Thread(target=self._work, name="matching", daemon=True)
                self._thread.start()

    def after(self, version: int, seconds: float = TELLING_SECONDS) -> Progress:
        """Wait until something newer than `version` can be told, at most so long."""
        with self._changed:
            self._changed.wait_for(lambda: self._now.version > version, seconds)
            return self._now

    def settled(self, seconds: float) -> bool:
        """Wait until no run is on or wanted; tell whether it came so far."""
        with self._changed:
            return self._changed.wait_for(lambda: self._thread is None, seconds)

    def _tell(self, **changes: object) -> None:
        """Record a new moment and wake the listeners."""
        self._now = replace(self._now, version=self._now.version + 1, **changes)  # type: ignore[arg-type]
        self._changed.notify_all()

    def _step(self, step: str, done: int, total: int) -> None:
        """Take what a run tells of itself."""
        with self._changed:
            self._tell(stage=Stage.MATCHING, step=step, done=done, total=total)

    def _work(self) -> None:
        """Run as long as somebody wants a run; a run that fails is told and ends the series."""
        last: dict[str, object] = {"stage": Stage.FAILED}
        try:
            while self._take():
                summary = self._run(self._step)
                last = {"stage": Stage.DONE, "summary": summary}
        except Exception:
            last = {"stage": Stage.FAILED}
            LOG.exception("a matching run failed")
        finally:
            with self._changed:
                self._thread = None
                self._tell(**last)

    def _take(self) -> bool:
        """Take the wish, if there is one."""
        with self._changed:
            wanted, self._wanted = self._wanted, False
            return wanted
