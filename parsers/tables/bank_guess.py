"""A guess at a table nobody has confirmed: what its cells prove of days, decimal marks and signs, and what not."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from parsers.tables import bank_cells, bank_columns
from parsers.tables.bank_proof import Proof, proof
from parsers.tables.bank_rows import CREDIT_MARKS, DEBIT_MARKS, marked, told
from parsers.tables.mapping import Mapping, shape
from parsers.tables.words import plain
from parsers.tables.workbook import Row

Rows = Callable[[], Iterator[Row]]
_MARKS_MAX = 12  # different words in a column of marks
_SAMPLE = 200  # rows looked at to find the columns of a table without a header
_MOST = 5  # of so many cells at least all but one show what a column is
_MONEY = ("amount", "debit", "credit", "balance")


@dataclass(slots=True)
class Evidence:
    """What all rows say of themselves."""

    rows: int = 0
    widths: Counter[int] = field(default_factory=Counter)
    orders: Counter[tuple[str, ...]] = field(default_factory=Counter)  # readings that the cells with days leave
    marks: Counter[str] = field(default_factory=Counter)  # decimal marks proven, `?` where either may be
    below: Counter[str] = field(default_factory=Counter)  # role -> amounts with a minus
    above: Counter[str] = field(default_factory=Counter)  # role -> amounts without, zero left out
    words: dict[int, Counter[str]] = field(default_factory=dict)  # columns that may hold marks of debit and credit
    agree: Counter[tuple[int, str, bool]] = field(default_factory=Counter)  # (column, mark, minus) -> rows
    currencies: Counter[str] = field(default_factory=Counter)


def guessed(header: Sequence[str], rows: Rows) -> Mapping:
    """Return the mapping that fits best, with what it leaves open in `asked`. Rows are asked for up to three times."""
    columns = bank_columns.named(header) if header else _found(list(islice(rows(), _SAMPLE)))
    marks = _mark_columns(header, columns)
    seen = _seen(rows(), columns, marks)
    side = _side(seen, header, columns, marks)
    columns = {role: places for role, places in columns.items() if role != "side"}
    if side is not None:
        columns["side"] = (side,)
    order, decimal = _order(seen), _decimal(seen)
    mapping = Mapping(
        header=shape(header),
        columns=columns,
        day_order=order or "",
        decimal=decimal or "",
        credit_marks=_credits(seen, side),
        currency="" if "currency" in columns else _currency(seen, bank_columns.currency_of(header, columns)),
        width=seen.widths.most_common(1)[0][0] if seen.widths else len(header),
    )
    asked = ["day_order"] if order is None else []
    asked += ["decimal"] if decimal is None else []
    mapping = _signed(mapping, seen, rows)
    asked += [] if mapping.sign else ["sign"]
    asked += (
        [] if mapping.currency or "currency" in columns or seen.currencies.total() >= seen.rows > 0 else ["currency"]
    )
    return replace(mapping, asked=tuple(asked))


def _seen(rows: Iterable[Row], columns: dict[str, tuple[int, ...]], marks: Sequence[int]) -> Evidence:
    """Look at every row."""
    seen = Evidence(words={place: Counter() for place in marks})
    days = [columns[role][0] for role in ("booked", "value") if role in columns]
    money = [(role, columns[role][0]) for role in _MONEY if role in columns]
    for row in rows:
        cells, count = row.cells, len(row.cells)
        readings = [
            tuple(found)
            for place in days
            if place < count and (found := bank_cells.days(cells[place])) and cells[place]
        ]
        if not readings:
            continue
        seen.rows += 1
        seen.widths[count] += 1
        seen.orders.update(readings)
        _money(seen, row, money, marks)
    return seen


def _money(seen: Evidence, row: Row, money: Sequence[tuple[str, int]], marks: Sequence[int]) -> None:
    """Note what the amounts of a row prove, and which marks stand beside them."""
    below = False
    said = ""
    for role, place in money:
        cell = row.cells[place] if place < len(row.cells) else ""
        if not cell:
            continue
        if place not in row.natives and (mark := bank_cells.marks(cell)):
            seen.marks[mark] += 1
        said = said or bank_cells.currency(cell)
        if role != "balance" and any(digit in cell for digit in "123456789"):
            minus = bank_cells.below(cell)
            seen.below[role] += minus
            seen.above[role] += not minus
            below = below or minus
    if said:
        seen.currencies[said] += 1
    for place in marks:
        word = marked(row.cells[place]) if place < len(row.cells) else ""
        if len(seen.words[place]) <= _MARKS_MAX:
            seen.words[place][word] += 1
            seen.agree[place, word, below] += 1


def _order(seen: Evidence) -> str | None:
    """Return the order of days that every cell allows, None where two do, the most frequent where none does."""
    if not seen.orders:
        return ""
    allowed = [order for order in bank_cells.ORDERS if all(order in readings for readings in seen.orders)]
    if len(allowed) == 1:
        return allowed[0]
    if allowed:
        return None
    votes: Counter[str] = Counter()
    for readings, times in seen.orders.items():
        votes.update({order: times for order in readings if len(readings) == 1})
    best = votes.most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None


def _decimal(seen: Evidence) -> str | None:
    """Return the decimal mark that some cell proves, empty where no cell has one, None where it stays open."""
    point, comma = seen.marks["."], seen.marks[","]
    if point or comma:
        return "." if point > comma else "," if comma > point else None
    return None if seen.marks["?"] else ""


def _currency(seen: Evidence, named: str) -> str:
    """Return the one currency that the header or every amount names."""
    if named or len(seen.currencies) != 1:
        return named
    code, times = seen.currencies.most_common(1)[0]
    return code if times >= seen.rows else ""


def _mark_columns(header: Sequence[str], columns: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
    """Return the columns that may hold marks of debit and credit, by name or for want of one."""
    taken = {place for role in (*_MONEY, "booked", "value") for place in columns.get(role, ())}
    if not header:
        return tuple(place for place in range(30) if place not in taken)
    names = [plain(cell) for cell in header]
    fits = [place for place, name in enumerate(names) if name in bank_columns.NAMES["side"] or not name]
    return tuple(place for place in fits if place not in taken)


def _side(
    seen: Evidence, header: Sequence[str], columns: dict[str, tuple[int, ...]], marks: Sequence[int]
) -> int | None:
    """Return the column of marks: all it says are marks, and it says them of money in one amount column."""
    if "amount" not in columns:
        return None
    for place in sorted(marks, key=lambda place: place not in columns.get("side", ())):
        words = {word for word in seen.words[place] if word}
        if not words or not words <= CREDIT_MARKS | DEBIT_MARKS or len(seen.words[place]) > _MARKS_MAX:
            continue
        both = bool(words & CREDIT_MARKS) and (bool(words & DEBIT_MARKS) or "" in seen.words[place])
        if both or (header and plain(header[place]) in bank_columns.NAMES["side"][:24]):
            return place
    return None


def _credits(seen: Evidence, side: int | None) -> tuple[str, ...]:
    """Return the marks that mean money in."""
    return tuple(sorted(word for word in seen.words[side] if word in CREDIT_MARKS)) if side is not None else ()


def _signed(mapping: Mapping, seen: Evidence, rows: Rows) -> Mapping:
    """Return the mapping with the rule for signs that the balances prove, else that the signs allow; empty if open."""
    if "side" in mapping.columns:
        rules = ("mark", "mark_signed")
    elif mapping.columns.keys() & {"debit", "credit"} and "amount" not in mapping.columns:
        rules = ("columns", "columns_signed")
    else:
        rules = ("signed", "inverted")
    if "balance" in mapping.columns:
        proofs = {rule: _proof(replace(mapping, sign=rule), rows) for rule in rules}
        first = max(rules, key=lambda rule: proofs[rule].best)
        if proofs[first].proves:
            return replace(mapping, sign=first, proves=True)
    return replace(mapping, sign=_by_signs(mapping, seen, rules[0]))


def _proof(mapping: Mapping, rows: Rows) -> Proof:
    """Follow the balances under a mapping."""
    return proof(told(rows(), mapping, 0))


def _by_signs(mapping: Mapping, seen: Evidence, rule: str) -> str:
    """Return the rule where the signs leave no other, else nothing."""
    if rule == "signed":
        return rule if seen.below["amount"] else ""
    if rule == "columns":
        mixed = any(seen.below[role] and seen.above[role] for role in ("debit", "credit"))
        return "" if mixed or seen.below["credit"] else rule
    side = mapping.columns["side"][0]
    odd = any(place == side and minus and word in CREDIT_MARKS for place, word, minus in seen.agree)
    return "" if odd else rule


def _found(rows: Sequence[Row]) -> dict[str, tuple[int, ...]]:
    """Return the columns of a table without a header, by what their cells are; empty where it is no bank's table."""
    width = max((len(row.cells) for row in rows), default=0)
    columns = [
        [row.cells[place] for row in rows if place < len(row.cells) and row.cells[place]] for place in range(width)
    ]
    days = [
        place for place, cells in enumerate(columns) if _mostly(cells, lambda cell: bool(bank_cells.days(cell)), rows)
    ]
    money = [place for place, cells in enumerate(columns) if place not in days and _mostly(cells, _is_money, ())]
    found: dict[str, tuple[int, ...]] = {}
    if not days or not money:
        return found
    found["booked"] = (days[0],)
    if len(days) > 1:
        found["value"] = (days[1],)
    _amounts(found, columns, money, len(rows))
    taken = {place for places in found.values() for place in places} | {*days, *money}
    for place, cells in enumerate(columns):
        if place in taken or not cells:
            continue
        if _mostly(cells, lambda cell: len(cell) == 3 and plain(cell) in bank_columns.CURRENCIES, ()):
            found.setdefault("currency", (place,))
        elif any(letter.isalpha() for cell in cells for letter in cell) and sum(map(len, cells)) > 4 * len(cells):
            found["text"] = (*found.get("text", ()), place)
    return found


def _amounts(found: dict[str, tuple[int, ...]], columns: list[list[str]], money: Sequence[int], rows: int) -> None:
    """Tell amount, debit and credit, and balance apart: the balance stands last and in every row."""
    full = [place for place in money if len(columns[place]) * 2 > rows and len(columns[place]) >= rows - 1]
    part = [place for place in money if place not in full]
    if len(part) == 2:
        found["debit"], found["credit"] = (part[0],), (part[1],)
        if full:
            found["balance"] = (full[-1],)
    else:
        found["amount"] = (money[0],)
        if len(full) > 1 and full[-1] != money[0]:
            found["balance"] = (full[-1],)


def _mostly(cells: Sequence[str], holds: Callable[[str], bool], rows: Sequence[Row]) -> bool:
    """Whether nearly all cells of a column are of one sort, and the column is filled where rows are given."""
    fits = sum(holds(cell) for cell in cells)
    return fits > 0 and fits * _MOST >= len(cells) * (_MOST - 1) and fits * _MOST >= len(rows) * (_MOST - 1)


def _is_money(cell: str) -> bool:
    """Whether a cell is an amount with two digits behind its mark: a number without may be anything."""
    mark = bank_cells.marks(cell)
    return mark in {".", ","} and bank_cells.amount(cell, mark, "USD") is not None


def is_bare(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows without any header are a bank's: from the first on, a day and an amount in the same columns."""
    columns = _found([Row(line, tuple(cells), "") for line, cells in enumerate(rows, 1)])
    if not columns:
        return False
    at = columns["booked"][0]
    return at < len(rows[0]) and bool(bank_cells.days(rows[0][at]))
