"""When a proven answer is still not posted: one function a refusal, in fixed order."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kit.lazy import lazy
from matcher.cases import GROUPS, LIKELY, Case, akin
from matcher.day.assignment import Assigned
from matcher.explanations import differences, reasons
from matcher.explanations.hypotheses import PROPOSED_ONLY
from matcher.explanations.named import OCR_CHANCE, WEAK_CHANCE
from matcher.explanations.pieces import TIGHT, Hypothesis, Piece
from matcher.policy import Policy
from matcher.posting import overlooked
from matcher.remittance import choices, endings, second_signs
from matcher.remittance.readings import HOWS
from matcher.weighing import coincidence, evidence
from matcher.weighing.calibration import Ranked
from matcher.weighing.weights import COMMITTED, Weights

#: How sure a name and a customer number together must make a payer: neither does so alone.
AGREED = 0.9
#: The payer's name and an amount may post only where chance would find so few answers.
NAME_CHANCE = 1e-3
#: The same with bank data or numbers.
AMOUNT_CHANCE = 0.05
#: The same where bank data vouch for the payer and one item asks just what came: what else he pays is seldom silent.
ALONE_CHANCE = 0.15
#: The same where no others of his items make up the sum, however many: then he paid this one, or nothing he owes.
ONLY_CHANCE = 0.5
#: From here on the payer is taken to be known.
KNOWN = 0.6
#: Of a family with less than this nothing is known at all.
HEARD_OF = 0.02
#: Ways of reading by which the whole number of a document stands in the words.
WHOLE = frozenset(HOWS[: HOWS.index("purchase_order")])
FULL = 10_000
#: How the sign of a payer link ends (payers.py).
LINKED = "earlier payments"
#: From so many items on nobody knows which of them a shortage is for.
MANY = 2


@dataclass(frozen=True)
class Plan:
    """A receipt on its way to a decision: its case, its ranking, what the batch gave it, its stratum's record."""

    case: Case
    ranking: tuple[Ranked, ...]
    assigned: Assigned
    policy: Policy
    stratum: str = ""
    demoted: bool = False
    weights: Weights = COMMITTED

    @lazy
    def best(self) -> Hypothesis:
        """Return the hypothesis that would be posted."""
        return self.ranking[0].hypothesis

    @lazy
    def roots(self) -> frozenset[str]:
        """Return the families it takes items from."""
        return frozenset([self.case.shelf.root(customer) for customer in self.best.customers])


Refusal = Callable[[Plan], bool]


def file_not_trusted(plan: Plan) -> bool:
    """The receipt's file does not prove itself: a total failed, a file told otherwise, or a number was completed.

    Where only an advice's sums fail, its numbers still count as far as the items they name ask just what came.
    """
    receipt = plan.case.receipt
    return not receipt.trusted and not (receipt.advice_doubted and plainly(plan.best))


def repeated_receipt(plan: Plan) -> bool:
    """It repeats a receipt of the same payer, amount and reference."""
    return bool(plan.case.receipt.repeat_of)


def payer_not_ar(plan: Plan) -> bool:
    """People said of this payer that his money is no customer's payment, and it does not foot by numbers of ours."""
    best = plan.best
    own = best.items <= best.named and not (best.loose or best.waiting) and best.difference in TIGHT
    return plan.case.not_ar and not own


def crosses_entity(plan: Plan) -> bool:
    """It names an item of another legal entity or currency."""
    best = plan.best
    own = best.items <= best.named and not (best.loose or best.waiting) and best.difference in TIGHT
    return bool(plan.case.crossing) and not own  # a telephone number may be anybody's: what foots by its names stands


def duplicate_of_closed_item(plan: Plan) -> bool:
    """It names documents that are paid, and what would be posted does not stand on numbers of its own.

    Or its number is that of a paid document of just this amount as well, and what is open asks another sum.
    """
    best = plan.best
    if plan.case.paid_alike and not plainly(best):
        return True
    if not plan.case.closed_hits or best.waiting:
        return False
    return not best.items <= best.named | best.weak or best.loose


def another_customers_item(plan: Plan) -> bool:
    """The payer is known, and the items belong to a customer he has no link to, or one does by a number not written so.

    A name known by itself alone is no other's where the owner's begins with it and his numbers ask just what came.
    Nor is one hardly known, where whole numbers of several others and of nobody else do: he pays for them.
    """
    foreign = {root for root in plan.roots if plan.case.known.get(root, 0.0) < HEARD_OF}
    if not foreign or (foreign <= plan.case.begun and not plan.case.certain and plainly(plan.best)):
        return False
    if plan.case.certain or plan.case.vouched >= KNOWN:
        return True
    if len(plan.roots) == 1:
        return False
    whole = {hit.item_id for hit in plan.case.open_hits if hit.how in WHOLE or (hit.how in GROUPS and hit.strong)}
    theirs = (piece.item for piece in plan.best.pieces if plan.case.shelf.root(piece.item.customer) in foreign)
    for_others = plan.case.vouched < HEARD_OF or (foreign == plan.roots and plainly(plan.best))
    return not for_others or any(item.item_id not in whole for item in theirs)


def disputed_item(plan: Plan) -> bool:
    """It takes a disputed item that is not named."""
    return any(piece.item.disputed and piece.item.item_id not in plan.best.named for piece in plan.best.pieces)


def credit_memo_on_amount(plan: Plan) -> bool:
    """It nets a credit memo nobody named."""
    owed = [piece.item.item_id for piece in plan.best.pieces if piece.item.open < 0]
    if all(item_id in plan.best.named | plan.best.weak for item_id in owed):
        return False
    said = reasons.statement(plan.case.receipt.text) or plan.roots <= plan.case.numbered
    return not (plan.best.rule == "balance" and said)


def part_payment_without_reason(plan: Plan) -> bool:
    """It would pay an item in part without the payer's word for it."""
    return any(
        piece.leaves != piece.item.open
        and not piece.part
        and not (piece.item.open < 0 and piece.item.item_id in plan.best.confirmed)
        for piece in plan.best.pieces
    )


def only_a_proposal(plan: Plan) -> bool:
    """Its family leaves something to guess and is only ever proposed."""
    return plan.best.rule in PROPOSED_ONLY


def weak_reference_alone(plan: Plan) -> bool:
    """A number is read with an edit or a look-alike, and no second signal ties it to the cent."""
    weak = plan.best.weak - plan.best.named - plan.case.together
    if not weak:
        return False
    if all(plan.case.appears(piece.item) for piece in plan.best.pieces if piece.item.item_id in weak):
        return plan.best.loose
    read = {hit.item_id for hit in plan.case.open_hits if not hit.strong and second_signs.as_written(hit)}
    slips = frozenset(
        key for key in weak - read - plan.best.confirmed if not second_signs.breaks_off_in(plan.case, plan.best, key)
    )
    if len(slips) == 1 and second_signs.only_one_asking(plan.case, plan.best, next(iter(slips))):
        slips = frozenset()
    telling = coincidence.density(plan.case.receipt.amount) <= (WEAK_CHANCE if slips else OCR_CHANCE)
    return plan.best.loose or not _to_the_cent(plan) or not (telling or weak <= plan.best.confirmed)


def _to_the_cent(plan: Plan) -> bool:
    """Return whether what is missing is all named by the terms or by the payer; a bank's fee where words state it."""
    names = set(plan.best.difference.split("+"))
    stated = "bank_fee" in names and not any(differences.unstated(plan.best.pieces, plan.case.receipt))
    return plan.best.difference in TIGHT or (stated and names <= {"bank_fee", "discount"})


def numbers_unread(plan: Plan) -> bool:
    """More came than the items named ask, or less, and numbers are cut off, left out or could not be read."""
    best = plan.best
    if (best.on_account or best.difference not in TIGHT) and overlooked.leaves_out(plan.case, best, plan.roots):
        return True
    if plan.case.ranged and not best.rule.startswith("remittance"):
        footing = plan.case.ranged <= best.items or best.rule == "named_exact"
        return best.loose or not footing or best.difference not in TIGHT
    if not best.loose:
        return False
    told = best.items <= best.confirmed
    shared = [piece.item for piece in best.pieces if piece.item.item_id in plan.case.together]
    missed = plan.case.gone or not all(any(akin(raw, item) for item in shared) for raw in plan.case.unread)
    return missed or (best.on_account > 0 and plan.case.cut and not told)


def which_item_is_short(plan: Plan) -> bool:
    """Several items are named, less came, and nothing says which of them is short, or by how much.

    What the words call a bank's fee was kept of the whole payment: on which item it is written off changes nothing.
    """
    best = plan.best
    if overlooked.short_as_stated(plan.case, best):
        return True
    if len(best.pieces) < MANY or best.difference == "exact" or not (best.named or best.weak):
        return False
    if overlooked.charged_for_else(plan.case, best):
        return True
    if best.rule.startswith("remittance"):
        return False
    told = best.confirmed
    taken = [piece for piece in best.pieces if piece.discount and piece.item.item_id not in told]
    rounded = any(piece.discount != differences.discount_of(piece.item) for piece in taken)
    late = [piece for piece in taken if not piece.earned]
    able = sum(differences.discount_of(piece.item) > 0 for piece in best.pieces)
    return rounded or (bool(late) and (len(taken) < able or len(taken) < MANY))


def number_not_ours(plan: Plan) -> bool:
    """The payer names a number that is no open item of ours, and only an amount speaks for one."""
    best, case = plan.best, plan.case
    by_amount = [piece.item for piece in best.pieces if piece.item.item_id not in best.named | best.weak]
    if best.rule.startswith("remittance") or not by_amount:
        return False
    own = (any(akin(raw, item) for item in by_amount) or endings.listed(raw, by_amount) for raw in case.unread)
    return not all(own)


def taken_without_name(plan: Plan) -> bool:
    """It takes items nobody named where others are named; only one whose number is cut or misread may be among them.

    A number of the payer's that stands in his words, though no mention reads it there, names an item too, be it its
    end; so does one of an item that is paid, by another receipt of the day perhaps.
    """
    best, case = plan.best, plan.case
    extra = [piece.item for piece in best.pieces if piece.item.item_id not in best.named | best.weak]
    if best.rule.startswith("remittance") or not extra:
        return False
    if any(item.item_id not in best.items for item in case.glued):
        return True
    if case.gone or endings.of_others(case, best, plan.roots):
        return True
    if not any(reading.strong for reading in case.readings):
        return False
    return not (len(extra) == 1 and len(case.unread) == 1 and akin(case.unread[0], extra[0]))


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


def payer_not_confirmed(plan: Plan) -> bool:
    """The sum does not foot, or no number is given, and it is not known well enough that this payer owes the items.

    Sums beside the numbers, paid and taken off, that make up what each item asks, say that he knows the documents.
    """
    shares = [plan.case.known.get(root, 0.0) for root in plan.roots]
    if not plan.best.named and not plan.best.weak:
        return min(shares) < KNOWN
    likeliest = max(plan.case.known.values(), default=0.0)
    if plan.best.items <= plan.best.confirmed:
        return False
    return plan.best.loose and not all(share >= LIKELY and share == likeliest for share in shares)


def name_alone(plan: Plan) -> bool:
    """Only a name and an amount speak for it, and the name is not exact or others have such an item too."""
    if plan.best.named or plan.best.weak or plan.roots <= plan.case.certain or _two_signs(plan):
        return False
    if plan.case.certain or not plan.roots <= plan.case.exactly_named | plan.case.numbered:
        return True
    asking = plan.case.shelf.asking(plan.case.receipt)
    rivals = any(plan.case.shelf.root(item.customer) not in plan.roots for item in asking)
    return rivals or evidence.chance(plan.case, plan.best) > NAME_CHANCE


def _two_signs(plan: Plan) -> bool:
    """Return whether our customer number, which he wrote, agrees with his name, or with a balance he says he pays."""
    named = min([plan.case.known.get(root, 0.0) for root in plan.roots], default=0.0) >= AGREED
    both = named or second_signs.whole_account(plan.case, plan.best)
    return not plan.case.certain and plan.roots <= plan.case.numbered and both


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


def meant_as_advance(plan: Plan) -> bool:
    """The payer calls it an advance or a payment on account, and names no item."""
    return not plan.best.named and reasons.advance(plan.case.words)


def chance_explains(plan: Plan) -> bool:
    """By amount alone: an unrelated payment would find such an answer here too often."""
    if plan.best.named or plan.best.weak or second_signs.whole_account(plan.case, plan.best):
        return False
    alone = plan.best.rule == "single" and plan.roots <= plan.case.certain
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


def stratum_demoted(plan: Plan) -> bool:
    """Answers of this kind were wrong too often: the stratum's bound is above the policy's."""
    return plan.demoted


#: Reason code -> refusal, the most certain first; the first that holds is the answer.
REFUSALS: dict[str, Refusal] = {
    refusal.__name__: refusal
    for refusal in (
        file_not_trusted,
        repeated_receipt,
        payer_not_ar,
        crosses_entity,
        duplicate_of_closed_item,
        another_customers_item,
        disputed_item,
        credit_memo_on_amount,
        part_payment_without_reason,
        only_a_proposal,
        which_item_is_short,
        weak_reference_alone,
        numbers_unread,
        rival_exact,
        taken_without_name,
        payer_not_confirmed,
        meant_as_advance,
        number_not_ours,
        name_alone,
        thin_payer_link,
        deduction_too_large,
        fee_not_stated,
        discount_not_allowed,
        overpaid,
        interchangeable_items,
        ambiguous,
        chance_explains,
        not_proven,
        contested_item,
        stratum_demoted,
    )
}


#: Of those the only ones that can hold where numbers name all the items and the sum is theirs: the others ask after
#: what is unnamed, weak, loose, waiting, or a difference.
OF_PLAIN: dict[str, Refusal] = {
    refusal.__name__: refusal
    for refusal in (
        file_not_trusted,
        repeated_receipt,
        another_customers_item,
        part_payment_without_reason,
        only_a_proposal,
        which_item_is_short,
        numbers_unread,
        rival_exact,
        interchangeable_items,
        ambiguous,
        not_proven,
        contested_item,
        stratum_demoted,
    )
}


def first(plan: Plan) -> str:
    """Return the code of the first refusal that holds, or `""`."""
    holding = OF_PLAIN if plainly(plan.best) else REFUSALS
    for code, holds in holding.items():
        if holds(plan):
            return code
    return ""


def plainly(best: Hypothesis) -> bool:
    """Return whether numbers name all that it takes, and it takes just what the items ask."""
    sure = best.items <= best.named and best.weak <= best.named
    return sure and best.difference == "exact" and not (best.loose or best.waiting)
