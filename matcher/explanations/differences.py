"""Between what an item asks and what came stand named differences only; a sum without a name is never tolerated."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache

from kit.money import share
from matcher.explanations import reasons, subsets
from matcher.explanations.pieces import Piece
from matcher.explanations.reasons import Deduction
from matcher.policy import Policy
from matcher.shelf import Item, Line, Receipt

#: More items than this with a discount of their own: only all of them or the earned ones are tried.
DISCOUNTS_MAX = 16
#: Payers round a discount per item or on the total: so many minor units an item may differ.
ROUNDING = 1
#: Terms give a discount in basis points.
FULL = 10_000


def discount_of(item: Item) -> int:
    """Return what the terms allow on what is open: of a part-paid item the same rate, rounded once (DOMAIN §2)."""
    if item.discount_until is None or item.open <= 0 or item.amount <= 0:
        return 0
    if item.open == item.amount:
        return item.discount
    rate = share(item.discount, FULL, item.amount)
    if share(item.amount, rate, FULL) == item.discount:
        return share(item.open, rate, FULL)
    return share(item.discount, item.open, item.amount)


def earned(item: Item, receipt: Receipt, policy: Policy) -> bool:
    """Return whether the discount was taken in time, grace included (DOMAIN §2)."""
    last, came = item.discount_until, receipt.received_on
    return last is not None and (came <= last or came <= last + timedelta(days=policy.discount_grace_days))


def off(item: Item, receipt: Receipt, policy: Policy) -> int:
    """Return the discount that was earned, 0 where none was."""
    return discount_of(item) if earned(item, receipt, policy) else 0


def timely(items: Iterable[Item], receipt: Receipt, policy: Policy) -> list[int]:
    """Return what each item asks less the discount that was earned."""
    last = receipt.received_on - timedelta(days=policy.discount_grace_days)
    return [
        item.open - discount_of(item) if item.discount_until and item.discount_until >= last else item.open
        for item in items
    ]


def price_lists(items: Sequence[Item], receipt: Receipt, policy: Policy) -> list[list[int]]:
    """Return what the items ask, and what they ask less their earned discounts where that differs."""
    full, less = [item.open for item in items], timely(items, receipt, policy)
    return [full] if less == full else [full, less]


def fees(receipt: Receipt, policy: Policy) -> frozenset[int]:
    """Return the sums a bank may have kept back from this receipt: known ones, and those its text states.

    Where the payer says that he pays a part, only what is stated is a fee.
    """
    usual = "" if reasons.part_payment(receipt.text) else receipt.method
    return kept_back(usual, receipt.text, receipt.currency, policy)


def kept_back(method: str, text: str, currency: str, policy: Policy) -> frozenset[int]:
    """Return the sums a bank may have kept back from money that came this way, or as its text states, minor units."""
    usual, said = policy.bank_fees if method in policy.bank_fee_methods else (), reasons.stated_fees(text, currency)
    return _known(usual, said, policy.bank_fee_limit) if usual or said else said


def stated(receipt: Receipt, policy: Policy) -> frozenset[int]:
    """Return the fees that the receipt's text states: what they explain, no other fee is thought of for."""
    known = fees(receipt, policy)
    return known & reasons.stated_fees(receipt.text, receipt.currency) if known else known


@lru_cache(maxsize=1 << 12)
def _known(usual: tuple[int, ...], stated: frozenset[int], most: int) -> frozenset[int]:
    return frozenset(fee for fee in {*usual, *stated} if 0 < fee <= most)


def settled(item: Item, paid: int, receipt: Receipt, policy: Policy, line: Line | None = None) -> Piece | None:
    """Return the piece by which `paid` settles a named item, or None where more was paid than is open.

    Discount before tolerance, tolerance before deduction (DOMAIN §4.3).
    """
    if item.open < 0:
        return Piece(item, paid, part=paid != item.open) if item.open <= paid < 0 else None
    short = item.open - paid
    if short < 0 or paid <= 0:
        return None
    if short == 0:
        return Piece(item, paid)
    return (
        _as_stated(item, paid, receipt, policy, line)
        or _by_terms(item, paid, receipt, policy)
        or _part(item, paid, receipt, line)
        or _by_bank(item, paid, receipt, policy)
        or _small(item, paid, policy)
        or _all_but_small(item, paid, receipt, policy, line)
        or Piece(item, paid, deduction=short, reason=_reason(receipt, line, short))
    )


def _as_stated(item: Item, paid: int, receipt: Receipt, policy: Policy, line: Line | None) -> Piece | None:
    """The payer's own line says discount and adjustment, and they explain the shortage to the cent."""
    if line is None:
        return None
    short, taken, adjusted = item.open - paid, line.discount or 0, -(line.adjustment or 0)
    if (taken, adjusted) == (0, 0) or taken < 0 or adjusted < 0:
        return None
    allowed = discount_of(item)
    if not taken and _meant_as_discount(line, adjusted, allowed):
        taken, adjusted = adjusted, 0
    if taken + adjusted != short:
        if not adjusted or taken or adjusted + allowed != short:
            return None
        taken = allowed
    by_terms = (taken if taken <= allowed + ROUNDING else allowed) if allowed else 0
    deducted = short - by_terms
    reason = "" if not deducted else reasons.of(line.adjustment_code, line.adjustment_text) if adjusted else "discount"
    return Piece(
        item, paid, by_terms, earned(item, receipt, policy) if by_terms else True, deduction=deducted, reason=reason
    )


def _meant_as_discount(line: Line, adjusted: int, allowed: int) -> bool:
    """Return whether what a line takes off is a discount: by its name, or the terms' to the cent where it has none."""
    unnamed = not (line.adjustment_code or line.adjustment_text.strip())
    by_amount = unnamed and allowed > ROUNDING and abs(adjusted - allowed) <= ROUNDING
    return by_amount or reasons.of(line.adjustment_code, line.adjustment_text) == "discount"


def _by_terms(item: Item, paid: int, receipt: Receipt, policy: Policy) -> Piece | None:
    """The shortage is the discount of the item's terms."""
    short, allowed = item.open - paid, discount_of(item)
    if allowed > ROUNDING and abs(short - allowed) <= ROUNDING:
        return Piece(item, paid, short, earned(item, receipt, policy))
    return None


def _part(item: Item, paid: int, receipt: Receipt, line: Line | None) -> Piece | None:
    """The payer calls it a part payment."""
    fields = (receipt.text, *receipt.references)
    said = " ".join(fields if line is None else (line.text, line.adjustment_text, *fields))
    return Piece(item, paid, part=True) if reasons.part_payment(said) else None


def _by_bank(item: Item, paid: int, receipt: Receipt, policy: Policy) -> Piece | None:
    """The shortage is a bank fee, alone or beside the item's discount; one the text states before one it does not."""
    short, allowed = item.open - paid, discount_of(item)
    for known in (stated(receipt, policy), fees(receipt, policy)):
        if short in known:
            return Piece(item, paid, write_off=short, kind="bank_fee")
        if allowed and short - allowed in known:
            return Piece(item, paid, allowed, earned(item, receipt, policy), write_off=short - allowed, kind="bank_fee")
    return None


def _small(item: Item, paid: int, policy: Policy) -> Piece | None:
    """What is left is not worth a case."""
    short = item.open - paid
    return Piece(item, paid, write_off=short, kind="small_balance") if _is_small(short, item, policy) else None


def _is_small(short: int, item: Item, policy: Policy) -> bool:
    """Return whether a shortage is within the tolerance."""
    return 0 < short <= policy.small_balance_limit and short * 10 < item.open


def _all_but_small(item: Item, paid: int, receipt: Receipt, policy: Policy, line: Line | None) -> Piece | None:
    """What the line takes off, or else the discount that was earned, leaves a shortage that is not worth a case."""
    said = 0 if line is None else (line.discount or 0) - (line.adjustment or 0)
    for known in (said, off(item, receipt, policy)):
        rest = item.open - paid - known
        if known <= 0 or not _is_small(rest, item, policy):
            continue
        piece = _as_stated(item, paid + rest, receipt, policy, line) or _by_terms(item, paid + rest, receipt, policy)
        if piece is not None:
            return piece._replace(cash=paid, write_off=rest, kind="small_balance")
    return None


def _reason(receipt: Receipt, line: Line | None, short: int) -> str:
    """Return the reason the remittance gives for a shortage, else `unexplained`."""
    if line is not None and line.adjustment and -line.adjustment == short:
        return reasons.of(line.adjustment_code, line.adjustment_text)
    return reasons.stated_deduction(receipt.text, short, receipt.currency) or "unexplained"


def unstated(pieces: Iterable[Piece], receipt: Receipt) -> Iterator[Piece]:
    """Yield the pieces whose bank fee no text states."""
    said = reasons.stated_fees(receipt.text, receipt.currency)
    return (piece for piece in pieces if piece.kind == "bank_fee" and piece.write_off not in said)


def late(pieces: Iterable[Piece]) -> int:
    """Return the sum of the discounts that were taken too late, in minor units."""
    return sum(piece.discount for piece in pieces if not piece.earned)


def as_cases(pieces: tuple[Piece, ...], receipt: Receipt, policy: Policy) -> tuple[Piece, ...]:
    """Return the pieces as they are posted: what the policy neither allows nor asks about becomes a deduction case.

    The cash stays as it is; nothing is let go that the payer still owes.
    """
    if not any(piece.kind or piece.discount for piece in pieces):
        return pieces
    doubted = {piece.item.item_id for piece in unstated(pieces, receipt)} if policy.unstated_fee == "deduct" else set()
    refused = policy.late_discount == "deduct" and late(pieces) > policy.unearned_discount_limit
    return tuple(
        _as_case(piece, fee=piece.item.item_id in doubted, late=refused and not piece.earned) for piece in pieces
    )


def _as_case(piece: Piece, *, fee: bool, late: bool) -> Piece:
    """Return the piece with its fee or late discount made a deduction; one beside a stated deduction joins it."""
    if fee:
        taken, reason = piece.deduction + piece.write_off, piece.reason or "bank_fee"
        piece = piece._replace(write_off=0, kind="", deduction=taken, reason=reason)
    if late:
        taken, reason = piece.deduction + piece.discount, piece.reason or "discount"
        piece = piece._replace(discount=0, earned=True, deduction=taken, reason=reason)
    return piece


def told(item: Item, paid: int, line: Line | None) -> bool:
    """Return whether a line writes what it pays and what it takes off, and both together are what the item asks."""
    if line is None:
        return False
    off = (line.discount or 0) - (line.adjustment or 0)
    return off > 0 and paid + off == item.open


def unproven(piece: Piece) -> bool:
    """Return whether the difference has no name of its own."""
    return piece.reason == "unexplained"


def of_set(
    items: Sequence[Item], total: int, receipt: Receipt, policy: Policy, said: Mapping[str, int]
) -> list[tuple[Piece, ...]]:
    """Return how a named set and its total agree: exactly, by discounts, or by one bank fee; several if ambiguous.

    `said` are the discounts the payer wrote beside the items' numbers.
    """
    short = sum(item.open for item in items) - total
    if short == 0:
        return [tuple(Piece(item, item.open) for item in items)]
    if short < 0:
        return []
    said_fees = stated(receipt, policy)
    if short in said_fees and (found := _with_fee(items, short, receipt, policy)):
        return found  # what the payer calls a fee is none of the discounts, which may sum to as much
    if found := _discounted(items, short, receipt, policy, said):
        return found
    if said_fees and short not in said_fees and _both(items, short, said_fees, receipt, policy, said):
        return []  # the fee that is stated explains it beside discounts (`with_both`)
    return _with_fee(items, short, receipt, policy)


def less_deductions(
    items: Sequence[Item], total: int, taken: Mapping[str, Deduction], receipt: Receipt, policy: Policy
) -> Iterator[list[tuple[Piece, ...]]]:
    """Yield how a named set agrees with its total once the deductions the payer states are taken off their items.

    `taken` are the stated deductions by item; what they leave is exact, discounts or one bank fee, and then discounts
    and a fee. An item that would be paid nothing is refused: then no answer is given.
    """
    rest = total + sum(each.minor for each in taken.values())
    for foots in (of_set, with_both):
        yield _eased_all(foots(items, rest, receipt, policy, {}), taken)


def _eased_all(answers: Sequence[tuple[Piece, ...]], taken: Mapping[str, Deduction]) -> list[tuple[Piece, ...]]:
    """Return the answers less what the payer took off each item; those in which an item would be paid nothing fall."""
    eased = [tuple(_eased(piece, taken.get(piece.item.item_id)) for piece in pieces) for pieces in answers]
    return [pieces for pieces in eased if all(piece.cash > 0 or piece.item.open < 0 for piece in pieces)]


def _eased(piece: Piece, taken: Deduction | None) -> Piece:
    """Return the piece less what the payer took off it."""
    if taken is None:
        return piece
    return piece._replace(cash=piece.cash - taken.minor, deduction=taken.minor, reason=taken.reason)


def _discounted(
    items: Sequence[Item], short: int, receipt: Receipt, policy: Policy, said: Mapping[str, int]
) -> list[tuple[Piece, ...]]:
    """The shortage is the discounts the payer wrote, or those of all items, of the earned ones, of a choice of them."""
    allowed = {item.item_id: discount_of(item) for item in items}
    if short > sum(allowed.values()) + ROUNDING * len(items):
        return []
    written = {item.item_id: said[item.item_id] for item in items if item.item_id in said}
    if sum(written.values()) == short and all(_near(allowed[key], taken) for key, taken in written.items()):
        return [_taken(items, written, receipt, policy)]
    able = [item.item_id for item in items if allowed[item.item_id] > 0]
    timely = [item.item_id for item in items if item.item_id in able and earned(item, receipt, policy)]
    for chosen in (timely, able):
        if chosen and sum(allowed[key] for key in chosen) == short:
            return [_taken(items, {key: allowed[key] for key in chosen}, receipt, policy)]
    for chosen in (timely, able):
        if rounded := _rounded(chosen, allowed, short):
            return [_taken(items, rounded, receipt, policy)]
    for chosen in (timely, able):
        if 1 < len(chosen) <= DISCOUNTS_MAX:
            found = subsets.exact([allowed[key] for key in chosen], short)
            picks = [[key for key, take in zip(chosen, pick, strict=True) if take] for pick in found.examples]
            if picks:
                return [_taken(items, {key: allowed[key] for key in pick}, receipt, policy) for pick in picks]
    return []


def _near(allowed: int, taken: int) -> bool:
    """Return whether a discount the payer wrote is the terms', give or take his rounding."""
    return allowed > 0 and abs(taken - allowed) <= ROUNDING


def _rounded(chosen: Sequence[str], allowed: Mapping[str, int], short: int) -> dict[str, int]:
    """Return the discounts with the payer's rounding of their sum on the largest; of several items only to propose."""
    drift = short - sum(allowed[key] for key in chosen)
    if not chosen or abs(drift) > ROUNDING * len(chosen) or abs(drift) >= min(allowed[key] for key in chosen):
        return {}
    largest = max(chosen, key=lambda key: (allowed[key], key))
    return {key: allowed[key] + (drift if key == largest else 0) for key in chosen}


def _taken(items: Sequence[Item], taken: Mapping[str, int], receipt: Receipt, policy: Policy) -> tuple[Piece, ...]:
    """Return the pieces with the discounts that are taken."""
    less = ((item, taken.get(item.item_id, 0)) for item in items)
    return tuple(
        Piece(item, item.open - off, off, earned(item, receipt, policy) if off else True) for item, off in less
    )


def _with_fee(items: Sequence[Item], short: int, receipt: Receipt, policy: Policy) -> list[tuple[Piece, ...]]:
    """A bank fee stands on the largest item, which of several is only proposed: one fee a wire."""
    if short not in fees(receipt, policy):
        return []
    return charged([Piece(item, item.open) for item in items], short)


def with_both(
    items: Sequence[Item], total: int, receipt: Receipt, policy: Policy, said: Mapping[str, int]
) -> list[tuple[Piece, ...]]:
    """Return how a named set agrees with its total by discounts and one bank fee together.

    Beside a fee only the discounts that the payer wrote or every earned one are tried, never a choice of them.
    """
    short = sum(item.open for item in items) - total
    known = (stated(receipt, policy), fees(receipt, policy))
    return next((found for some in known if (found := _both(items, short, some, receipt, policy, said))), [])


def _both(  # noqa: PLR0917 - a set, what is missing, and what may explain it
    items: Sequence[Item], short: int, known: frozenset[int], receipt: Receipt, policy: Policy, said: Mapping[str, int]
) -> list[tuple[Piece, ...]]:
    """Return the discounts written, or else the earned ones, with what is missing beside them as one of the fees."""
    written = {item.item_id: said[item.item_id] for item in items if item.item_id in said}
    timely = {item.item_id: off(item, receipt, policy) for item in items}
    for taken in (written, {key: less for key, less in timely.items() if less}):
        by_terms = all(_near(discount_of(item), taken[item.item_id]) for item in items if item.item_id in taken)
        if taken and by_terms and short - sum(taken.values()) in known:
            return charged(_taken(items, taken, receipt, policy), short - sum(taken.values()))
    return []


def charged(pieces: Sequence[Piece], fee: int) -> list[tuple[Piece, ...]]:
    """Return the pieces with a bank fee off the largest that can bear it, or nothing where none can."""
    able = [piece for piece in pieces if piece.cash > fee]
    if not able:
        return []
    bears = min(able, key=lambda piece: (-piece.item.open, piece.item.item_id))
    less = bears._replace(cash=bears.cash - fee, write_off=fee, kind="bank_fee")
    return [tuple(less if piece is bears else piece for piece in pieces)]
