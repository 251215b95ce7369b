"""A track says what became of a kind of answer, and from that whether it may still post without a person."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import polars as pl

from matcher.frames import Schema

CONFIDENCE = 0.95
#: The chance to be taken for wrong though within the limit.
CHANCE = 0.05
BISECTIONS = 100
#: A stratum with fewer answers than this is judged together with the others that have few.
SEGMENT_ANSWERS = 1_000
#: Least probabilities that are certified one after the other, the strictest first; below the last all count.
LEVELS: tuple[float, ...] = (0.999999, 0.99999, 0.9999, 0.9995, 0.999, 0.995, 0.0)

Counts = tuple[tuple[int, int], ...]
#: A history as a frame; the lists hold a count a level.
HISTORY: Schema = {
    "stratum": pl.String,
    **dict.fromkeys(("reviewed", "wrong", "applied", "reversed"), pl.Int64),
    "reviewed_at": pl.List(pl.Int64),
    "wrong_at": pl.List(pl.Int64),
}
NO_COUNTS: Counts = ((0, 0),) * len(LEVELS)


@dataclass(frozen=True, slots=True)
class Track:
    """What became of a stratum: `reviewed` answers people judged without knowing ours, `wrong` of them contradicted.

    `applied` were posted without a person; `reversed` of these were found wrong otherwise. `levels` tells `reviewed`
    and `wrong` apart by the probability the answer was given (LEVELS).
    """

    reviewed: int
    wrong: int
    applied: int = 0
    reversed: int = 0
    levels: Counts = NO_COUNTS

    @property
    def bound(self) -> float:
        """Return the 95 % upper bound of the error rate: 1 where nobody was asked.

        Only answers drawn by chance (or all of a stratum) speak for those nobody looked at: their bound is the bound.
        Errors found otherwise are counted against all that was posted, and can only raise it.
        """
        return max(upper_bound(self.reviewed, self.wrong), self.found_bound)

    @property
    def found_bound(self) -> float:
        """Return the bound of the rate at which errors came to light by themselves; 0 where none did."""
        return upper_bound(self.seen, self.known) if self.known and self.applied else 0.0

    @property
    def rate(self) -> float:
        """Return the share of errors, among those judged or among all that is known of, whichever is more."""
        return max(self.wrong / self.reviewed if self.reviewed else 0.0, self.known / self.seen if self.seen else 0.0)

    @property
    def known(self) -> int:
        """Return how many answers are known to be wrong, however that came to light."""
        return self.wrong + self.reversed

    @property
    def seen(self) -> int:
        """Return how many answers there were, posted or judged."""
        return max(self.applied, self.reviewed, self.known)

    def __add__(self, other: "Track") -> "Track":
        """Return both tracks as one."""
        return Track(
            self.reviewed + other.reviewed,
            self.wrong + other.wrong,
            self.applied + other.applied,
            self.reversed + other.reversed,
            tuple((a + c, b + d) for (a, b), (c, d) in zip(self.levels, other.levels, strict=True)),
        )


NOTHING = Track(0, 0)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a stratum posts: `certified`, `pooled` with its like, on its `posterior` alone, or `demoted`.

    Where it posts, an answer needs at least the probability `least`; `bound` is what is published.
    """

    state: str
    bound: float
    least: float = 0.0

    def posts(self, probability: float) -> bool:
        """Return whether an answer of this probability may post."""
        return self.state != "demoted" and probability >= self.least


class History(Mapping[str, Track]):
    """The tracks of an entity's strata; each stratum's standing under a limit is worked out once."""

    def __init__(self, tracks: Mapping[str, Track] | None = None) -> None:
        self._tracks = dict(sorted((tracks or {}).items()))
        self._standings: dict[tuple[str, float], Standing] = {}
        self._pools: dict[float, Track] = {}

    def __getitem__(self, stratum: str) -> Track:
        """Return the track of a stratum."""
        return self._tracks[stratum]

    def __iter__(self) -> Iterator[str]:
        """Yield the strata in order."""
        return iter(self._tracks)

    def __contains__(self, stratum: object) -> bool:
        """Return whether a stratum has a track."""
        return stratum in self._tracks

    def __len__(self) -> int:
        """Return how many strata have a track."""
        return len(self._tracks)

    def pool(self, limit: float) -> Track:
        """Return the tracks with too few answers to be judged alone under a limit, as one.

        A stratum whose errors would be seen in less than one of twenty whole pools is no like of the others: it is
        demoted by itself, and its errors, which a full review then brings to light by the hundred, are its own.
        """
        if limit not in self._pools:
            short = [track for track in self._tracks.values() if few(track, limit)]
            judged = max(sum(bool(track.reviewed or track.known) for track in short), 1)
            self._pools[limit] = total(track for track in short if not odd(track, limit, CHANCE / judged))
        return self._pools[limit]

    def standing(self, stratum: str, limit: float) -> Standing:
        """Return how a stratum stands under the limit of its error rate."""
        if (stratum, limit) not in self._standings:
            mine = self._tracks.get(stratum, NOTHING)
            self._standings[stratum, limit] = standing(mine, self.pool(limit), limit)
        return self._standings[stratum, limit]

    def demoted(self, limit: float) -> list[str]:
        """Return the strata that may not post, in order."""
        return [stratum for stratum in self if self.standing(stratum, limit).state == "demoted"]

    def frame(self) -> pl.DataFrame:
        """Return the tracks as a frame, a row a stratum: what a run was asked is kept in frames."""
        rows = [
            (stratum, one.reviewed, one.wrong, one.applied, one.reversed, *map(list, zip(*one.levels, strict=True)))
            for stratum, one in self.items()
        ]
        return pl.DataFrame(rows, schema=HISTORY, orient="row")


def of(tracks: Mapping[str, Track] | None) -> History:
    """Return the tracks as a history."""
    return tracks if isinstance(tracks, History) else History(tracks)


def read(frame: pl.DataFrame) -> History:
    """Return the history of its frame (History.frame)."""
    return History({stratum: _track(*counts) for stratum, *counts in frame.select(list(HISTORY)).iter_rows()})


def _track(*counts: Any) -> Track:
    """Return the track of a row."""
    reviewed, wrong, applied, undone, among, errors = counts
    return Track(reviewed, wrong, applied, undone, tuple(zip(among, errors, strict=True)))


def total(tracks: Iterable[Track]) -> Track:
    """Return tracks as one."""
    return sum(tracks, NOTHING)


def standing(track: Track, pool: Track, limit: float) -> Standing:
    """Return how a stratum stands, from its own answers or, where they are few, from those of its like.

    Its bound under the limit certifies it. Many answers of its own speak for themselves. Of few, errors that would be
    odd under the limit demote it; else it is judged with the pool. A pool within the limit carries
    it. A pool that proves nothing takes nothing from a stratum without an error: its calibrated posterior decides, as
    it would without a pool. A pool whose own rate is over the limit speaks against all of them; then, and where the
    stratum has an error, only what the pool certifies posts.
    """
    if track.bound <= limit:
        return Standing("certified", track.bound)
    if not few(track, limit):
        return _own(track, limit)
    if refuted(track, limit):
        return Standing("demoted", track.bound)
    proving = pool.reviewed >= enough(limit)
    if proving and pool.bound <= limit:
        return Standing("pooled", track.bound)
    over = pool.rate > limit if proving else pool.known > 1 and refuted(pool, limit)
    if not (over or track.wrong or track.found_bound > limit):
        return Standing("posterior", track.bound)
    least = certified(pool.levels, limit) if pool.found_bound <= limit else None
    return Standing("demoted", track.bound) if least is None else Standing("pooled", track.bound, least)


def few(track: Track, limit: float) -> bool:
    """Return whether a track has too few answers to be judged alone: under 1,000, or none could certify the limit."""
    return track.reviewed < max(SEGMENT_ANSWERS, enough(limit))


def _own(track: Track, limit: float) -> Standing:
    """Return the standing of a stratum with answers enough of its own."""
    if not track.wrong and track.found_bound <= limit:
        return Standing("posterior", track.bound)
    least = certified(track.levels, limit)
    if least is None or track.found_bound > limit:
        return Standing("demoted", track.bound)
    return Standing("certified", track.bound, least)


def refuted(track: Track, limit: float) -> bool:
    """Return whether so many errors would be seen in less than 5 % of tracks like this whose rate is the limit."""
    return odd(track, limit, CHANCE)


def odd(track: Track, limit: float, chance: float) -> bool:
    """Return whether so many errors, of those judged or of those known, have less than this chance under the limit."""
    seen = ((track.wrong, track.reviewed), (track.known, track.seen))
    return any(errors and 1 - at_most(errors - 1, among, limit) < chance for errors, among in seen)


def certified(levels: Counts, limit: float) -> float | None:
    """Return the least probability whose answers are within the limit, by testing the strictest first, or None.

    Learn then test: a level is passed only while every stricter one was; levels with too few answers to pass even
    without an error are joined to the next, which the errors have no say in.
    """
    reviewed = wrong = 0
    passed: float | None = None
    for level, (more, errors) in zip(LEVELS, levels, strict=True):
        reviewed, wrong = reviewed + more, wrong + errors
        if reviewed < enough(limit):
            continue
        if upper_bound(reviewed, wrong) > limit:
            break
        passed = level
    return passed


def level(probability: float) -> int:
    """Return the place in LEVELS of a probability."""
    return next(place for place, least in enumerate(LEVELS) if probability >= least)


@lru_cache(maxsize=64)
def enough(limit: float) -> int:
    """Return how many answers without an error certify the limit: the rule of three, exactly."""
    return math.ceil(math.log(1 - CONFIDENCE) / math.log1p(-limit))


@lru_cache(maxsize=4096)
def upper_bound(reviewed: int, wrong: int) -> float:
    """Return the Clopper-Pearson 95 % upper bound of the error rate; 1 where nothing was reviewed.

    The rate at which `wrong` or fewer errors among `reviewed` would still be seen in 5 % of samples.
    """
    assert 0 <= wrong <= reviewed, (wrong, reviewed)
    if wrong == reviewed:
        return 1.0
    low, high = wrong / reviewed, 1.0
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        if at_most(wrong, reviewed, middle) > 1 - CONFIDENCE:
            low = middle
        else:
            high = middle
    return high


def at_most(wrong: int, reviewed: int, rate: float) -> float:
    """Return the binomial chance of at most `wrong` errors among `reviewed`."""
    if rate >= 1.0:
        return float(wrong >= reviewed)
    if wrong >= reviewed:
        return 1.0
    logs = [
        math.lgamma(reviewed + 1)
        - math.lgamma(count + 1)
        - math.lgamma(reviewed - count + 1)
        + count * math.log(max(rate, 1e-300))
        + (reviewed - count) * math.log1p(-rate)
        for count in range(wrong + 1)
    ]
    top = max(logs, default=0.0)
    return min(1.0, math.exp(top) * math.fsum(math.exp(each - top) for each in logs))
