"""A line of an advice as cells at places: from a laid-out line, from tabs or bars, from a table's cells."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from parsers.advice.words import Role, role

#: Cells of a table stand this far apart, so that one of two neighbours is never near.
STRIDE = 100
_SEMICOLONS = 2  # as many stand in a sentence; more part the cells of a table
_WIDE = re.compile(r"\S+(?: \S+)*")
_WAYS_MAX = 8  # of reading one cell as names
_NAMES_MAX = 12  # blanks in a cell of names
_RULED = re.compile(r"[\s|+=_*.·-]*")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Cell:
    """A text and where it stands in its line, in characters."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its number, its cells that hold something, its text; `page` counts sheets of paper."""

    line: int
    cells: tuple[Cell, ...]
    raw: str
    page: int = 0
    loose: bool = True  # places are those of a layout: a cell stands near its column, not in it

    @property
    def text(self) -> str:
        """Return the line's words, one blank between."""
        return " ".join(cell.text for cell in self.cells)


def writable(text: str) -> str:
    """Return a text without what no book can hold: NUL, and halves of letters."""
    return text.replace("\x00", "").encode("utf-8", errors="replace").decode("utf-8")


def laid_out(lines: Iterable[tuple[int, str, int]]) -> Iterator[Row]:
    """Yield the rows of text (line, text, page): cells are parted by tabs, bars, semicolons, or two blanks and more."""
    for number, written, page in lines:
        raw = writable(written)
        text = raw.replace("\u00a0", " ").rstrip()
        if _RULED.fullmatch(text):
            continue
        if "\t" in text.strip():
            yield tabled(number, text.split("\t"), raw, page)
        elif text.count(";") > _SEMICOLONS:
            yield tabled(number, text.split(";"), raw, page)
        elif text.count("|") > 1 or (" | " in text):
            yield tabled(number, text.strip().strip("|").split("|"), raw, page)
        else:
            cells = tuple(Cell(found[0], found.start(), found.end()) for found in _WIDE.finditer(text))
            yield Row(number, cells, raw, page)


def tabled(line: int, cells: Sequence[str], raw: str, page: int = 0) -> Row:
    """Return a row whose cells stand in numbered columns."""
    stripped = ((place, " ".join(cell.split())) for place, cell in enumerate(cells))
    kept = tuple(Cell(text, place * STRIDE, place * STRIDE + 1) for place, text in stripped if text)
    return Row(line, kept, raw, page, loose=False)


def words(cell: Cell) -> list[Cell]:
    """Return the words of a cell, each where it stands."""
    return [Cell(found[0], cell.start + found.start(), cell.start + found.end()) for found in _WORD.finditer(cell.text)]


def between(parts: Sequence[Cell]) -> Cell:
    """Return neighbouring words as one cell again."""
    text = parts[0].text
    for before, part in pairwise(parts):
        text += " " * (part.start - before.end) + part.text
    return Cell(text, parts[0].start, parts[-1].end)


def named(cell: Cell) -> list[list[tuple[Cell, Role]]]:
    """Return the ways to read a cell as column names, the longest names first; none where a word is no name."""
    return list(islice(_named(words(cell)), _WAYS_MAX)) if cell.text.count(" ") <= _NAMES_MAX else []


def _named(rest: list[Cell]) -> Iterator[list[tuple[Cell, Role]]]:
    """Yield the ways to part words into names."""
    if not rest:
        yield []
    for size in range(len(rest), 0, -1):
        part = between(rest[:size])
        if known := role(part.text):
            yield from ([(part, known), *behind] for behind in _named(rest[size:]))


def stacked(upper: Row, lower: Row) -> Row:
    """Return two lines of one heading as one: a name stands above or below the one it shares its place with."""
    columns = list(upper.cells)
    for cell in lower.cells:
        over = [place for place, one in enumerate(columns) if one.start <= cell.end and cell.start <= one.end]
        if len(over) == 1:
            one = columns[over[0]]
            columns[over[0]] = Cell(f"{one.text} {cell.text}", min(one.start, cell.start), max(one.end, cell.end))
        else:
            columns.append(cell)
    cells = tuple(sorted(columns, key=lambda cell: cell.start))
    return Row(upper.line, cells, f"{upper.raw}\n{lower.raw}", upper.page, upper.loose)
