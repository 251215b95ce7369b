"""Wrong postings of a world by stratum, held against the bound that is stated for each: pure, for many seeds."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from matcher.posting import tracks


@dataclass(frozen=True, slots=True)
class Stated:
    """One stratum of a world: what was posted without a person, how much of it was wrong, and the bound of its rate.

    `within` says that so many wrong ones would be seen in more than one of twenty worlds whose rate is the limit.
    """

    stratum: str
    applied: int
    wrong: int
    bound: float
    within: bool


def stated(judged: Iterable[tuple[str, bool]], limit: float) -> list[Stated]:
    """Return the strata of automatic postings, each given as (its certificate's stratum, whether truth says wrong)."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for stratum, wrong in judged:
        counts[stratum][0] += 1
        counts[stratum][1] += wrong
    return [
        Stated(
            stratum,
            applied,
            wrong,
            tracks.upper_bound(applied, wrong),
            within=not tracks.refuted(tracks.Track(applied, wrong), limit),
        )
        for stratum, (applied, wrong) in sorted(counts.items())
    ]
