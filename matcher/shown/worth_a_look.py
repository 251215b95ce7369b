"""What may have been meant besides what can be proven: answers that a reviewer is shown, none of which ever posts."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations, islice, product

from matcher.cases import SLIPS_MAX, Case, akin, apart
from matcher.explanations import differences, few, free, unnamed
from matcher.explanations.pieces import Hypothesis, Piece
from matcher.policy import Policy
from matcher.remittance import endings, normal
from matcher.shelf import Item, Line, core_of, solid
from matcher.shown import goes_on, months

Finder = Callable[[Case, Policy, Sequence[Hypothesis]], Iterator[Hypothesis]]

#: So many choices among items that fit a line are tried, of so many items each.
CHOICES_MAX, FITTING_MAX = 64, 4
#: A piece of a number has so many signs at least.
PIECE_MIN = 4
#: So many small sets are shown.
SETS_MAX = 4
#: What is paid short is looked for among so many items, up to so many at once, and so many answers are shown.
SHORT_BOOK_MAX, SHORT_SIZES, SHORT_SHOWN = 14, (1, 2, 3), 3
#: So much of an item, in hundredths, is left unpaid at most where nobody says why.
SHORT_MAX, FULL = 20, 100


def found(case: Case, policy: Policy, listed: Sequence[Hypothesis]) -> list[Hypothesis]:
    """Return what else is worth a look beside what was listed, the likeliest first, in whatever way it was found."""
    return [each for finder in FINDERS for each in finder(case, policy, listed)]


def on_another(case: Case, policy: Policy, listed: Sequence[Hypothesis]) -> Iterator[Hypothesis]:
    """The bank's fee is on another of the items: nobody knows which of them bears it."""
    del case, policy
    for hypothesis in listed[:1]:
        fees = [piece for piece in hypothesis.pieces if piece.kind == "bank_fee"]
        if len(fees) == 1 and len(hypothesis.pieces) > 1:
            fee = fees[0].write_off
            bare = [_freed(piece, fee) if piece is fees[0] else piece for piece in hypothesis.pieces]
            able = [piece for piece in reversed(bare) if piece.cash > fee and piece.item is not fees[0].item]
            for bears in able:
                less = bears._replace(cash=bears.cash - fee, write_off=fee, kind="bank_fee")
                yield hypothesis.but(pieces=tuple(less if piece is bears else piece for piece in bare))


def _freed(piece: Piece, fee: int) -> Piece:
    return piece._replace(cash=piece.cash + fee, write_off=0, kind="")


def by_lines(case: Case, policy: Policy, listed: Sequence[Hypothesis]) -> Iterator[Hypothesis]:
    """Each line pays an item that asks its sum: the one it names, else one whose number is like it, else any."""
    del listed
    paid = [_paid(line) for line in case.lines]
    if not paid or None in paid or sum(each or 0 for each in paid) != case.receipt.amount:
        return
    asking = _asking(case, policy, {*paid})
    fits = [_fitting(case, line, each, asking) for line, each in zip(case.lines, paid, strict=True) if each]
    if not fits or not all(fits):
        return
    for chosen in islice(product(*fits), CHOICES_MAX):
        if len({piece.item.item_id for piece in chosen}) == len(chosen) and _of_one_family(case, chosen):
            named = frozenset(piece.item.item_id for piece in chosen) & case.named.keys()
            yield Hypothesis("lines_by_amount", chosen, named=named)
            return


def _paid(line: Line) -> int | None:
    """Return what a line pays, minor units: as written, else its gross less what it takes off."""
    if line.paid is not None:
        return line.paid
    return None if line.gross is None else line.gross - (line.discount or 0) + (line.adjustment or 0)


def _asking(case: Case, policy: Policy, sums: AbstractSet[int | None]) -> dict[int, list[Piece]]:
    """Return the pieces that pay the payer's items just these sums: all that one asks, or less its earned discount."""
    roots = (*case.families, *sorted({case.shelf.root(hit.customer) for hit in case.open_hits if hit.strong}))
    found: defaultdict[int, list[Piece]] = defaultdict(list)
    for root in dict.fromkeys(roots):
        for item in case.shelf.family(case.receipt, root):
            if item.open in sums:
                found[item.open].append(Piece(item, item.open))
            off = differences.off(item, case.receipt, policy) if item.discount else 0
            if off and item.open - off in sums:
                found[item.open - off].append(Piece(item, item.open - off, off))
    return found


def _fitting(case: Case, line: Line, paid: int, asking: Mapping[int, Sequence[Piece]]) -> list[Piece]:
    """Return the items that ask just this, those first whose number the line writes or nearly writes."""
    strong = {hit.item_id for hit in case.open_hits if hit.position == line.position and hit.strong}
    priced = asking.get(paid, ())
    if not case.families and not case.hits:
        anywhere = case.shelf.asking(case.receipt, paid)
        priced = [Piece(item, paid) for item in anywhere if _alike(line.reference, item)]
    ranked = sorted(priced, key=lambda each: (*_unlike(each.item, line, strong), each.item.due_on, each.item.item_id))
    return ranked[:FITTING_MAX]


def _unlike(item: Item, line: Line, strong: set[str]) -> tuple[bool, bool, bool]:
    """Return how little a line's number says of an item, for sorting."""
    return item.item_id not in strong, not _ends(line.reference, item), not akin(line.reference, item)


def _ends(written: str, item: Item) -> bool:
    """Return whether the item's number ends with the digits that were written."""
    digits = normal.digits(written)
    return bool(digits) and normal.digits(item.document_number).endswith(digits)


def _alike(written: str, item: Item) -> bool:
    """Return whether a number is a piece of the item's, or the item's with a slip."""
    mine, theirs = solid(item.document_number), solid(written)
    part = len(theirs) >= PIECE_MIN and (core_of(theirs) in mine or mine in theirs)
    return part or apart(written, item) <= SLIPS_MAX


def _of_one_family(case: Case, pieces: Sequence[Piece]) -> bool:
    """Return whether the payer is known, or all the items are one family's."""
    return bool(case.families) or len({case.shelf.root(piece.item.customer) for piece in pieces}) == 1


def by_endings(case: Case, policy: Policy, listed: Sequence[Hypothesis]) -> Iterator[Hypothesis]:
    """What the payer writes are the ends of numbers of his own items, and these foot."""
    del listed
    yield from endings.by_endings(case, policy)


def by_likeness(case: Case, policy: Policy, listed: Sequence[Hypothesis]) -> Iterator[Hypothesis]:
    """Nobody knows the payer: of the items that ask what came, those whose number is most like what he wrote."""
    del policy, listed
    said = [*case.unread, *(line.reference for line in case.lines if line.reference)]
    if case.families or case.open_hits or not said:
        return
    near = [(min(_off(raw, item) for raw in said), item) for item in case.shelf.asking(case.receipt)]
    close = [
        (slips, Hypothesis("amount_anywhere", (Piece(item, case.receipt.amount),)))
        for slips, item in near
        if slips <= SLIPS_MAX
    ]
    named = months.said(case.words)
    close.sort(key=lambda each: (each[0], -months.share(each[1], named), each[1].pieces[0].item.item_id))
    yield from (hypothesis for _, hypothesis in close[:SETS_MAX])


def _off(written: str, item: Item) -> int:
    """Return in how many signs a number differs from the item's, none where it is a long piece of it."""
    theirs = core_of(solid(written))
    return 0 if len(theirs) > PIECE_MIN and theirs in solid(item.document_number) else apart(written, item)


def by_age(case: Case, policy: Policy, listed: Sequence[Hypothesis]) -> Iterator[Hypothesis]:
    """Nobody knows the payer, nothing is named: of the items that ask what came, those owed longest."""
    del policy, listed
    if case.families or case.open_hits:
        return
    oldest = sorted((item.due_on, item.item_id) for item in case.shelf.asking(case.receipt))
    for _, item_id in oldest[:SETS_MAX]:
        yield Hypothesis("amount_anywhere", (Piece(case.shelf.items[item_id], case.receipt.amount),))


def goes_on_with(case: Case, policy: Policy, listed: Sequence[Hypothesis]) -> Iterator[Hypothesis]:
    """More came than the items named ask: the list may go on."""
    del listed
    if case.named:
        yield from goes_on.ways(case, policy)


def by_few(case: Case, policy: Policy, listed: Sequence[Hypothesis]) -> Iterator[Hypothesis]:
    """Nothing is named: up to four items of a customer's or his family's that foot, the fewest first."""
    del listed
    if case.named or not case.families:
        return
    seen: dict[frozenset[str], tuple[float, Hypothesis]] = {}
    for owed, prices in _price_lists(case, policy, but=_without(case)):
        for places, tried in few.sets(prices, case.receipt.amount):
            pieces = tuple([Piece(owed[at], prices[at], owed[at].open - prices[at]) for at in places])
            told = Hypothesis("few", pieces, tried=tried)
            nats = math.log(tried) + _spread(places)
            if told.items not in seen or nats < seen[told.items][0]:
                seen[told.items] = nats, told
    ranked = sorted(seen.values(), key=lambda each: (round(each[0], 9), due(each[1])))
    yield from (told for _, told in ranked[:SETS_MAX])


def _without(case: Case) -> set[int]:
    """Return which parts of the book were proven to hold no items that make up what came, whatever they are paid at."""
    counted = zip(free.parts(case), case.cache.get("searched", ()), strict=False)
    return {id(part) for part, found in counted if found.count == 0}


def _price_lists(
    case: Case, policy: Policy, but: AbstractSet[int] = frozenset()
) -> Iterator[tuple[tuple[Item, ...], tuple[int, ...]]]:
    """Yield what the two likeliest families and their likeliest customers owe, with what each item is paid."""
    mine = (book for book in unnamed.books(case, policy) if book.root in case.families[:2])
    return ((book.items, book.prices) for book in mine if id(book.items) not in but)


def by_shortage(case: Case, policy: Policy, listed: Sequence[Hypothesis]) -> Iterator[Hypothesis]:
    """Nothing is named and few items are owed: up to three of them, one of which is paid short for no reason given.

    What is missing is likelier a large part of a small item than a small part of a large one: of those that it could be
    on, each as likely, the share is anywhere up to the most.
    """
    del listed
    if case.named or not case.families:
        return
    seen: dict[tuple[object, ...], tuple[float, Hypothesis]] = {}
    for owed, prices in _price_lists(case, policy):
        if len(owed) > SHORT_BOOK_MAX:
            continue
        most = max(item.open for item in owed) * SHORT_MAX // FULL
        for places, missing in _short_sets(prices, case.receipt.amount, most):
            tried = math.log(math.comb(len(owed), len(places)) * len(places)) + _spread(places)
            for bears in [at for at in places if missing * FULL <= SHORT_MAX * owed[at].open]:
                told, nats = _short(owed, prices, places, bears, missing), tried + math.log(owed[bears].open)
                if told.key not in seen or nats < seen[told.key][0]:
                    seen[told.key] = nats, told
    ranked = sorted(seen.values(), key=lambda each: (round(each[0], 9), due(each[1])))
    yield from (told for _, told in ranked[:SHORT_SHOWN])


def _short_sets(prices: Sequence[int], amount: int, most: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield the places of up to three prices that sum to more than the amount, but not by too much, with how much."""
    for size in SHORT_SIZES:
        sums = map(sum, combinations(prices, size))
        yield from (
            (places, total - amount)
            for places, total in zip(combinations(range(len(prices)), size), sums, strict=True)
            if 0 < total - amount <= most
        )


def _short(owed: Sequence[Item], prices: Sequence[int], places: Sequence[int], bears: int, missing: int) -> Hypothesis:
    """Return the items at these prices, one of them paid less by what is missing."""
    pieces = [Piece(owed[at], prices[at], owed[at].open - prices[at]) for at in places]
    less = [
        piece._replace(cash=piece.cash - missing, deduction=missing, reason="unexplained") if at == bears else piece
        for at, piece in zip(places, pieces, strict=True)
    ]
    return Hypothesis("near", tuple(less))


def due(hypothesis: Hypothesis) -> tuple[int, str]:
    """Return when the items are due on average, for sorting: the oldest are paid first."""
    days = [piece.item.due_on.toordinal() for piece in hypothesis.pieces]
    return sum(days) // max(1, len(days)), str(hypothesis.key)


def _spread(places: Sequence[int]) -> float:
    """Return how far apart by due day the items are: people pay neighbours more often."""
    return math.log(max(1, places[-1] - places[0] - len(places) + 2)) / 2


FINDERS: tuple[Finder, ...] = (on_another, by_lines, by_endings, by_likeness, by_age, goes_on_with, by_few, by_shortage)
