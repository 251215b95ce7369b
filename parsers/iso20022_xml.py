"""ISO 20022 bytes to nodes by local name, streaming: no DOCTYPE, no entities of their own, no depth without end."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from kit.findings import Finding
from kit.refusals import Unreadable

#: No ISO 20022 message is nested deeper; a deeper file is an attack or broken.
DEPTH_MAX = 64
_CHUNK = 1 << 16
_TEXT_MAX = 1 << 20
_JUNK_AFTER_DOCUMENT = 9
_DECLARATION_NOT_AT_START = 30
_CUT = {3, 5, 6, 20}  # no element, an open token, part of a character, an open CDATA section: the bytes end too early
_DECLARATION = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?\s*")
_BLANKS = re.compile(rb"[ \t\r\n\x00]*")


@dataclass(slots=True)
class Node:
    """One element: its local name, attributes, text and children by local name."""

    name: str
    line: int
    attributes: dict[str, str]
    text: str = ""
    children: dict[str, "list[Node]"] = field(default_factory=dict)

    def all(self, name: str) -> "list[Node]":
        """Return the children of a name."""
        return self.children.get(name, _NONE)

    def at(self, *path: str) -> "Node | None":
        """Return the first element on a path, or None."""
        node = self
        for name in path:
            found = node.children.get(name)
            if not found:
                return None
            node = found[0]
        return node

    def value(self, *path: str) -> str:
        """Return the text of the first element on a path, empty where there is none."""
        node = self.at(*path)
        return "" if node is None else node.text

    def any(self, *names: str) -> "Node | None":
        """Return the first child that has one of the names, in the order of the names."""
        return next((self.children[name][0] for name in names if self.children.get(name)), None)


_NONE: list[Node] = []


@dataclass(frozen=True, slots=True)
class Part:
    """One element that was waited for: itself, and the elements around it from the outermost in."""

    node: Node
    around: tuple[Node, ...]


def parts(data: bytes, wanted: frozenset[str]) -> Iterator[Part | Finding]:
    """Yield each wanted element when it ends; it is then forgotten, so that memory does not grow with the file.

    Documents that follow one another without a common root are read one by one. Refused as `Unreadable`: a DOCTYPE,
    and nesting deeper than 64. Where the XML breaks off, what came before stands and a finding says where.
    """
    start, lines = 0, 0
    while True:
        begin = _begin(data, start)
        lines += data.count(b"\n", start, begin)
        start = begin
        reader = _Reader(wanted, lines)
        try:
            yield from reader.read(data, start)
        except (expat.ExpatError, LookupError, ValueError, UnicodeError) as error:
            at = reader.parser.ErrorByteIndex
            code = getattr(error, "code", 0)
            yield from reader.done()
            if code in {_JUNK_AFTER_DOCUMENT, _DECLARATION_NOT_AT_START} and at > 0 and reader.closed:
                lines += data.count(b"\n", start, start + at)
                start += at
                continue
            at_line = lines + reader.parser.ErrorLineNumber
            if code in _CUT:
                yield Finding(at_line, "file_truncated", f"The file stops inside the XML: {error}")
            else:
                yield Finding(at_line, "xml_not_well_formed", f"From here on it is no XML: {error}")
        return


def _begin(data: bytes, start: int) -> int:
    """Return where the XML begins: after blanks; in UTF-16 the byte order mark stays, it tells the encoding."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return start
    blank = _BLANKS.match(data, start)
    return blank.end() if blank else start


class _Reader:
    """Builds nodes from the events of one document and keeps those waited for until they are fetched."""

    def __init__(self, wanted: frozenset[str], lines: int) -> None:
        self.wanted = wanted
        self.lines = lines
        self.stack: list[Node] = []
        self.ready: list[Part] = []
        self.closed = False  # one document has ended
        self.held: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.buffer_size = _CHUNK
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = _doctype

    def read(self, data: bytes, start: int) -> Iterator[Part]:
        """Feed the bytes piece by piece and yield what has ended."""
        view = memoryview(data)
        for position in range(start, len(data), _CHUNK):
            self.parser.Parse(view[position : position + _CHUNK].tobytes(), False)  # noqa: FBT003 - expat's signature
            yield from self.done()
        self.parser.Parse(b"", True)  # noqa: FBT003 - expat's signature
        yield from self.done()

    def done(self) -> Iterator[Part]:
        """Yield what has ended since the last time."""
        ready, self.ready = self.ready, []
        yield from ready

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.stack) >= DEPTH_MAX:
            raise Unreadable(f"The XML is nested deeper than {DEPTH_MAX} elements: it is not read")
        self.held.clear()
        local = name.rpartition(":")[2]
        node = Node(local, self.lines + self.parser.CurrentLineNumber, attributes)
        self.stack.append(node)

    def _end(self, name: str) -> None:
        del name
        node = self.stack.pop()
        if self.held and not node.children:
            node.text = "".join(self.held).strip()
        self.held.clear()
        self.closed = not self.stack
        if node.name in self.wanted:
            self.ready.append(Part(node, tuple(self.stack)))
        elif self.stack:
            self.stack[-1].children.setdefault(node.name, []).append(node)

    def _characters(self, text: str) -> None:
        self.held.append(text)
        if len(self.held) > _TEXT_MAX // _CHUNK:
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
