"""How strongly an explanation is supported: named log-likelihood ratios against a payment that means something else."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from matcher import coincidence
from matcher.cases import Case
from matcher.pieces import Hypothesis
from matcher.weights import COMMITTED, Weights

#: Families of one item whose exact sum speaks against a named item that does not foot, and how telling it must be.
ALONE, RIVAL_CHANCE = frozenset({"single", "single_discount"}), 0.3


class Term(NamedTuple):
    """One piece of evidence: what it is, and its weight in nats."""

    name: str
    nats: float


def terms(case: Case, hypothesis: Hypothesis, weights: Weights = COMMITTED) -> tuple[Term, ...]:
    """Return the evidence for a hypothesis, family prior first; terms of no weight are left out."""
    signs, caps = weights.signs, weights.caps
    found = (
        Term("family", math.log(weights.families[hypothesis.rule] / signs.null_prior)),
        Term("amount", amount(case, hypothesis, weights)),
        Term("references", _references(case, hypothesis, weights)),
        Term("amounts_beside_numbers", min(caps.same_sum, signs.same_sum * len(hypothesis.confirmed))),
        Term("named_but_left_out", _left_out(case, hypothesis, weights)),
        Term("taken_without_name", _unnamed(case, hypothesis, weights)),
        Term("numbers_unread", max(caps.unread, signs.unread * len(case.unread))),
        Term("payer", payer(case, hypothesis, weights)),
    )
    return tuple(term for term in found if term.nats)


def weighed(
    case: Case, found: Sequence[Hypothesis], weights: Weights = COMMITTED
) -> list[tuple[Hypothesis, tuple[Term, ...]]]:
    """Return each hypothesis with its evidence; another item's exact sum speaks against one named that does not foot.

    People write the wrong one of two numbers more often than they pay by chance just what another item asks.
    """
    scored = [(each, terms(case, each, weights)) for each in found]
    exact = [each for each in found if each.rule in ALONE and chance(case, each) <= RIVAL_CHANCE]
    against = (Term("another_item_foots", weights.signs.another_foots),)
    return [(each, said + against if _outdone(each, exact) else said) for each, said in scored]


def _outdone(hypothesis: Hypothesis, exact: Sequence[Hypothesis]) -> bool:
    """Return whether it takes a named item that does not foot while one of the exact ones takes another."""
    return hypothesis.loose and bool(hypothesis.named) and any(not one.items <= hypothesis.items for one in exact)


def score(found: tuple[Term, ...]) -> float:
    """Return the sum of the evidence."""
    return sum(term.nats for term in found)


def amount(case: Case, hypothesis: Hypothesis, weights: Weights = COMMITTED) -> float:
    """Return what the amount says: a footing to the cent, less what chance alone had to choose from."""
    signs, most = weights.signs, weights.caps.amount
    if hypothesis.loose:
        said = signs.over_amount if hypothesis.on_account else signs.short_amount
        tied = sum(piece.difference != "unexplained_deduction" for piece in hypothesis.pieces) - 1
        tight = (
            signs.tied * max(0, tied) if hypothesis.rule.startswith("remittance") and not hypothesis.on_account else 0.0
        )
        return min(most, said + tight) - math.log(hypothesis.tried)
    return min(most, -math.log(chance(case, hypothesis)))


def chance(case: Case, hypothesis: Hypothesis) -> float:
    """Return the expected number of explanations of this family that an unrelated amount would find here."""
    return hypothesis.tried * coincidence.density(case.receipt.amount)


def _references(case: Case, hypothesis: Hypothesis, weights: Weights) -> float:
    """Return what the numbers say, the best reading of each item; a string that fits others too says less."""
    best: dict[str, float] = {}
    for reading in case.readings:
        for hit in reading.hits:
            if hit.item_id in hypothesis.items:
                usual = weights.signs.read_else if hit.strong else weights.read["edit"]
                weight = weights.read.get(hit.how, usual) - math.log1p(max(0, hit.rivals))
                best[hit.item_id] = max(best.get(hit.item_id, 0.0), weight)
    for piece in hypothesis.pieces:
        if piece.item.item_id not in best and case.appears(piece.item):
            best[piece.item.item_id] = weights.read["inside"]
    return min(weights.caps.read, sum(best.values()))


def _left_out(case: Case, hypothesis: Hypothesis, weights: Weights) -> float:
    """Return the weight against leaving out what was named."""
    families = {case.shelf.root(piece.item.customer) for piece in hypothesis.pieces}
    left = [hit for item_id, hit in sorted(case.named.items()) if item_id not in hypothesis.items]
    own = sum(case.shelf.root(hit.customer) in families for hit in left)
    return weights.signs.left_out * own + weights.signs.stray * (len(left) - own)


def _unnamed(case: Case, hypothesis: Hypothesis, weights: Weights) -> float:
    """Return the weight against taking what was not named where other items were."""
    if not any(reading.strong for reading in case.readings):
        return 0.0
    spoken = hypothesis.named | hypothesis.weak
    return max(weights.caps.unnamed, weights.signs.unnamed * len(hypothesis.items - spoken))


def payer(case: Case, hypothesis: Hypothesis, weights: Weights = COMMITTED) -> float:
    """Return what is known of the payer: his family's probability against a third party's, the least of all items."""
    if not case.known:
        return 0.0
    roots = {case.shelf.root(piece.item.customer) for piece in hypothesis.pieces}
    least = min(case.known.get(root, 0.0) for root in roots)
    signs = weights.signs
    other = signs.not_his_account if case.certain and not roots <= case.certain else 0.0
    return math.log(max(least, signs.payer_floor) / signs.third_party) + other
