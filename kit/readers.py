"""What strangers sent is read in processes that may take only so much memory and time, and are replaced when they end.

A process is used again, so that a small file waits for no start. Where it takes more than it may, never ends or ends
itself, the file is refused in words, and the next file finds another process.
"""

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, Any, ParamSpec, TypeVar

from kit import log, parcels
from kit.refusals import Refused, Unreadable

P = ParamSpec("P")
T = TypeVar("T")

#: Files read at once by one of our processes; others wait.
AT_ONCE = 2
#: Until a process that is started reads, in seconds.
STARTING_SECONDS = 60
#: What it may see of our environment: where the program lies, never a setting.
PASSED = ("LD_LIBRARY_PATH", "PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "SYSTEMROOT")
_MIB = 1 << 20
_OTHERWISE = "nothing of it was taken: split it, or ask its sender for another form of it"


class ReadingStopped(Unreadable):
    """Reading this file took more memory or time than a file may, or ended the process that reads."""

    code = "reading_stopped"


class ReaderAway(Refused):
    """The process that reads files did not start."""

    code = "reader_away"
    retry = True


class Readers:
    """Processes that read, started when they are needed and used again.

    `bytes_max`: memory that reading one file may take beyond what the process has when it begins. `seconds`: how long
    it may take, on the clock and of a processor. `modules` are those that will be asked for.
    """

    def __init__(self, bytes_max: int, seconds: int, modules: Sequence[str] = ()) -> None:
        self.bytes_max = bytes_max
        self.seconds = seconds
        self._modules = modules
        self._warned = False
        self._room = threading.BoundedSemaphore(AT_ONCE)
        self._lock = threading.Lock()
        self._idle: list[_Reader] = []

    def start(self) -> None:
        """Start a process, so that the next file does not wait for it."""
        with self._lock:
            if not self._idle:
                with suppress(ReaderAway):
                    self._idle.append(_Reader(self._modules))

    def stop(self) -> None:
        """End the processes that read nothing; the others end when nobody asks them any more."""
        with self._lock:
            processes, self._idle = self._idle, []
        for one in processes:
            one.end()

    def ask(self, reads: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Return what a function of a module makes of what it is given. Refused: as it; ReadingStopped, ReaderAway."""
        found: T
        (found,) = self._answers(partial(reads, *args, **named))
        return found

    def each(self, reads: Callable[P, Iterable[T]], *args: P.args, **named: P.kwargs) -> list[T]:
        """Return what a generator of a module yields. Refused: as `ask`."""
        return [one for piece in self._answers(partial(reads, *args, **named)) for one in piece]

    def _answers(self, reads: Callable[[], Any]) -> list[Any]:
        """Return the pieces of an answer."""
        asked = pickle.dumps((reads, self.bytes_max, self.seconds), pickle.HIGHEST_PROTOCOL)
        with self._reader() as reader:
            return list(reader.answers(asked, self.bytes_max, self.seconds))

    @contextmanager
    def _reader(self) -> Iterator["_Reader"]:
        """Give a process that is idle, or a new one; one that ended is replaced. Refused: ReaderAway."""
        with self._room:
            with self._lock:
                reader = self._idle.pop() if self._idle else None
            if reader is None or reader.gone():
                reader = _Reader(self._modules)
            self._warn(reader)
            try:
                yield reader
            finally:
                if reader.again:
                    with self._lock:
                        self._idle.append(reader)
                else:
                    reader.end()
                    self.start()

    def _warn(self, reader: "_Reader") -> None:
        """Say once where the system limits no memory."""
        if not reader.ready() and not self._warned:
            self._warned = True
            log.alarm("files are read without a limit of memory: this system keeps none")


class _Reader:
    """One process, and what is written to it and read from it."""

    def __init__(self, modules: Sequence[str]) -> None:
        self.again = False  # whether it may be asked another time
        self._late = False
        self._limited: bool | None = None
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-P", "-m", "kit.confined", *modules],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,  # Ctrl-C is ours
            )
        except OSError as wrong:
            raise ReaderAway from wrong
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._asks: IO[bytes] = self._process.stdin
        self._told: IO[bytes] = self._process.stdout

    def ready(self) -> bool:
        """Wait until the process reads; return whether its memory is limited. Refused: ReaderAway."""
        if self._limited is None:
            with self._until(STARTING_SECONDS):
                first = self._first()
            if first is None:
                self.end()
                raise ReaderAway
            self._limited = first is True
        return self._limited

    def _first(self) -> Any:
        """Return what the process says when it is ready, None where it ended before."""
        try:
            parcel = parcels.receive(self._told)
            return parcels.opened(parcel)[1] if parcel else None
        except (OSError, parcels.BrokenError):
            return None

    def gone(self) -> bool:
        """Say whether the process ended while nobody asked it."""
        if self._process.poll() is None:
            return False
        self.end()
        return True

    def answers(self, asked: bytes, bytes_max: int, seconds: int) -> Iterator[Any]:
        """Yield the pieces of an answer. Refused: what reading refuses, ReadingStopped."""
        self.again = False
        room = bytes_max
        try:
            with self._until(seconds):
                parcels.send(self._asks, asked)
                refusal: Exception | None = None
                while (parcel := parcels.receive(self._told, room)) is not None:
                    room -= len(parcel)
                    what, said = parcels.opened(parcel)
                    if what == "end":
                        self.again = said is True and not self._late
                        break
                    if what in {"piece", "whole"}:
                        yield said
                    else:
                        refusal = _refusal(what, said, bytes_max)
        except parcels.TooLongError as much:
            raise _refusal("memory", None, bytes_max) from much
        except (OSError, parcels.BrokenError) as gone:
            raise self._stopped(bytes_max, seconds) from gone
        if refusal:
            raise refusal
        if parcel is None:
            raise self._stopped(bytes_max, seconds)

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        for one in (self._asks, self._told):
            with suppress(OSError):
                one.close()
        self._process.wait()

    @contextmanager
    def _until(self, seconds: int) -> Iterator[None]:
        """End the process if what is asked of it takes longer."""
        timer = threading.Timer(seconds, self._end_late)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _end_late(self) -> None:
        """End a process that takes too long."""
        self._late = True
        self._process.kill()

    def _stopped(self, bytes_max: int, seconds: int) -> ReadingStopped:
        """Return why the process ended, in words."""
        self._process.kill()
        code = self._process.wait()
        if self._late or code == -getattr(signal, "SIGXCPU", 0):
            return ReadingStopped(
                f"reading it takes longer than {seconds} s (TIEOUT_READER_SECONDS) and was stopped; {_OTHERWISE}"
            )
        named = signal.Signals(-code).name if code < 0 else f"exit {code}"
        return ReadingStopped(
            f"reading it ended the process that reads ({named}), which may take {bytes_max // _MIB:,} MiB of memory"
            f" (TIEOUT_READER_BYTES_MAX); {_OTHERWISE}"
        )


def _refusal(what: str, said: Any, bytes_max: int) -> Exception:
    """Return why nothing was read: what reading refused, want of memory, a fault of ours."""
    if what == "memory":
        return ReadingStopped(
            f"reading it takes more than {bytes_max // _MIB:,} MiB of memory (TIEOUT_READER_BYTES_MAX) and was"
            f" stopped; {_OTHERWISE}"
        )
    return said if isinstance(said, Refused) else RuntimeError(f"reading failed: {str(said)[:200]}")


def _environment() -> dict[str, str]:
    """Return what a process that reads may see."""
    seen = {name: os.environ[name] for name in PASSED if name in os.environ}
    places = os.pathsep.join(place or str(Path.cwd()) for place in sys.path)
    return {**seen, "PYTHONPATH": places, "POLARS_MAX_THREADS": "1", "PYTHONUTF8": "1"}
