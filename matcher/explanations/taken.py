"""What a payer always takes off: a rate or a sum of the item, known from answers, as a named difference."""

from collections.abc import Callable, Iterator, Sequence

from kit.money import share
from matcher.cases import Case
from matcher.explanations import differences
from matcher.explanations.pieces import Hypothesis, Piece
from matcher.policy import Policy
from matcher.remittance import choices
from matcher.remittance.habits import HOW, Habit
from matcher.shelf import Item


def habits(case: Case) -> tuple[Habit, ...]:
    """Return the payer's habits of taking something off."""
    return tuple([habit for habit in case.habits if habit.form in {"rate", "item"}])


def off(item: Item, habit: Habit) -> int:
    """Return what the habit takes off an item that is wholly open, minor units; 0 where it takes nothing."""
    if item.open <= 0 or item.open != item.amount:
        return 0
    if habit.form == "item":
        return (habit.minor or 0) if habit.pattern == item.item_id else 0
    return share(item.amount, int(habit.pattern), differences.FULL)


def named_habit(case: Case, policy: Policy) -> Iterator[Hypothesis]:
    """The items named foot exactly to the receipt, each less what the payer always takes off it and its discount."""
    for habit in habits(case):
        for items in choices.sets(case):
            for discounted in (False, True):
                pieces = tuple(
                    piece for item in items if (piece := _less(item, habit, case, policy, discounted=discounted))
                )
                if len(pieces) == len(items) and sum(piece.cash for piece in pieces) == case.receipt.amount:
                    yield _told(case, "named_habit", pieces, len(choices.every(case)))


def single_habit(case: Case, policy: Policy) -> Iterator[Hypothesis]:
    """One item of the payer's has exactly this amount, less what he always takes off and its discount."""
    for habit in habits(case):
        for book in case.books.values():
            for item in book:
                for discounted in (False, True):
                    piece = _less(item, habit, case, policy, discounted=discounted)
                    if piece and piece.cash == case.receipt.amount and not item.disputed:
                        yield _told(case, "single_habit", (piece,), len(book))


def _told(case: Case, rule: str, pieces: tuple[Piece, ...], tried: int) -> Hypothesis:
    """Return the hypothesis with what was named of it."""
    ids = frozenset(piece.item.item_id for piece in pieces)
    hits = [hit for reading in case.readings for hit in reading.hits if hit.item_id in ids]
    strong = frozenset(hit.item_id for hit in hits if hit.strong)
    weak = frozenset(hit.item_id for hit in hits) - strong
    beside = {(hit.item_id, hit.paid) for hit in hits}
    confirmed = frozenset(piece.item.item_id for piece in pieces if (piece.item.item_id, piece.cash) in beside)
    return Hypothesis(rule, pieces, named=strong, weak=weak, confirmed=confirmed, tried=max(1, tried))


def _less(item: Item, habit: Habit, case: Case, policy: Policy, *, discounted: bool) -> Piece | None:
    """Return the piece that pays an item less what the habit takes off, and less its discount where that is asked."""
    taken = off(item, habit)
    discount = differences.discount_of(item) if discounted else 0
    cash = item.open - taken - discount
    if not taken or cash <= 0 or (discounted and not discount):
        return None
    timely = differences.earned(item, case.receipt, policy) if discount else True
    return Piece(item, cash, discount, timely, deduction=taken, reason=habit.means)


def explained(case: Case, found: Sequence[Hypothesis]) -> list[Hypothesis]:
    """Return the hypotheses with shortages that are just what the payer always takes off called by their reason."""
    taking = habits(case)
    return [_explained(each, taking) for each in found] if taking else [*found]


def _explained(hypothesis: Hypothesis, taking: Sequence[Habit]) -> Hypothesis:
    """Return a hypothesis whose shortages have the reasons of habits; the family of a single one changes with it."""
    pieces = tuple(_called(piece, taking) for piece in hypothesis.pieces)
    if pieces == hypothesis.pieces:
        return hypothesis
    rule = "named_habit" if hypothesis.rule in {"named_short", "named_little"} else hypothesis.rule
    settled = frozenset(piece.item.item_id for piece in pieces if not differences.unproven(piece))
    confirmed = hypothesis.confirmed | settled if hypothesis.rule.startswith("remittance") else hypothesis.confirmed
    return hypothesis.but(rule=rule, pieces=pieces, confirmed=confirmed)


def _called(piece: Piece, taking: Sequence[Habit]) -> Piece:
    """Return the piece with a habit's reason, where a habit takes just this off."""
    if not piece.deduction or piece.reason != "unexplained":
        return piece
    reasons = sorted({habit.means for habit in taking if off(piece.item, habit) == piece.deduction})
    return piece._replace(reason=reasons[0]) if len(reasons) == 1 else piece


def used(case: Case, best: Hypothesis | None) -> tuple[Habit, ...]:
    """Return the habits that had a say in an answer: whose reading, reason or mark it stands on."""
    if not case.habits:
        return ()
    hows = {(hit.how, hit.customer) for hit in case.open_hits if best is not None and hit.item_id in best.items}
    by_habit = any(how == HOW for how, _ in hows)
    reasons = {piece.reason for piece in best.pieces if piece.deduction} if best is not None else set()
    roots = {case.shelf.root(piece.item.customer) for piece in best.pieces} if best is not None else set(case.known)
    says: dict[str, Callable[[Habit], bool]] = {
        "not_ar": lambda _: True,
        "not_reference": lambda _: True,
        "payer_link": lambda habit: case.shelf.root(habit.customer) in roots,
        "reference_habit": lambda habit: by_habit or habit.form == "field",
        "deduction_habit": lambda habit: habit.means in reasons,
    }
    return tuple(habit for habit in case.habits if says[habit.kind](habit))


def said(case: Case, best: Hypothesis | None) -> str:
    """Return the habits that had a say in words, or `""`."""
    words = dict.fromkeys(habit.words for habit in used(case, best))
    return f" Learned: {'; '.join(words)}." if words else ""
