"""The books that receipts look at, laid end to end as classes of interchangeable items: what is searched at once."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from matcher.cases import Case
from matcher.explanations import stock, sweep
from matcher.explanations.stock import Stock
from matcher.explanations.sweep import Flags, Ints
from matcher.policy import Policy

Asked = tuple[Case, Policy]
#: Of whose items a part of a book is: everybody's of the family, or a customer's who owes nothing at all.
EVERYBODY, NOBODY = -1, -2


class Rows(NamedTuple):
    """A row a book: the case's place, the family's classes, whose of them, the sum, and what the policy says.

    `last` is the day on which a discount must hold at least to be earned; so many classes (`most`) may have more than
    a few combinations.
    """

    case: Ints
    start: Ints
    end: Ints
    whose: Ints
    amount: Ints
    last: Ints
    most: Ints


class Laid(NamedTuple):
    """The books of all cases with all their classes end to end, and of which row each class is."""

    rows: Rows
    classes: Ints
    owner: Ints
    on: Stock


class Parts(NamedTuple):
    """The parts of books that are searched, each for one receipt: the case's place, the sum, the classes, the limits.

    `off` is what the discount takes off each of the classes, 0 where it is not earned any more.
    """

    cases: Ints
    amounts: Ints
    most: Ints  # so many classes may have more than a few combinations
    rows: Ints
    classes: Ints
    off: Ints
    on: Stock

    def only(self, some: Flags) -> "Parts":
        """Return some of the parts."""
        mine, counts = np.repeat(some, np.diff(self.rows)), np.diff(self.rows)[some]
        edges = sweep.edges(counts)
        limits = self.cases[some], self.amounts[some], self.most[some]
        return Parts(*limits, edges, self.classes[mine], self.off[mine], self.on)


def stocked(asked: Sequence[Asked]) -> Stock:
    """Return the columns of all the books that cases of one shelf look at."""
    return stock.of(asked[0][0].shelf, {root for case, _ in asked for root in case.families})


def laid(asked: Sequence[Asked], on: Stock | None = None) -> Laid:
    """Return the books of the likeliest families of cases of one shelf, and of their likeliest members alone."""
    on = on or stocked(asked)
    rows = Rows(*np.array(list(_books(asked, on)), dtype=np.int64).reshape(-1, 7).T)
    size = rows.end - rows.start
    classes, owner = sweep.spans(rows.start, size), np.repeat(np.arange(len(size)), size)
    mine = (rows.whose[owner] == EVERYBODY) | (on.owner[classes] == rows.whose[owner])
    return Laid(rows, classes[mine], owner[mine], on)


def parts(books: Laid) -> Parts:
    """Return the undisputed debts of the books; a member who owes all that his family owes has no part of his own."""
    rows, on = books.rows, books.on
    debt = on.debt[books.classes]
    classes, owner = books.classes[debt], books.owner[debt]
    counts = np.bincount(owner, minlength=len(rows.case))
    families = rows.whose == EVERYBODY
    whole = counts[families][np.cumsum(families) - 1] if len(rows.case) else counts
    off = np.where(on.until[classes] >= rows.last[owner], on.off[classes], 0)
    found = Parts(rows.case, rows.amount, rows.most, sweep.edges(counts), classes, off, on)
    return found.only((counts > 0) & (families | (counts < whole)))


def _books(asked: Sequence[Asked], on: Stock) -> Iterator[tuple[int, ...]]:
    """Yield the books: a family's own first, then those of its members."""
    for place, (case, policy) in enumerate(asked):
        receipt = case.receipt
        last = receipt.received_on.toordinal() - stock.EPOCH_ORDINAL - policy.discount_grace_days
        members = [on.customers.get(customer, NOBODY) for customer in dict.fromkeys(case.likely)]
        for root in case.families:
            start, end = on.families.get((receipt.entity, receipt.currency, root), (0, 0))
            for whose in (EVERYBODY, *members) if end > start else ():
                yield place, start, end, whose, receipt.amount, last, policy.free_subset_items_max
