"""The shelf holds the open items a day's receipts may take from; rows of the frames are typed here."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from matcher.frames import ITEMS


class Receipt(NamedTuple):
    """A row of RECEIPTS."""

    receipt_id: str
    entity: str
    currency: str
    amount: int
    received_on: date
    method: str
    bank_reference: str
    payer_name: str
    payer_account: str
    company_id: str
    account: str
    references: list[str]
    text: str
    trusted: bool
    repeat_of: str


class Line(NamedTuple):
    """A row of REMITTANCES."""

    receipt_id: str
    position: int
    qualifier: str
    reference: str
    also: list[str]
    paid: int | None
    gross: int | None
    discount: int | None
    adjustment: int | None
    adjustment_code: str
    adjustment_text: str
    text: str
    truncated: bool


class Item(NamedTuple):
    """A row of ITEMS; `open` is what is left before this receipt."""

    item_id: str
    entity: str
    customer: str
    document_number: str
    document_type: str
    currency: str
    amount: int
    open: int
    issued_on: date
    due_on: date
    discount: int
    discount_until: date | None
    po_number: str
    order_number: str
    delivery_number: str
    disputed: bool

    @property
    def sameness(self) -> tuple[object, ...]:
        """Return what makes two items interchangeable: money, day, owner and terms (MATCHING, fact 5)."""
        until = self.discount_until or date.min
        return (
            self.entity,
            self.customer,
            self.document_type,
            self.open,
            self.due_on,
            self.discount,
            until,
            self.disputed,
        )


class Hit(NamedTuple):
    """A row of HITS."""

    receipt_id: str
    mention: int
    position: int
    item_id: str
    customer: str
    document_number: str
    state: str
    how: str
    strong: bool
    rivals: int
    paid: int | None
    start: int
    end: int


class Payer(NamedTuple):
    """A row of PAYERS."""

    receipt_id: str
    customer: str
    family: str
    probability: float
    how: str
    independent: bool
    explanation: str


def typed(frame: pl.DataFrame, schema: Mapping[str, Any], make: Any) -> Iterator[Any]:
    """Yield the frame's rows as the named tuple of its schema."""
    return map(make._make, frame.select(list(schema)).iter_rows())


class Shelf:
    """The open items, by id and by family, in one canonical order: due day, number, id."""

    def __init__(self, items: Iterable[Item], roots: Mapping[str, str]) -> None:
        self.roots = roots
        ordered = sorted(items, key=lambda item: (item.due_on, item.document_number, item.item_id))
        self.items = {item.item_id: item for item in ordered if item.open}
        self._digests: dict[tuple[str, str, str], str] = {}
        self._asked: defaultdict[tuple[str, str, int], list[str]] = defaultdict(list)
        self._books: defaultdict[tuple[str, str, str], list[Item]] = defaultdict(list)
        for item in self.items.values():
            self._books[self._place(item)].append(item)

    def root(self, customer: str) -> str:
        """Return the head of the customer's family; a stranger heads his own."""
        return self.roots.get(customer, customer)

    def family(self, receipt: Receipt, root: str) -> list[Item]:
        """Return the family's items in the receipt's entity and currency."""
        return self._books.get((receipt.entity, receipt.currency, root), [])

    def digest(self, receipt: Receipt, root: str) -> str:
        """Return the SHA-256 of a family's items as they stand on this shelf."""
        key = (receipt.entity, receipt.currency, root)
        if key not in self._digests:
            plain = repr([tuple(item) for item in self._books.get(key, [])])
            self._digests[key] = hashlib.sha256(plain.encode()).hexdigest()
        return self._digests[key]

    def asking(self, receipt: Receipt) -> list[Item]:
        """Return the items of any customer that ask exactly the receipt's amount."""
        if not self._asked:
            for item in self.items.values():
                self._asked[item.entity, item.currency, item.open].append(item.item_id)
        found = (self.items.get(key) for key in self._asked.get((receipt.entity, receipt.currency, receipt.amount), ()))
        return [item for item in found if item is not None and item.open == receipt.amount]

    def after(self, taken: Mapping[str, int]) -> "Shelf":
        """Return the shelf with amounts taken off; only the families concerned are laid out anew."""
        rest = Shelf((), self.roots)
        rest.items, rest._asked = dict(self.items), self._asked
        rest._books, rest._digests = self._books.copy(), dict(self._digests)
        for key in sorted({self._place(self.items[item_id]) for item_id in taken}):
            rest._digests.pop(key, None)
            rest._books[key] = [left for item in self._books[key] if (left := _less(item, taken)).open]
        for item_id in taken:
            if (left := _less(self.items[item_id], taken)).open:
                rest.items[item_id] = left
            else:
                del rest.items[item_id]
        return rest

    def _place(self, item: Item) -> tuple[str, str, str]:
        return (item.entity, item.currency, self.root(item.customer))


def _less(item: Item, taken: Mapping[str, int]) -> Item:
    """Return what is left of an item."""
    off = taken.get(item.item_id, 0)
    return item._replace(open=item.open - off) if off else item


def shelf(items: pl.DataFrame, customers: pl.DataFrame) -> Shelf:
    """Return the shelf of the open items."""
    return Shelf(typed(items, ITEMS, Item), families(customers))


def families(customers: pl.DataFrame) -> dict[str, str]:
    """Return each customer's topmost parent; a ring of parents ends at its least member."""
    parents = dict(customers.select("customer", "parent").iter_rows())
    roots: dict[str, str] = {}
    for customer in parents:
        seen = [customer]
        while (above := parents.get(seen[-1]) or "") and above not in seen:
            seen.append(above)
        roots[customer] = min(seen[seen.index(above) :]) if above in seen else seen[-1]
    return roots
