"""The shelf holds the open items a day's receipts may take from; rows of the frames are typed here."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from functools import lru_cache, partial
from typing import Any, NamedTuple

import polars as pl

from matcher.day import digests
from matcher.frames import ITEMS

#: What a line pays, minor units: as written, else its gross less what it takes off.
PAID = pl.coalesce("paid", pl.col("gross") - pl.col("discount").fill_null(0) + pl.col("adjustment").fill_null(0))


#: Columns whose values stand in many rows.
REPEATED = frozenset(
    {"receipt_id", "entity", "currency", "customer", "family", "document_type", "method", "how", "state"}
)


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
    advice_doubted: bool
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


class Taken(NamedTuple):
    """An item as it stood, and what was taken off it, minor units."""

    item: Item
    off: int


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
    columns = [cells(column) for column in frame.select(list(schema))]
    return map(partial(tuple.__new__, make), zip(*columns, strict=True))  # `_make` counts each row's cells


def cells(column: pl.Series) -> list[Any]:
    """Return a column's values; those that stand in many rows are one object, where each would take its own room."""
    if column.dtype == pl.Date:
        days = column.unique()
        return list(map(dict(zip(days.to_physical(), days, strict=True)).__getitem__, column.to_physical()))
    found = column.to_list()
    return list(map({}.setdefault, found, found)) if column.name in REPEATED else found


#: What a family's items share, and the order of the items within it.
PLACE, ORDERED = ("entity", "currency", "root"), ("due_on", "document_number", "item_id")
HEADS = {"customer": pl.String, "root": pl.String}
#: The columns of an item's id and number.
ID, NUMBER = Item._fields.index("item_id"), Item._fields.index("document_number")
OFF = {"item_id": pl.String, "off": pl.Int64}
#: A number of fewer signs may stand anywhere by chance.
GLUED_MIN = 5


class Heads(dict[str, str]):
    """The head of each customer's family; a stranger heads his own."""

    def __missing__(self, customer: str) -> str:
        """Return the stranger."""
        return customer


class Shelf:
    """The open items, by id and by family, in one canonical order: due day, number, id.

    Rows are typed when somebody looks at them: a family when its book is opened, else only the items `wanted`.
    """

    def __init__(self, items: pl.DataFrame, roots: Mapping[str, str], wanted: pl.Series, size: int) -> None:
        self.roots = roots
        self.root = Heads(roots).__getitem__  # the head of a customer's family
        heads = pl.DataFrame({"customer": list(roots), "root": list(roots.values())}, schema=HEADS)
        placed = items.filter(pl.col("open") != 0).join(heads, on="customer", how="left")
        ranked = placed.with_columns(pl.coalesce("root", "customer").alias("root")).sort(*PLACE, *ORDERED)
        spans = ranked.group_by(*PLACE, maintain_order=True).len()
        self._rows = ranked.select(*ITEMS, "root")
        self._listed: list[list[Any]] = []
        self._cores: list[pl.DataFrame] = []
        starts = (spans["len"].cum_sum() - spans["len"]).to_list()
        self._spans = {row[:3]: (start, row[3]) for row, start in zip(spans.iter_rows(), starts, strict=True)}
        self.size = size
        self.items: dict[str, Item] = {}
        asked = self._rows.filter(pl.col("item_id").is_in(wanted.implode()))
        self.items = {item.item_id: item for item in typed(asked.sort(*ORDERED), ITEMS, Item)}
        self._asked: dict[tuple[str, str, int], list[str]] = {}
        for item in self.items.values():
            self._asked.setdefault((item.entity, item.currency, item.open), []).append(item.item_id)
        self._taken: dict[str, int] = {}
        self._gone: Counter[tuple[str, str, str]] = Counter()
        self._books: dict[tuple[str, str, str], tuple[Item, ...]] = {}
        self._laid: dict[tuple[str, str, str], str] = {}  # the digests of the books before anything was taken
        self._off: dict[tuple[str, str, str], dict[str, int]] = {}
        self._kept: dict[int, tuple[Sequence[Item], dict[object, Any]]] = {}
        self._memos: defaultdict[tuple[str, str, str], dict[object, Any]] = defaultdict(dict)

    def family(self, receipt: Receipt, root: str) -> tuple[Item, ...]:
        """Return the family's items in the receipt's entity and currency."""
        key = (receipt.entity, receipt.currency, root)
        if key not in self._books:
            start, count = self._spans.get(key, (0, 0))
            parts = [column[start : start + count] for column in self._columns()]
            rows: list[Item] = list(map(partial(tuple.__new__, Item), zip(*parts, strict=True)))
            off = self._off.get(key, {})
            self._books[key] = tuple([left for item in rows if (left := _less(item, off)).open] if off else rows)
            self.items.update([(item.item_id, item) for item in self._books[key]])
        return self._books[key]

    def _columns(self) -> list[list[Any]]:
        """Return the rows column by column; a column is turned into values once, for all families."""
        if not self._listed:
            self._listed += [cells(self._rows[name]) for name in ITEMS]
        return self._listed

    def _numbers(self) -> pl.DataFrame:
        """Return the numbers long enough to say something, as they would stand glued to others; made once for all."""
        if not self._cores:
            cores = self._rows.select(*PLACE, "item_id", core=pl.Series(_cores(self._rows["document_number"])))
            self._cores.append(cores.filter(pl.col("core").str.len_chars() >= GLUED_MIN))
        return self._cores[0]

    def left(self, roots: Iterable[str]) -> pl.DataFrame:
        """Return the rows of what is left of some families, in canonical order: ITEMS with the family's root."""
        mine = self._rows.filter(pl.col("root").is_in(sorted(roots)))
        off = pl.DataFrame({"item_id": list(self._taken), "off": list(self._taken.values())}, schema=OFF)
        less = mine.join(off, on="item_id", how="left", maintain_order="left")
        return less.with_columns(open=pl.col("open") - pl.col("off").fill_null(0)).filter(pl.col("open") != 0)

    def count(self, receipt: Receipt, root: str) -> int:
        """Return how many items a family has in the receipt's entity and currency, without opening its book."""
        key = (receipt.entity, receipt.currency, root)
        laid: int = self._spans.get(key, (0, 0))[1]
        return laid - self._gone[key]

    def standing(self, words: Sequence[tuple[str, str, str, str]]) -> list[tuple[int, str]]:
        """Return which items' numbers stand in words: of each family (its place, then the words) the row and the ids.

        Numbers that are too short may stand anywhere by chance.
        """
        said = pl.DataFrame(words, schema=dict.fromkeys((*PLACE, "words"), pl.String), orient="row").with_row_index()
        there = pl.col("words").str.contains(pl.col("core"), literal=True)
        found = said.join(self._numbers(), on=PLACE).filter(there).select("index", "item_id")
        return list(found.iter_rows())

    def owed(self, receipt: Receipt, root: str, customer: str = "") -> tuple[Item, ...]:
        """Return the family's undisputed debts, or those of one of its customers."""
        memo = self.memo(receipt, root)
        if ("owed", customer) not in memo:
            whole = self.owed(receipt, root) if customer else self.family(receipt, root)
            own = (item for item in whole if item.open > 0 and not item.disputed)
            mine = tuple(item for item in own if not customer or item.customer == customer)
            memo["owed", customer] = whole if customer and len(mine) == len(whole) else mine
        owed: tuple[Item, ...] = memo["owed", customer]
        return owed

    def kept(self, part: Sequence[Item]) -> dict[object, Any]:
        """Return where what is worked out of these items is kept, as long as somebody holds this very tuple."""
        return self._kept.setdefault(id(part), (part, {}))[1]

    def memo(self, receipt: Receipt, root: str) -> dict[object, Any]:
        """Return where what is worked out of a family's items is kept as long as they stay as they are."""
        return self._memos[receipt.entity, receipt.currency, root]

    def digest(self, receipt: Receipt, root: str) -> str:
        """Return the digest of a family's items: as they were laid out, and what has been taken off them since."""
        if not self._laid:  # shared by all the shelves that this one is copied to
            self._laid.update(digests.books(self._rows, self._spans))
        key = (receipt.entity, receipt.currency, root)
        laid, off = self._laid.get(key, ""), self._off.get(key)
        return digests.of(laid, *(f"{item_id} {less}" for item_id, less in sorted(off.items()))) if off else laid

    def asking(self, receipt: Receipt, amount: int | None = None) -> list[Item]:
        """Return the items of any customer that ask exactly this amount, the receipt's where none is given."""
        asked = receipt.amount if amount is None else amount
        found = (self.items.get(key) for key in self._asked.get((receipt.entity, receipt.currency, asked), ()))
        return [item for item in found if item is not None and item.open == asked]

    def after(self, taken: Mapping[str, Taken]) -> "Shelf":
        """Return the shelf with amounts taken off; only the families concerned are laid out anew."""
        rest = copy(self)
        rest.take(taken)
        return rest

    def take(self, taken: Mapping[str, Taken]) -> None:
        """Take amounts off this shelf, which shares nothing any more with the one that it was copied from."""
        self.items, self._books, self._off = dict(self.items), dict(self._books), dict(self._off)
        self._memos, self._taken, self._gone = self._memos.copy(), dict(self._taken), self._gone.copy()
        for item_id, (item, off) in taken.items():
            key = self._place(item)
            self._taken[item_id] = self._taken.get(item_id, 0) + off
            self._off[key] = {**self._off.get(key, {}), item_id: self._taken[item_id]}
            self._memos.pop(key, None)
            if item.open == off:
                self.items.pop(item_id, None)
                self.size -= 1
                self._gone[key] += 1
            elif item_id in self.items:
                self.items[item_id] = item._replace(open=item.open - off)
        less = {item_id: off for item_id, (_, off) in taken.items()}
        for key in {self._place(item) for item, _ in taken.values()} & self._books.keys():
            left = (_less(item, less) for item in self._books[key])
            self._books[key] = tuple(item for item in left if item.open)

    def _place(self, item: Item) -> tuple[str, str, str]:
        return (item.entity, item.currency, self.root(item.customer))


def _less(item: Item, taken: Mapping[str, int]) -> Item:
    """Return what is left of an item."""
    off = taken.get(item.item_id, 0)
    return item._replace(open=item.open - off) if off else item


def shelf(  # noqa: PLR0917 - what a part is made of
    items: pl.DataFrame,
    customers: pl.DataFrame,
    receipts: pl.DataFrame,
    hits: pl.DataFrame,
    size: int | None = None,
    lines: pl.DataFrame | None = None,
) -> Shelf:
    """Return the shelf, with those items typed that the readings mean or that ask what a receipt brought (`sums`).

    `size` is how many items are open in all, where only those that can matter are given.
    """
    asked = items.join(sums(receipts, hits, lines), on=["entity", "currency", "open"], how="semi")["item_id"]
    meant = hits.filter(pl.col("state") == "open")["item_id"]
    count = items.filter(pl.col("open") != 0).height if size is None else size
    return Shelf(items, families(customers), pl.concat([asked, meant]).unique(), count)


def sums(receipts: pl.DataFrame, hits: pl.DataFrame, lines: pl.DataFrame | None) -> pl.DataFrame:
    """Return what the receipts brought, and what the lines pay of those whose words name nothing: as items ask it."""
    brought = receipts.select("entity", "currency", open="amount")
    if lines is None or lines.is_empty():
        return brought.unique()
    unnamed = receipts.select("receipt_id", "entity", "currency").join(hits, on="receipt_id", how="anti")
    told = lines.join(unnamed, on="receipt_id").select("entity", "currency", open=PAID).drop_nulls("open")
    return pl.concat([brought, told]).unique()


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


def _cores(numbers: pl.Series) -> pl.Series:
    """Return what `core_of` makes of each number; plain ones all at once."""
    plain = numbers.str.replace_all("[^0-9A-Za-z]", "").str.to_uppercase().str.strip_chars_start("0")
    strange = (numbers.str.len_bytes() != numbers.str.len_chars()).arg_true()
    return plain.scatter(strange, list(map(core_of, numbers[strange]))) if len(strange) else plain


@lru_cache(maxsize=1 << 18)
def core_of(number: str) -> str:
    """Return a document number as it would stand glued to others."""
    return solid(number).lstrip("0")


def solid(words: str) -> str:
    """Return the letters and digits of words, in capitals."""
    return "".join(filter(str.isalnum, words)).upper()
