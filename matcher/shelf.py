"""The shelf holds the open items some receipts may take from; rows of the frames are typed here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from operator import itemgetter
from typing import Any, NamedTuple

import polars as pl

from kit.remembering import remembered
from matcher import store
from matcher.frames import ITEMS
from matcher.store import PLACE, Place, Store

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
        """Return what makes two items interchangeable: money, day, owner and terms, which say of how much they hold."""
        until = self.discount_until or date.min
        return (
            self.entity,
            self.customer,
            self.document_type,
            self.open,
            self.due_on,
            self.discount,
            self.amount if self.discount else 0,
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


#: Of fewer rows than this the values that repeat take too little room to be looked for.
FEW = 100


def typed(frame: pl.DataFrame, schema: Mapping[str, Any], make: Any) -> Iterator[Any]:
    """Yield the frame's rows as the named tuple of its schema."""
    mine = map(frame.get_column, schema)
    rows = zip(*(map(pl.Series.to_list, mine) if frame.height < FEW else map(cells, mine)), strict=True)
    return map(partial(tuple.__new__, make), rows)  # `_make` counts each row's cells


def cells(column: pl.Series) -> list[Any]:
    """Return a column's values; those that stand in many rows are one object, where each would take its own room."""
    if column.dtype == pl.Date:
        days = column.unique()
        of = dict(zip(days.to_physical().to_list(), days.to_list(), strict=True))
        return list(map(of.__getitem__, column.to_physical().to_list()))
    if column.name in REPEATED and column.n_unique() == 1:
        return [column[0]] * len(column)
    found = column.to_list()
    return list(map({}.setdefault, found, found)) if column.name in REPEATED else found


#: What of ASCII is no letter and no digit.
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
#: A number of fewer signs may stand anywhere by chance.
GLUED_MIN = 5


class Items(dict[str, Item]):
    """Items by id: whose book was not opened yet is found by opening it, so that nothing hangs on who looked before.

    That is so of `items[id]`; `in` and `get` know for sure only what was wanted (`Shelf.want`).

    It knows no shelf: two that know each other stay until the collector comes, which rests while a day is matched.
    """

    def __init__(self, on: Store) -> None:
        super().__init__()
        self.store = on
        self.rows = on.books(())  # of the families that are laid out
        self.opened: list[tuple[Item, ...]] = []  # books whose items nobody asked for by id yet

    def __missing__(self, item_id: str) -> Item:
        """Return the item. Raises KeyError where it is not laid out."""
        while self.opened:
            book = self.opened.pop()
            self.update(zip(map(itemgetter(0), book), book, strict=True))
        if item_id in self:
            return self[item_id]
        places = self.rows.filter(pl.col("item_id") == item_id).select(PLACE).rows()
        if not places:
            raise KeyError(item_id)
        self.update((item.item_id, item) for item in typed(self.store.book(places[0]), ITEMS, Item))
        return self[item_id]


class Shelf:
    """The open items that some receipts may take, by id and by family, in one canonical order: due day, number, id.

    They are as they are left in the store at one turn of the day. A family's are typed when its book is opened.
    """

    def __init__(self, on: Store) -> None:
        self.store = on
        self.roots, self.root, self.size = on.roots, on.root, on.size
        self.items = Items(on)
        self._asked: dict[tuple[str, str, int], list[str]] = {}
        self._rows = on.books(())
        self._spans: dict[Place, tuple[int, int]] = {}
        self._listed: list[list[Any]] = []
        self._cores: list[pl.DataFrame] = []
        self._books: dict[Place, tuple[Item, ...]] = {}
        self._kept: dict[int, tuple[Sequence[Item], dict[object, Any]]] = {}
        self._memos: defaultdict[Place, dict[object, Any]] = defaultdict(dict)

    def want(self, ids: pl.Series, asked: pl.DataFrame) -> None:
        """Lay out, of anybody, the items with these ids and those that asked such sums."""
        wanted = self.store.wanted(ids, asked)
        for item, first in zip(typed(wanted, ITEMS, Item), wanted["asked"].to_list(), strict=True):
            self.items[item.item_id] = item
            self._asked.setdefault((item.entity, item.currency, first), []).append(item.item_id)

    def lay(self, places: Iterable[Place]) -> None:
        """Lay out some families."""
        mine = set(places)
        self._rows = self.items.rows = self.store.books(mine)
        self._spans = dict.fromkeys(self.store.spans.keys() & mine, (0, 0)) | store.spans(self._rows)

    def family(self, receipt: Receipt, root: str) -> tuple[Item, ...]:
        """Return the family's items in the receipt's entity and currency."""
        key = (receipt.entity, receipt.currency, root)
        if key not in self._books:
            if key in self._spans:
                start, count = self._spans[key]
                parts = [column[start : start + count] for column in self._columns()]
                self._books[key] = tuple(map(partial(tuple.__new__, Item), zip(*parts, strict=True)))
            else:  # nobody's whom these receipts point to
                self._books[key] = tuple(typed(self.store.book(key), ITEMS, Item))
            self.items.opened.append(self._books[key])
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
        """Return the rows of some families that are laid out, in canonical order: ITEMS with the family's root."""
        return self._rows.filter(pl.col("root").is_in(sorted(roots)))

    def count(self, receipt: Receipt, root: str) -> int:
        """Return how many items a family has in the receipt's entity and currency, without opening its book."""
        key = (receipt.entity, receipt.currency, root)
        return self._spans[key][1] if key in self._spans else len(self.family(receipt, root))

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
        memo = self._memos[receipt.entity, receipt.currency, root]
        if ("owed", customer) not in memo:
            if customer:
                whole = self.owed(receipt, root)
                mine = tuple([item for item in whole if item.customer == customer])
                memo["owed", customer] = whole if len(mine) == len(whole) else mine
            else:
                whole = self.family(receipt, root)
                memo["owed", customer] = tuple([item for item in whole if item.open > 0 and not item.disputed])
        owed: tuple[Item, ...] = memo["owed", customer]
        return owed

    def kept(self, part: Sequence[Item]) -> dict[object, Any]:
        """Return where what is worked out of these items is kept, as long as somebody holds this very tuple."""
        return self._kept.setdefault(id(part), (part, {}))[1]

    def digest(self, receipt: Receipt, root: str) -> str:
        """Return the digest of a family's items: as they were laid out, and what has been taken off them since."""
        return self.store.digest((receipt.entity, receipt.currency, root))

    def asking(self, receipt: Receipt, amount: int | None = None) -> list[Item]:
        """Return the items of any customer that ask exactly this amount, the receipt's where none is given."""
        asked = receipt.amount if amount is None else amount
        found = (self.items.get(key) for key in self._asked.get((receipt.entity, receipt.currency, asked), ()))
        return [item for item in found if item is not None and item.open == asked]


def shelf(
    items: pl.DataFrame,
    customers: pl.DataFrame,
    receipts: pl.DataFrame,
    hits: pl.DataFrame,
    lines: pl.DataFrame | None = None,
) -> Shelf:
    """Return a shelf with everything on it, as these receipts may ask for it."""
    every = store.store(items, customers, receipts, hits, lines=lines)
    whole = Shelf(every)
    whole.want(store.meant(hits), store.sums(receipts, hits, lines))
    whole.lay(every.spans)
    return whole


def _cores(numbers: pl.Series) -> pl.Series:
    """Return what `core_of` makes of each number; plain ones all at once."""
    plain = numbers.str.replace_all("[^0-9A-Za-z]", "").str.to_uppercase().str.strip_chars_start("0")
    strange = (numbers.str.len_bytes() != numbers.str.len_chars()).arg_true()
    return plain.scatter(strange, list(map(core_of, numbers[strange]))) if len(strange) else plain


@remembered(1 << 18)
def core_of(number: str) -> str:
    """Return a document number as it would stand glued to others."""
    return solid(number).lstrip("0")


def solid(words: str) -> str:
    """Return the letters and digits of words, in capitals."""
    if words.isascii():
        return words.encode().translate(None, _SIGNS).decode().upper()
    return "".join(filter(str.isalnum, words)).upper()
