"""A case is one receipt with all that speaks about it; the shelf holds the open items a case may take from."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import polars as pl

from matcher.frames import HITS, ITEMS, PAYERS, RECEIPTS, REMITTANCES

#: Ways of knowing a payer that only repeat what the numbers in the text said.
ECHOES = frozenset({"mentioned"})
#: Ways of knowing a payer by a name that is his, letter for letter.
EXACT_NAMES = frozenset({"name", "alias"})
#: Readings of a mention that mean every item of an order, not one document.
GROUPS = frozenset({"purchase_order", "order", "delivery"})
#: The least family probability at which a payer's book is searched.
PAYER_FLOOR = 0.02
BOOKS_MAX = 12
#: From here on a customer's own items are a book of their own beside his family's.
LIKELY = 0.2
#: A number of fewer signs may stand anywhere by chance.
GLUED_MIN = 5


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


def _typed(frame: pl.DataFrame, schema: Mapping[str, Any], make: Any) -> Iterator[Any]:
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
    return Shelf(_typed(items, ITEMS, Item), families(customers))


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


@dataclass(frozen=True)
class Reading:
    """One mention with the items it can mean, strongest first; `group` means all of them together."""

    mention: int
    position: int
    hits: tuple[Hit, ...]

    @property
    def strong(self) -> bool:
        """Return whether the number itself was read without doubt."""
        return any(hit.strong for hit in self.hits)

    @property
    def group(self) -> bool:
        """Return whether the mention names an order with several items."""
        return len(self.hits) > 1 and all(hit.how in GROUPS for hit in self.hits)

    @property
    def sure(self) -> bool:
        """Return whether the mention strongly means exactly one item."""
        return len(self.hits) == 1 and self.hits[0].strong


@dataclass
class Case:
    """One receipt, its remittance lines, what its mentions can mean, who may have paid, and what is left to take."""

    receipt: Receipt
    shelf: Shelf
    lines: tuple[Line, ...] = ()
    hits: tuple[Hit, ...] = ()
    payers: tuple[Payer, ...] = ()
    unread: tuple[str, ...] = ()
    paid_before: Mapping[str, int] = field(default_factory=dict)  # amounts of the closed items it names
    together: frozenset[str] = frozenset()  # named by several receipts of the day that foot to it together
    thin: bool = False  # the payer is known by a link with one confirmation only
    cache: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def open_hits(self) -> tuple[Hit, ...]:
        """Return the hits on items that may take money of this entity and currency."""
        return tuple(hit for hit in self.hits if hit.state == "open" and self._fits(hit.item_id))

    @cached_property
    def crossing(self) -> tuple[Hit, ...]:
        """Return strong hits on open items of another entity or currency: named, and out of reach."""
        return tuple(
            hit
            for hit in self.hits
            if hit.strong and hit.state == "open" and hit.item_id in self.shelf.items and not self._fits(hit.item_id)
        )

    @cached_property
    def closed_hits(self) -> tuple[Hit, ...]:
        """Return the strong hits on documents that are paid, where the same mention names nothing open."""
        still = {hit.mention for hit in self.open_hits if hit.strong}
        return tuple(hit for hit in self.hits if hit.strong and hit.state == "closed" and hit.mention not in still)

    def _fits(self, item_id: str) -> bool:
        item = self.shelf.items.get(item_id)
        return item is not None and (item.entity, item.currency) == (self.receipt.entity, self.receipt.currency)

    @cached_property
    def known(self) -> dict[str, float]:
        """Return the probability of each family, from what says more than the numbers in the text do."""
        total: defaultdict[str, float] = defaultdict(float)
        for payer in self.payers:
            if payer.how not in ECHOES:
                total[self.shelf.root(payer.customer)] += payer.probability
        return {root: min(1.0, share) for root, share in sorted(total.items(), key=lambda each: (-each[1], each[0]))}

    @cached_property
    def certain(self) -> frozenset[str]:
        """Return the families the bank's own data vouches for (account, company id, virtual account)."""
        return frozenset(self.shelf.root(payer.customer) for payer in self.payers if payer.independent)

    @cached_property
    def exactly_named(self) -> frozenset[str]:
        """Return the families one of whose names or aliases is the payer's, letter for letter."""
        return frozenset(self.shelf.root(payer.customer) for payer in self.payers if payer.how in EXACT_NAMES)

    @cached_property
    def numbered(self) -> frozenset[str]:
        """Return the families whose customer number the payer wrote."""
        written = {line.reference.strip().lstrip("0") for line in self.lines}
        return frozenset(
            self.shelf.root(payer.customer)
            for payer in self.payers
            if payer.how == "number" or "customer number" in payer.explanation or payer.customer.lstrip("0") in written
        )

    @cached_property
    def tight(self) -> str:
        """Return all the payer's words without anything between letters and digits: glued numbers stand in it."""
        lines = (f"{line.reference} {line.text}" for line in self.lines)
        return "|".join(_solid(words) for words in (self.receipt.text, *self.receipt.references, *lines))

    def appears(self, item: Item) -> bool:
        """Return whether the item's number stands in the words, glued to others perhaps; short numbers say nothing."""
        core = _core(item.document_number)
        return len(core) >= GLUED_MIN and core in self.tight

    @cached_property
    def glued(self) -> tuple[Item, ...]:
        """Return the payer's items that no mention reads and whose numbers stand in his words all the same."""
        if len(self.tight) < GLUED_MIN or self.receipt.amount == sum(self.shelf.items[key].open for key in self.named):
            return ()
        read = {hit.item_id for hit in self.open_hits}
        owed = (item for book in self.books.values() for item in book if item.item_id not in read)
        return tuple(item for item in owed if self.appears(item))

    @cached_property
    def likely(self) -> tuple[str, ...]:
        """Return the customers who are likely themselves the payer, not only of his family."""
        return tuple(payer.customer for payer in self.payers if payer.probability >= LIKELY)

    @cached_property
    def books(self) -> dict[str, tuple[Item, ...]]:
        """Return the open items of the likeliest families, likeliest first."""
        likely = [root for root, share in self.known.items() if share >= PAYER_FLOOR][:BOOKS_MAX]
        return {root: tuple(self.shelf.family(self.receipt, root)) for root in likely}

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Return the mentions that can mean something open, each narrowed to the payer's own where it reaches there."""
        grouped: defaultdict[tuple[int, int], list[Hit]] = defaultdict(list)
        for hit in self.open_hits:
            grouped[hit.position, hit.mention].append(hit)
        return tuple(
            Reading(mention, position, self._narrowed(hits)) for (position, mention), hits in sorted(grouped.items())
        )

    def _narrowed(self, hits: list[Hit]) -> tuple[Hit, ...]:
        """Prefer strong readings over weak ones and the payer's own items over others'."""
        strong = [hit for hit in hits if hit.strong]
        own = [hit for hit in strong if self.shelf.root(hit.customer) in self.known]
        weak_own = [hit for hit in hits if not hit.strong and self.shelf.root(hit.customer) in self.known]
        kept = own or [*strong, *weak_own] or hits
        if any(hit.strong and hit.how not in GROUPS for hit in kept):
            kept = [hit for hit in kept if hit.how not in GROUPS]
        best = {hit.item_id: hit for hit in reversed(kept)}
        return tuple(sorted(best.values(), key=lambda hit: (not hit.strong, hit.document_number, hit.item_id)))

    @cached_property
    def named(self) -> dict[str, Hit]:
        """Return the items named without doubt, by id, with the hit that says so."""
        return {reading.hits[0].item_id: reading.hits[0] for reading in reversed(self.readings) if reading.sure}


def cases(
    receipts: pl.DataFrame,
    remittances: pl.DataFrame,
    hits: pl.DataFrame,
    payers: pl.DataFrame,
    on: Shelf,
    *,
    unread: Mapping[str, tuple[str, ...]],
    closed: Mapping[str, int],
    thin: frozenset[str],
) -> list[Case]:
    """Return one case a receipt, in the order of receipt ids whatever order the rows came in."""
    lines = _grouped(_typed(remittances, REMITTANCES, Line), key=lambda line: (line.position, line.reference))
    found = _grouped(
        _typed(hits, HITS, Hit), key=lambda hit: (hit.mention, not hit.strong, hit.document_number, hit.item_id)
    )
    who = _grouped(_typed(payers, PAYERS, Payer), key=lambda payer: (-payer.probability, payer.customer, payer.how))
    return [
        Case(
            receipt,
            on,
            lines.get(receipt.receipt_id, ()),
            found.get(receipt.receipt_id, ()),
            who.get(receipt.receipt_id, ()),
            unread.get(receipt.receipt_id, ()),
            closed,
            thin=receipt.receipt_id in thin,
        )
        for receipt in sorted(_typed(receipts, RECEIPTS, Receipt), key=lambda receipt: receipt.receipt_id)
    ]


@lru_cache(maxsize=1 << 18)
def _core(number: str) -> str:
    """Return a document number as it would stand glued to others."""
    return _solid(number).lstrip("0")


def _solid(words: str) -> str:
    """Return the letters and digits of words, in capitals."""
    return "".join(filter(str.isalnum, words)).upper()


def _grouped(rows: Iterator[Any], key: Any) -> dict[str, tuple[Any, ...]]:
    """Return the rows by receipt, each receipt's in canonical order."""
    by_receipt: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_receipt[row.receipt_id].append(row)
    return {receipt: tuple(sorted(group, key=key)) for receipt, group in by_receipt.items()}
