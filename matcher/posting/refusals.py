"""When a proven answer is still not posted: one function a refusal, in fixed order."""

from collections.abc import Callable

from matcher.cases import GROUPS, LIKELY, akin
from matcher.explanations import differences, reasons
from matcher.explanations.hypotheses import PROPOSED_ONLY
from matcher.explanations.named import OCR_CHANCE, WEAK_CHANCE
from matcher.explanations.pieces import TIGHT
from matcher.posting import overlooked
from matcher.posting.limits import (
    deduction_too_large,
    discount_not_allowed,
    fee_not_stated,
    interchangeable_items,
    overpaid,
    stratum_demoted,
    thin_payer_link,
)
from matcher.posting.plan import Plan, plainly
from matcher.posting.rivals import ambiguous, chance_explains, contested_item, not_proven, rival_exact
from matcher.remittance import endings, second_signs
from matcher.remittance.readings import HOWS, OWN
from matcher.weighing import coincidence, evidence

#: How sure a name and a customer number together must make a payer: neither does so alone.
AGREED = 0.9
#: The payer's name and an amount may post only where chance would find so few answers.
NAME_CHANCE = 1e-3
#: From here on the payer is taken to be known.
KNOWN = 0.6
#: Of a family with less than this nothing is known at all.
HEARD_OF = 0.02
#: Ways of reading by which the whole number of a document stands in the words.
WHOLE = frozenset(HOWS[: HOWS.index("purchase_order")])
#: From so many items on nobody knows which of them a shortage is for.
MANY = 2
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
    """A number is read with an edit or a look-alike, and no second signal ties it to the cent.

    Or it is one that a payer calls his own, who by nothing else is known to owe the item.
    """
    weak = plan.best.weak - plan.best.named - plan.case.together
    if not weak:
        return False
    if any(hit.how == OWN and hit.item_id in weak for hit in plan.case.open_hits):
        return True
    if all(plan.case.appears(piece.item) for piece in plan.best.pieces if piece.item.item_id in weak):
        return plan.best.loose
    read = {hit.item_id for hit in plan.case.open_hits if not hit.strong and second_signs.as_written(hit)}
    slips = frozenset(
        key for key in weak - read - plan.best.confirmed if not second_signs.breaks_off_in(plan.case, plan.best, key)
    )
    if second_signs.stems_of_his(plan.case, plan.best, weak, KNOWN):
        return False
    if len(slips) == 1 and second_signs.only_one_asking(plan.case, plan.best, next(iter(slips))):
        slips = frozenset()
    if len(slips) >= MANY and second_signs.priced_alike(plan.case, plan.best, slips):
        return True
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

    Or it takes one of which the payer says that he does not pay it. A number of the payer's that stands in his
    words, though no mention reads it there, names an item too, be it its end; so does one of an item that is paid,
    by another receipt of the day perhaps.
    """
    best, case = plan.best, plan.case
    if overlooked.said_unpaid(case, best):
        return True
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


def payer_not_confirmed(plan: Plan) -> bool:
    """The sum does not foot, or no number is given, and it is not known well enough that this payer owes the items.

    Sums beside the numbers, paid and taken off, that make up what each item asks, say that he knows the documents. Of
    several customers who have his name the number says which he is.
    """
    shares = [plan.case.known.get(root, 0.0) for root in plan.roots]
    if not plan.best.named and not plan.best.weak:
        return min(shares) < KNOWN and not plan.roots <= plan.case.agreed
    likeliest = max(plan.case.known.values(), default=0.0)
    if plan.best.items <= plan.best.confirmed or plan.roots <= plan.case.namesakes:
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
    both = named or plan.roots <= plan.case.agreed or second_signs.whole_account(plan.case, plan.best)
    return not plan.case.certain and plan.roots <= plan.case.numbered and both


def meant_as_advance(plan: Plan) -> bool:
    """The payer calls it an advance or a payment on account, and names no item."""
    return not plan.best.named and reasons.advance(plan.case.words)


def meant_otherwise(plan: Plan) -> bool:
    """The payer calls it something that pays no bill, such as a refund, and names no item."""
    return not plan.best.named and not plan.case.lines and reasons.otherwise(plan.case.words)


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
        meant_otherwise,
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
