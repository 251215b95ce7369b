"""A report's table on paper: columns as wide as what they hold, the head on every page, the words below."""

from collections.abc import Iterator, Sequence

import polars as pl

from services.reports.cells import figure, numeric
from services.reports.pdf import ACROSS, LEFT, RIGHT, Pdf, fitted, width

MARGIN = 36
SIZE = 7
LEADING = 11
GAP = 8
ROWS_WEIGHED = 400  # rows that say how wide a column is
COLUMN_MIN = 24


def paper(table: pl.DataFrame, title: str, below: str, notes: Sequence[str] = ()) -> bytes:
    """Return the table as a PDF across; `below` stands at the foot of every page."""
    pdf = Pdf(title, ACROSS)
    across, high = ACROSS
    numbers = [numeric(table[name].head(ROWS_WEIGHED).to_list()) for name in table.columns]
    lines = [[figure(cell) for cell in row] for row in table.iter_rows()]
    heads = [name.replace("_", " ") for name in table.columns]
    edges = _edges(heads, lines[:ROWS_WEIGHED], across - 2 * MARGIN)
    y = 0.0
    for line in lines or [[]]:
        if y < MARGIN + 2 * LEADING:
            y = _begun(pdf, title, heads, edges, numbers)
        _row(pdf, y, line, edges, numbers)
        y -= LEADING
    for text in _broken(notes, across - 2 * MARGIN):
        if y < MARGIN + 2 * LEADING:
            pdf.page()
            y = high - MARGIN - LEADING
        y -= LEADING
        pdf.text(MARGIN, y, text, SIZE)
    return pdf.footed(below, MARGIN)


def _begun(
    pdf: Pdf, title: str, heads: Sequence[str], edges: Sequence[tuple[float, float]], numbers: list[bool]
) -> float:
    """Begin a page with its title and head; return where its first row stands."""
    pdf.page()
    across, high = ACROSS
    pdf.text(MARGIN, high - MARGIN - 6, title, 12, bold=True)
    y = high - MARGIN - 6 - 2 * LEADING
    _row(pdf, y, heads, edges, numbers, bold=True)
    pdf.rule(MARGIN, y - 3, across - MARGIN)
    return y - LEADING - 2


def _row(
    pdf: Pdf,
    y: float,
    cells: Sequence[str],
    edges: Sequence[tuple[float, float]],
    numbers: Sequence[bool],
    *,
    bold: bool = False,
) -> None:
    """Write a row: numbers to the right of their column, texts to the left, cut to its room."""
    for cell, (start, room), number in zip(cells, edges, numbers, strict=False):
        text = fitted(cell, SIZE, room)
        pdf.text(start + room if number else start, y, text, SIZE, bold=bold, to=RIGHT if number else LEFT)


def _edges(heads: Sequence[str], lines: Sequence[Sequence[str]], room: float) -> list[tuple[float, float]]:
    """Return where each column begins and how wide it is; what does not fit takes from the widest."""
    columns = list(zip(heads, *lines, strict=True)) if lines else [(head,) for head in heads]
    wide = [max(COLUMN_MIN, *(1.1 * width(cell, SIZE) for cell in column)) for column in columns]
    while sum(wide) + GAP * (len(wide) - 1) > room and max(wide) > COLUMN_MIN:
        widest = wide.index(max(wide))
        wide[widest] = max(COLUMN_MIN, wide[widest] * 0.95)
    found, at = [], float(MARGIN)
    for one in wide:
        found.append((at, one))
        at += one + GAP
    return found


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
