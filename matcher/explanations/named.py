"""Explanations that start from what the payer named: remittance lines with amounts, or numbers whose items foot."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import NamedTuple

from matcher.cases import LIKELY, Case, Reading, akin
from matcher.explanations import adjusted, bearing, differences, reasons, subsets
from matcher.explanations.pieces import TIGHT, Hypothesis, Piece
from matcher.policy import Policy
from matcher.remittance import choices
from matcher.shelf import Hit, Item, Line
from matcher.shown import further, goes_on
from matcher.weighing import coincidence

#: Named items among which a paid part is looked for.
SOME_MAX = 20
#: On so many of several named items a shortage is put as a proposal; the larger item is the likelier by a hair.
UNPLACED_MAX, PLACES_APART = 3, 10.0
#: How often an unrelated amount may equal a line's for the amount to read a look-alike, a slip, or no number at all.
OCR_CHANCE, WEAK_CHANCE, AMOUNT_CHANCE = 0.05, 2e-3, 1e-3
#: The same for a whole number of the payer's own behind a word that may belong to it.
WHOLE_CHANCE = 0.3


class Claim(NamedTuple):
    """What the payer says of one document: the readings of its numbers, what he paid for it, and his line."""

    readings: tuple[Reading, ...]
    paid: int
    line: Line | None


class Settled(NamedTuple):
    """A claim with the items it settled on, or none; `how` is sure, weak, amount, closed or open."""

    claim: Claim
    items: tuple[Item, ...]
    how: str


def claims(case: Case, policy: Policy) -> tuple[Claim, ...]:
    """Return the payer's documents with their amounts where these foot to the receipt, else nothing.

    Lines foot with one bank fee less, too: the bank keeps it from what the payer sent.
    """
    if "claims" not in case.cache:
        case.cache["claims"] = (
            _from_lines(case, {0}) or _from_text(case) or _from_lines(case, differences.fees(case.receipt, policy))
            if case.lines
            else _from_text(case)
        )
    found: tuple[Claim, ...] = case.cache["claims"]
    return found


def _from_lines(case: Case, kept: AbstractSet[int]) -> tuple[Claim, ...]:
    """Read the remittance by the first convention under which it foots: net written, or gross, discount, adjustment."""
    for money in (_net, _gross_less):
        amounts = [money(line) for line in case.lines]
        if None not in amounts and sum([amount or 0 for amount in amounts]) - case.receipt.amount in kept:
            places = _places(case.readings)
            found = zip(case.lines, amounts, strict=True)
            return tuple(Claim(places.get(line.position, ()), amount or 0, line) for line, amount in found if amount)
    return ()


def _net(line: Line) -> int | None:
    return (
        line.paid if line.paid is not None else line.adjustment if line.qualifier == "adjustment" else _gross_less(line)
    )


def _gross_less(line: Line) -> int | None:
    return None if line.gross is None else line.gross - (line.discount or 0) + (line.adjustment or 0)


def _places(readings: Sequence[Reading]) -> dict[int, tuple[Reading, ...]]:
    """Return the readings by remittance line."""
    placed: defaultdict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        placed[reading.position].append(reading)
    return {position: tuple(group) for position, group in placed.items()}


def _from_text(case: Case) -> tuple[Claim, ...]:
    """Read amounts set beside numbers in free text, where every number has one and they foot."""
    said = [(reading, reading.hits[0].paid) for reading in case.readings if reading.position < 0]
    if not said or any(paid is None for _, paid in said) or sum(paid or 0 for _, paid in said) != case.receipt.amount:
        return ()
    return tuple(Claim((reading,), paid or 0, None) for reading, paid in said)


def settle(case: Case, claim: Claim, policy: Policy) -> Settled:
    """Return which items a claim means: the number first; where it is weak or missing, only with its own amount."""
    items = case.shelf.items
    sure = sorted({reading.hits[0].item_id for reading in claim.readings if reading.sure and not reading.group})
    if len(sure) == 1:
        return Settled(claim, (items[sure[0]],), "sure")
    fits = {hit.item_id: hit for reading in claim.readings for hit in reading.hits if _fits(case, hit, claim, policy)}
    if len(fits) == 1:
        hit = next(iter(fits.values()))
        return Settled(claim, (items[hit.item_id],), "sure" if hit.strong else "weak")
    if not fits and (together := _together(case, claim)):
        return Settled(claim, together, "sure")
    if (
        any(hit.position == (claim.line.position if claim.line else -1) for hit in case.closed_hits)
        and not claim.readings
    ):
        return Settled(claim, (), "closed")
    if not fits and not sure and claim.line is not None and (alone := _by_amount(case, claim, policy)):
        return Settled(claim, (alone,), "amount")
    return Settled(claim, (), "open")


def _fits(case: Case, hit: Hit, claim: Claim, policy: Policy) -> bool:
    """Return whether the claim's own amount settles the item; a weak reading needs an amount that says something."""
    piece = differences.settled(case.shelf.items[hit.item_id], claim.paid, case.receipt, policy, claim.line)
    if piece is None or differences.unproven(piece) or piece.part:
        return False
    if hit.strong:
        return True
    own = case.known.get(case.shelf.root(hit.customer), 0.0) >= LIKELY
    chance = WHOLE_CHANCE if own and _whole(hit) else OCR_CHANCE if hit.how == "ocr" else WEAK_CHANCE
    return coincidence.density(claim.paid) <= chance and piece.difference in TIGHT


def _whole(hit: Hit) -> bool:
    """Return whether the number is written whole, with a word before it, and no other document is meant by it."""
    return hit.how == "prefix" and hit.rivals == 0


def _together(case: Case, claim: Claim) -> tuple[Item, ...]:
    """Return the items of an order whose sum, or whose only fitting part, is the claim's amount."""
    group = sorted({hit.item_id for reading in claim.readings if reading.group for hit in reading.hits})
    found = [case.shelf.items[item_id] for item_id in group]
    answer = subsets.exact([item.open for item in found], claim.paid) if 0 < len(found) <= SOME_MAX else None
    if answer is None or answer.count != 1:
        return ()
    return tuple(item for item, take in zip(found, answer.examples[0], strict=True) if take)


def _by_amount(case: Case, claim: Claim, policy: Policy) -> Item | None:
    """Return the one item of the payer's own book with exactly this line's amount, if its number may be the item's."""
    if claim.paid <= 0 or claim.line is None or claim.line.qualifier == "adjustment" or not case.families:
        return None
    owner = _owner(case)
    if not owner or case.shelf.count(case.receipt, owner) * coincidence.density(claim.paid) > AMOUNT_CHANCE:
        return None
    spoken = {hit.item_id for hit in case.open_hits if hit.strong}
    book = case.shelf.family(case.receipt, owner)
    found = [item for item in book if item.item_id not in spoken and _exactly(case, item, claim.paid, policy)]
    said = (claim.line.reference, *claim.line.also)
    return found[0] if len(found) == 1 and all(akin(number, found[0]) for number in said) else None


def _exactly(case: Case, item: Item, paid: int, policy: Policy) -> bool:
    """Return whether the sum is the item's, whole or less an earned discount."""
    allowed = differences.discount_of(item)
    return item.open == paid or (
        bool(allowed) and item.open - allowed == paid and differences.earned(item, case.receipt, policy)
    )


def remittance(case: Case, policy: Policy) -> Iterator[Hypothesis]:
    """Every line resolves and the lines foot to the receipt; what does not resolve waits with its amount."""
    said = claims(case, policy)
    if not said:
        return
    answers = _proven([settle(case, claim, policy) for claim in said])
    found = [answer for answer in answers if answer.items]
    if not found:
        return
    loose = sum(answer.claim.paid for answer in answers if not answer.items and answer.claim.paid < 0)
    waiting = sum(answer.claim.paid for answer in answers if not answer.items and answer.claim.paid > 0)
    pieces, surplus = _pieces(case, found, policy)
    if not pieces:
        return
    lines = {each.items[0].item_id: each.claim.line for each in found if len(each.items) == 1}
    pieces = adjusted.netted(case, pieces, lines)
    memos = frozenset(piece.item.item_id for piece in pieces if piece.item.open < 0)
    named, weak = _ids(found, "sure") | (memos - _ids(found, "weak")), _ids(found, "weak")
    confirmed = frozenset(piece.item.item_id for piece in pieces if not differences.unproven(piece)) | _told_by_lines(
        found
    )
    rule = "remittance" if not waiting else "remittance_part"
    if loose:
        open_lines = [answer.claim.line for answer in answers if not answer.items and answer.claim.paid < 0]
        by_terms = adjusted.discounted(case, pieces, open_lines, -loose, policy)
        rule = "remittance_adjusted" if (len(pieces) > 1 and not by_terms) or waiting else rule
        pieces = by_terms or _loosened(pieces, loose, answers)
    kept = sum(piece.cash for piece in pieces) + surplus + waiting - case.receipt.amount
    if sum(piece.cash for piece in pieces) < 0:
        return  # its credit memos are for invoices on lines that wait
    if kept and not (loose or waiting or surplus):
        pieces = next(iter(differences.charged(pieces, kept)), pieces)
    if sum(piece.cash for piece in pieces) + surplus + waiting == case.receipt.amount:
        yield Hypothesis(rule, pieces, surplus, waiting, named=named, weak=weak, confirmed=confirmed)


def _told_by_lines(found: Sequence[Settled]) -> frozenset[str]:
    """Return the items whose own line writes both what it pays and what it takes off, together what the item asks."""
    alone = ((answer.items[0], answer.claim) for answer in found if len(answer.items) == 1 and answer.how == "sure")
    return frozenset(item.item_id for item, claim in alone if differences.told(item, claim.paid, claim.line))


def _proven(answers: list[Settled]) -> list[Settled]:
    """Where a line stays open, what was read by a slip or by an amount waits with it: no footing confirms it."""
    if all(answer.items or answer.claim.paid < 0 for answer in answers):
        return answers
    return [answer if answer.how == "sure" else answer._replace(items=()) for answer in answers]


def _ids(found: Sequence[Settled], how: str) -> frozenset[str]:
    return frozenset(item.item_id for answer in found if answer.how == how for item in answer.items)


def _pieces(case: Case, found: Sequence[Settled], policy: Policy) -> tuple[tuple[Piece, ...], int]:
    """Return a piece an item, its lines taken together, and what was paid above what is open."""
    paid: defaultdict[str, int] = defaultdict(int)
    lines: dict[str, Line | None] = {}
    for answer in found:
        for item in answer.items:
            share = answer.claim.paid if len(answer.items) == 1 else item.open
            paid[item.item_id] += share
            line = answer.claim.line if len(answer.items) == 1 else None
            lines[item.item_id] = _joined(lines[item.item_id], line, share) if item.item_id in lines else line
    pieces, surplus = [], 0
    for item_id, cash in sorted(paid.items()):
        item = case.shelf.items[item_id]
        over = max(0, cash - item.open) if item.open > 0 else 0
        piece = differences.settled(item, cash - over, case.receipt, policy, lines[item_id])
        if piece is None:
            return (), 0
        pieces.append(piece)
        surplus += over
    return tuple(pieces), surplus


def _joined(one: Line | None, other: Line | None, share: int) -> Line | None:
    """Two lines of one document are one: a negative second line is an adjustment of the first."""
    if one is None or other is None:
        return one or other
    code, words = (
        other.adjustment_code or one.adjustment_code,
        f"{one.adjustment_text} {other.adjustment_text} {other.text}",
    )
    taken = min(0, share)
    return one._replace(
        discount=(one.discount or 0) + (other.discount or 0),
        adjustment=(one.adjustment or 0) + (taken or other.adjustment or 0),
        adjustment_code=code,
        adjustment_text=words.strip(),
    )


def _loosened(pieces: tuple[Piece, ...], loose: int, answers: Sequence[Settled]) -> tuple[Piece, ...]:
    """Put money taken off without a document on the largest piece: certain for one item, a proposal for several."""
    lines = [answer.claim.line for answer in answers if not answer.items and answer.claim.paid < 0]
    said = next((line for line in lines if line is not None), None)
    code, words = (said.adjustment_code, f"{said.adjustment_text} {said.text}") if said else ("", "")
    largest = max(pieces, key=lambda piece: (piece.cash, piece.item.item_id))
    if largest.cash + loose <= 0 or largest.deduction:
        return pieces
    eased = largest._replace(cash=largest.cash + loose, deduction=-loose, reason=reasons.of(code, words))
    return tuple(eased if piece is largest else piece for piece in pieces)


def _spoken(case: Case, items: Sequence[Item]) -> tuple[frozenset[str], frozenset[str]]:
    """Return which of the items are named strongly and which only weakly."""
    strong, weak = case.spoken
    ids = frozenset([item.item_id for item in items])
    glued = {item.item_id for item in items if item.item_id not in strong and case.appears(item)}
    return ids & strong, ids & (weak | glued)


def _confirmed(case: Case, pieces: Sequence[Piece]) -> frozenset[str]:
    """Return the items beside whose number the payer set the piece's own cash, or its discount, or what is left."""
    said, taken = case.beside, case.discounts
    parts = any(piece.part for piece in pieces)
    left = reasons.stated_balances(case.receipt.text, case.receipt.currency) if parts else frozenset()
    return frozenset(
        [
            key
            for piece in pieces
            for key in [piece.item.item_id]
            if piece.cash in said.get(key, ())
            or (piece.discount and taken.get(key) == piece.discount)
            or (piece.part and piece.item.open - piece.leaves in left)
        ]
    )


def _told(case: Case, rule: str, pieces: tuple[Piece, ...], tried: float = 1.0, on_account: int = 0) -> Hypothesis:
    """Return the hypothesis with what was named of it."""
    named, weak = _spoken(case, [piece.item for piece in pieces])
    return Hypothesis(rule, pieces, on_account, 0, named, weak, _confirmed(case, pieces), tried)


def named_set(case: Case, policy: Policy) -> Iterator[Hypothesis]:
    """The items named foot to the receipt exactly, by discounts, or by one bank fee; else by discounts and a fee."""
    if not (tried := len(choices.every(case))):
        return
    fees = differences.fees(case.receipt, policy)
    if not (near := choices.near(case, max(fees, default=0))):
        return
    plainly, said = False, case.discounts
    for items in near:
        for pieces in differences.of_set(items, case.receipt.amount, case.receipt, policy, said):
            plainly = True
            yield from _footed(case, items, pieces, tried)
    for items in near if fees and not plainly else ():
        for pieces in differences.with_both(items, case.receipt.amount, case.receipt, policy, said):
            yield from _footed(case, items, pieces, tried * len(fees))


def _footed(case: Case, items: Sequence[Item], pieces: tuple[Piece, ...], tried: int) -> Iterator[Hypothesis]:
    """Yield the hypothesis that a named set foots; the ends of a range alone only where they are the whole sum."""
    kinds = {piece.difference for piece in pieces} - {"exact"}
    if kinds and not case.between <= {item.item_id for item in items}:
        return
    fee = any(piece.kind == "bank_fee" for piece in pieces)
    told = _told(case, "named_fee" if fee else "named_discount" if kinds else "named_exact", pieces, tried)
    yield told.but(rule="named_weak") if told.weak else told


def named_deduction(case: Case, policy: Policy) -> Iterator[Hypothesis]:
    """The items named less what the payer says he took off foot, alone or beside discounts or a fee.

    He says of which item he took it, or names one.
    """
    stated = reasons.stated_deductions(case.receipt.text, case.receipt.currency)
    if not stated:
        return
    for items in choices.sets(case):
        for pieces in _deducted(items, stated, case, policy):
            yield _told(case, "named_deduction", pieces)


def _deducted(
    items: tuple[Item, ...], stated: Sequence[reasons.Deduction], case: Case, policy: Policy
) -> list[tuple[Piece, ...]]:
    """Return how the items foot with the stated deductions, all of them before one alone; a fee beside discounts last.

    A deduction that is the whole shortage, or a sum of them that is, comes before all.
    """
    short = sum(item.open for item in items) - case.receipt.amount
    choices = dict.fromkeys([tuple(stated), *((each,) for each in stated)])
    ways = []
    for chosen in sorted(choices, key=lambda some: sum(each.minor for each in some) != short):
        bears = {item.item_id: each for each in chosen if (item := bearing.of(case, each, items))}
        if len(bears) == len(chosen):
            ways.append([*differences.less_deductions(items, case.receipt.amount, bears, case.receipt, policy)])
    return next((found for alike in zip(*ways, strict=True) for found in alike if found), [])


def named_short(case: Case, policy: Policy) -> Iterator[Hypothesis]:
    """One item is named and less came: a named difference, or a deduction case; of several it is never guessed."""
    found = choices.every(case)
    for each in [each for each in found if len(each.sure) + len(each.more) == 1]:
        items = choices.items(case, each.ids)
        if items[0].open <= 0 or case.receipt.amount >= items[0].open:
            continue
        piece = differences.settled(items[0], case.receipt.amount, case.receipt, policy)
        if items[0].item_id in case.together:
            piece = Piece(items[0], case.receipt.amount, part=True)
        if piece is None or piece.difference in {"discount", "unearned_discount", "bank_fee"}:
            continue
        rule = "named_part" if piece.part else "named_small" if piece.kind else "named_short"
        if differences.unproven(piece) and case.receipt.amount * 4 < items[0].open:
            rule = "named_little"
        yield _told(case, rule, (piece,), len(found))


def named_unplaced(case: Case, policy: Policy) -> Iterator[Hypothesis]:
    """Several items are named and less came, for no reason we know: one of them is short, the larger ones likelier."""
    items = next(choices.sets(case), ())
    short = sum(item.open for item in items) - case.receipt.amount
    if len(items) < 2 or short <= 0 or any(item.open < 0 for item in items):
        return
    able = sorted((item for item in items if item.open > short), key=lambda item: (-item.open, item.item_id))
    reason = reasons.stated_deduction(case.receipt.text, short, case.receipt.currency) or "unexplained"
    for place, bears in enumerate(able[:UNPLACED_MAX], start=1):
        pieces = tuple(
            Piece(item, item.open - short, deduction=short, reason=reason) if item is bears else Piece(item, item.open)
            for item in items
        )
        yield _told(case, "named_unplaced", pieces, len(able) + place / PLACES_APART)
    del policy


def named_over(case: Case, policy: Policy) -> Iterator[Hypothesis]:
    """More came than the items named ask: they are paid in full, or less the discount he wrote; the rest is kept."""
    for items in islice(choices.sets(case), 1):
        least = sum(item.open - differences.discount_of(item) for item in items)
        if case.receipt.amount <= least or any(item.open <= 0 for item in items):
            continue
        pieces = tuple(_as_said(item, case, policy) for item in items)
        surplus = case.receipt.amount - sum(piece.cash for piece in pieces)
        if surplus > 0:
            yield _told(case, "named_over", pieces, 1, surplus)


def _as_said(item: Item, case: Case, policy: Policy) -> Piece:
    """Return the piece that pays an item in full; less its discount where the payer wrote just that sum beside it."""
    off = differences.discount_of(item)
    if off > 0 and case.beside.get(item.item_id) == {item.open - off}:
        return Piece(item, item.open - off, off, differences.earned(item, case.receipt, policy))
    return Piece(item, item.open)


def named_some(case: Case, policy: Policy) -> Iterator[Hypothesis]:
    """Only part of what is named is paid, and exactly one part foots."""
    if not 1 < len(case.spoken[0]) <= SOME_MAX:
        return
    listed = choices.items(case, sorted(case.spoken[0]))
    for prices in differences.price_lists(listed, case.receipt, policy):
        found = subsets.exact(prices, case.receipt.amount)
        for pick in found.examples:
            taken = [place for place, take in enumerate(pick) if take]
            if len(taken) < len(listed):
                pieces = tuple(_priced(listed[at], prices[at], case, policy) for at in taken)
                yield _told(case, "named_some", pieces, 2 ** len(listed)).but(count=found.count)


def _priced(item: Item, cash: int, case: Case, policy: Policy) -> Piece:
    """Return the piece of an item paid at its price, the rest being its discount."""
    taken = item.open - cash
    return Piece(item, cash, taken, differences.earned(item, case.receipt, policy)) if taken else Piece(item, cash)


def named_completed(case: Case, policy: Policy) -> Iterator[Hypothesis]:
    """What is named leaves a rest that others of the payer's pay exactly; of items one fragment begins, none is."""
    if not (found := choices.every(case)):
        return
    torn = {
        hit.item_id for one in case.readings if len(one.hits) > 1 and not (one.strong or one.group) for hit in one.hits
    }
    whole = next((each for each in found if torn.isdisjoint(each.sure) and torn.isdisjoint(each.more)), found[0])
    base = choices.items(case, whole.ids)
    yield from _completed(case, base, policy)
    if case.glued:  # such numbers may stand there by chance
        surely = tuple([item for item in base if item.item_id in case.named])
        yield from _completed(case, surely, policy) if 0 < len(surely) < len(base) else ()


def _completed(case: Case, base: tuple[Item, ...], policy: Policy) -> Iterator[Hypothesis]:
    """Yield what other items of the payer's book pay the rest that these leave."""
    owner, taken = _owner(case), {item.item_id for item in base}
    book = case.shelf.family(case.receipt, owner) if owner else ()
    others = [item for item in book if item.item_id not in taken]
    for prices in differences.price_lists(base, case.receipt, policy):
        rest = case.receipt.amount - sum(prices)
        for extra, among in further.extras(others, rest, case):
            paid = [_priced(item, price, case, policy) for item, price in zip(base, prices, strict=True)]
            piece = goes_on.torn(case, taken)
            begun = len(extra) == 1 and goes_on.begun(extra[0], piece)
            tried = float(sum(goes_on.begun(item, piece) for item in others)) if begun else among
            rule = "named_credit" if any(item.open < 0 for item in extra) else "named_completed"
            pieces = (*paid, *(Piece(item, item.open) for item in extra))
            told = _told(case, rule, pieces, tried)
            read = tried is not among and _ends_there(extra[0], others, rest, tried)
            yield told.but(weak=told.weak | {extra[0].item_id}) if read else told


def _ends_there(item: Item, others: Sequence[Item], rest: int, tried: float) -> bool:
    """Return whether a list that breaks off in this item's number may not have gone on behind it.

    Hardly any sum would be just the rest by chance, or fewer would and no others of the payer's items make it up.
    """
    chance = tried * coincidence.density(rest)
    if chance <= WEAK_CHANCE or chance > OCR_CHANCE or len(others) > SOME_MAX:
        return chance <= WEAK_CHANCE
    return not subsets.exact([each.open for each in others if each is not item], rest).examples


def _owner(case: Case) -> str:
    """Return the family whose book a number belongs to that nobody could read: the named items', else the likeliest.

    A name may be nearer to another customer's; whose numbers the payer writes beside it says more.
    """
    roots = {case.shelf.root(hit.customer) for hit in case.named.values()}
    owners = roots.intersection(case.families) or roots
    if len(owners) == 1:
        return owners.pop()
    first = next(iter(case.families), "")
    return first if not owners or first in owners else ""
