"""Elements of an ISO 20022 message by local name: what a reader asks of them, however they were read."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

#: Paths to elements, a constant of the module that asks for them.
Paths = tuple[tuple[str, ...], ...]
T = TypeVar("T")


class Node(Protocol):
    """One element: its local name, line, attributes and text, and the elements inside by local name."""

    @property
    def name(self) -> str:
        """Return the local name."""

    @property
    def line(self) -> int:
        """Return the line it begins in, from 1."""

    @property
    def attributes(self) -> dict[str, str]:
        """Return the attributes as written, prefixes included."""

    @property
    def text(self) -> str:
        """Return the text without blanks around it, empty for an element that holds others."""

    @property
    def raw(self) -> str:
        """Return the element as received, of those that become entries."""

    def all(self, name: str) -> "Sequence[Node]":
        """Return the children of a name."""

    def at(self, *path: str) -> "Node | None":
        """Return the first element on a path, or None."""

    def value(self, *path: str) -> str:
        """Return the text of the first element on a path, empty where there is none."""

    def money(self, *path: str) -> tuple[str, str | None] | None:
        """Return the text and the currency (`Ccy`) of the first amount on a path, or None where there is none."""

    def values(self, paths: "Paths") -> list[str]:
        """Return the text of the first element on each of several paths that a reader asks of every element."""

    def any(self, *names: str) -> "Node | None":
        """Return the first child that has one of the names, in the order of the names."""

    def holds(self, names: frozenset[str]) -> bool:
        """Tell whether any child has one of the names."""

    def told(self, kinds: "dict[str, T]") -> "Iterable[tuple[T, str]]":
        """Return what a table says of each child that holds a text, with the text, in the order of the table.

        The table is a constant of the module that asks.
        """

    def names(self) -> Collection[str]:
        """Return the names of the children."""

    def outside(self, name: str) -> str:
        """Return the element as received, without what stands from its first element of a name to its last."""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes elements were read from, and how they are written."""

    data: bytes
    codec: str
    mended: "Mending | None" = None

    def text(self, start: int, end: int) -> str:
        """Return a piece as received, as text; what it cannot be is replaced."""
        if self.mended is not None:
            return self.mended.source.text(self.mended.place(start), self.mended.place(end))
        return self.data[start:end].decode(self.codec, errors="replace")


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of bytes that was mended: where it begins and ends, and how long it is now."""

    start: int
    end: int
    length: int


class Mending:
    """The bytes as they were before something was mended in them, and where each place stood."""

    def __init__(self, source: Source, edits: Sequence[Edit]) -> None:
        self.source = source
        self.ends: list[int] = []  # of the pieces, in the bytes as mended
        self.shifts = [0]  # by how much a place behind so many pieces has moved
        for edit in edits:
            self.ends.append(edit.start + self.shifts[-1] + edit.length)
            self.shifts.append(self.shifts[-1] + edit.length - (edit.end - edit.start))

    def place(self, place: int) -> int:
        """Return where a place outside the mended pieces stood."""
        return place - self.shifts[bisect_right(self.ends, place)]


#: So much of an element is kept as received.
RAW_MAX = 1 << 20


@dataclass(slots=True)
class Tree:
    """An element as its events built it."""

    name: str
    line: int
    attributes: dict[str, str]
    source: Source
    start: int = 0
    end: int = 0
    text: str = ""
    children: "dict[str, Sequence[Node]]" = field(default_factory=dict)

    @property
    def raw(self) -> str:
        """Return the element as received."""
        return self.source.text(self.start, min(self.end, self.start + RAW_MAX))

    def all(self, name: str) -> "Sequence[Node]":
        """Return the children of a name."""
        return self.children.get(name, ())

    def at(self, *path: str) -> "Node | None":
        """Return the first element on a path, or None."""
        node: Node = self
        for name in path:
            found = node.all(name)
            if not found:
                return None
            node = found[0]
        return node

    def value(self, *path: str) -> str:
        """Return the text of the first element on a path, empty where there is none."""
        node = self.at(*path)
        return "" if node is None else node.text

    def money(self, *path: str) -> tuple[str, str | None] | None:
        """Return the text and the currency of the first amount on a path, or None."""
        node = self.at(*path)
        return None if node is None else (node.text, node.attributes.get("Ccy"))

    def values(self, paths: "Paths") -> list[str]:
        """Return the text of the first element on each of several paths."""
        return [self.value(*path) for path in paths]

    def any(self, *names: str) -> "Node | None":
        """Return the first child that has one of the names, in the order of the names."""
        return next((self.children[name][0] for name in names if self.children.get(name)), None)

    def holds(self, names: frozenset[str]) -> bool:
        """Tell whether any child has one of the names."""
        return not names.isdisjoint(self.children)

    def told(self, kinds: dict[str, T]) -> Iterator[tuple[T, str]]:
        """Yield what a table says of each child that holds a text, with the text, in the order of the table."""
        for name, kind in kinds.items():
            for node in self.children.get(name, ()):
                if node.text:
                    yield kind, node.text

    def names(self) -> Collection[str]:
        """Return the names of the children."""
        return self.children.keys()

    def outside(self, name: str) -> str:
        """Return the element as received, without what stands from its first element of a name to its last."""
        data, word = self.source.data, name.encode()
        first = data.rfind(b"<", self.start, max(data.find(word, self.start, self.end), self.start))
        last = data.rfind(word + b">", self.start, self.end) + len(word) + 1
        if first <= self.start or last <= first:
            return self.raw
        head = self.source.text(self.start, min(first, self.start + RAW_MAX))
        return head + self.source.text(last, min(self.end, last + RAW_MAX))


def same(one: Node | None, other: Node | None) -> bool:
    """Tell whether two are one element, that of a document which was mended and read again included."""
    if one is other:
        return True
    return isinstance(one, Tree) and isinstance(other, Tree) and (one.name, one.start) == (other.name, other.start)
