"""An applicant's case: the score with all it is made of, and the limit that follows from it."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from credit import onboarding, scorecards
from credit.applications import Application
from credit.bureaus import Report
from credit.recommending import Known, Recommended, recommended
from credit.score import Score, scored
from kit.refusals import Invalid

#: Days beyond the terms that a limit allows for, where no scorecard says any.
SLACK = 15


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


def score_of(card: scorecards.Application | None, one: Application, report: Report | None, on: date) -> Score | None:
    """Return the score of an application; None without a scorecard, or where nothing of it is known."""
    if card is None:
        return None
    names = {component.name for component in card.card}
    told = {name: value for name, value in onboarding.known(one, report, on).items() if name in names}
    try:
        return scored(card.card, card.known | told, card.missing)
    except Invalid:
        return None


def limit_of(
    card: scorecards.Application | None, one: Application, report: Report | None, score: Score | None, days: int
) -> Recommended:
    """Return the limit that every method which is known recommends; `days` are those of the terms asked for."""
    applicant, money = one.wanted.applicant, one.wanted.currency
    slack, share = (card.limits.slack, card.limits.worth_share) if card else (SLACK, Known().worth_share)
    return recommended(
        Known(
            requested=one.wanted.minor,
            volume=applicant.monthly_volume,
            terms=days,
            slack=slack,
            bureau=report.maximum(money) if report else None,
            high_credits=tuple(told.high_credit for told in one.trade if told.high_credit is not None),
            net_worth=applicant.net_worth,
            worth_share=share,
            score_cap=card.cap(score.total) if card and score and card.currency == money else None,
        )
    )
