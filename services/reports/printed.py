"""A report's table on paper: columns as wide as what they hold, the head on every page, the words below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from services.reports.cells import figure, numeric
from services.reports.pdf import ACROSS, LEFT, RIGHT, Pdf, fitted, width

MARGIN = 36
SIZE = 7
LEADING = 11
GAP = 8
COLUMN_MIN = 24


def paper(table: pl.DataFrame, title: str, below: str, notes: Sequence[str] = ()) -> bytes:
    """Return the table as a PDF across; `below` stands at the foot of every page."""
    pdf = Pdf(title, ACROSS)
    across, high = ACROSS
    numbers = [numeric(table[name].to_list()) for name in table.columns]
    lines = [[figure(cell) for cell in row] for row in table.iter_rows()]
    heads = [name.replace("_", " ") for name in table.columns]
    grid = _grid(heads, lines, numbers, across - 2 * MARGIN)
    y = 0.0
    for line in lines or [[]]:
        if y < MARGIN + 2 * LEADING:
            y = _begun(pdf, title, heads, grid)
        _row(pdf, y, line, grid)
        y -= LEADING
    for text in _broken(notes, across - 2 * MARGIN):
        if y < MARGIN + 2 * LEADING:
            pdf.page()
            y = high - MARGIN - LEADING
        y -= LEADING
        pdf.text(MARGIN, y, text, SIZE)
    return pdf.footed(below, MARGIN)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where columns begin, how wide they are, which hold numbers, and the size that lets every number in whole."""

    edges: tuple[tuple[float, float], ...]
    numbers: tuple[bool, ...]
    size: float


def _begun(pdf: Pdf, title: str, heads: Sequence[str], grid: _Grid) -> float:
    """Begin a page with its title and head; return where its first row stands."""
    pdf.page()
    across, high = ACROSS
    pdf.text(MARGIN, high - MARGIN - 6, title, 12, bold=True)
    y = high - MARGIN - 6 - 2 * LEADING
    _row(pdf, y, heads, grid, bold=True)
    pdf.rule(MARGIN, y - 3, across - MARGIN)
    return y - LEADING - 2


def _row(pdf: Pdf, y: float, cells: Sequence[str], grid: _Grid, *, bold: bool = False) -> None:
    """Write a row: numbers to the right of their column, never cut; texts to the left, cut to its room."""
    for cell, (start, room), number in zip(cells, grid.edges, grid.numbers, strict=False):
        text = cell if number and not bold else fitted(cell, grid.size, room)
        x, side = (start + room, RIGHT) if number else (start, LEFT)
        pdf.text(x, y, text, grid.size, bold=bold, to=side)


def _grid(heads: Sequence[str], lines: Sequence[Sequence[str]], numbers: Sequence[bool], room: float) -> _Grid:
    """Return the columns: numbers have their room, texts share the rest; where that fails all is smaller."""
    columns = list(zip(*lines, strict=True)) if lines else [() for _ in heads]
    wide = [
        max([COLUMN_MIN, *(width(cell, SIZE) for cell in column), 0 if number else 1.1 * width(head, SIZE)])
        for head, column, number in zip(heads, columns, numbers, strict=True)
    ]
    left = room - GAP * (len(wide) - 1)
    texts = [place for place, number in enumerate(numbers) if not number]
    while sum(wide) > left and any(wide[place] > COLUMN_MIN for place in texts):
        widest = max(texts, key=lambda place: wide[place])
        wide[widest] = max(COLUMN_MIN, wide[widest] * 0.95)
    smaller = min(1.0, room / (sum(wide) + GAP * (len(wide) - 1)))
    edges, at = [], float(MARGIN)
    for one in wide:
        edges.append((at, one * smaller))
        at += (one + GAP) * smaller
    return _Grid(tuple(edges), tuple(numbers), SIZE * smaller)


def _broken(notes: Sequence[str], room: float) -> Iterator[str]:
    """Yield the words below in lines that fit."""
    line = ""
    for word in " ".join(notes).split():
        longer = f"{line} {word}".strip()
        if width(longer, SIZE) > room:
            yield line
            longer = word
        line = longer
    if line:
        yield line
