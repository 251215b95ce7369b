"""What a reviewer is offered where nothing was posted: the likeliest answers first, three different ideas on top."""

from collections.abc import Iterator, Sequence

from matcher import decision, worth_a_look
from matcher.decision import GUESSES, Decision
from matcher.pieces import Hypothesis
from matcher.refusals import Plan

#: An answer with its probability.
Offer = tuple[Hypothesis, float]

#: So many answers are looked at first; behind them only what is likelier than this is offered.
FIRST, OFFERED_MIN = 3, 0.005
#: What evidence gives at least this much is a rival in earnest, and comes before what is only worth a look.
EARNEST = 0.05


def offered(plan: Plan, made: Decision) -> list[Offer]:
    """Return what a reviewer is offered with its probability, the likeliest first; nothing where all is posted.

    Equal items are offered one by one and share their explanation's probability. What else is worth a look is searched
    for only here: nothing of it can post.
    """
    if made.posted is not None:
        return []
    listed = [offer for each in plan.ranking for offer in _swaps(plan, each.hypothesis, each.probability)]
    ranked = list(_unlike(_ordered(plan, listed)))
    kept = [offer for place, offer in enumerate(ranked) if place < FIRST or offer[1] >= OFFERED_MIN]
    return kept[: plan.policy.proposals_max]


def _swaps(plan: Plan, hypothesis: Hypothesis, probability: float) -> list[Offer]:
    swaps = decision.swapped(hypothesis, plan.case.shelf)
    return [(swap, probability / len(swaps)) for swap in swaps]


def _ordered(plan: Plan, listed: Sequence[Offer]) -> list[Offer]:
    """Return the answers in the order in which they are worth a look."""
    proper = [offer for offer in listed if offer[0].rule not in GUESSES]
    guesses = [offer for offer in listed if offer[0].rule in GUESSES]
    earnest = [offer for offer in proper if offer[1] >= EARNEST]
    faint = [offer for offer in proper if offer[1] < EARNEST]
    return [*earnest, *_further(plan, listed), *faint, *guesses]


def _further(plan: Plan, listed: Sequence[Offer]) -> list[Offer]:
    """Return what no rule that may post looks for."""
    found = worth_a_look.found(plan.case, plan.policy, [each for each, _ in listed])
    return [(each, 0.0) for each in found]


def _unlike(offers: Sequence[Offer]) -> Iterator[Offer]:
    """Yield each answer once, as it comes first."""
    seen: set[tuple[object, ...]] = set()
    for offer in offers:
        if offer[0].key not in seen:
            seen.add(offer[0].key)
            yield offer
