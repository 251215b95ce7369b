"""Which table is an advice by its columns: a document's number and what was paid of it, and no bank's columns."""

from collections.abc import Sequence
from itertools import combinations

from parsers.advice.rows import STRIDE, Cell, tabled
from parsers.advice.table import Columns, columns
from parsers.advice.values import Conventions, conventions, is_number, undecided
from parsers.advice.words import NAMES, TOTALS, Role, plain

#: How the plain name of a bill's number begins, in the tongues we read.
_BILLS = (
    "invoice",
    "rechnung",
    "factu",
    "fattura",
    "supplier invoice",
    "vendor invoice",
    "number factu",
    "customer invoice",
)
_LINES_MIN = 2
_WHOLE = frozenset(("payment amount", "amount payment"))


def header(cells: Sequence[str]) -> Columns | None:
    """Return the columns a row of a table heads if the table is an advice, else None."""
    found = columns(tabled(0, cells, ""))
    if found is None or not found.documents or not found.has(Role.DOCUMENT):
        return None
    bill = any(plain(found.places[place].text).startswith(_BILLS) for place in found.of(Role.DOCUMENT))
    if not bill and not found.has(Role.PAID, Role.DISCOUNT):
        return None
    return _whole(found)


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row heads an advice."""
    return header(cells) is not None


def known_words() -> frozenset[str]:
    """Return the names of an advice's columns: they decide encodings and delimiters."""
    named = {name.strip() for role in NAMES if role is not Role.PLAIN for name in NAMES[role].split(";")}
    return frozenset(named | {name.replace("number", "no") for name in named})


def _whole(found: Columns) -> Columns:
    """Return the columns; beside another amount paid, a payment's amount is the whole payment's."""
    paid = found.of(Role.PAID)
    whole = [place for place in paid if plain(found.places[place].text) in _WHOLE]
    if len(whole) != 1 or len(paid) == 1:
        return found
    roles = list(found.roles)
    roles[whole[0]] = Role.TOTAL
    return Columns(tuple(roles), found.places, found.loose, found.page)


def bare(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Return the columns of an advice without a heading, where its own lines prove them, else None.

    Proof: in every line three columns are gross, discount and what is left of it, a discount somewhere and always the
    smaller part; one column holds numbers that differ, of no day and no amount.
    """
    lines = [row for row in rows if not TOTALS.match(plain(next((cell for cell in row if cell), "")))]
    widths = {len(row) for row in lines}
    if len(lines) < _LINES_MIN or len(widths) != 1:
        return None
    known = conventions("  ".join(row) for row in lines)
    columns = list(zip(*lines, strict=True))
    money = {place: found for place, cells in enumerate(columns) if (found := _amounts(cells, known)) is not None}
    sums = [each for each in combinations(money, 3) if _proven(*(money[place] for place in each))]
    days = [place for place, cells in enumerate(columns) if all(_is_day(cell, known) for cell in cells)]
    numbers = [
        place
        for place, cells in enumerate(columns)
        if place not in money and place not in days and all(map(is_number, cells)) and len(set(cells)) == len(cells)
    ]
    if len(sums) != 1 or len(numbers) != 1:
        return None
    roles = dict(zip(sums[0], (Role.GROSS, Role.DISCOUNT, Role.PAID), strict=True)) | {numbers[0]: Role.DOCUMENT}
    roles |= {days[0]: Role.ISSUED_ON} if len(days) == 1 else {}
    places = tuple(Cell("", place * STRIDE, place * STRIDE + 1) for place in range(len(columns)))
    return Columns(tuple(roles.get(place, Role.PLAIN) for place in range(len(columns))), places, loose=False, page=0)


def _is_day(cell: str, known: Conventions) -> bool:
    """Whether a cell is a day, in whichever order."""
    return known.day(cell) is not None or undecided(cell)


def _amounts(cells: Sequence[str], known: Conventions) -> list[int] | None:
    """Return the amounts of a column, empty cells as nothing, None where a cell is none or none shows decimals."""
    found = [known.amount(cell) if cell else 0 for cell in cells]
    whole = [minor for minor in found if minor is not None]
    return whole if len(whole) == len(found) and any(cell[-3:-2] in {".", ","} for cell in cells) else None


def _proven(gross: Sequence[int], discount: Sequence[int], paid: Sequence[int]) -> bool:
    """Whether three columns are gross, discount and net."""
    lines = list(zip(gross, discount, paid, strict=True))
    adds = all(whole - less == left and 2 * abs(less) < abs(whole) for whole, less, left in lines)
    return adds and any(less for _, less, _ in lines)
