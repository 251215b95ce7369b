"""Most payments name what they pay to the cent: their one explanation without a search, the same as a search finds."""

from collections.abc import Sequence

from matcher.cases import RANGE, Case, Reading
from matcher.explanations import differences, named, reasons
from matcher.explanations.pieces import Hypothesis, Piece
from matcher.policy import Policy
from matcher.remittance import choices


def told(case: Case, policy: Policy) -> Hypothesis | None:
    """Return the only explanation where numbers and amounts leave no doubt; None where it must be searched for.

    The items that are named for sure ask together just what came, the lines (if they foot) say so item by item, no
    other item of the payer's asks the same sum, and what else a string might mean is too large for any difference.
    `hypotheses.searched` finds then this one and no other.
    """
    items, ids = case.shelf.items, sorted(case.named)
    if not ids or case.habits or sum(items[key].open for key in ids) != case.receipt.amount:
        return None
    if _alike(case, ids) or any(hit.how == RANGE for hit in case.named.values()):
        return None
    doubtful = [reading for reading in case.readings if not reading.sure]
    whole = tuple(items[key] for key in ids)
    if doubtful and not _too_large(case, doubtful, policy):
        return None
    pieces = tuple(Piece(item, item.open) for item in whole)
    every = frozenset(ids)
    if claims := named.claims(case, policy):
        return Hypothesis("remittance", pieces, 0, 0, every, confirmed=every) if _line_by_line(case, claims) else None
    tried = len(choices.every(case)) if doubtful else 1
    return Hypothesis("named_exact", pieces, 0, 0, every, frozenset(), _beside(case, pieces), tried)


def _alike(case: Case, ids: list[str]) -> bool:
    """Return whether another item of the payer's asks just what came."""
    return any(
        [item.item_id] != ids and not item.disputed and case.shelf.root(item.customer) in case.families
        for item in case.shelf.asking(case.receipt)
    )


def _too_large(case: Case, doubtful: Sequence[Reading], policy: Policy) -> bool:
    """Return whether no discount, fee or deduction could make up for one more of the items that weak readings mean."""
    ids = {hit.item_id for reading in doubtful for hit in reading.hits} - case.named.keys()
    if not ids or any(reading.strong for reading in doubtful):
        return False
    extra = [case.shelf.items[key] for key in ids]
    taken = [differences.discount_of(item) + differences.ROUNDING for item in extra]
    taken += [differences.discount_of(case.shelf.items[key]) + differences.ROUNDING for key in case.named]
    most = sum(taken) + max(differences.fees(case.receipt, policy), default=0)
    return min(item.open for item in extra) > most and not reasons.stated_deductions(
        case.receipt.text, case.receipt.currency
    )


def _line_by_line(case: Case, claims: tuple[named.Claim, ...]) -> bool:
    """Return whether each line means one item of its own, pays just what it asks, and every item has its line."""
    said: set[str] = set()
    for claim in claims:
        ids = {reading.hits[0].item_id for reading in claim.readings if reading.sure}
        sure = len(ids) == 1 and said.isdisjoint(ids) and all(reading.sure for reading in claim.readings)
        if not sure or case.shelf.items[min(ids)].open != claim.paid:
            return False
        said |= ids
    return len(said) == len(case.named)


def _beside(case: Case, pieces: tuple[Piece, ...]) -> frozenset[str]:
    """Return the items beside whose number their own sum stands."""
    said = {(hit.item_id, hit.paid) for reading in case.readings for hit in reading.hits}
    return frozenset(piece.item.item_id for piece in pieces if (piece.item.item_id, piece.cash) in said)
