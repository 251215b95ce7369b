"""Post, post in part, ask, keep on account or say that nobody knows: one status and one published reason a receipt."""

from collections.abc import Callable
from typing import NamedTuple

from matcher.cases import Case
from matcher.explanations import differences, free, reasons
from matcher.explanations.hypotheses import PROPOSED_ONLY, RULES
from matcher.explanations.pieces import Hypothesis
from matcher.policy import Policy
from matcher.posting import refusals, rivals
from matcher.posting.plan import Plan
from matcher.posting.refusals import REFUSALS
from matcher.shelf import Shelf

#: Why nothing was posted though no refusal was needed.
OUTCOMES: dict[str, str] = {
    "payer_unknown": "Nobody we know is the payer, and nothing he says names an item of ours.",
    "prepayment": "The payer is known and owes nothing, or calls the money an advance: it stays on his account.",
    "nothing_explains": "The payer is known and no set of his items explains the amount: it stays on his account.",
    "not_all_tried": "The payer is known and owes so much that not every set was tried: it stays on his account.",
    "remittance_incomplete": "What the lines name is applied; lines that name nothing open wait with their amounts.",
    "overpayment": "The items named are paid in full and the rest stays on account.",
    "duplicate_in_part": "What is open is applied; what the payer pays a second time waits.",
}

#: Published (docs/reasons.md): every reason a receipt can show, with its sentence. Posted receipts show their rule.
REASONS: dict[str, str] = {
    **{
        rule.name: rule.sentence[0].upper() + rule.sentence[1:] + "."
        for rule in RULES
        if rule.name not in PROPOSED_ONLY
    },
    **OUTCOMES,
    **{code: (refusal.__doc__ or "").partition("\n")[0] for code, refusal in REFUSALS.items()},
}

#: Refusals that leave the money on the customer's account instead of asking.
UNAPPLIED = frozenset({"duplicate_of_closed_item", "meant_as_advance"})
#: Families that are only offered for want of anything better.
GUESSES = frozenset({"near", "oldest_first", "amount_anywhere"})

#: Of equal items no more than so many are offered.
SWAPS_MAX = 12

#: What holds a receipt back before anything is asked of its items.
HELD: dict[str, Callable[[Case], bool]] = {
    "file_not_trusted": lambda case: not case.receipt.trusted,
    "repeated_receipt": lambda case: bool(case.receipt.repeat_of),
    "payer_not_ar": lambda case: case.not_ar,
    "crosses_entity": lambda case: bool(case.crossing),
}


class Decision(NamedTuple):
    """What becomes of a receipt: its status and reason (CONTRACT), the customer, and what is posted, if anything."""

    status: str
    reason: str
    customer: str
    posted: Hypothesis | None


def decided(plan: Plan) -> Decision:
    """Decide a receipt: the refusals in their order, then what is posted says the status."""
    if not plan.ranking or plan.best.rule in GUESSES or _second_by_chance(plan):
        return _without_answer(plan)
    if refused := refusals.first(plan):
        return _refused(plan, refused)
    pieces = differences.as_cases(plan.best.pieces, plan.case.receipt, plan.policy)
    best = plan.best if pieces == plan.best.pieces else plan.best.but(pieces=pieces)
    return Decision(*_standing(plan.case, best), _customer_of(best), best)


def _second_by_chance(plan: Plan) -> bool:
    """Return whether it names paid documents and only a subset that chance would find too explains it otherwise."""
    return bool(plan.case.closed_hits) and rivals.by_chance(plan.case, plan.best)


def _standing(case: Case, best: Hypothesis) -> tuple[str, str]:
    """Return status and reason of a posting: applied only where every cent has its place."""
    if best.waiting:
        return "partially_applied", "duplicate_in_part" if case.closed_hits else "remittance_incomplete"
    if best.on_account:
        return "partially_applied", "overpayment"
    return "applied", best.rule


def _refused(plan: Plan, code: str) -> Decision:
    """Return the decision a refusal leads to."""
    case = plan.case
    customer = _payer(case) or (_customer_of(plan.best) if plan.best.named else "")
    if code in UNAPPLIED and customer and _certainly(plan, code):
        return Decision("unapplied", "prepayment" if code == "meant_as_advance" else code, customer, None)
    return Decision("review", code, customer, None)


def _certainly(plan: Plan, code: str) -> bool:
    """Return whether it is plainly a second payment: the sum is that of the paid documents it names."""
    return code != "duplicate_of_closed_item" or pays_again(plan.case)


def pays_again(case: Case) -> bool:
    """Return whether the receipt's amount is that of one paid document it names, or of all of them."""
    amounts = {hit.item_id: case.paid_before.get(hit.item_id, 0) for hit in case.closed_hits}
    return bool(amounts) and case.receipt.amount in {*amounts.values(), sum(amounts.values())}


def _without_answer(plan: Plan) -> Decision:
    """Return the decision where nothing explains the receipt; guesses are offered, never posted."""
    case = plan.case
    customer = _payer(case)
    if held := next((code for code, holds in HELD.items() if holds(case)), ""):
        return Decision("review", held, customer, None)
    if case.closed_hits:
        customer = customer or _owner(case)
        return Decision("unapplied" if customer else "review", "duplicate_of_closed_item", customer, None)
    if not customer:
        asked = bool(case.open_hits or case.known)
        return Decision("review" if asked else "unidentified", "payer_unknown", "", None)
    return _on_account(case, customer, plan.policy)


def _on_account(case: Case, customer: str, policy: Policy) -> Decision:
    """Return the decision for a known payer whose money nothing explains."""
    owes = any(item.open > 0 for book in case.books.values() for item in book)
    if not owes or reasons.advance(case.words):
        return Decision("unapplied", "prepayment", customer, None)
    if case.open_hits:
        return Decision("review", "not_proven", customer, None)
    if case.unread:
        return Decision("unapplied", "number_not_ours", customer, None)
    all_tried = all(each.count is not None for each in free.search(case, policy))
    return Decision("unapplied", "nothing_explains" if all_tried else "not_all_tried", customer, None)


def _owner(case: Case) -> str:
    """Return the customer of the paid documents where they all belong to one."""
    owners = sorted({hit.customer for hit in case.closed_hits if hit.rivals == 0})
    return owners[0] if len(owners) == 1 else ""


def _payer(case: Case) -> str:
    """Return the likeliest payer where he is known, else `""`."""
    likely = [payer for payer in case.payers if payer.probability >= 0.5]
    return likely[0].customer if likely else ""


def _customer_of(best: Hypothesis) -> str:
    """Return the customer most of the money belongs to; the least number among equals."""
    shares: dict[str, int] = {}
    for piece in best.pieces:
        shares[piece.item.customer] = shares.get(piece.item.customer, 0) + piece.cash
    return min(shares, key=lambda customer: (-shares[customer], customer))


def swapped(hypothesis: Hypothesis, shelf: Shelf) -> list[Hypothesis]:
    """Return the hypothesis with each interchangeable item in turn, where it takes one item that nobody named."""
    if not hypothesis.pool or len(hypothesis.pieces) != 1 or hypothesis.named:
        return [hypothesis]
    pool = sorted(map(shelf.items.__getitem__, hypothesis.pool), key=lambda item: (item.document_number, item.item_id))
    piece = hypothesis.pieces[0]
    return [hypothesis.but(pieces=(piece._replace(item=item),)) for item in pool[:SWAPS_MAX]]
