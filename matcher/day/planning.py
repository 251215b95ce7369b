"""From a receipt's ranking to its plan: what it brings to the day's contest, and what it was given there."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from matcher.cases import Case
from matcher.day.assignment import Assigned, Option
from matcher.explanations import hypotheses
from matcher.explanations.pieces import Hypothesis
from matcher.policy import Policy
from matcher.posting import decision, strata
from matcher.posting.decision import Decision
from matcher.posting.plan import Plan
from matcher.posting.strata import Track
from matcher.shelf import Shelf
from matcher.weighing.calibration import Ranked
from matcher.weighing.weights import Weights

#: Explanations this much weaker than the best cannot win a contest.
OPTION_REACH, OPTIONS_MAX = 14.0, 8
#: An option with the place of its explanation in the ranking, and the explanation.
Chosen = tuple[Option, int, Hypothesis]


class Answer(NamedTuple):
    """A receipt's plan and decision."""

    plan: Plan
    decision: Decision


def options(ranking: list[Ranked], shelf: Shelf) -> list[Chosen]:
    """Return what a receipt brings to the day's contest: its likeliest explanations, each with its equal swaps."""
    found: list[Chosen] = []
    for place, each in enumerate(ranking[:OPTIONS_MAX]):
        if each.hypothesis.rule in hypotheses.PROPOSED_ONLY or each.score < ranking[0].score - OPTION_REACH:
            continue
        for swap in decision.swapped(each.hypothesis, shelf):
            takes = tuple(sorted([(piece.item.item_id, abs(piece.leaves)) for piece in swap.pieces]))
            found.append((Option(each.score, takes, str(place)), place, swap))
    return found


def plan(
    case: Case,
    ranking: list[Ranked],
    chosen: list[Chosen],
    given: Assigned,
    *,
    policy: Policy,
    history: Mapping[str, Track],
    weights: Weights,
) -> Plan:
    """Return the plan; `option` 0 says that the receipt got its own best explanation."""
    if not ranking:
        return Plan(case, (), given, policy, weights=weights)
    place, settled = None, ranking
    if given.option is not None:
        _, place, swap = chosen[given.option]
        if swap is not ranking[place].hypothesis:
            settled = [replace(each, hypothesis=swap) if at == place else each for at, each in enumerate(ranking)]
    stratum = strata.key(case, settled[0].hypothesis)
    demoted = strata.demoted(stratum, history, policy, settled[0].probability)
    given = given if given.option == place else given._replace(option=place)
    return Plan(case, tuple(settled), given, policy, stratum, demoted, weights)
