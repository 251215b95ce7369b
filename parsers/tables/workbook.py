"""An Excel workbook (ECMA-376) as rows of text: no macro, no link to elsewhere, no entity, no number made a float."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import IO
from xml.parsers import expat

from kit.refusals import TooLarge, Unreadable
from parsers import packed
from parsers.reading import Limits

ZIP = b"PK\x03\x04"
#: Parts that make a workbook more than a table, what they are, and what to do.
REFUSED: tuple[tuple[str, str], ...] = (
    ("xl/vbaProject", "macros: save it as .xlsx without them"),
    ("xl/macrosheets/", "macros: save it as .xlsx without them"),
    ("xl/externalLinks/", "links to other workbooks: save it with values only"),
    ("xl/connections", "a connection to other data: save it with values only"),
    ("xl/embeddings/", "embedded files: save it with values only"),
)
COLUMNS_MAX = 1024  # no table of payments is wider; the rest of a row is cut off by nobody but an attack
#: What the standard library raises over a damaged archive.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    OverflowError,
)
_CHUNK = 1 << 16
_DIGITS = 15  # of a number, which is what a workbook shows of it
_MERGES = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NUMBER = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,3}))?", re.ASCII)
#: Built-in number formats that show a day (ECMA-376 part 1, 18.8.30).
_DAY_FORMATS = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_OLDEST, _NEWEST = 1, 2_958_465  # serials of 1900-01-01 and 9999-12-31
_1904 = 1462  # days between the two epochs


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its line in the file or its row in the sheet, its cells without blanks around, its text.

    `natives`: the cells, from 0, that the workbook holds as numbers: their decimal mark is a point.
    """

    line: int
    cells: tuple[str, ...]
    raw: str
    natives: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Book:
    """What the sheets of a workbook share."""

    file: zipfile.ZipFile
    limits: Limits
    parts: dict[str, zipfile.ZipInfo]  # by name in small letters, as part names are compared (ECMA-376 part 2, 6.2.2.3)
    strings: list[str] = field(default_factory=list)
    days: frozenset[int] = frozenset()  # cell styles that show a day
    since_1904: bool = False


def rows(data: bytes, limits: Limits) -> Iterator[Row]:
    """Yield the rows that hold something of the first visible sheet that has any, as they are read.

    A day is written as `2026-11-20`, a number as its shortest decimal. Merged text and days stand in every cell they
    cover, a merged amount in the first only. Refused: Unreadable (damaged, encrypted, macros, external links,
    a ZIP that is no workbook), TooLarge (a zip bomb by `archive_files_max`, `archive_ratio_max`, `bytes_max`).
    """
    try:
        yield from _sheets(data, limits)
    except _DAMAGE as wrong:
        raise Unreadable("The ZIP archive or workbook is damaged or encrypted: export it again.") from wrong
    except expat.ExpatError as wrong:
        raise Unreadable(f"The workbook is damaged: {wrong}. Export it again.") from wrong


def _sheets(data: bytes, limits: Limits) -> Iterator[Row]:
    """Yield the rows of the first visible sheet that has any."""
    book = _Book(*_checked(data, limits))
    paths = _visible(book)
    if "xl/sharedstrings.xml" in book.parts:
        book.strings = _strings(book)
    if "xl/styles.xml" in book.parts:
        book.days = _day_styles(book)
    for path in paths:
        empty = True
        for row in _Sheet(book, path).rows():
            empty = False
            yield row
        if not empty:
            return


def _checked(data: bytes, limits: Limits) -> tuple[zipfile.ZipFile, Limits, dict[str, zipfile.ZipInfo]]:
    """Open the archive. Refused: what it holds besides a table, and a size that its packed bytes cannot explain."""
    file = zipfile.ZipFile(io.BytesIO(data))
    parts = file.infolist()
    names = {part.filename.replace("\\", "/").lower(): part for part in parts}  # some programs write backslashes
    if "xl/workbook.xml" not in names:
        raise Unreadable("The file is a ZIP archive and no workbook: unpack it, or export the bank's own file.")
    for prefix, what in REFUSED:
        if any(name.startswith(prefix.lower()) for name in names):
            raise Unreadable(f"The workbook has {what}.")
    packed.workbook(parts, limits)
    return file, limits, names


def _opened(book: _Book, path: str) -> IO[bytes]:
    """Open a part by its name, in whatever case it is written. Refused: KeyError, where there is none."""
    return book.file.open(book.parts[path.lower()])


def _events(book: _Book, path: str, parser: expat.XMLParserType) -> Iterator[None]:
    """Feed a part to a parser, a piece at a time. A DOCTYPE is refused before it can mean anything."""
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    with _opened(book, path) as stream:
        while piece := stream.read(_CHUNK):
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes it by place
            yield
    parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by place
    yield


def _refuse_doctype(*_: object) -> None:
    """Refuse a document type declaration: no workbook has one, an attack has."""
    raise Unreadable("The workbook has a DOCTYPE: export it again.")


def _local(name: str) -> str:
    """Return an element's name without its prefix."""
    return name.rpartition(":")[2]


def _elements(book: _Book, path: str) -> list[tuple[str, str, dict[str, str]]]:
    """Return the elements of a small part as (parent, name, attributes)."""
    found: list[tuple[str, str, dict[str, str]]] = []
    around: list[str] = [""]

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((around[-1], _local(name), {_local(key): value for key, value in attributes.items()}))
        around.append(_local(name))
        if len(around) > book.limits.depth_max:
            raise Unreadable("The workbook is nested too deep: export it again.")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: around.pop()
    for _ in _events(book, path, parser):
        pass
    return found


def _visible(book: _Book) -> list[str]:
    """Return the parts of the sheets a person sees, in their order, and note the epoch of the days."""
    targets = {
        said.get("Id", ""): said.get("Target", "")
        for _, name, said in _elements(book, "xl/_rels/workbook.xml.rels")
        if name == "Relationship" and said.get("Type", "").endswith("/worksheet")
    }
    shown: list[str] = []
    for _, name, said in _elements(book, "xl/workbook.xml"):
        if name == "workbookPr":
            book.since_1904 = said.get("date1904", "") in {"1", "true"}
        if (
            name == "sheet"
            and said.get("state", "visible") == "visible"
            and (target := targets.get(said.get("id", "")))
        ):
            shown.append(target.removeprefix("/") if target.startswith("/") else f"xl/{target}")
    return shown


def _day_styles(book: _Book) -> frozenset[int]:
    """Return the cell styles whose number format shows a day."""
    elements = _elements(book, "xl/styles.xml")
    own = {
        int(said["numFmtId"])
        for _, name, said in elements
        if name == "numFmt" and said.get("numFmtId", "").isdecimal() and _shows_day(said.get("formatCode", ""))
    }
    styles = [said.get("numFmtId", "0") for parent, name, said in elements if parent == "cellXfs" and name == "xf"]
    return frozenset(
        place for place, number in enumerate(styles) if number.isdecimal() and int(number) in own | _DAY_FORMATS
    )


def _shows_day(code: str) -> bool:
    """Whether a number format of the workbook's own shows a day: it names years or days outside quotes."""
    bare = _QUOTED.sub("", code.partition(";")[0]).lower()
    return "general" not in bare and ("y" in bare or "d" in bare)


def _strings(book: _Book) -> list[str]:
    """Return the shared strings; phonetic guides (`rPh`) are no part of them."""
    strings: list[str] = []
    parts: list[str] = []
    state = {"text": False, "guide": False}

    def start(name: str, _: dict[str, str]) -> None:
        local = _local(name)
        state["text"] = local == "t" and not state["guide"]
        state["guide"] = state["guide"] or local == "rPh"

    def end(name: str) -> None:
        local = _local(name)
        state["text"] = False
        if local == "rPh":
            state["guide"] = False
        if local == "si":
            strings.append("".join(parts))
            parts.clear()

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: parts.append(text) if state["text"] else None
    for _ in _events(book, "xl/sharedStrings.xml", parser):
        pass
    return strings


class _Sheet:
    """One sheet while it is read: the row at hand, the cell at hand, what merged cells cover."""

    def __init__(self, book: _Book, path: str) -> None:
        self.book = book
        self.path = path
        self.done: list[Row] = []
        self.cells: dict[int, str] = {}
        self.natives: set[int] = set()
        self.filled: dict[tuple[int, int], str] = {}
        self.row = self.column = 0
        self.kind = ""
        self.style = 0
        self.parts: list[str] = []
        self.reads = False
        self.merges = self._merges()

    def rows(self) -> Iterator[Row]:
        """Yield the rows as they end."""
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        for _ in _events(self.book, self.path, parser):
            yield from self.done
            self.done.clear()

    def _merges(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Return the merged cells by their first: which row and column each ends in. They stand behind the rows."""
        found: dict[tuple[int, int], tuple[int, int]] = {}
        tail = b""
        with _opened(self.book, self.path) as stream:
            while piece := stream.read(_CHUNK):
                tail = tail[-200:] + piece
                if b"mergeCell" in tail:
                    for left, top, right, bottom in _MERGES.findall(tail):
                        found[int(top), _column(left.decode())] = int(bottom), _column(right.decode())
        return found

    def _start(self, name: str, said: dict[str, str]) -> None:
        match _local(name):
            case "row":
                number = said.get("r", "")
                self.row = int(number) if number.isdecimal() and len(number) < 8 else self.row + 1
                self.column = 0
                self.cells = {}
                self.natives.clear()
            case "c":
                at = _CELL.fullmatch(said.get("r", ""))
                self.column = _column(at[1]) if at else self.column + 1
                self.kind = said.get("t", "n")
                style = said.get("s", "0")
                self.style = int(style) if style.isdecimal() else 0
                self.parts = []
            case "v" | "t":
                self.reads = True
            case "rPh":
                self.reads = False

    def _text(self, text: str) -> None:
        if self.reads:
            self.parts.append(text)

    def _end(self, name: str) -> None:
        match _local(name):
            case "v" | "t":
                self.reads = False
            case "c":
                self._cell()
            case "row":
                self._row()

    def _cell(self) -> None:
        """Keep the cell, and what it covers."""
        if not self.parts or self.column > COLUMNS_MAX:
            return
        given = "".join(self.parts)
        if len(given) > self.book.limits.text_bytes_max:
            raise TooLarge(f"Row {self.row:,}: a cell has {len(given):,} characters.")
        is_day = self.kind == "n" and self.style in self.book.days
        text = self._value(given, is_day=is_day)
        self.cells[self.column] = text
        if self.kind == "n" and not is_day:
            self.natives.add(self.column - 1)
        ends = self.merges.get((self.row, self.column))
        if ends and (is_day or self.kind != "n"):
            for row in range(self.row, min(ends[0], self.row + COLUMNS_MAX) + 1):
                for column in range(self.column, min(ends[1], COLUMNS_MAX) + 1):
                    self.filled[row, column] = text

    def _value(self, given: str, *, is_day: bool) -> str:
        """Return a cell as text."""
        if self.kind == "s":
            place = int(given) if given.strip().isdecimal() else -1
            return self.book.strings[place].strip() if 0 <= place < len(self.book.strings) else ""
        if self.kind == "d":
            return given.strip()[:10]
        if self.kind != "n":
            return given.strip()
        return (_day(given, since_1904=self.book.since_1904) if is_day else "") or shortest(given)

    def _row(self) -> None:
        """Keep the row, with what merged cells of this row or an earlier one put into it."""
        if self.filled:
            for place in [place for place in self.filled if place[0] <= self.row]:
                text = self.filled.pop(place)
                if place[0] == self.row:
                    self.cells.setdefault(place[1], text)
        if any(self.cells.values()):
            width = max(self.cells)
            cells = tuple([self.cells.get(column, "") for column in range(1, width + 1)])
            self.done.append(Row(self.row, cells, "\t".join(cells), frozenset(self.natives)))


def _column(letters: str) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def shortest(text: str) -> str:
    """Return a stored number as the decimal a workbook shows: fifteen digits, no exponent, no noise of binary halves.

    `0.30000000000000004` is `0.3`, `1.2345E+3` is `1234.5`. What is no number is returned as it is.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return text.strip()
    sign, whole, part, power = found[1], found[2], found[3] or "", int(found[4] or 0)
    digits = (whole + part).lstrip("0")
    point = len(whole) + power - (len(whole + part) - len(digits))  # digits before the point
    if len(digits) > _DIGITS:
        digits = _rounded(digits)
        if len(digits) > _DIGITS:
            digits, point = digits[:_DIGITS], point + 1
        point += 0
    digits = digits.rstrip("0")
    if not digits:
        return "0"
    if abs(point) > 40:
        return text.strip()
    if point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    if len(digits) <= point:
        return sign + digits.ljust(point, "0")
    return f"{sign}{digits[:point]}.{digits[point:]}"


def _rounded(digits: str) -> str:
    """Return fifteen digits, rounded half up; sixteen where the rounding carries."""
    kept = int(digits[:_DIGITS]) + (digits[_DIGITS] >= "5")
    return str(kept)


def _day(text: str, *, since_1904: bool) -> str:
    """Return the day of a serial as ISO 8601, empty where it is none. 1900 had no 29 February but serial 60 has."""
    number = _NUMBER.fullmatch(text.strip())
    if number is None or number[1] or number[4]:
        return ""
    serial = int(number[2]) + (_1904 if since_1904 else 0)
    if not _OLDEST <= serial <= _NEWEST:
        return ""
    return (date(1899, 12, 30) + timedelta(days=serial + (serial < 60))).isoformat()
