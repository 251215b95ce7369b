"""Refusals that the policy sets: what may be let go, taken late, paid too much or chosen without a person."""

from collections.abc import Iterable

from matcher.explanations import differences
from matcher.explanations.pieces import Piece
from matcher.policy import Policy
from matcher.posting.plan import Plan

FULL = 10_000
#: How the sign of a payer link ends (payers.py).
LINKED = "earlier payments"


def thin_payer_link(plan: Plan) -> bool:
    """The payer is known by one confirmation only, and the sum is above its reach."""
    by_number = plan.best.items <= plan.best.named | plan.best.weak and not plan.best.loose
    signs = [sign for payer in plan.case.payers[:1] for sign in payer.explanation.split("; ")]
    others = [sign for sign in signs if not sign.endswith(LINKED)]  # links of one answer are one sign, however many
    two_signs = (len(signs) > 1 and bool(others)) or plan.roots <= plan.case.numbered
    above = plan.case.receipt.amount > plan.policy.thin_link_reach
    return plan.case.thin and above and not by_number and not two_signs


def deduction_too_large(plan: Plan) -> bool:
    """A deduction is above what the policy lets through, with a reason or without."""
    return _above(plan.best.pieces, plan.policy)


def _above(pieces: Iterable[Piece], policy: Policy) -> bool:
    """Return whether a deduction of the pieces is above the policy's limits."""
    for piece in pieces:
        known = piece.reason != "unexplained"
        most = policy.deduction_limit if known else policy.unexplained_limit
        share = policy.deduction_share_bp if known else policy.unexplained_share_bp
        if piece.deduction > most or piece.deduction * FULL > share * abs(piece.item.open):
            return True
    return False


def fee_not_stated(plan: Plan) -> bool:
    """A bank's fee would be let go that no text states, and the policy wants a person to say that it is one."""
    doubted = any(differences.unstated(plan.best.pieces, plan.case.receipt))
    return doubted and _asks(plan, plan.policy.unstated_fee)


def discount_not_allowed(plan: Plan) -> bool:
    """Discounts taken too late sum to more than the policy allows."""
    refused = differences.late(plan.best.pieces) > plan.policy.unearned_discount_limit
    return refused and _asks(plan, plan.policy.late_discount)


def _asks(plan: Plan, convention: str) -> bool:
    """Return whether a convention asks, or wants a deduction case that the policy's limits do not let through."""
    cases = differences.as_cases(plan.best.pieces, plan.case.receipt, plan.policy)
    return convention == "ask" or (convention == "deduct" and _above(cases, plan.policy))


def overpaid(plan: Plan) -> bool:
    """More came than the items ask: the policy wants a person to say what for, or sums beside numbers say otherwise."""
    asked = max(1, plan.best.cash)
    too_much = plan.best.on_account * FULL > plan.policy.overpayment_share_bp * asked
    return plan.best.on_account > 0 and (plan.policy.overpayment == "ask" or too_much or _said_otherwise(plan))


def _said_otherwise(plan: Plan) -> bool:
    """Return whether sums stand beside numbers, and beside one of the items not the one that it is paid, or none."""
    said, paid = plan.case.beside, [(piece.item.item_id, piece.cash) for piece in plan.best.pieces]
    return plan.best.rule == "named_over" and bool(said) and any(cash not in said.get(key, ()) for key, cash in paid)


def interchangeable_items(plan: Plan) -> bool:
    """Several equal items fit equally, and the policy wants a person to choose."""
    return bool(plan.best.pool) and plan.policy.benign_ambiguity == "ask"


def stratum_demoted(plan: Plan) -> bool:
    """Answers of this kind were wrong too often: the stratum's bound is above the policy's."""
    return plan.demoted
