"""What beside a cut, misread or doubtful number leaves one item, and what takes weight from a sum."""

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import reduce
from operator import or_

from matcher.cases import GROUPS, LIKELY, SLIPS_MAX, Case, apart
from matcher.explanations import differences, reasons
from matcher.explanations.pieces import Hypothesis
from matcher.shelf import Hit
from matcher.shown import goes_on
from matcher.weighing import coincidence

#: Readings of a number of which a part is written: its beginning or its end.
IN_PART = frozenset({"truncated", "prefix"})
#: Rules that take all that is due, or open.
ALL_OF_IT = frozenset({"all_due", "all_open", "balance"})
#: Sums of all sizes are looked for where what came is so many units of the amounts' grid at most.
GRID_MAX = 1 << 16


def _roots(case: Case, best: Hypothesis) -> list[str]:
    """Return the families it takes items from, sorted."""
    return sorted({case.shelf.root(piece.item.customer) for piece in best.pieces})


def as_written(hit: Hit) -> bool:
    """Return whether no sign of the number was changed: look-alikes, or a part of it that no other item has."""
    return hit.how == "ocr" or (hit.how in IN_PART and hit.rivals == 0)


def stems_of_his(case: Case, best: Hypothesis, weak: AbstractSet[str], sure: float) -> bool:
    """Return whether stems of a list in no order are all that is weak, and every number means one item of the payer's.

    He is as `sure` as that, and the items together ask just what came.
    """
    stems = {hit.item_id for hit in case.open_hits if hit.how == "stem"}
    known = all(case.known.get(root, 0.0) >= sure for root in _roots(case, best))
    return weak <= stems and known and all_read(case, best)


def breaks_off_in(case: Case, best: Hypothesis, item_id: str) -> bool:
    """Return whether the payer's list breaks off in the item's number."""
    piece = goes_on.torn(case, best.items - {item_id})
    return best.rule == "named_completed" and goes_on.begun(case.shelf.items[item_id], piece)


def only_one_asking(case: Case, best: Hypothesis, item_id: str) -> bool:
    """Return whether bank data vouch for the payer, and of all he owes only this item asks the sum it is paid.

    Whatever he slipped on, he owes nothing else that it could be.
    """
    piece, roots = next(each for each in best.pieces if each.item.item_id == item_id), _roots(case, best)
    if not case.certain.issuperset(roots) or piece.item.open < 0:
        return False
    own = (item for root in roots for item in case.shelf.family(case.receipt, root))
    others = (item for item in own if item.item_id != item_id)
    return not any(piece.cash in {item.open, item.open - differences.discount_of(item)} for item in others)


def priced_alike(case: Case, best: Hypothesis, slips: AbstractSet[str]) -> bool:
    """Return whether another of the families' items asks what one of these does: then the sum confirms neither."""
    prices = {piece.item.open for piece in best.pieces if piece.item.item_id in slips}
    own = (item for root in _roots(case, best) for item in case.shelf.family(case.receipt, root))
    return any(item.open in prices and item.item_id not in best.items for item in own)


def whole_account(case: Case, best: Hypothesis) -> bool:
    """Return whether words say that a balance is paid, our customer number stands by them, and it is all of that.

    All that is open of the customers it pays, credit memos netted, to the cent. Where bank data vouch for the payer,
    all that is due is enough.
    """
    roots = _roots(case, best)
    if best.rule in ALL_OF_IT and best.items <= best.confirmed and case.certain.issuperset(roots):
        return True
    if best.difference != "exact" or not case.numbered.issuperset(roots) or not reasons.statement(case.receipt.text):
        return False
    owed = (item for root in roots for item in case.shelf.family(case.receipt, root))
    return best.items == {item.item_id for item in owed if item.customer in best.customers}


def others_sum(case: Case, best: Hypothesis) -> bool:
    """Return whether others of the families' items, some of them less their discounts, make up what came.

    A sum too fine to be looked for on the grid of the amounts is taken for one they make up.
    """
    owed = [item for root in _roots(case, best) for item in case.shelf.family(case.receipt, root)]
    prices = [(item.open, item.open - differences.discount_of(item)) for item in owed if item.item_id not in best.items]
    able = [{price for price in each if 0 < price <= case.receipt.amount} for each in prices]
    unit = math.gcd(case.receipt.amount, *(price for each in able for price in each))
    wanted = case.receipt.amount // unit
    if wanted > GRID_MAX:
        return True
    reached, within = 1, (1 << wanted + 1) - 1
    for each in able:
        reached |= _above(reached, [price // unit for price in each]) & within
    return bool(reached >> wanted & 1)


def _above(reached: int, prices: Sequence[int]) -> int:
    """Return the sums, one bit each, that one of the prices on top of a sum reached gives."""
    return reduce(or_, (reached << price for price in prices), 0)


def all_read(case: Case, best: Hypothesis) -> bool:
    """Return whether it takes just what every reading means, each one item, to the cent: then nothing is chosen."""
    read = {hit.item_id for reading in case.readings for hit in reading.hits}
    alone = all(len(reading.hits) == 1 for reading in case.readings)
    return alone and best.items == read and best.difference == "exact"


def grid(case: Case, best: Hypothesis) -> float:
    """Return how many times likelier a sum of several is hit where all that the payer owes stands at a price list.

    Prices that are multiples of fifty cents make sums that are: nothing else could have come, cents or no cents.
    """
    if len(best.pieces) == 1:
        return 1.0
    owed = (item.open for root in _roots(case, best) for item in case.shelf.family(case.receipt, root))
    return max(1.0, math.gcd(*owed) / coincidence.lattice(case.receipt.amount))


def slip_of_another(case: Case, best: Hypothesis) -> bool:
    """Return whether what came is not what the items named ask, but what an item asks whose number is a slip away.

    Whosever it is: numbers are issued one after the other to many customers. Beside others it is the payer's own, and
    asks what one of the named is paid and what is left.
    """
    if not best.loose or not best.named:
        return False
    written = [case.shelf.items[key].document_number for key in best.named if key in case.shelf.items]
    return _asked_nearby(case, best, written, SLIPS_MAX) or _asked_instead(case, best)


def _asked_instead(case: Case, best: Hypothesis) -> bool:
    """Return whether another of the families' items asks what one is paid and the rest, its number a slip away."""
    named = [piece for piece in best.pieces if piece.item.item_id in best.named]
    if len(best.pieces) == 1 or not named:
        return False
    owed = [item for root in _roots(case, best) for item in case.shelf.family(case.receipt, root)]
    return any(
        item.open == piece.cash + best.on_account and apart(piece.item.document_number, item) <= SLIPS_MAX
        for piece in named
        for item in owed
        if item.item_id not in best.items
    )


def a_stranger_may_have_slipped(case: Case, best: Hypothesis) -> bool:
    """Return whether a payer nobody knows named an item that asks just what came, as another's a slip away asks too.

    Where few prices are asked of many, both are as good: of whoever pays nothing says which of the two he owes. One of
    several who bear his name, or whose begins with it, is somebody: only among these he may have slipped.
    """
    if len(best.pieces) != 1 or best.loose:
        return False
    root = case.shelf.root(best.pieces[0].item.customer)
    if case.known.get(root, 0.0) >= LIKELY:
        return False
    called = case.namesakes | case.begun
    among = called if root in called else None
    hits = [hit for hit in map(case.named.get, best.items) if hit and hit.how not in GROUPS]  # orders count otherwise
    return _asked_nearby(case, best, [hit.document_number for hit in hits], 1, frozenset({root}), among)


def _asked_nearby(  # noqa: PLR0917
    case: Case,
    best: Hypothesis,
    written: Sequence[str],
    most: int,
    but: frozenset[str] = frozenset(),
    among: frozenset[str] | None = None,
) -> bool:
    """Return whether another item asks just what came, its number so many signs at most from one written.

    Items of the families `but` do not count, nor those of others than `among`, where it is given.
    """
    others = [item for item in case.shelf.asking(case.receipt) if item.item_id not in best.items]
    roots = {case.shelf.root(item.customer) for item in others} - but
    roots = roots if among is None else roots & among
    near = (item for item in others if case.shelf.root(item.customer) in roots)
    return any(apart(number, item) <= most for item in near for number in written)
