"""How strongly an explanation is supported: named log-likelihood ratios against a payment that means something else."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from matcher import coincidence
from matcher.cases import Case
from matcher.hypotheses import BY_NAME
from matcher.pieces import Hypothesis

#: The share of payments that mean nothing we list: strangers, advances, sums without any proof.
NULL_PRIOR = 0.1
#: ln(m/u) of one mention that reads as this item, by how it was read. u is the rate at which strings that mean
#: something else hit an open item; one edit hits another open item for 8 to 16 % of slips (MATCHING, fact 4).
READ: dict[str, float] = {
    "exact": 9.0,
    "normal": 8.5,
    "range": 7.0,
    "stem": 7.0,
    "glued": 7.0,
    "purchase_order": 6.0,
    "order": 6.0,
    "delivery": 6.0,
    "prefix": 6.0,
    "suffix": 5.0,
    "inside": 4.5,
    "ocr": 4.5,
    "truncated": 4.0,
    "edit": 2.5,
}
READ_ELSE = 5.0
READ_MAX = 30.0
#: The payer set the same sum beside the number.
SAME_SUM, SAME_SUM_MAX = 4.0, 12.0
#: Named and left out, of the payer's own items and of others'; taken though others are named; unread numbers.
LEFT_OUT, STRAY, UNNAMED, UNNAMED_MAX, UNREAD, UNREAD_MAX = -5.0, -1.0, -3.0, -9.0, -0.4, -1.6
#: Payers without any link: how often a third party pays; the floor keeps one wrong link from deciding.
THIRD_PARTY, PAYER_FLOOR, NOT_HIS_ACCOUNT = 0.02, 0.0005, -3.0
#: A shortage is spread over the upper quarter of the item, so its amount says little more than chance (§3).
SHORT_AMOUNT, OVER_AMOUNT = 1.0, 0.0
#: Each further line of a remittance whose own amount settles its item by a named difference.
TIED = 4.0
#: Another item of the payer's asks just what came: what that says against an item named that does not foot.
ALONE, RIVAL_CHANCE, ANOTHER_FOOTS = frozenset({"single", "single_discount"}), 0.3, -13.0
#: No amount says more than this, however many digits it has.
AMOUNT_MAX = 12.0


class Term(NamedTuple):
    """One piece of evidence: what it is, and its weight in nats."""

    name: str
    nats: float


def terms(case: Case, hypothesis: Hypothesis) -> tuple[Term, ...]:
    """Return the evidence for a hypothesis, family prior first; terms of no weight are left out."""
    found = (
        Term("family", math.log(BY_NAME[hypothesis.rule].prior / NULL_PRIOR)),
        Term("amount", amount(case, hypothesis)),
        Term("references", _references(case, hypothesis)),
        Term("amounts_beside_numbers", min(SAME_SUM_MAX, SAME_SUM * len(hypothesis.confirmed))),
        Term("named_but_left_out", _left_out(case, hypothesis)),
        Term("taken_without_name", _unnamed(case, hypothesis)),
        Term("numbers_unread", max(UNREAD_MAX, UNREAD * len(case.unread))),
        Term("payer", payer(case, hypothesis)),
    )
    return tuple(term for term in found if term.nats)


def weighed(case: Case, found: Sequence[Hypothesis]) -> list[tuple[Hypothesis, tuple[Term, ...]]]:
    """Return each hypothesis with its evidence; another item's exact sum speaks against one named that does not foot.

    People write the wrong one of two numbers more often than they pay by chance just what another item asks.
    """
    scored = [(each, terms(case, each)) for each in found]
    exact = [each for each in found if each.rule in ALONE and chance(case, each) <= RIVAL_CHANCE]
    against = (Term("another_item_foots", ANOTHER_FOOTS),)
    return [(each, said + against if _outdone(each, exact) else said) for each, said in scored]


def _outdone(hypothesis: Hypothesis, exact: Sequence[Hypothesis]) -> bool:
    """Return whether it takes a named item that does not foot while one of the exact ones takes another."""
    return hypothesis.loose and bool(hypothesis.named) and any(not one.items <= hypothesis.items for one in exact)


def score(found: tuple[Term, ...]) -> float:
    """Return the sum of the evidence."""
    return sum(term.nats for term in found)


def amount(case: Case, hypothesis: Hypothesis) -> float:
    """Return what the amount says: a footing to the cent, less what chance alone had to choose from."""
    if hypothesis.loose:
        said = OVER_AMOUNT if hypothesis.on_account else SHORT_AMOUNT
        tied = sum(piece.difference != "unexplained_deduction" for piece in hypothesis.pieces) - 1
        tight = TIED * max(0, tied) if hypothesis.rule.startswith("remittance") and not hypothesis.on_account else 0.0
        return min(AMOUNT_MAX, said + tight) - math.log(hypothesis.tried)
    return min(AMOUNT_MAX, -math.log(chance(case, hypothesis)))


def chance(case: Case, hypothesis: Hypothesis) -> float:
    """Return the expected number of explanations of this family that an unrelated amount would find here."""
    return hypothesis.tried * coincidence.density(case.receipt.amount)


def _references(case: Case, hypothesis: Hypothesis) -> float:
    """Return what the numbers say, the best reading of each item; a string that fits others too says less."""
    best: dict[str, float] = {}
    for reading in case.readings:
        for hit in reading.hits:
            if hit.item_id in hypothesis.items:
                weight = READ.get(hit.how, READ_ELSE if hit.strong else READ["edit"]) - math.log1p(max(0, hit.rivals))
                best[hit.item_id] = max(best.get(hit.item_id, 0.0), weight)
    for piece in hypothesis.pieces:
        if piece.item.item_id not in best and case.appears(piece.item):
            best[piece.item.item_id] = READ["inside"]
    return min(READ_MAX, sum(best.values()))


def _left_out(case: Case, hypothesis: Hypothesis) -> float:
    """Return the weight against leaving out what was named."""
    families = {case.shelf.root(piece.item.customer) for piece in hypothesis.pieces}
    left = [hit for item_id, hit in sorted(case.named.items()) if item_id not in hypothesis.items]
    own = sum(case.shelf.root(hit.customer) in families for hit in left)
    return LEFT_OUT * own + STRAY * (len(left) - own)


def _unnamed(case: Case, hypothesis: Hypothesis) -> float:
    """Return the weight against taking what was not named where other items were."""
    if not any(reading.strong for reading in case.readings):
        return 0.0
    spoken = hypothesis.named | hypothesis.weak
    return max(UNNAMED_MAX, UNNAMED * len(hypothesis.items - spoken))


def payer(case: Case, hypothesis: Hypothesis) -> float:
    """Return what is known of the payer: his family's probability against a third party's, the least of all items."""
    if not case.known:
        return 0.0
    roots = {case.shelf.root(piece.item.customer) for piece in hypothesis.pieces}
    least = min(case.known.get(root, 0.0) for root in roots)
    other = NOT_HIS_ACCOUNT if case.certain and not roots <= case.certain else 0.0
    return math.log(max(least, PAYER_FLOOR) / THIRD_PARTY) + other
