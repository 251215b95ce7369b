"""What a reviewer is offered where nothing was posted: the likeliest answers first, three different ideas on top."""

from collections.abc import Iterator, Sequence

from matcher import decision, worth_a_look
from matcher.decision import GUESSES, Decision
from matcher.evidence import ALONE
from matcher.pieces import Hypothesis
from matcher.refusals import Plan

#: An answer with its probability; None where it was only searched for: nobody measured how often such are right.
Offer = tuple[Hypothesis, float | None]
#: An answer that was weighed, with its probability.
Weighed = tuple[Hypothesis, float]

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
    kept = [offer for place, offer in enumerate(ranked) if place < FIRST or (offer[1] or 0.0) >= OFFERED_MIN]
    return kept[: plan.policy.proposals_max]


def _swaps(plan: Plan, hypothesis: Hypothesis, probability: float) -> list[Weighed]:
    swaps = decision.swapped(hypothesis, plan.case.shelf)
    return [(swap, probability / len(swaps)) for swap in swaps]


def _ordered(plan: Plan, listed: Sequence[Weighed]) -> list[Offer]:
    """Return the answers in the order in which they are worth a look.

    First the rivals in earnest, of equals the one that a list would rather go on with, then the one due first; then one
    item that asks all that came; then what is only searched for here; then what evidence speaks against, and guesses.
    """
    further = _further(plan, listed)
    places = {hypothesis.key: place for place, (hypothesis, _) in enumerate(further)}
    proper = [offer for offer in listed if offer[0].rule not in GUESSES]
    guesses = [offer for offer in listed if offer[0].rule in GUESSES]
    earnest = [offer for offer in proper if offer[1] >= EARNEST]
    earnest.sort(
        key=lambda offer: (-round(offer[1], 3), places.get(offer[0].key, len(places)), worth_a_look.due(offer[0]))
    )
    faint = [offer for offer in proper if offer[1] < EARNEST]
    alone = sorted((offer for offer in faint if offer[0].rule in ALONE), key=lambda offer: worth_a_look.due(offer[0]))
    return [*earnest, *alone[:1], *further, *faint, *guesses]


def _further(plan: Plan, listed: Sequence[Weighed]) -> list[Offer]:
    """Return what no rule that may post looks for."""
    known = {hypothesis.key: probability for hypothesis, probability in listed}
    found = worth_a_look.found(plan.case, plan.policy, [each for each, _ in listed])
    return [(each, known.get(each.key)) for each in found]


def _unlike(offers: Sequence[Offer]) -> Iterator[Offer]:
    """Yield each answer once, as it comes first."""
    seen: set[tuple[object, ...]] = set()
    for offer in offers:
        if offer[0].key not in seen:
            seen.add(offer[0].key)
            yield offer
