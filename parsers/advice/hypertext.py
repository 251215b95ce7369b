"""The text of an HTML body as rows: cells of tables by their columns, other text as lines; nothing is fetched."""

from collections.abc import Iterator
from html.parser import HTMLParser

from kit.refusals import TooLarge
from parsers.advice.rows import Row, laid_out, tabled, writable
from parsers.reading import Limits

_SILENT = frozenset(("script", "style", "head", "title", "template", "noscript"))
_BREAKS = frozenset(
    ("br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "table", "ul", "ol", "blockquote")
)
_COLUMNS_MAX = 60


def rows(text: str, limits: Limits) -> Iterator[Row]:
    """Yield the rows of an HTML text. Refused: TooLarge for a text beyond the limit of one part."""
    if len(text) > limits.text_bytes_max * 8:
        raise TooLarge(f"The HTML body has {len(text):,} letters: give the advice alone.")
    reader = _Reader()
    reader.feed(writable(text))
    reader.close()
    yield from reader.finished()


class _Reader(HTMLParser):
    """Gathers lines; inside a row of a table without another table in it, cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Row] = []
        self.words: list[str] = []
        self.cells: list[str] | None = None  # of the row that is open
        self.span = 0  # columns of the cell that is open, 0 where none is
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a row or a cell; end the line before a block."""
        if tag in _SILENT:
            self.silent += 1
        elif tag == "tr":
            self._line()
            self.cells = []
        elif tag in {"td", "th"} and self.cells is not None:
            self._cell()
            self.words.clear()
            self.span = _span(dict(attrs).get("colspan"))
        elif tag in _BREAKS:
            self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close a cell, a row or a block."""
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in {"td", "th"}:
            self._cell()
        elif tag == "tr" and self.cells is not None:
            self._row()
        elif tag in _BREAKS:
            self._break(tag)

    def handle_data(self, data: str) -> None:
        """Keep what can be seen."""
        if not self.silent:
            self.words.append(data)

    def finished(self) -> list[Row]:
        """Return every row."""
        self._line()
        return self.found

    def _break(self, tag: str) -> None:
        """End a line; within a cell a break is a blank, and a table in a cell makes the outer row one of its own."""
        if self.cells is None:
            self._line()
        elif tag == "table":
            self._row()
        else:
            self.words.append(" ")

    def _cell(self) -> None:
        """End the cell that is open; one that spans several columns takes their places."""
        if self.cells is not None and self.span and len(self.cells) < _COLUMNS_MAX:
            self.cells += [" ".join("".join(self.words).split()), *[""] * (self.span - 1)]
            self.words.clear()
        self.span = 0

    def _row(self) -> None:
        """End the row that is open."""
        self._cell()
        cells, self.cells = self.cells or [], None
        if any(cells):
            self.found.append(tabled(len(self.found) + 1, cells, "\t".join(cells)))

    def _line(self) -> None:
        """End a line of text."""
        if self.cells is not None:
            self._row()
        text = " ".join("".join(self.words).split())
        self.words.clear()
        if text:
            self.found.extend(laid_out([(len(self.found) + 1, text, 0)]))


def _span(written: str | None) -> int:
    """Return how many columns a cell takes."""
    number = (written or "1").strip()
    return min(int(number), _COLUMNS_MAX) if number.isascii() and number.isdecimal() and len(number) < 4 else 1
