"""How strongly an explanation is supported: named log-likelihood ratios against a payment that means something else."""

import math
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from matcher.cases import Case
from matcher.explanations.pieces import Hypothesis
from matcher.weighing import coincidence
from matcher.weighing.weights import COMMITTED, Weights

#: Families of one item whose exact sum speaks against a named item that does not foot, and how telling it must be.
ALONE, RIVAL_CHANCE = frozenset({"single", "single_discount"}), 0.3
#: The book of open items in which `crowd` is nothing: the weights of readings are for so many.
CROWD = 4_000


#: Rules by which less than the item asks is the payer's own word: another item's sum says nothing against it.
SAID = frozenset({"named_part"})


class Term(NamedTuple):
    """One piece of evidence: what it is, and its weight in nats."""

    name: str
    nats: float


_term = partial(tuple.__new__, Term)


def terms(case: Case, hypothesis: Hypothesis, weights: Weights = COMMITTED) -> tuple[Term, ...]:
    """Return the evidence for a hypothesis, family prior first; terms of no weight are left out."""
    signs, caps = weights.signs, weights.caps
    found = (
        ("family", weights.priors[hypothesis.rule]),
        ("amount", amount(case, hypothesis, weights)),
        ("references", _references(case, hypothesis, weights)),
        ("amounts_beside_numbers", min(caps.same_sum, signs.same_sum * len(hypothesis.confirmed))),
        ("named_but_left_out", _left_out(case, hypothesis, weights)),
        ("taken_without_name", max(caps.unnamed, signs.unnamed * unnamed(case, hypothesis))),
        ("numbers_unread", max(caps.unread, signs.unread * len(case.unread))),
        ("payer", payer(case, hypothesis, weights)),
    )
    return tuple(map(_term, [each for each in found if each[1]]))


def weighed(
    case: Case, found: Sequence[Hypothesis], weights: Weights = COMMITTED
) -> list[tuple[Hypothesis, tuple[Term, ...]]]:
    """Return each hypothesis with its evidence; another item's exact sum speaks against one named that does not foot.

    People write the wrong one of two numbers more often than they pay by chance just what another item asks.
    """
    scored = [(each, terms(case, each, weights)) for each in found]
    exact = [each for each in found if each.rule in ALONE and chance(case, each) <= RIVAL_CHANCE]
    if not exact:
        return scored
    against = (Term("another_item_foots", weights.signs.another_foots),)
    return [(each, said + against if _outdone(each, exact) else said) for each, said in scored]


def _outdone(hypothesis: Hypothesis, exact: Sequence[Hypothesis]) -> bool:
    """Return whether it takes a named item that does not foot while one of the exact ones takes another."""
    if hypothesis.rule in SAID:
        return False
    return hypothesis.loose and bool(hypothesis.named) and any(not one.items <= hypothesis.items for one in exact)


def score(found: tuple[Term, ...]) -> float:
    """Return the sum of the evidence."""
    return math.fsum([nats for _, nats in found])


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


def tied(hypothesis: Hypothesis) -> int:
    """Return how many further lines of a remittance settle their item by a named difference."""
    if hypothesis.on_account or not hypothesis.rule.startswith("remittance"):
        return 0
    return max(0, sum(piece.difference != "unexplained_deduction" for piece in hypothesis.pieces) - 1)


def chance(case: Case, hypothesis: Hypothesis) -> float:
    """Return the expected number of explanations of this family that an unrelated amount would find here."""
    return hypothesis.tried * coincidence.density(case.receipt.amount)


class Read(NamedTuple):
    """How an item was read: the best way, what rivals of the same string take off, how crowded our numbers are."""

    how: str
    weight: float
    rivals: float
    crowd: float


def read(case: Case, hypothesis: Hypothesis, weights: Weights = COMMITTED) -> dict[str, Read]:
    """Return the best reading of each item the numbers name; a string that fits others too says less."""
    best: dict[str, Read] = {}
    taken, crowd = hypothesis.items, math.log(max(1, case.shelf.size) / CROWD)
    for reading in case.readings:
        meant = [hit for hit in reading.hits if hit.item_id in taken]
        if len(meant) > 1 and not reading.group and not reading.strong:
            continue  # a damaged number means one item, and nobody knows which of these
        for hit in meant:
            how = hit.how if hit.how in weights.read else "" if hit.strong else "edit"
            one = _read(how, math.log1p(hit.rivals) if hit.rivals > 0 else 0.0, crowd, weights)
            if hit.item_id not in best or one.weight > best[hit.item_id].weight:
                best[hit.item_id] = one
    for piece in hypothesis.pieces if len(best) < len(taken) else ():
        if piece.item.item_id not in best and case.appears(piece.item):
            best[piece.item.item_id] = _read("inside", 0.0, crowd, weights)
    return best


def _read(how: str, rivals: float, crowd: float, weights: Weights) -> Read:
    usual = weights.read[how] if how else weights.signs.read_else
    return Read(how, max(0.0, usual + weights.signs.crowd * crowd - rivals), rivals, crowd)


def _references(case: Case, hypothesis: Hypothesis, weights: Weights) -> float:
    """Return what the numbers say, each item by its best reading."""
    return min(weights.caps.read, math.fsum([one.weight for one in read(case, hypothesis, weights).values()]))


def left_out(case: Case, hypothesis: Hypothesis) -> tuple[int, int]:
    """Return how many named items it leaves out: of the families it pays for, and of others."""
    if case.named.keys() <= hypothesis.items:
        return 0, 0
    left = [hit for item_id, hit in case.named.items() if item_id not in hypothesis.items]
    families = {case.shelf.root(customer) for customer in hypothesis.customers}
    own = sum(case.shelf.root(hit.customer) in families for hit in left)
    return own, len(left) - own


def _left_out(case: Case, hypothesis: Hypothesis, weights: Weights) -> float:
    """Return the weight against leaving out what was named."""
    own, strange = left_out(case, hypothesis)
    return weights.signs.left_out * own + weights.signs.stray * strange


def unnamed(case: Case, hypothesis: Hypothesis) -> int:
    """Return how many items it takes that were not named, where others were."""
    alone = len(hypothesis.items - hypothesis.named - hypothesis.weak)
    return alone if alone and any(reading.strong for reading in case.readings) else 0


def least(case: Case, hypothesis: Hypothesis) -> float:
    """Return the least probability among the families whose items it takes."""
    return min([case.known.get(case.shelf.root(customer), 0.0) for customer in hypothesis.customers])


def not_his_account(case: Case, hypothesis: Hypothesis) -> bool:
    """Return whether the bank's own data vouch for a payer who is of none of its families."""
    if not case.certain:
        return False
    return not {case.shelf.root(customer) for customer in hypothesis.customers} <= case.certain


def payer(case: Case, hypothesis: Hypothesis, weights: Weights = COMMITTED) -> float:
    """Return what is known of the payer: his family's probability against a third party's, the least of all items."""
    if not case.known:
        return 0.0
    signs = weights.signs
    other = signs.not_his_account if not_his_account(case, hypothesis) else 0.0
    return math.log(max(least(case, hypothesis), signs.payer_floor) / signs.third_party) + other
