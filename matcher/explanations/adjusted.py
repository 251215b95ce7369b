"""What a remittance takes off beside its documents: credit memos its lines name, and discounts told in one sum."""

from collections.abc import Mapping, Sequence

from matcher.cases import Case
from matcher.explanations import differences, reasons
from matcher.explanations.pieces import Piece
from matcher.policy import Policy
from matcher.remittance import normal
from matcher.shelf import Item, Line

#: So many digits of a credit memo's number say that it is meant, whatever stands around them.
MEMO_DIGITS = 4


def netted(case: Case, pieces: tuple[Piece, ...], lines: Mapping[str, Line | None]) -> tuple[Piece, ...]:
    """Return the pieces with credit memos netted that an item's line names as what it took off, each by just its sum.

    Else the payer's credit would stand beside a deduction for the same.
    """
    taken = {piece.item.item_id for piece in pieces}
    whole: list[Piece] = []
    for piece in pieces:
        memo = _memo(case, piece, lines.get(piece.item.item_id))
        if memo is None or memo.item_id in taken:
            whole.append(piece)
            continue
        taken.add(memo.item_id)
        whole += [piece._replace(cash=piece.cash + piece.deduction, deduction=0, reason=""), Piece(memo, memo.open)]
    return tuple(whole)


def _memo(case: Case, piece: Piece, line: Line | None) -> Item | None:
    """Return the one credit memo of the family whose number the line's adjustment names and whose sum it takes off."""
    if line is None or piece.deduction <= 0 or -(line.adjustment or 0) != piece.deduction:
        return None
    words = normal.tight(line.adjustment_text)
    owed = case.shelf.family(case.receipt, case.shelf.root(piece.item.customer)) if words else ()
    named = [item for item in owed if item.open == -piece.deduction and _sign(item.document_number) in words]
    return named[0] if len(named) == 1 else None


def _sign(number: str) -> str:
    """Return by what a number is known among words: its digits, or the whole of it where they are few."""
    digits = normal.digits(number)
    return digits if len(digits) >= MEMO_DIGITS else normal.tight(number)


def discounted(
    case: Case, pieces: tuple[Piece, ...], lines: Sequence[Line | None], taken: int, policy: Policy
) -> tuple[Piece, ...]:
    """Return the pieces with their discounts where lines without a document call just their sum one, else nothing.

    `taken` is that sum, minor units: the discounts of all items that are still earned, or of all that have one.
    """
    said = all(line is not None and _discount(line) for line in lines)
    if not said or any(piece.difference != "exact" for piece in pieces):
        return ()
    able = {piece.item.item_id: differences.discount_of(piece.item) for piece in pieces}
    timely = {piece.item.item_id for piece in pieces if differences.earned(piece.item, case.receipt, policy)}
    for chosen in (timely, set(able)):
        if sum(able[key] for key in chosen) == taken:
            return tuple(_less(case, piece, able[piece.item.item_id], policy, chosen) for piece in pieces)
    return ()


def _discount(line: Line) -> bool:
    """Return whether a line calls what it takes off a discount."""
    return reasons.of(line.adjustment_code, f"{line.adjustment_text} {line.text}") == "discount"


def _less(case: Case, piece: Piece, off: int, policy: Policy, chosen: set[str]) -> Piece:
    """Return the piece less its discount, where it is one of those chosen."""
    if not off or piece.item.item_id not in chosen:
        return piece
    return Piece(piece.item, piece.cash - off, off, differences.earned(piece.item, case.receipt, policy))
