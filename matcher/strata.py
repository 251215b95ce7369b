"""A stratum is a kind of answer whose errors are counted together; its bound says whether it may post by itself."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from matcher import coincidence
from matcher.cases import Case
from matcher.pieces import Hypothesis
from matcher.policy import Policy

CONFIDENCE = 0.95
BISECTIONS = 100
#: Sizes of book that count together, by the most items each holds.
BOOK_SIZES: tuple[tuple[int, str], ...] = ((1, "1"), (5, "2-5"), (20, "6-20"), (100, "21-100"), (10**9, "101+"))


@dataclass(frozen=True, slots=True)
class Track:
    """What became of a stratum's automatic postings: how many were looked at, how many were wrong."""

    reviewed: int
    wrong: int


def key(case: Case, hypothesis: Hypothesis) -> str:
    """Return the stratum: rule path × method × amount regime × number of open items."""
    regime = "cents" if coincidence.lattice(case.receipt.amount) == 1 else "round"
    size = sum(len(book) for book in case.books.values())
    bucket = next(name for most, name in BOOK_SIZES if size <= most)
    return f"{hypothesis.rule}|{case.receipt.method}|{regime}|{bucket}"


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
        if _at_most(wrong, reviewed, middle) > 1 - CONFIDENCE:
            low = middle
        else:
            high = middle
    return high


def _at_most(wrong: int, reviewed: int, rate: float) -> float:
    """Return the binomial chance of at most `wrong` errors."""
    if rate >= 1.0:
        return 0.0
    logs = [
        math.lgamma(reviewed + 1)
        - math.lgamma(count + 1)
        - math.lgamma(reviewed - count + 1)
        + count * math.log(max(rate, 1e-300))
        + (reviewed - count) * math.log1p(-rate)
        for count in range(wrong + 1)
    ]
    top = max(logs)
    return math.exp(top) * math.fsum(math.exp(each - top) for each in logs)


def demoted(stratum: str, history: Mapping[str, Track], policy: Policy) -> bool:
    """Return whether history forbids the stratum to post: an error was seen, and the bound is above the policy's.

    Without an error a short history proves nothing against it: the calibrated posterior decides.
    """
    track = history.get(stratum)
    return track is not None and track.wrong > 0 and upper_bound(track.reviewed, track.wrong) > policy.error_bound


def bound(stratum: str, history: Mapping[str, Track]) -> float:
    """Return the stratum's present 95 % bound, 1 where it has no history."""
    track = history.get(stratum)
    return 1.0 if track is None else upper_bound(track.reviewed, track.wrong)
