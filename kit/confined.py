"""The process that reads what strangers sent, under limits of memory and of processor time: `python -m kit.confined`.

It holds no books, no keys and nothing of the environment but where the program lies; what it is asked it does one
after the other. Memory is limited as data (RLIMIT_DATA: what is mapped to be written, not what is only reserved),
counted from where the process stands when it begins to read.
"""

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple

from kit import parcels
from kit.refusals import Refused

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

#: Records told at a time.
PIECE = 500
#: A process that kept so much more than it began with is not used again.
KEPT_MAX = 128 << 20


def main(modules: Iterable[str]) -> None:
    """Read what is asked until nobody asks any more; modules that are wanted soon are there from the start."""
    asks, answers = _pipes()
    if resource:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for name in modules:
        import_module(name)
    first = _data()
    parcels.send(answers, parcels.packed(("ready", _holds())))
    while (asked := parcels.receive(asks)) is not None:
        reads, bytes_max, seconds = pickle.loads(asked)  # noqa: S301 - of the process that started this one
        del asked
        again = _answered(answers, _Limits(bytes_max, seconds), reads) and _data() - first <= KEPT_MAX
        parcels.send(answers, parcels.packed(("end", again)))
        if not again:
            return


class _Limits(NamedTuple):
    """What reading may take: memory beyond what the process has, seconds of a processor."""

    bytes_max: int
    seconds: int


def _answered(answers: IO[bytes], limits: _Limits, reads: Callable[[], Any]) -> bool:
    """Tell what reading gives, or why it gives nothing; return whether memory was enough.

    A fault of ours is told by its name and place, which say nothing of the data.
    """
    _limit(limits)
    said: tuple[str, object]
    try:
        for piece in _pieces(reads()):
            parcels.send(answers, parcels.packed(piece))
    except MemoryError:
        _lift()
        said = ("memory", None)
    except Refused as refusal:
        said = ("refused", refusal)
    except Exception as wrong:  # noqa: BLE001 - the edge of this process
        said = ("fault", f"{type(wrong).__name__} at {_place(wrong)}")
    else:
        return True
    finally:
        _lift()
    parcels.send(answers, parcels.packed(said))
    return said[0] != "memory"


def _pieces(found: Any) -> Iterator[tuple[str, Any]]:
    """Yield what was read, so that only a piece of it is held here at once."""
    if not isinstance(found, Iterator):
        yield "whole", found
        return
    while piece := list(islice(found, PIECE)):
        yield "piece", piece


def _limit(limits: _Limits) -> None:
    """Let this process take so much more memory, and so much more of a processor's time."""
    if resource:
        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        _set(resource.RLIMIT_DATA, _data() + limits.bytes_max)
        _set(resource.RLIMIT_CPU, int(used) + limits.seconds + 1)


def _lift() -> None:
    """Let this process take what it needs to answer and to be asked again."""
    if resource:
        for kind in (resource.RLIMIT_DATA, resource.RLIMIT_CPU):
            _set(kind, None)


def _set(kind: int, most: int | None) -> None:
    """Set a limit, None for what the system allows at most."""
    hard = resource.getrlimit(kind)[1]
    free = hard == resource.RLIM_INFINITY
    resource.setrlimit(kind, (hard if most is None else most if free else min(most, hard), hard))


def _holds() -> bool:
    """Say whether this system keeps the limit of memory: macOS and Windows do not."""
    _limit(_Limits(1 << 20, 60))
    try:
        bytearray(64 << 20)
    except MemoryError:
        return True
    finally:
        _lift()
    return False


def _data() -> int:
    """Return what this process has mapped to be written, in bytes; 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("VmData:")), 0)


def _place(wrong: BaseException) -> str:
    """Return where something was raised."""
    trace = wrong.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Return what is asked and what is answered; whatever else is printed goes nowhere."""
    asks, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for one in (0, 1):
        os.dup2(nowhere, one)
    sys.stdin, sys.stdout = open(0, encoding="ascii", closefd=False), open(1, "w", encoding="ascii", closefd=False)  # noqa: SIM115 - they stay open
    return asks, answers


if __name__ == "__main__":
    main(sys.argv[1:])
