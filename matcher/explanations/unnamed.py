"""Explanations by amount alone: one item, all that is due, a run by due day, a pair; free subsets stand apart."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter

from kit.lazy import lazy
from matcher.cases import Case
from matcher.explanations import differences, reasons, subsets
from matcher.explanations.pieces import Hypothesis, Piece
from matcher.policy import Policy
from matcher.shelf import Item

#: In larger books shapes are still looked for, in this many oldest classes of items.
BOOK_MAX = 3_000
PAIRS_MAX = 400
SHAPES_LISTED = 6


@dataclass(frozen=True)
class Book:
    """The payer's undisputed debts in order of due day, interchangeable ones beside their first; at one price list."""

    root: str
    items: tuple[Item, ...]
    prices: tuple[int, ...]
    discounted: bool

    @lazy
    def totals(self) -> tuple[int, ...]:
        """Return the sums of the oldest none, one, two … items."""
        return tuple(accumulate(self.prices, initial=0))

    def at(self, price: int) -> list[int]:
        """Return where a price stands."""
        return [place for place, each in enumerate(self.prices) if each == price] if price in self.prices else []

    def ends(self, amount: int) -> bool:
        """Return whether neighbours sum to an amount."""
        return amount <= self.totals[-1] and not {*self.totals}.isdisjoint([total - amount for total in self.totals])

    def pays(self, amount: int) -> bool:
        """Return whether two prices, or one of them twice, sum to an amount."""
        return not {*self.prices}.isdisjoint([amount - price for price in self.prices])


def books(case: Case, policy: Policy) -> list[Book]:
    """Return the books of the likeliest families and of their likeliest members, each at its price lists."""
    if "books" not in case.cache:
        found: dict[int, list[Book]] = {}
        for root in case.families:
            for customer in ("", *case.likely):
                part = case.shelf.owed(case.receipt, root, customer)
                if part and id(part) not in found:
                    found[id(part)] = _kept(case, root, part, policy)
        case.cache["books"] = [book for priced in found.values() for book in priced]
    cached: list[Book] = case.cache["books"]
    return cached


def _kept(case: Case, root: str, part: tuple[Item, ...], policy: Policy) -> list[Book]:
    """Return the price lists of a part of a book, worked out once a day of receipt."""
    kept, key = case.shelf.kept(part), ("books", case.receipt.received_on, policy.discount_grace_days)
    if key not in kept:
        kept[key] = _priced(case, root, part[:BOOK_MAX], policy)
    found: list[Book] = kept[key]
    return found


def _priced(case: Case, root: str, owed: tuple[Item, ...], policy: Policy) -> list[Book]:
    """Return the items at full prices and, where it differs, with the earned discounts."""
    lists = differences.price_lists(owed, case.receipt, policy)
    return [Book(root, owed, tuple(prices), discounted=at > 0) for at, prices in enumerate(lists)]


def _taken(rule: str, case: Case, book: Book, places: Iterable[int], tried: float) -> Hypothesis:
    """Return the hypothesis that pays these items at the book's prices."""
    pieces = []
    for place in places:
        item, cash = book.items[place], book.prices[place]
        less = item.open - cash
        pieces.append(Piece(item, cash, less, less == 0 or book.discounted))
    named = frozenset(hit.item_id for hit in case.open_hits if hit.strong)
    weak = case.weakly(piece.item for piece in pieces)
    ids = frozenset(piece.item.item_id for piece in pieces)
    return Hypothesis(rule, tuple(pieces), named=ids & named, weak=ids & weak - named, tried=max(1.0, tried))


def ruled_out(case: Case, finder: str) -> bool:
    """Return whether arithmetic on all books at once has shown that a finder has nothing to find."""
    return finder in case.cache.get("ruled_out", ())


def single(case: Case, policy: Policy) -> Iterator[Hypothesis]:
    """One item of the payer's has exactly this amount, or this amount with its discount or a known fee."""
    amount = case.receipt.amount
    if ruled_out(case, "single"):
        return
    fees = differences.fees(case.receipt, policy)
    for book in books(case, policy):
        for place in book.at(amount):
            yield _taken("single_discount" if book.discounted else "single", case, book, [place], len(book.items))
        for place in () if book.discounted else _less(book, amount, fees):
            if piece := _lessened(book.items[place], case, fees, policy):
                tried = len(book.items) * (len(fees) if piece.kind else 1)
                rule = "single_late" if piece.discount else "single_fee"
                yield _taken(rule, case, book, [place], tried).but(pieces=(piece,))
    for items in case.books.values():
        for item in items:
            if item.disputed and item.open == amount:
                yield Hypothesis("single", (Piece(item, amount),), tried=len(items))


def _less(book: Book, amount: int, fees: frozenset[int]) -> list[int]:
    """Return where the items stand that ask so much less their discount, or less a fee."""
    able = [(place, item) for place, item in enumerate(book.items) if item.discount_until and item.open > amount]
    found = {place for place, item in able if item.open - differences.discount_of(item) == amount}
    return sorted(found.union(*[book.at(amount + fee) for fee in fees]))


def alike(case: Case) -> Iterator[Hypothesis]:
    """The payer's items of exactly this amount: what else could be meant where the numbers say it to the cent."""
    for item in case.shelf.asking(case.receipt):
        root = case.shelf.root(item.customer)
        if root in case.families and not item.disputed:
            yield _taken(
                "single",
                case,
                Book(root, (item,), (item.open,), discounted=False),
                [0],
                case.shelf.count(case.receipt, root),
            )


def _lessened(item: Item, case: Case, fees: frozenset[int], policy: Policy) -> Piece | None:
    """Return the piece of an item paid less a late discount or a known fee."""
    short, allowed = item.open - case.receipt.amount, differences.discount_of(item)
    if short <= 0:
        return None
    if short == allowed and not differences.earned(item, case.receipt, policy):
        return Piece(item, case.receipt.amount, short, earned=False)
    if short in fees:
        return Piece(item, case.receipt.amount, write_off=short, kind="bank_fee")
    return None


def whole(case: Case, policy: Policy) -> Iterator[Hypothesis]:
    """Everything that is due, everything that is open, or all of it but one."""
    amount = case.receipt.amount
    if ruled_out(case, "whole"):
        return
    for book in books(case, policy):
        size, total = len(book.items), book.totals[-1]
        due = bisect_right(book.items, case.receipt.received_on, key=attrgetter("due_on"))
        if 1 < due < size and book.totals[due] == amount:
            yield _as_stated(case, _taken("all_due", case, book, range(due), 4))
        if size > 1 and total == amount:
            yield _as_stated(case, _taken("all_open", case, book, range(size), 2))
        if size > 2:
            for left in book.at(total - amount)[:SHAPES_LISTED]:
                yield _taken("all_but_one", case, book, [p for p in range(size) if p != left], size)
    yield from _balance(case)


def _balance(case: Case) -> Iterator[Hypothesis]:
    """Everything open with its credit memos: the balance of the account."""
    for root, items in case.books.items():
        if not any(item.open < 0 and not item.disputed for item in items):
            continue
        free = tuple(item for item in items if not item.disputed)
        own = (tuple(item for item in free if item.customer == customer) for customer in case.likely)
        for part in dict.fromkeys((free, *own)):
            if any(item.open < 0 for item in part) and sum(item.open for item in part) == case.receipt.amount:
                book = Book(root, part, tuple(item.open for item in part), discounted=False)
                yield _as_stated(case, _taken("balance", case, book, range(len(part)), 2))


def _as_stated(case: Case, all_of_it: Hypothesis) -> Hypothesis:
    """Return the hypothesis, confirmed where the payer says that he pays a statement or his balance: that is all."""
    return all_of_it.but(confirmed=all_of_it.items) if reasons.statement(case.receipt.text) else all_of_it


def shapes(case: Case, policy: Policy) -> Iterator[Hypothesis]:
    """A run of items by due day (from the oldest, or anywhere), or a pair."""
    amount = case.receipt.amount
    if ruled_out(case, "shapes"):
        return
    for book in books(case, policy):
        size = len(book.items)
        for start, end in subsets.runs(book.prices, amount)[:SHAPES_LISTED] if book.ends(amount) else ():
            rule, tried = ("prefix", size) if start == 0 else ("run", size * size / 2)
            yield _taken(rule, case, book, range(start, end), tried)
        if size <= PAIRS_MAX and book.pays(amount):
            for pair in subsets.pairs(book.prices, amount)[:SHAPES_LISTED]:
                yield _taken("pair", case, book, pair, size * size / 2)


def oldest(case: Case, policy: Policy) -> Iterator[Hypothesis]:
    """Oldest first: what a reviewer may choose when nothing foots; never posted by itself."""
    for book in books(case, policy)[:1]:
        yield from _oldest_first(case, book.items)


def _oldest_first(case: Case, items: Sequence[Item]) -> Iterator[Hypothesis]:
    left, pieces = case.receipt.amount, []
    for item in items:
        if left <= 0:
            break
        cash = min(left, item.open)
        pieces.append(Piece(item, cash, part=cash < item.open))
        left -= cash
    if pieces:
        yield Hypothesis("oldest_first", tuple(pieces), max(0, left))


def near(case: Case, policy: Policy) -> Iterator[Hypothesis]:
    """The item this may be a short payment of: the closest larger one, as a proposal."""
    limit = case.receipt.amount * (10_000 + policy.unexplained_share_bp) // 10_000
    for book in books(case, policy)[:1]:
        larger = [item for item in book.items if case.receipt.amount < item.open <= limit]
        if larger:
            item = min(larger, key=lambda each: (each.open, each.due_on, each.item_id))
            words = reasons.stated_deduction(case.receipt.text, item.open - case.receipt.amount, case.receipt.currency)
            short = item.open - case.receipt.amount
            yield Hypothesis(
                "near", (Piece(item, case.receipt.amount, deduction=short, reason=words or "unexplained"),)
            )


def anywhere(case: Case, policy: Policy) -> Iterator[Hypothesis]:
    """For a payer nobody knows: the items of any customer that ask exactly this amount, as proposals."""
    del policy
    if not case.families and not case.open_hits:
        for item in case.shelf.asking(case.receipt)[:SHAPES_LISTED]:
            yield Hypothesis("amount_anywhere", (Piece(item, item.open),))
