"""ACH bytes to records of 94 columns, whatever was trimmed, wrapped, blocked or left unbroken on the way."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import itemgetter

from kit.findings import Finding, Severity
from parsers.records import record

#: A record has 94 columns; a fill record is all nines (Nacha Operating Rules, appendix on record formats).
COLUMNS = 94
_FILL = "9" * (COLUMNS - 1)
_WIDTH = COLUMNS + 1  # with its line end
_KINDS = frozenset("156789")
_DEBRIS = b"\x00\x1a\x0c"
_BLANKS = "\x00\x1a\x0c "
_DIGITS_MAX = 20
#: A line as long as this is several records without a line end between them.
_UNBROKEN = COLUMNS + COLUMNS // 2
#: What lies between two records of the structure are entries and their addenda.
_STRUCTURE = re.compile(rb"\n[^67\n]")
_DETAILS = frozenset(b"67")
#: The same, seen in the first columns alone.
_STRETCH = re.compile(rb"[67]+|[^67]")
_KIND = itemgetter(slice(0, 3))
_RECEIVER = slice(3, 29)
_CHOOSING = bytes(letter == ord("6") for letter in range(256))
_OPENING = slice(0, 29)  # kind and receiver
_BLOCK = 1 << 17
_STEP = 1 << 20
#: record type -> columns that hold digits (or blanks) in every record of the type; a shifted record has words there
_DIGITS_AT: dict[str, tuple[tuple[int, int], ...]] = {
    "5": ((79, 87), (87, 94)),
    "6": ((79, 94),),
    "7": ((87, 94),),
    "8": ((79, 87), (87, 94)),
}


@record
class Line:
    """One record: its 94 columns and the number of the line it stood on."""

    number: int
    text: str

    @property
    def kind(self) -> str:
        """Return the record type, the first column."""
        return self.text[0]

    def cut(self, first: int, last: int) -> str:
        """Return columns from first to last as the rules number them, without the blanks around."""
        return self.text[first - 1 : last].strip()

    def number_at(self, first: int, last: int) -> int | None:
        """Return the number in these columns, None where they hold none."""
        return numeral(self.text[first - 1 : last])


def numeral(text: str) -> int | None:
    """Return a number that is aligned to the right; all blanks mean 0.

    Refused: anything but ASCII digits, and blanks behind or between digits, for then nobody can tell its size.
    """
    digits = text.lstrip(" ")
    if not digits:
        return 0
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= _DIGITS_MAX else None


def numeric(text: str) -> bool:
    """Tell whether a text is ASCII digits alone, at least one: bytes are asked sooner than characters."""
    return text.encode().isdigit()


@dataclass(slots=True)
class Block:
    """Some records of a region, all of them 94 columns wide, and what was wrong with their lines.

    `kinds` are the first three columns that occur: an entry with its transaction code, an addenda with its type.
    """

    numbers: Sequence[int]
    texts: list[str]
    findings: tuple[Finding, ...] = ()
    whole: str = ""  # the records as one text of equal lines, where they stood so
    even: bool = field(init=False)  # whether they did
    chosen: bytes = field(init=False)  # of each text whether it is an entry: 1, else 0
    entries: list[str] = field(init=False)
    silent: bool = field(init=False)  # no entry has an addenda
    claimed: bool = field(init=False)  # an entry says that addenda follow
    kinds: set[str] = field(init=False)
    receivers: set[str] = field(init=False)  # columns 4-29 of the entries
    read: tuple[list[int], bool] | None = None

    def __post_init__(self) -> None:
        """See which kinds of record there are; where they stood as equal lines, by columns instead of one by one."""
        whole, texts, self.whole, self.even = self.whole, self.texts, "", bool(self.whole)
        firsts = (whole[::_WIDTH] if whole else "".join(text[0] for text in texts)).encode("ascii", "replace")
        count = firsts.count(b"6")
        self.silent, self.chosen = count == len(texts), firsts.translate(_CHOOSING)
        self.entries = texts if self.silent else list(compress(texts, self.chosen))
        claims = whole[78::_WIDTH] if whole and self.silent else [text[78] for text in self.entries]
        self.claimed = "1" in claims
        opening = texts[0][_OPENING] if whole else ""
        if opening[:1] == "6" and whole.count("\n" + opening) == count - 1:
            self.receivers = {opening[_RECEIVER]}
            if self.silent:
                self.kinds = {opening[:3]}
                return
            wanted = [
                firsts.translate(bytes.maketrans(b"67", f"{code}{kind}".encode()))
                for code, kind in zip(opening[1:3], "05", strict=True)
            ]
            if [whole[1::_WIDTH].encode(), whole[2::_WIDTH].encode()] == wanted:
                self.kinds = {opening[:3], "705"}
                return
        else:
            self.receivers = {text[_RECEIVER] for text in self.entries}
        self.kinds = set(map(_KIND, texts))

    def sizes(self, columns: slice) -> tuple[list[int], bool]:
        """Return the amounts of the entries, and whether each is written in digits alone; found once."""
        if self.read is None:
            cut = [text[columns] for text in self.entries]
            digits = numeric("".join(cut))
            self.read = (list(map(int, cut)) if digits else [numeral(text) or 0 for text in cut], digits)
        return self.read

    def joined(self, other: "Block") -> "Block":
        """Return both blocks as one."""
        return Block([*self.numbers, *other.numbers], self.texts + other.texts, self.findings + other.findings)


@dataclass(frozen=True, slots=True)
class Region:
    """Entries and addenda between two records of the structure: where they stand, not what they are.

    They are read when they are asked for, so that a batch of a million entries is never held.
    """

    data: bytes
    start: int
    end: int
    number: int  # of its first line

    def blocks(self) -> Iterator[Block]:
        """Yield the records, some thousand at a time."""
        start, number = self.start, self.number
        while start < self.end:
            stop = start + _BLOCK
            stop = self.end if stop >= self.end else self.data.find(b"\n6", stop, self.end) + 1 or self.end
            piece = self.data[start:stop]
            block = _block(piece, number)
            yield block
            number += len(block.texts) if block.even else piece.count(b"\n")
            start = stop


def plain(data: bytes) -> bytes:
    """Return the bytes with one record a line, ended by LF; only a file that is unbroken is written anew."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        data = data.decode("utf-16", errors="replace").encode()
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if not any(_long(data)):
        return _rewrapped(data) or data
    return b"\n".join(piece for line in data.split(b"\n") for piece in _pieces(line))


def _rewrapped(data: bytes) -> bytes | None:
    """Return the records of a file whose lines are shorter than a record, None for any other.

    Each record is cut in two lines, or all of them at one width without regard to where they end. Only what then has
    the shape of a file throughout is taken: a record that is short because blanks were trimmed has its digits at 94.
    """
    if data[:1] != b"1" or any(len(line) >= COLUMNS for line in data[:_BLOCK].split(b"\n")):
        return None
    lines = data.strip(_DEBRIS + b"\n").split(b"\n")
    width = max(map(len, lines))
    if width >= COLUMNS or 2 * width < COLUMNS:
        return None
    halves = zip(lines[::2], [*lines[1::2], b""], strict=False)
    whole = b"".join(line.ljust(width) for line in lines[:-1]) + lines[-1]
    for records in (
        [(one.ljust(width) + other).ljust(COLUMNS) for one, other in halves],
        [whole[at : at + COLUMNS].ljust(COLUMNS) for at in range(0, len(whole), COLUMNS)],
    ):
        if all(_is_shaped(record.decode("latin-1")) for record in records):
            return b"\n".join(records)
    return None


def _is_shaped(text: str) -> bool:
    """Tell whether a text has a record's kind, width and digits, or is a line of nines or blanks."""
    if not text.strip("9 "):
        return True
    return (
        len(text) == COLUMNS and text[0] in _KINDS and all(_numeric(text[a:b]) for a, b in _DIGITS_AT.get(text[0], ()))
    )


def _long(data: bytes) -> Iterator[bool]:
    """Yield for each step of the bytes whether a line in it is too long to be one record."""
    lines, rest = divmod(len(data), _WIDTH)
    if rest == 0 and data[COLUMNS::_WIDTH].count(b"\n") == lines:
        return
    start = 0
    while start < len(data):
        stop = data.find(b"\n", start + _STEP) + 1 or len(data)
        yield max(map(len, data[start:stop].split(b"\n"))) >= _UNBROKEN
        start = stop


def _pieces(line: bytes) -> Iterator[bytes]:
    """Yield the records of one line: itself, or as many as stand in it unbroken."""
    text = line.strip(_DEBRIS)
    if len(text) < _UNBROKEN or text[:1].decode("latin-1") not in _KINDS:
        yield line
        return
    if not text.isascii() and len(text) % COLUMNS:
        try:
            letters = text.decode()
        except UnicodeDecodeError:
            letters = ""
        if letters:
            yield from (letters[at : at + COLUMNS].encode() for at in range(0, len(letters), COLUMNS))
            return
    yield from (text[at : at + COLUMNS] for at in range(0, len(text), COLUMNS))


def walk(data: bytes) -> Iterator[Line | Region | Finding]:
    """Yield the records of the structure (1, 5, 8, 9) and the regions of entries between them, in order.

    Fill records and blank lines are dropped, what is no record becomes a finding. `data` has one record a line.
    """
    if _even(data):
        for stretch in _STRETCH.finditer(data[::_WIDTH]):
            first, last = stretch.span()
            start, end = first * _WIDTH, min(last * _WIDTH, len(data))
            if data[start] in _DETAILS:
                yield Region(data, start, end, first + 1)
            else:
                yield from _structural(data, start, end, first + 1)
        return
    start, number = 0, 1
    while start < len(data):
        if data[start] in _DETAILS:
            found = _STRUCTURE.search(data, start)
            end = found.start() + 1 if found else len(data)
            yield Region(data, start, end, number)
        else:
            end = data.find(b"\n", start) + 1 or len(data)
            yield from _structural(data, start, end, number)
        number += data.count(b"\n", start, end)
        start = end


def _even(data: bytes) -> bool:
    """Tell whether every line has the width of a record; the last may lack its line end."""
    open_ended = not data.endswith(b"\n")
    lines, rest = divmod(len(data) + open_ended, _WIDTH)
    ends = lines - open_ended
    return rest == 0 and data[COLUMNS::_WIDTH].count(b"\n") == ends == data.count(b"\n")


def _structural(data: bytes, start: int, end: int, number: int) -> Iterator[Line | Region | Finding]:
    """Yield what one line is that begins with neither an entry nor an addenda."""
    text = _text(data[start:end].strip(_DEBRIS + b"\n")).rstrip(_BLANKS)
    if not text or text.startswith(_FILL) or (text[0] == "9" and not text.strip("9 ")):
        return
    if text[0] in "67":
        yield Region(data, start, end, number)
    elif text[0] not in _KINDS:
        yield Finding(number, "record_unknown", f"No record type starts with {text[0]!r}; kept aside", raw=text)
    else:
        fitted, finding = _fitted(number, text)
        if finding is not None:
            yield finding
        if fitted:
            yield Line(number, fitted)


def _block(piece: bytes, number: int) -> Block:
    """Return the records of some lines; those of another width are made to fit or become findings."""
    if piece.isascii():
        whole = piece.decode("ascii")
        count, rest = divmod(len(whole) + (whole[-1:] != "\n"), _WIDTH)
        texts = whole.split("\n", count)
        if rest == 0 and len(texts) - (not texts[-1]) == count and whole[COLUMNS::_WIDTH].strip("\n") == "":
            del texts[count:]
            return Block(range(number, number + count), texts, whole=whole)
        texts = whole.split("\n")
    else:
        texts = [_text(one) for one in piece.split(b"\n")]
    numbers: list[int] = []
    kept: list[str] = []
    findings: list[Finding] = []
    for at, text in enumerate(texts, start=number):
        clean = text.strip(_BLANKS[:-1]).rstrip(_BLANKS)
        if not clean:
            continue
        fitted, finding = _fitted(at, clean)
        if finding is not None:
            findings.append(finding)
        if fitted:
            numbers.append(at)
            kept.append(fitted)
    return Block(numbers, kept, tuple(findings))


def _fitted(number: int, text: str) -> tuple[str, Finding | None]:
    """Return a record of 94 columns, and what was wrong with its width.

    One or a few columns too many are cut where the record then has its digits at its end, as every record has; or an
    originating bank written with nine digits is cut to its eight. Else the record cannot be read.
    """
    if len(text) <= COLUMNS:
        return text.ljust(COLUMNS), None
    bank = text[:87] + text[88:95]
    if len(text) == COLUMNS + 1 and text[0] in "568" and text[79:95].isdecimal() and checked(text[79:88]):
        message = f"The record is {len(text)} columns wide: its bank has nine digits, the last was dropped"
        return bank, Finding(number, "record_too_wide", message, Severity.WARNING, text)
    if all(_numeric(text[first:last]) for first, last in _DIGITS_AT.get(text[0], ())):
        message = f"The record is {len(text)} columns wide, not {COLUMNS}; what stands behind was cut"
        return text[:COLUMNS], Finding(number, "record_too_wide", message, Severity.WARNING, text)
    message = f"The record is {len(text)} columns wide, not {COLUMNS}; it was not read"
    return "", Finding(number, "record_too_wide", message, Severity.ERROR, text)


def _numeric(text: str) -> bool:
    """Tell whether columns hold digits or nothing."""
    return not text.strip() or (text.isascii() and text.isdecimal())


def checked(routing: str) -> bool:
    """Tell whether nine digits are a routing number by their check digit (weights 3, 7, 1)."""
    if len(routing) != 9 or not (routing.isascii() and routing.isdecimal()):
        return False
    return sum(weight * int(digit) for weight, digit in zip((3, 7, 1) * 3, routing, strict=True)) % 10 == 0


def _text(raw: bytes) -> str:
    """Return one line in characters: single bytes, unless only UTF-8 characters give the legal width."""
    if raw.isascii():
        return raw.decode("ascii")
    if len(raw) != COLUMNS:
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return raw.decode("cp1252", errors="replace")
