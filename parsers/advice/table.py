"""The table of documents on an advice: which line heads it, and in which column each value of a line stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby, islice, product
from operator import itemgetter

from parsers.advice.rows import Cell, Row, between, named, words
from parsers.advice.values import DAY, Conventions, undecided
from parsers.advice.words import Role, role

#: Columns of money, of days; every other column holds text.
MONEY = (Role.GROSS, Role.DISCOUNT, Role.DEDUCTION, Role.PAID, Role.AMOUNT, Role.TOTAL)
DAYS = (Role.ISSUED_ON, Role.PAID_ON, Role.DATE)
#: What makes a line the head of documents: one of each.
NUMBERS = (Role.DOCUMENT, Role.REFERENCE, Role.VOUCHER)
SUMS = (Role.PAID, Role.AMOUNT, Role.GROSS)
#: What only a payment has: a line of such names heads the payment's own values.
OF_PAYMENT = frozenset(
    (
        Role.PAYMENT,
        Role.CHECK,
        Role.TRACE,
        Role.UETR,
        Role.END_TO_END,
        Role.REMITTANCE,
        Role.PAID_ON,
        Role.TOTAL,
        Role.CURRENCY,
        Role.PAYER,
        Role.COMPANY,
        Role.PAYER_ACCOUNT,
        Role.ACCOUNT,
        Role.METHOD,
        Role.DATE,
    )
)
_FAR = 4  # so much more than an exact place, and another column is not meant
_NEAR = 12  # two places differ by so much, or the place says nothing
_CELLS_MAX = 40
_WAYS_MAX = 32  # of reading a line of names that stand one blank apart
_CHOICES_MAX = 8  # columns of money


@dataclass(slots=True)
class Columns:
    """The columns under one heading; `edges` are where their values stood on a page, once a full line was seen."""

    roles: tuple[Role, ...]
    places: tuple[Cell, ...]
    loose: bool
    page: int
    edges: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def has(self, *wanted: Role) -> bool:
        """Whether there is a column of one of these roles."""
        return any(one in self.roles for one in wanted)

    def of(self, *wanted: Role) -> list[int]:
        """Return the columns of these roles."""
        return [place for place, one in enumerate(self.roles) if one in wanted]

    @property
    def documents(self) -> bool:
        """Whether it heads documents and amounts, and nothing that no advice has."""
        return self.has(*NUMBERS) and self.has(*SUMS) and not self.has(Role.FOREIGN)

    @property
    def payments(self) -> bool:
        """Whether it heads the values of a payment only."""
        named = all(role(cell.text) is not None and not cell.text.endswith(":") for cell in self.places)
        return named and set(self.roles) <= OF_PAYMENT | {Role.AMOUNT, Role.PAID, Role.PLAIN}

    def learn(self, row: Row, taken: Sequence[tuple[int, Cell]]) -> None:
        """Remember where the values of a full line stand on its page."""
        spans = self.edges.setdefault(row.page, [])
        if not spans:
            spans.extend((cell.start, cell.end) for cell in self.places)
        for column, cell in taken:
            spans[column] = (cell.start, cell.end)

    def place(self, page: int, column: int) -> tuple[int, int] | None:
        """Return where a column's values stand on a page, None where nothing tells it."""
        if page in self.edges:
            return self.edges[page][column]
        return (self.places[column].start, self.places[column].end) if page == self.page else None


def columns(row: Row) -> Columns | None:
    """Return the columns that a line heads, None where one of its cells is no name."""
    if not 1 < len(row.cells) <= _CELLS_MAX and not (row.loose and row.cells):
        return None
    ways: list[list[list[tuple[Cell, Role]]]] = []
    for cell in row.cells:
        names = named(cell)[: None if row.loose else 1]
        if not names and (row.loose or any(mark.isdigit() for mark in cell.text)):
            return None
        ways.append(names or [[(cell, Role.PLAIN)]])
    read = [_columns(row, [name for names in way for name in names]) for way in islice(product(*ways), _WAYS_MAX)]
    heads = [one for one in read if one is not None and one.documents]
    return min(heads, key=lambda one: (len(one.roles), one.of(*NUMBERS)[0])) if heads else read[0]


def _columns(row: Row, found: Sequence[tuple[Cell, Role]]) -> Columns | None:
    """Return columns of two names and more."""
    if len(found) < 2:
        return None
    return Columns(tuple(known for _, known in found), tuple(cell for cell, _ in found), row.loose, row.page)


def placed(columns: Columns, row: Row, known: Conventions) -> list[tuple[int, Cell]] | None:
    """Return (column, value) of a line, None where a value may stand in two columns."""
    if not columns.loose or not row.loose:
        return _numbered(columns, row)
    cells = [part for cell in row.cells for part in parted(cell, known)]
    money = [cell for cell in cells if known.amount(cell.text) is not None and _weighty(columns, cell, row.page)]
    days = [cell for cell in cells if cell not in money and _dated(cell.text, known)]
    rest = [cell for cell in cells if cell not in money and cell not in days]
    if any(_doubtful(columns, cell, row.page) for cell in rest):
        return None
    texts = [part for cell in rest for part in _apart(columns, cell, row.page)]
    found = _texts(columns, texts, row.page)
    for values, among in ((money, columns.of(*MONEY)), (days, columns.of(*DAYS))):
        chosen = _assigned(columns, values, among, row.page)
        if chosen is None:
            return None
        found += chosen
    if len(money) == len(columns.of(*MONEY)):
        columns.learn(row, found)
    return sorted(found, key=lambda pair: pair[0])


def parted(cell: Cell, known: Conventions) -> list[Cell]:
    """Return a cell parted where an amount or a day stands beside other words: columns may be one blank apart."""
    if " " not in cell.text or known.amount(cell.text) is not None or _dated(cell.text, known):
        return [cell]
    days = [found.span() for found in DAY.finditer(cell.text) if _dated(found[0], known)]
    parts: list[list[Cell]] = [[]]
    last: tuple[int, int] | None = None
    for word in words(cell):
        day = next((span for span in days if span[0] <= word.start - cell.start < span[1]), None)
        alone = day is None and known.amount(word.text) is not None and _pointed(word.text)
        if alone or day != last:
            parts.append([])
        parts[-1].append(word)
        if alone:
            parts.append([])
        last = day
    return [between(part) for part in parts if part]


def _dated(text: str, known: Conventions) -> bool:
    """Whether a text is a day, be it one of which nothing says what is its month."""
    return known.day(text) is not None or undecided(text)


def _pointed(text: str) -> bool:
    """Whether an amount shows its decimals, which no document number does."""
    digits = text.strip("()-+$€£¥ ")
    return digits[-3:-2] in {".", ","}


def _weighty(columns: Columns, cell: Cell, page: int) -> bool:
    """Whether a number is money: it shows its decimals, or stands over a column of money and over no other."""
    if _pointed(cell.text):
        return True
    return _kinds_over(columns, cell, page) == {True}


def _doubtful(columns: Columns, cell: Cell, page: int) -> bool:
    """Whether a text with digits stands over columns of money only: an amount that cannot be read."""
    return _kinds_over(columns, cell, page) == {True} and any(map(str.isdigit, cell.text))


def _kinds_over(columns: Columns, cell: Cell, page: int) -> set[bool]:
    """Return whether the columns a value stands over are of money: both, one, or nothing where it is over none."""
    places = range(len(columns.roles))
    return {columns.roles[column] in MONEY for column in places if _over(columns, cell, column, page)}


def _over(columns: Columns, cell: Cell, column: int, page: int) -> bool:
    """Whether a value shares its place with a column."""
    span = columns.place(page, column)
    return span is not None and cell.start < span[1] and span[0] < cell.end


def _numbered(columns: Columns, row: Row) -> list[tuple[int, Cell]] | None:
    """Return the values of a table's row by their columns' numbers."""
    places = {cell.start: place for place, cell in enumerate(columns.places)}
    if columns.loose != row.loose:
        return None
    return [(places[cell.start], cell) for cell in row.cells if cell.start in places]


def _apart(columns: Columns, cell: Cell, page: int) -> list[Cell]:
    """Return a text that stands over several columns of text in parts, if each of its words stands over one of them."""
    parts = words(cell)
    if len(parts) < 2 or len(_below(columns, cell, page)) < 2:
        return [cell]
    over = [_below(columns, part, page) for part in parts]
    if any(len(places) != 1 for places in over):
        return [cell]
    runs = groupby(zip(over, parts, strict=True), key=itemgetter(0))
    return [between([part for _, part in run]) for _, run in runs]


def _below(columns: Columns, cell: Cell, page: int) -> list[int]:
    """Return the columns of text that a text stands over."""
    free = [place for place, known in enumerate(columns.roles) if known not in MONEY and known not in DAYS]
    return [column for column in free if _over(columns, cell, column, page)]


def _texts(columns: Columns, values: list[Cell], page: int) -> list[tuple[int, Cell]]:
    """Give each text the nearest column of text; several of one column are one."""
    free = [place for place, known in enumerate(columns.roles) if known not in MONEY and known not in DAYS]
    if page not in columns.edges and page != columns.page and len(values) == len(free):
        return list(zip(free, values, strict=True))
    held: dict[int, list[Cell]] = {}
    for cell in values:
        spans = [(columns.place(page, column) or columns.place(columns.page, column), column) for column in free]
        costs = [(_cost(cell, span), column) for span, column in spans if span is not None]
        if costs:
            held.setdefault(min(costs)[1], []).append(cell)
    return [(column, between(cells)) for column, cells in held.items()]


def _assigned(columns: Columns, values: list[Cell], among: list[int], page: int) -> list[tuple[int, Cell]] | None:
    """Give each value its column, in order: all columns where the counts agree, else the nearest without a rival."""
    if len(values) == len(among):
        return list(zip(among, values, strict=True))
    if not values:
        return []
    if not len(values) < len(among) <= _CHOICES_MAX:
        return None
    costs = sorted(_costs(columns, values, among, page))
    far = _FAR if costs and costs[0][0] <= 2 * len(values) else _NEAR
    if not costs or (len(costs) > 1 and costs[1][0] - costs[0][0] < far):
        return None
    return list(zip(costs[0][1], values, strict=True))


def _cost(cell: Cell, span: tuple[int, int]) -> int:
    """Return how far a value stands from a column's place."""
    gap = max(0, span[0] - cell.end, cell.start - span[1])
    return 4 * gap + min(abs(span[0] - cell.start), abs(span[1] - cell.end))


def _costs(columns: Columns, values: list[Cell], among: list[int], page: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield how far the values stand from each choice of columns in order."""
    spans = {column: span for column in among if (span := columns.place(page, column)) is not None}
    for chosen in combinations(among, len(values)):
        if all(column in spans for column in chosen):
            yield sum(_cost(cell, spans[column]) for column, cell in zip(chosen, values, strict=True)), chosen
