"""What a reviewer is offered where nothing was posted: the likeliest answers first, three different ideas on top."""

from collections.abc import Iterator, Sequence

from matcher.cases import SLIPS_MAX, apart
from matcher.explanations.pieces import Hypothesis
from matcher.posting import decision
from matcher.posting.decision import GUESSES, Decision
from matcher.posting.plan import Plan, plainly
from matcher.shown import months, worth_a_look
from matcher.weighing.evidence import ALONE

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
    pools = [_swaps(plan, each.hypothesis, each.probability) for each in plan.ranking]
    ranked = list(_unlike(_ordered(plan, pools)))
    kept = [offer for place, offer in enumerate(ranked) if place < FIRST or (offer[1] or 0.0) >= OFFERED_MIN]
    return kept[: plan.policy.proposals_max]


def _swaps(plan: Plan, hypothesis: Hypothesis, probability: float) -> list[Weighed]:
    swaps = decision.swapped(hypothesis, plan.case.shelf)
    return [(swap, probability / len(swaps)) for swap in swaps]


def _ordered(plan: Plan, pools: Sequence[Sequence[Weighed]]) -> list[Offer]:
    """Return the answers in the order in which they are worth a look.

    First an item that asks all that came and is named, then one whose number is nearly written, then what his own
    words foot to (`_said`); then the rivals in earnest, rather of a month that he names, of equals the one that a
    list would rather go on with, then the one due first; then one item that asks all that came; then what is only
    searched for here; then what evidence speaks against, and guesses. Of items that are the same in all but number
    one is a rival, as likely as all of them together; the others stand behind the rivals.
    """
    listed = [offer for pool in pools for offer in pool]
    together = {pool[0][0].key: pool[0][1] * len(pool) ** 2 for pool in pools}
    further = _further(plan, listed)
    places = {hypothesis.key: place for place, (hypothesis, _) in enumerate(further)}
    proper = [offer for offer in listed if offer[0].rule not in GUESSES]
    guesses = [offer for offer in listed if offer[0].rule in GUESSES]
    named = months.said(plan.case.words)
    earnest = [offer for offer in proper if together.get(offer[0].key, offer[1]) >= EARNEST]
    earnest.sort(
        key=lambda offer: (
            offer[0].key not in together,
            -round(together.get(offer[0].key, offer[1]) * months.share(offer[0], named), 3),
            places.get(offer[0].key, len(places)),
            worth_a_look.due(offer[0]),
        )
    )
    faint = [offer for offer in proper if together.get(offer[0].key, offer[1]) < EARNEST]
    alone = sorted(
        (offer for offer in faint if offer[0].rule in ALONE),
        key=lambda offer: (-months.share(offer[0], named), worth_a_look.due(offer[0])),
    )
    slips = _slips(plan, proper)
    plain = [offer for offer in proper if len(offer[0].pieces) == 1 and plainly(offer[0])] if slips else []
    return [*plain, *slips, *_said(further, earnest), *earnest, *alone[:1], *further, *faint, *guesses]


def _said(further: Sequence[Offer], earnest: Sequence[Weighed]) -> Iterator[Offer]:
    """Yield what foots where the payer's words are read to their end: ends of numbers, or how his list goes on.

    Where more came than is named, a list that goes on is far likelier than money for nothing.
    """
    yield from (offer for offer in further if offer[0].rule == "endings")
    if earnest and earnest[0][0].rule == "named_over":
        yield from (offer for offer in further if offer[0].rule == "named_completed")


def _slips(plan: Plan, proper: Sequence[Weighed]) -> list[Offer]:
    """Return the items that ask what came, their number a slip or two away from one written, the nearest first."""
    written = sorted({hit.document_number for hit in plan.case.open_hits if hit.strong} | {*plan.case.unread})
    near = [(_slipped(offer[0], written), offer) for offer in proper if offer[0].rule in ALONE and not offer[0].named]
    near = [each for each in near if each[0] <= SLIPS_MAX]
    return [offer for _, offer in sorted(near, key=lambda each: (each[0], worth_a_look.due(each[1][0])))]


def _slipped(alone: Hypothesis, written: Sequence[str]) -> int:
    """Return in how many signs the item's number differs from the nearest that is written; one more than counts."""
    return min((apart(each, alone.pieces[0].item) for each in written), default=SLIPS_MAX + 1)


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
