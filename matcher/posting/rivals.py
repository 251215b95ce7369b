"""Refusals because another explanation may be meant: another item, another receipt's claim, chance."""

import math

from matcher.cases import Case
from matcher.explanations.pieces import Hypothesis
from matcher.posting import overlooked
from matcher.posting.plan import Plan
from matcher.remittance import choices, second_signs
from matcher.weighing import evidence

#: What amounts alone say may post only where chance would find so few answers.
AMOUNT_CHANCE = 0.05
#: The same where bank data vouch for the payer and one item asks just what came: what else he pays is seldom silent.
ALONE_CHANCE = 0.15
#: The same where no others of his items make up the sum, however many: then he paid this one, or nothing he owes.
ONLY_CHANCE = 0.5


def rival_exact(plan: Plan) -> bool:
    """Another item asks the sum too: the named one does not foot, words beside lines name it, or a stranger slipped."""
    best = plan.best
    if second_signs.a_stranger_may_have_slipped(plan.case, best):
        return True
    doubted = best.rule.startswith("remittance") and (
        overlooked.paid_of_another(plan.case, best, plan.roots)
        or overlooked.said_otherwise(plan.case, best, plan.policy)
    )
    if doubted or overlooked.owed_back(plan.case, best, plan.roots):
        return True
    told = best.rule.startswith("remittance") and best.items <= best.confirmed  # sums that make up what each item asks
    if best.rule not in evidence.SAID and second_signs.slip_of_another(plan.case, best):
        return True
    if best.rule in evidence.SAID or told:
        return False
    others = [each.hypothesis for each in plan.ranking[1:]]
    if not best.loose and best.rule != "named_small":  # what is missing is small, and nobody said so
        return best.rule in evidence.ALONE and not best.named and any(each.loose and each.named for each in others)
    exact = (each for each in others if not each.loose and each.rule != "named_some" and not by_chance(plan.case, each))
    return any(not each.items <= best.items for each in exact)


def by_chance(case: Case, hypothesis: Hypothesis) -> bool:
    """Return whether it is a free subset such as an unrelated payment would find too often."""
    return hypothesis.rule == "subset" and evidence.chance(case, hypothesis) > AMOUNT_CHANCE


def chance_explains(plan: Plan) -> bool:
    """By amount alone: an unrelated payment would find such an answer here too often."""
    if plan.best.named or plan.best.weak or second_signs.whole_account(plan.case, plan.best):
        return False
    alone = plan.best.rule == "single" and (plan.roots <= plan.case.certain or plan.roots <= plan.case.agreed)
    chance = evidence.chance(plan.case, plan.best) * second_signs.grid(plan.case, plan.best)
    if alone and ALONE_CHANCE < chance <= ONLY_CHANCE:
        return second_signs.others_sum(plan.case, plan.best)
    return chance > (ALONE_CHANCE if alone else AMOUNT_CHANCE)


def contested_item(plan: Plan) -> bool:
    """Another receipt of the day has a claim on the same items that is nearly as good, or too many have one."""
    needed = math.log((1 - plan.policy.error_bound) / plan.policy.error_bound)
    return plan.assigned.option != 0 or plan.assigned.margin < needed


def ambiguous(plan: Plan) -> bool:
    """Another explanation is nearly as likely, or two items are, or words name one of what is paid, all but one."""
    others = (each.hypothesis for each in plan.ranking[1:])
    if overlooked.all_but_the_named(plan.best) or overlooked.two_as_well(plan.case, plan.best, others):
        return True
    if overlooked.listed_as_well(plan.case, plan.best, plan.roots):
        return True
    if plan.ranking[0].probability >= 1 - plan.policy.error_bound or len(plan.ranking) < 2:
        return False
    needed = math.log((1 - plan.policy.error_bound) / plan.policy.error_bound)
    return plan.ranking[0].score - plan.ranking[1].score < needed


def not_proven(plan: Plan) -> bool:
    """Its probability is below what the policy asks, or the search for other explanations was cut."""
    cut = plan.best.count is None if plan.best.rule == "subset" else _chosen_from_some(plan)
    return cut or plan.ranking[0].probability < 1 - plan.policy.error_bound


def _chosen_from_some(plan: Plan) -> bool:
    """Return whether it chooses among more readings than were tried; items named for sure that foot choose nothing."""
    best, case = plan.best, plan.case
    if not best.rule.startswith("named"):
        return False
    chosen = best.difference not in {"exact", "on_account"} or best.items != case.named.keys()
    return chosen and choices.cut(case) and not second_signs.all_read(case, best)
