"""A stratum is a kind of answer whose errors are counted together; its track says whether it may post by itself."""

from collections.abc import Mapping
from functools import lru_cache

from matcher.cases import Case
from matcher.explanations.pieces import Hypothesis
from matcher.policy import Policy
from matcher.posting import tracks
from matcher.posting.tracks import Track, upper_bound
from matcher.weighing import coincidence

__all__ = ["BOOK_SIZES", "Track", "bound", "demoted", "key", "upper_bound"]

#: Sizes of book that count together, by the most items each holds.
BOOK_SIZES: tuple[tuple[int, str], ...] = ((1, "1"), (5, "2-5"), (20, "6-20"), (100, "21-100"), (10**9, "101+"))


def key(case: Case, hypothesis: Hypothesis) -> str:
    """Return the stratum: rule path × method × amount regime × number of open items."""
    regime = "cents" if coincidence.lattice(case.receipt.amount) == 1 else "round"
    return f"{hypothesis.rule}|{case.receipt.method}|{regime}|{_bucket(case.size)}"


@lru_cache(maxsize=1_024)
def _bucket(size: int) -> str:
    """Return with which sizes of book one counts."""
    return next(name for most, name in BOOK_SIZES if size <= most)


def demoted(stratum: str, history: Mapping[str, Track], policy: Policy, probability: float = 1.0) -> bool:
    """Return whether history forbids an answer of the stratum to post (tracks.standing)."""
    return not tracks.of(history).standing(stratum, policy.error_bound).posts(probability)


def bound(stratum: str, history: Mapping[str, Track]) -> float:
    """Return the stratum's present 95 % bound, 1 where it has no history."""
    return history[stratum].bound if stratum in history else 1.0
