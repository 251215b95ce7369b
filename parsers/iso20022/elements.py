"""ISO 20022 bytes to elements by local name, streaming: no DOCTYPE, no entities of their own, no depth without end.

expat reads what stands around; an entry whose form is known is read by its texts (`iso20022_forms`), which is several
times faster and says the same (a test compares them on every file).
"""

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import overload
from xml.parsers import expat

from kit.findings import Finding, Severity
from kit.refusals import Unreadable
from parsers.iso20022 import mending
from parsers.iso20022.charsets import transcoded
from parsers.iso20022.forms import Formed, Forms
from parsers.iso20022.nodes import RAW_MAX, Edit, Mending, Node, Source, Tree
from parsers.lines import is_utf8
from parsers.reading import READING, Limits

_CHUNK = 1 << 16
#: How a text is read that says it is UTF-8 and is not.
FALSELY_DECLARED = "windows-1252"
#: A longer element is read by expat: its form would fit no other.
_PIECE_MAX = 1 << 15
_JUNK_AFTER_DOCUMENT = 9
_DECLARATION_NOT_AT_START = 30
_CUT = {3, 5, 6, 20}  # no element, an open token, part of a character, an open CDATA section: the bytes end too early
_DECLARATION = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?\s*")
_ENCODING = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z][\w.-]*)[\"']")
_BLANKS = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n\x00]*")
#: What is tried in turn where a document is not well formed.
_MENDS: tuple[mending.Mend, ...] = (mending.texts, mending.units)
_BLANKS_BETWEEN = re.compile(rb"[ \t\r\n]*")
#: Encodings whose markup is ASCII, by the name the declaration gives; others are left to expat.
_CODECS = {"utf-8": "utf-8", "us-ascii": "ascii", "iso-8859-1": "latin-1"}
#: What a message repeats: the elements that become entries, and the details inside an entry.
_UNITS = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?(Ntry|TxDtls|CdtTrfTxInf|TxInf))(?=[\s>])")
_DETAIL = "TxDtls"


@dataclass(slots=True)
class Part:
    """One element that was waited for: itself, and the elements around it from the outermost in."""

    node: Node
    around: tuple[Node, ...]


def parts(
    data: bytes, wanted: frozenset[str], limits: Limits = READING.limits, *, forms: bool = True
) -> Iterator[Part | Finding]:
    """Yield each wanted element when it ends; it is then forgotten, so that memory does not grow with the file.

    Documents that follow one another without a common root are read one by one. Refused as `Unreadable`: a DOCTYPE,
    nesting deeper and texts longer than the limits. A document that is not well formed is mended (`mending`) and read
    on. Where the XML breaks off, what came before stands and a finding says where. Without `forms` expat reads
    everything.
    """
    data, told = transcoded(data)
    if told is not None:
        yield told
    source, start, lines = Source(data, codec(data)), 0, 0
    if source.codec == FALSELY_DECLARED:
        message = "The XML says it is UTF-8 and is not: read as Windows-1252, as banks in the West write."
        yield Finding(1, "encoding_declared_falsely", message, Severity.WARNING)
    elif source.codec == "utf-8" and (stated := _stated(data)) not in {"utf-8", "us-ascii"} and not data.isascii():
        message = f"The XML says it is {stated} and is UTF-8: read as that."
        yield Finding(1, "encoding_declared_falsely", message, Severity.WARNING)
    given, known, mends, marks = 0, 0, iter(_MENDS), Marks(source.data)
    while True:
        begin = _begin(source.data, start)
        lines += source.data.count(b"\n", start, begin)
        start = begin
        reader = _Reader(source, wanted, limits, lines, start, known=known)
        reader.given = max(given, start)
        try:
            plain = forms and source.mended is None and source.codec in _CODECS.values()
            yield from reader.read(marks if plain else None)
        except (expat.ExpatError, LookupError, ValueError, UnicodeError) as error:
            at = reader.parser.ErrorByteIndex + reader.skipped
            code = getattr(error, "code", 0)
            yield from reader.done()
            given = reader.given
            if code in {_JUNK_AFTER_DOCUMENT, _DECLARATION_NOT_AT_START} and at > 0 and reader.closed:
                lines += source.data.count(b"\n", start, start + at)
                start += at
                known, mends = 0, iter(_MENDS)
                continue
            if code not in _CUT and reader.stack and (mended := _mended(source, start, lines, mends)):
                source, known, findings = mended
                marks = Marks(source.data)
                yield from findings
                continue
            yield _broken(error, code, reader.lines + reader.parser.ErrorLineNumber, reader.unread())
        return


def _mended(
    source: Source, start: int, lines: int, mends: Iterator[mending.Mend]
) -> tuple[Source, int, tuple[Finding, ...]] | None:
    """Return the bytes with the document that begins at `start` mended by the first that finds something to do.

    The number is the byte of the first damage: what ended before it was given and stands. What is kept of an element
    as received is what stood there before it was mended, but in UTF-16.
    """
    wide = source.codec.startswith("utf-16")
    codec = source.codec if wide else "latin-1"  # a letter a byte: none is lost
    text = source.data[start:].decode(codec, errors="replace")
    for mend in mends:
        if found := mend(text, lines + 1):
            whole = source.data[:start] + found.text.encode(codec)
            first = start + len(text[: found.edits[0].start].encode(codec))
            if wide:
                return Source(whole, source.codec), first, found.findings
            edits = [Edit(start + one.start, start + one.end, one.length) for one in found.edits]
            told = (
                replace(one, raw=source.text(edit.start, min(edit.end, edit.start + RAW_MAX))) if one.raw else one
                for one, edit in zip(found.findings, edits, strict=False)  # texts are told together
            )
            return Source(whole, source.codec, Mending(source, edits)), first, tuple(told)
    return None


def _broken(error: Exception, code: int, line: int, raw: str) -> Finding:
    """Say where the XML breaks off: at the end of the bytes, or before; `raw` follows the last whole element."""
    why = expat.ErrorString(code) if code else str(error)  # without its line: what was read by forms is not in it
    if code in _CUT:
        return Finding(line, "file_truncated", f"The file stops inside the XML: {why}", raw=raw)
    return Finding(line, "xml_not_well_formed", f"From here on it is no XML: {why}", raw=raw)


def codec(data: bytes) -> str:
    """Return how the text is written: by its mark, else as the declaration says where the bytes can be that.

    Bytes beyond ASCII that are UTF-8 throughout are UTF-8, whatever a declaration of a single-byte set says.
    """
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16-le" if data[:1] == b"\xff" else "utf-16-be"
    found = _CODECS.get(_stated(data), "cp1252")
    if data.isascii():
        return found
    if is_utf8(data):
        return "utf-8"
    return FALSELY_DECLARED if found == "utf-8" else found


def _stated(data: bytes) -> str:
    """Return the encoding that the declaration names, UTF-8 where none does, or one that could not be read so."""
    stated = _ENCODING.search(data[:256])
    name = stated[1].decode().lower() if stated else "utf-8"
    return "utf-8" if name.startswith("utf-16") else name


def _begin(data: bytes, start: int) -> int:
    """Return where the XML begins: after blanks; in UTF-16 the byte order mark stays, it tells the encoding."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return start
    blank = _BLANKS.match(data, start)
    return blank.end() if blank else start


class Marks:
    """Where the next comment, CDATA section or instruction begins: up to there every `<` is a tag."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.next = -1
        self.places = {b"<!": -1, b"<?": -1}

    def after(self, start: int) -> int:
        """Return the first mark from a position on, the end of the file where none comes."""
        if self.next < start:
            for mark, place in self.places.items():
                if place < start:
                    found = self.data.find(mark, start)
                    self.places[mark] = len(self.data) if found == -1 else found
            self.next = min(self.places.values())
        return self.next


@dataclass(slots=True)
class _Details(Sequence[Node]):
    """The details of a long entry: read again each time they are asked for, so that memory does not grow with them."""

    source: Source
    forms: Forms
    held: list[tuple[int, int, int] | Node] = field(default_factory=list)  # start, end and line of a piece

    def __len__(self) -> int:
        return len(self.held)

    @overload
    def __getitem__(self, index: int) -> Node: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Node]: ...
    def __getitem__(self, index: int | slice) -> Node | Sequence[Node]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        held = self.held[index]
        if not isinstance(held, tuple):
            return held
        start, end, line = held
        node = self.forms.read(self.source.data[start:end], self.source.codec, line)
        assert node is not None, "it was read before"
        return node


class _Reader:
    """Builds elements from the events of one document and keeps those waited for until they are fetched."""

    def __init__(
        self, source: Source, wanted: frozenset[str], limits: Limits, lines: int, start: int, *, known: int
    ) -> None:
        self.source = source
        self.wanted = wanted
        self.limits = limits
        self.lines = lines
        self.position = start
        self.start = start
        self.skipped = 0  # bytes that were read by their form
        self.forms = Forms()
        self.stack: list[Tree] = []
        self.ready: list[Part] = []
        self.known = known  # what ends before this byte was given when the document was read before
        self.closed = False  # one document has ended
        self.given = start  # where the last element ended that was waited for
        self.held: list[str] = []
        self.held_size = 0
        told = {"utf-8": "utf-8", FALSELY_DECLARED: FALSELY_DECLARED}.get(source.codec)
        told = "utf-16" if source.codec.startswith("utf-16") else told
        self.parser = expat.ParserCreate(told)
        self.parser.buffer_text = True
        self.parser.buffer_size = _CHUNK
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = _doctype

    def read(self, marks: Marks | None) -> Iterator[Part]:
        """Yield what has ended, entry by entry; without marks expat reads all."""
        data = self.source.data
        searched = self.position
        while marks and (found := _UNITS.search(data, searched)):
            if self.position < found.start():
                yield from self._fed(found.start())
            searched = found.end()
            if self._taken(found, marks):
                searched = self.position
                if self.ready:
                    yield from self.done()
        yield from self._fed(len(data))
        self.parser.Parse(b"", True)  # noqa: FBT003 - expat's signature
        yield from self.done()

    def _fed(self, end: int) -> Iterator[Part]:
        """Feed the bytes up to a position piece by piece and yield what has ended."""
        while self.position < end:
            piece = self.source.data[self.position : min(end, self.position + _CHUNK)]
            self.parser.Parse(piece, False)  # noqa: FBT003 - expat's signature
            self.position += len(piece)
            yield from self.done()

    def _taken(self, found: re.Match[bytes], marks: Marks) -> bool:
        """Read one element by its form, if that can be done: it stands where an element may, and is plain."""
        name = found[2].decode()
        if not self.stack or self.parser.CurrentByteIndex != self.position - self.start - self.skipped:
            return False
        detail = name == _DETAIL
        if not detail and (name not in self.wanted or name in [node.name for node in self.stack]):
            return False
        closing = b"</" + found[1] + b">"
        begin = found.start()
        end = self.source.data.find(closing, found.end(), begin + _PIECE_MAX) + len(closing)
        if end < len(closing) or end > marks.after(begin):
            return False
        line = self.lines + self.parser.CurrentLineNumber
        node = self.forms.read(self.source.data[begin:end], self.source.codec, line)
        if node is None or len(self.stack) + node.form.depth > self.limits.depth_max:
            return False
        self._add(node, (begin, end, line), detail=detail)
        end = _BLANKS_BETWEEN.match(self.source.data, end).end()  # type: ignore[union-attr]  # it always matches
        self.position = end
        self.skipped += end - begin
        self.lines += self.source.data.count(b"\n", begin, end)
        return True

    def _add(self, node: Formed, piece: tuple[int, int, int], *, detail: bool) -> None:
        """Keep an element read by its form: an entry is ready, a detail belongs to the entry around it."""
        if not detail:
            self.given = max(self.given, piece[1])
            if piece[1] > self.known:
                self.ready.append(Part(node, tuple(self.stack)))
            return
        self._inside(_DETAIL).append(piece)

    def _inside(self, name: str) -> list[tuple[int, int, int] | Node]:
        """Return the details of the element now open."""
        children = self.stack[-1].children
        if name not in children:
            children[name] = _Details(self.source, self.forms)
        held = children[name]
        assert isinstance(held, _Details), held
        return held.held

    def done(self) -> Iterator[Part]:
        """Yield what has ended since the last time."""
        if self.ready:
            ready, self.ready = self.ready, []
            yield from ready

    def unread(self) -> str:
        """Return what follows the last element that was given, as received."""
        return self.source.text(self.given, min(len(self.source.data), self.given + RAW_MAX))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.stack) >= self.limits.depth_max:
            raise Unreadable(f"The XML is nested deeper than {self.limits.depth_max} elements: it is not read")
        if attributes and any(len(value) > self.limits.text_bytes_max for value in attributes.values()):
            raise Unreadable("The XML holds an attribute longer than any message may: it is not read")
        self.held.clear()
        self.held_size = 0
        at = self.start + self.skipped + self.parser.CurrentByteIndex
        line = self.lines + self.parser.CurrentLineNumber
        self.stack.append(Tree(name.rpartition(":")[2], line, attributes, self.source, at))

    def _end(self, name: str) -> None:
        del name
        node = self.stack.pop()
        if self.held and not node.children:
            node.text = "".join(self.held).strip()
        self.held.clear()
        self.closed = not self.stack
        if node.name in self.wanted or node.name == _DETAIL:
            at = self.start + self.skipped + self.parser.CurrentByteIndex
            node.end = self.source.data.find(b">", at) + 1
        if node.name in self.wanted:
            self.given = max(self.given, node.end)
            if node.end > self.known:
                self.ready.append(Part(node, tuple(self.stack)))
        elif node.name == _DETAIL and self.stack:
            self._inside(_DETAIL).append(node)
        elif self.stack:
            inside = self.stack[-1].children.setdefault(node.name, [])
            assert isinstance(inside, list), inside
            inside.append(node)

    def _characters(self, text: str) -> None:
        self.held.append(text)
        self.held_size += len(text)
        if self.held_size > self.limits.text_bytes_max:
            raise Unreadable("The XML holds a text longer than any message may: it is not read")


def _doctype(*_: object) -> None:
    """Refuse: no ISO 20022 file has a DOCTYPE, and every entity bomb needs one."""
    raise Unreadable("The XML declares a DOCTYPE, which no bank message does: it is not read")


def root_names(head: bytes) -> tuple[str, ...]:
    """Return the local names of the elements the first bytes open, in order: enough to know a message by content."""
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        head = head.decode("utf-16", errors="ignore").encode()
    names: list[str] = []
    parser = expat.ParserCreate("iso-8859-1")  # names are ASCII, and no byte is wrong
    parser.StartElementHandler = lambda name, _: names.append(name.rpartition(":")[2])
    parser.StartDoctypeDeclHandler = _doctype
    with contextlib.suppress(expat.ExpatError, LookupError, ValueError, Unreadable):
        parser.Parse(_DECLARATION.sub(b"", head, count=1), False)  # noqa: FBT003 - expat's signature
    return tuple(names)
