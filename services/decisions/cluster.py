"""A Dask cluster as hands of the matcher: each part is worked on where it lies, and where a worker dies, elsewhere."""

import pickle
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import AbstractContextManager, contextmanager
from typing import Any, ClassVar

from kit.refusals import Refused
from matcher.day import hands, parting
from matcher.day.parting import Given
from matcher.day.parts import Part
from services.decisions import kept

#: Seconds to find the scheduler, and after which one asks whether anybody is still working.
CONNECT, PATIENCE = 10, 5
#: Parts that a worker keeps at hand; one that it let go is worked out again from its questions.
KEPT_MAX = 4
#: Parts of this size are meant: a warning of them would be noise.
PART_BYTES_TOLD = "10 GB"

#: How a scheduler that is gone shows.
AWAY = (OSError, RuntimeError, ValueError)

Question = tuple[str, tuple[Any, ...]]


class NoCluster(Refused):
    """The cluster cannot be used: not reached, without workers, or not of this engine."""

    code: ClassVar[str] = "no_cluster"
    retry: ClassVar[bool] = True


class Hired(hands.Away):
    """Works on a worker of the cluster, on any: what was asked before goes with every question."""

    def __init__(self, client: Any) -> None:
        super().__init__()
        self.client: Any = client
        self.part: Any = None
        self.waiting: list[Any] = []

    def _hand_over(self, given: Given) -> None:
        self.part = self.client.submit(_laid, pickle.dumps(given), pure=False)

    def _put(self, name: str, given: tuple[Any, ...]) -> None:
        assert (name, given) == self.asked[-1], "a question is kept before it is sent"
        asked = pickle.dumps(self.asked)
        self.waiting.append(self.client.submit(answered, self.part, self.part.key, asked, pure=False))

    def _got(self) -> Any:
        future = self.waiting.pop(0)
        while True:
            try:
                fault = future.exception(timeout=PATIENCE)
            except TimeoutError as late:
                if not _workers(self.client):
                    raise hands.Lost from late
            except (CancelledError, *AWAY) as gone:
                raise hands.Lost from gone
            else:
                if fault:  # one of ours shows again where the part is done once more
                    raise hands.Lost from fault
                return future.result()


def hired(address: str) -> AbstractContextManager[Sequence[Hired]]:
    """Return a hand for each worker of the cluster, for the length of a run.

    Refused: NoCluster, where the scheduler does not answer, has no workers, or a worker's engine is not ours, which
    might answer with other bytes.
    """
    return _hired(address)


@contextmanager
def _hired(address: str) -> Iterator[Sequence[Hired]]:
    with _connected(address) as client:
        workers = _workers(client)
        if not workers:
            raise NoCluster(f"cluster {address}: no workers; start some: dask worker {address}")
        if others := strangers(client.run(kept.build, on_error="return")):
            raise NoCluster(
                f"cluster {address}: {', '.join(others)} runs another version of tieout, Python or its libraries; "
                "install the same on every worker"
            )
        yield [Hired(client) for _ in workers]


def strangers(builds: Mapping[str, Any]) -> list[str]:
    """Return the workers whose engine is not ours, or that could not tell; `builds` is what each answered."""
    return sorted(worker for worker, build in builds.items() if build != kept.build())


def _connected(address: str) -> Any:
    try:
        import dask  # noqa: PLC0415 - not installed with what one machine needs
        from distributed import Client  # noqa: PLC0415 - an extra, loaded where it is asked for
    except ImportError as missing:
        raise NoCluster("a cluster needs one more package: pip install 'tieout[cluster]'") from missing
    dask.config.set({"distributed.admin.large-graph-warning-threshold": PART_BYTES_TOLD})
    try:
        return Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, ValueError) as away:
        raise NoCluster(f"cluster {address}: no scheduler answers there; start one: dask scheduler") from away


def _workers(client: Any) -> list[str]:
    """Return the workers' addresses; none where the scheduler is gone."""
    try:
        return sorted(client.nthreads())
    except AWAY:
        return []


def _laid(given: bytes) -> bytes:
    """Return the part as it was sent: so it lies with a worker, and lies with another when that one dies."""
    return given


_parts: OrderedDict[str, tuple[Part, int]] = OrderedDict()


def answered(given: bytes, key: str, questions: bytes) -> Any:
    """Return the answer to the last question of a part; those before it that this worker did not hear are asked first.

    What a part is asked in the same order it answers alike, so that any worker can go on where another was lost.
    """
    asked: list[Question] = pickle.loads(questions)  # noqa: S301 - sent by the scheduler we were started for
    part, heard = _parts.pop(key, (None, 0))
    if part is None or heard >= len(asked):
        part, heard = parting.part(pickle.loads(given)), 0  # noqa: S301 - the same
    found = None
    for name, words in asked[heard:]:
        found = getattr(part, name)(*words)
    _parts[key] = (part, len(asked))
    while len(_parts) > KEPT_MAX:
        _parts.popitem(last=False)
    return found
