"""A decision in words and as a certificate: the evidence, the rival it beat, and what would have changed the answer."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from json.encoder import encode_basestring as _text

from kit.money import Money
from matcher.explanations import free, taken
from matcher.explanations.hypotheses import BY_NAME
from matcher.explanations.pieces import Hypothesis, Piece
from matcher.posting import strata
from matcher.posting.decision import REASONS, Decision
from matcher.posting.plan import Plan
from matcher.posting.strata import Track
from matcher.weighing import evidence

#: Goes into every certificate; a change that could change an answer raises it.
ENGINE = "1.18"

#: An agent pays for many families: their books are not counted together.
COUNTED_BOOKS = 3

#: So many documents are listed by number in a sentence.
NUMBERS_SAID = 6

#: Reason -> what would have let it post.
CURES: dict[str, str] = {
    "file_not_trusted": "its file proved itself",
    "repeated_receipt": "it were confirmed as a second payment",
    "payer_not_ar": "the payer were a customer after all, or an item were named",
    "crosses_entity": "the item were of this entity and currency, or a rate and an approval existed",
    "duplicate_of_closed_item": "the document it names were open",
    "another_customers_item": "the payer were linked to the customer of the items",
    "disputed_item": "the disputed item were named by its number",
    "credit_memo_on_amount": "the credit memo were named by its number",
    "part_payment_without_reason": "the payer said that it is a part payment",
    "only_a_proposal": "the payer named what the difference is for",
    "which_item_is_short": "the payer said which item is short, or wrote each item's amount beside its number",
    "taken_without_name": "every item it takes were named",
    "weak_reference_alone": "the number were written as on our document, or its own amount stood beside it",
    "numbers_unread": "the numbers we could not read were known",
    "rival_exact": "the number and the amount meant the same item",
    "payer_not_confirmed": "the payer were known by his account or name",
    "meant_as_advance": "the payer named an item",
    "meant_otherwise": "the payer named an item",
    "name_alone": "the payer's account were known, or an item were named",
    "thin_payer_link": "the payer's account were confirmed once more",
    "deduction_too_large": "the deduction were within the policy's limit",
    "fee_not_stated": "the bank or the payer stated the fee",
    "discount_not_allowed": "the late discount were within the policy's limit",
    "overpaid": "the payer said what the rest is for",
    "interchangeable_items": "the policy settled equal items by their age",
    "ambiguous": "one document number told the explanations apart",
    "chance_explains": "one document number confirmed the amount",
    "not_proven": "one more signal (number, account, amount beside the number) confirmed it",
    "contested_item": "the other receipt that claims the item were settled",
    "stratum_demoted": "answers of this kind had been right again",
    "payer_unknown": "the payer's account or name were linked to a customer",
    "nothing_explains": "the payer said which items he pays",
    "not_all_tried": "the payer said which items he pays",
    "number_not_ours": "the numbers he names were ours",
}


def words(hypothesis: Hypothesis, currency: str) -> str:
    """Return a hypothesis in one sentence: its family, then each difference with its sum."""
    parts = [BY_NAME[hypothesis.rule].sentence]
    if hypothesis.difference != "exact":
        different = (piece for piece in hypothesis.pieces if piece.difference != "exact")
        parts += [f"{_label(piece)} on {piece.item.document_number}" for piece in different]
    if hypothesis.on_account:
        parts.append(f"{Money(hypothesis.on_account, currency)} on account")
    if hypothesis.waiting:
        parts.append(f"{Money(hypothesis.waiting, currency)} waits")
    return "; ".join(parts)


def _label(piece: Piece) -> str:
    """Return the differences of a piece with their sums."""
    currency = piece.item.currency
    names = []
    if piece.discount:
        names.append(f"discount {Money(piece.discount, currency)}{'' if piece.earned else ' (taken late)'}")
    if piece.write_off:
        names.append(f"{piece.kind.replace('_', ' ')} {Money(piece.write_off, currency)}")
    if piece.deduction:
        names.append(f"deduction {Money(piece.deduction, currency)} ({piece.reason})")
    if piece.part:
        names.append(f"part payment {Money(piece.cash, currency)}")
    return " and ".join(names)


def explanation(plan: Plan, decision: Decision) -> str:
    """Return why the receipt was decided so, with the rival that was beaten or that stands in the way."""
    currency = plan.case.receipt.currency
    said = REASONS[decision.reason]
    learned = taken.said(plan.case, plan.best if plan.ranking else None) if plan.case.habits else ""
    if not plan.ranking:
        return f"{said}{learned}"
    best = _sentence(plan.best, currency)
    if decision.posted is None:
        best = f"{said} Best explanation: {best}"
    elif decision.reason != plan.best.rule:
        best = f"{said} {best[0].upper() + best[1:]}"
    payer = next((p for p in plan.case.payers if p.customer == decision.customer and p.explanation), None)
    known = f" Payer: {payer.explanation}." if payer else ""
    rival = f" Next: {_sentence(plan.ranking[1].hypothesis, currency)}" if len(plan.ranking) > 1 else ""
    return f"{best[0].upper() + best[1:]}{known}{learned}{rival}"


def _sentence(hypothesis: Hypothesis, currency: str) -> str:
    """Return a hypothesis in words with the documents it takes, so that no two read alike."""
    numbers = sorted({piece.item.document_number for piece in hypothesis.pieces})
    more = f" and {len(numbers) - NUMBERS_SAID} more" if len(numbers) > NUMBERS_SAID else ""
    return f"{words(hypothesis, currency)} ({', '.join(numbers[:NUMBERS_SAID])}{more})."


def would_apply_if(plan: Plan, decision: Decision) -> str:
    """Return what would have let the receipt post; `""` where it did."""
    if decision.posted is not None:
        return ""
    said = CURES.get(decision.reason, "")
    short = next((piece for piece in plan.best.pieces if piece.deduction), None) if plan.ranking else None
    if short and short.reason == "unexplained":
        return f"the {Money(short.deduction, short.item.currency)} had a reason code"
    return said


def spans(plan: Plan, hypothesis: Hypothesis) -> str:
    """Return where in the receipt's text the evidence stands, as JSON `[[start, end, what], …]`."""
    found = {
        (hit.start, hit.end, hit.document_number)
        for hit in plan.case.open_hits
        if 0 <= hit.start < hit.end and hit.item_id in hypothesis.items
    }
    return _list([f"[{start},{end},{_text(what)}]" for start, end, what in sorted(found)])


def certificate(plan: Plan, decision: Decision, *, digest: str, as_of: date, history: Mapping[str, Track]) -> str:
    """Return the certificate as canonical JSON: keys sorted, numbers of fixed digits, nothing from a clock."""
    body = {
        **_terms(plan.policy.digest, plan.policy.version, plan.weights.digest, plan.weights.version),
        "as_of": f'"{as_of.isoformat()}"',
        "engine": _text(ENGINE),
        "inputs": _text(digest),
        "status": _text(decision.status),
        "reason": _text(decision.reason),
    }
    if plan.ranking:
        body |= _proof(plan, history)
    if used := taken.used(plan.case, plan.best if plan.ranking else None):
        body["knowledge"] = _texts({habit.knowledge_id for habit in used})  # what was learned and had a say here
    return _object(body)


@lru_cache(maxsize=64)
def _terms(policy: str, policy_version: str, weights: str, weights_version: str) -> dict[str, str]:
    """Return under what it was decided."""
    terms = {"policy": policy, "policy_version": policy_version}
    terms |= {"weights": weights, "weights_version": weights_version}
    return {name: _text(value) for name, value in terms.items()}


def _proof(plan: Plan, history: Mapping[str, Track]) -> dict[str, str]:
    """Return the part of a certificate that speaks of the best explanation and its rivals."""
    first = plan.ranking[0]
    by_name = first.hypothesis.items <= first.hypothesis.named
    count = free.counted(plan.case, plan.policy, cheaply=by_name) if len(plan.case.families) <= COUNTED_BOOKS else None
    rival = plan.ranking[1] if len(plan.ranking) > 1 else None
    margin = plan.assigned.margin
    return {
        "hypothesis": _plain(first.hypothesis),
        "spans": spans(plan, first.hypothesis),
        "evidence": _object({term.name: f'"{term.nats:.3f}"' for term in first.terms}),
        "probability": f'"{first.probability:.6f}"',
        "explanations_listed": str(len(plan.ranking)),
        "exact_subsets_of_all_sizes": '"not proven"' if count is None else str(count),
        "expected_by_chance": f'"{evidence.chance(plan.case, first.hypothesis):.6g}"',
        "best_rival": _plain(rival.hypothesis) if rival else "null",
        "distance_to_rival": f'"{first.score - rival.score:.3f}"' if rival else "null",
        "batch_margin": "null" if margin == float("inf") else f'"{margin:.3f}"',
        "contested_with": _list(map(_text, plan.assigned.with_whom)),
        "stratum": _text(plan.stratum),
        "stratum_bound": f'"{strata.bound(plan.stratum, history):.6f}"',
    }


def _plain(hypothesis: Hypothesis) -> str:
    """Return a hypothesis as JSON."""
    pieces = sorted([(piece.key, _text(piece.difference), _text(piece.reason)) for piece in hypothesis.pieces])
    said = [
        f"[{_text(item_id)},{cash},{discount},{write_off},{deduction},{difference},{reason}]"
        for (item_id, cash, discount, write_off, deduction), difference, reason in pieces
    ]
    return (
        f'{{"difference":{_text(hypothesis.difference)},"named":{_texts(hypothesis.named)},'
        f'"on_account":{hypothesis.on_account},"pieces":{_list(said)},'
        f'"rule":{_text(hypothesis.rule)},"waiting":{hypothesis.waiting},"weak":{_texts(hypothesis.weak)}}}'
    )


def _texts(texts: Iterable[str]) -> str:
    """Return texts as a JSON list, in order."""
    return _list(map(_text, sorted(texts)))


def _list(values: Iterable[str]) -> str:
    """Return JSON values as a JSON list."""
    return f"[{','.join(values)}]"


def _object(values: Mapping[str, str]) -> str:
    """Return JSON values as a JSON object, keys sorted."""
    return _template(*values) % values


@lru_cache(maxsize=4_096)
def _template(*keys: str) -> str:
    """Return a JSON object with a place for the value of each key; few sets of keys are ever asked for."""
    return f"{{{','.join(f'{_text(key)}:%({key})s' for key in sorted(keys))}}}"
