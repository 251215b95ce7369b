"""An applicant's case: the score with all it is made of, and the limit that follows from it."""

from dataclasses import dataclass, replace
from pathlib import Path

from credit import scorecards
from credit.recommending import Recommended, recommended
from credit.score import Score, scored


@dataclass(frozen=True, slots=True)
class Assessed:
    """A case that was looked at: its score, and the limit it recommends in minor units of `currency`."""

    currency: str
    score: Score
    limit: Recommended


def assess(path: Path) -> Assessed:
    """Score the case that a file tells, and recommend a limit. Refused: Invalid with what is wrong in it."""
    case = scorecards.read(path)
    score = scored(case.card, case.known, case.missing)
    return Assessed(case.currency, score, recommended(replace(case.limits, score_cap=case.cap(score.total))))
