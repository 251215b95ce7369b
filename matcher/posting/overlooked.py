"""What else a payer's words and sums may mean: items that a posting leaves out, or pays although they are others'.

`roots` are the families that it takes items from.
"""

import re
from collections import Counter
from collections.abc import Iterable

from kit import exclusions
from matcher.cases import Case
from matcher.explanations import differences, reasons, subsets
from matcher.explanations.pieces import Hypothesis
from matcher.policy import Policy
from matcher.remittance import scan, tokens
from matcher.shelf import Hit, Item, Line, core_of
from matcher.weighing import evidence
from matcher.weighing.evidence import ALONE

#: Two items that ask what one asks; where chance alone would give so many pairs they say nothing.
PAIR, PAIR_CHANCE = 2, 0.5

#: Words before or behind a number that is not paid.
_UNPAID = re.compile(rf"\b(?:{'|'.join((*exclusions.BEFORE, *map(' '.join, sorted(exclusions.BEHIND))))})\b")
#: Readings of a number that is not written as the document's.
DAMAGED = frozenset({"ocr", "truncated", "edit", "suffix"})
#: Of these, numbers that are written as far as they go, whatever else begins so.
UNFINISHED = frozenset({"truncated", "suffix"})


def leaves_out(case: Case, best: Hypothesis, roots: frozenset[str]) -> bool:
    """Return whether what stands in the words, though it may be a part of another number, is an item left out."""
    written = {hit.item_id: hit.customer for hit in case.open_hits if hit.how == "exact" and not hit.strong}
    return any(case.shelf.root(written[key]) in roots for key in written.keys() - best.items)


def listed_as_well(case: Case, best: Hypothesis, roots: frozenset[str]) -> bool:
    """Return whether a number that is misread, cut or slipped means one more of their items, of a price that is paid.

    All of a list but one may be paid: where two of it ask the same, nothing says which of them is left.
    """
    if len(best.pieces) < PAIR or best.difference != "exact":
        return False
    paid = {piece.cash for piece in best.pieces}
    damaged = (hit for hit in case.open_hits if not hit.strong and hit.how in DAMAGED)
    weakly = (hit for hit in damaged if not hit.rivals or hit.how in UNFINISHED)
    others = (hit for hit in weakly if hit.item_id not in best.items and case.shelf.root(hit.customer) in roots)
    return any(case.shelf.items[hit.item_id].open in paid for hit in others)


def said_unpaid(case: Case, best: Hypothesis) -> bool:
    """Return whether it takes an item that nothing names but words which say that it is not paid (`NOT FOR 25414`)."""
    if not best.items - best.named or _UNPAID.search(case.words) is None:
        return False
    pieces = tokens.tokens(case.words)
    said = {core_of(each.whole) for at, each in enumerate(pieces) if _left_out(pieces, at)}
    others = (piece.item for piece in best.pieces if piece.item.item_id not in best.named)
    return any(core_of(item.document_number) in said for item in others)


def _left_out(pieces: list[tokens.Token], at: int) -> bool:
    """Return whether a piece is a number that words before it, or behind it, say is not paid."""
    number = pieces[at].sort == "number"
    return number and (pieces[at].role == "excluded" or (at + 1 < len(pieces) and scan.left_out(pieces, at + 1)))


def all_but_the_named(best: Hypothesis) -> bool:
    """Return whether it pays all but one and the words name some of it: `ALL LESS 37067` names what is left out."""
    spoken = best.named | best.weak
    return best.rule == "all_but_one" and bool(spoken) and spoken < best.items


def two_as_well(case: Case, best: Hypothesis, others: Iterable[Hypothesis]) -> bool:
    """Return whether one item is paid without a word, and two others ask just as much, which is hardly chance.

    What asks the sum of two others on purpose is paid as well by the one as by the two, however many pairs there are.
    """
    if best.rule not in ALONE or best.named or best.weak:
        return False
    apart = (each for each in others if len(each.pieces) == PAIR and each.items.isdisjoint(best.items))
    return any(not each.loose and evidence.chance(case, each) <= PAIR_CHANCE for each in apart)


def short_as_stated(case: Case, best: Hypothesis) -> bool:
    """Return whether a sum that the words take off what they name is an item left out, or discounts, in the posting."""
    receipt = case.receipt
    if best.rule == "named_some":
        short = sum(case.shelf.items[key].open for key in case.named) - receipt.amount
        return short in reasons.taken_off(receipt.text, receipt.currency)
    off = sum(piece.discount for piece in best.pieces)
    said = {each.minor for each in reasons.stated_deductions(receipt.text, receipt.currency)} if off else set()
    return off in said and all(piece.deduction != off for piece in best.pieces)


def charged_for_else(case: Case, best: Hypothesis) -> bool:
    """Return whether what it calls a bank's fee may be else: no words state it, or discounts sum to as much."""
    charged = [piece for piece in best.pieces if piece.kind == "bank_fee"]
    if not charged or any(differences.unstated(charged, case.receipt)):
        return bool(charged)
    able = [differences.discount_of(piece.item) for piece in best.pieces if not piece.discount]
    return bool(subsets.exact([off for off in able if off], sum(piece.write_off for piece in charged)).examples)


def paid_of_another(case: Case, best: Hypothesis, roots: frozenset[str]) -> bool:
    """Return whether a line pays not what its item asks, but to the cent what another of these customers' items asks.

    A line that writes what the item asks, or takes off just what is missing, leaves no doubt of it.
    """
    strong = [hit for hit in case.open_hits if hit.strong and hit.item_id in best.items]
    doubtful = [hit for hit in strong if hit.paid not in {None, case.shelf.items[hit.item_id].open}]
    if not doubtful:
        return False
    lines = {line.position: line for line in case.lines}
    named = Counter(hit.item_id for hit in case.open_hits if hit.position in lines)
    made_up = {piece.item.item_id for piece in best.pieces if piece.difference == "exact" and not best.on_account}
    asked = best.items - {key for key in made_up if named[key] > 1}  # those whole by several lines leave no doubt
    for hit in doubtful:
        line, item = lines.get(hit.position), case.shelf.items[hit.item_id]
        if line is None or hit.item_id not in asked or _settles(item, hit, line):
            continue
        if any(
            each.open == hit.paid and each.item_id not in best.items
            for root in roots.union(case.families)
            for each in case.shelf.family(case.receipt, root)
        ):
            return True
    return False


def said_otherwise(case: Case, best: Hypothesis, policy: Policy) -> bool:
    """Return whether lines and words name different items, and each of both makes up what came and a bank's fee.

    Words came with the money, an advice by another way: where not even the sum is the advice's, it may be another's.
    """
    if not case.lines:
        return False
    sure = (reading for reading in case.readings if reading.position < 0 and reading.sure)
    spoken = {reading.hits[0].item_id for reading in sure}
    if spoken <= best.items:
        return False
    above = sum(case.shelf.items[key].open for key in spoken) - case.receipt.amount
    return above in differences.fees(case.receipt, policy)


def _settles(item: Item, hit: Hit, line: Line) -> bool:
    """Return whether what is missing of what an item asks stands on its line."""
    if hit.paid is None or line.gross == item.open:
        return True
    off = differences.discount_of(item)
    by_terms = off > 0 and abs(item.open - hit.paid - off) <= differences.ROUNDING
    return by_terms or differences.told(item, hit.paid, line)


def owed_back(case: Case, best: Hypothesis, roots: frozenset[str]) -> bool:
    """Return whether what is missing is just what a credit memo of theirs owes them.

    Words that call it a rebate may mean the memo; a line that names a document beside what it takes off says which.
    """
    if best.difference == "exact":
        return False
    told = best.rule == "named_deduction"
    missing = {-each.deduction for each in best.pieces if told or each.difference == "unexplained_deduction"}
    missing |= {-piece.write_off for piece in differences.unstated(best.pieces, case.receipt)}
    missing |= {-piece.write_off for piece in best.pieces if piece.kind == "small_balance"}
    families = (case.shelf.family(case.receipt, root) for root in roots) if missing else ()
    return any(item.open in missing for book in families for item in book)
