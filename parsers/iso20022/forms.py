"""Elements of one form differ in their texts alone: a form is understood once, then only texts are read.

A bank writes every entry with the same few sequences of tags. A piece of XML from one start tag to its end tag is split
into tags and texts; the tags are the key under which its form is known. A form that comes again and again gets a
pattern, its tags as they stand and a group for each text: what it matches need not be split. Whatever is not plain tags
and texts (comments, CDATA, odd attributes, wrong nesting, marks XML forbids) has no form, and the real XML parser says
what it is.
"""

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from parsers.iso20022.nodes import Node, Paths, T

_TAG = re.compile(
    r"""([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)((?:\s+[\w:.-]+\s*=\s*(?:"[^"&]*"|'[^'&]*'))*)\s*(/?)""", re.ASCII
)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.ASCII)
_END = re.compile(r"/([A-Za-z_][\w.:-]*)\s*", re.ASCII)
_ENTITY = re.compile("&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));|&")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
#: Marks no XML text may hold, as they are or by number.
_FORBIDDEN = bytes((*range(9), 11, 12, *range(14, 32)))
_PLAIN = bytes(set(range(256)) - set(b"<>") - set(_FORBIDDEN))
_FORMS_MAX = 1024
#: A form gets its pattern when it has come so often: to compile one takes as long as to split a hundred pieces.
_PATTERN_AFTER = 16
_PATTERNS_MAX = 64
#: The patterns that matched last are tried before a piece is split.
_PATTERNS_TRIED = 4
#: A text: neither angles nor marks XML forbids; possessive, so that what does not match is known in one pass.
_TEXT = r"([^<>\x00-\x08\x0b\x0c\x0e-\x1f]*+)"
#: The place of the text of an element that holds others or nothing: the last one, which is always empty.
_NO_TEXT = -1
_POINT_MAX = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
_FORBIDDEN_POINTS = frozenset((*_FORBIDDEN, 0xFFFE, 0xFFFF))


@dataclass(slots=True, eq=False)
class Form:
    """What all elements of one sequence of tags have in common; `begin` and `end` count its tags and texts."""

    name: str
    attributes: dict[str, str]
    begin: int  # of its start tag
    end: int = 0  # of its end tag
    place: int = _NO_TEXT  # of its text among the texts of the piece
    depth: int = 1
    above: int = 0  # line ends before it in the piece, those in texts left out
    children: "dict[str, list[Form]]" = field(default_factory=dict)
    found: "dict[tuple[str, ...], Form | None]" = field(default_factory=dict)
    places: dict[tuple[str, ...], int] = field(default_factory=dict)
    plans: dict[int, list[int]] = field(default_factory=dict)  # by the identity of constant paths
    texts: "dict[int, list[tuple[Any, int]]]" = field(default_factory=dict)  # by the identity of constant tables

    def plan(self, paths: Paths) -> list[int]:
        """Return where the texts on several paths stand; the answer is kept."""
        for path in paths:
            self.at(path)
        plan = self.plans[id(paths)] = [self.places[path] for path in paths]
        return plan

    def told(self, kinds: dict[str, T]) -> "list[tuple[T, int]]":
        """Return what a table says of each child, and the place of its text, in the table's order; it is kept."""
        found = self.texts[id(kinds)] = [
            (kind, form.place)
            for name, kind in kinds.items()
            for form in self.children.get(name, ())
            if form.place != _NO_TEXT
        ]
        return found

    def at(self, path: tuple[str, ...]) -> "Form | None":
        """Return the form of the first element on a path; the answer is kept."""
        form: Form | None = self
        for name in path:
            inside = form.children.get(name) if form else None
            form = inside[0] if inside else None
        self.found[path] = form
        self.places[path] = form.place if form else _NO_TEXT
        return form


class Piece:
    """The texts of one piece of XML, an empty one at the end, and the whole of it as received."""

    __slots__ = ("entities", "line", "lines", "text", "texts")

    def __init__(self, texts: Sequence[str], text: str, line: int, lines: int) -> None:
        self.texts = texts
        self.text = text
        self.line = line
        self.lines = lines  # line ends between its tags, where its form has a pattern
        self.entities = "&" in text

    def tokens(self) -> list[str]:
        """Return the tags and texts in turn, beginning with an empty text."""
        return _split(self.text)


class Formed:
    """An element whose form is known."""

    __slots__ = ("form", "piece")

    def __init__(self, form: Form, piece: Piece) -> None:
        self.form = form
        self.piece = piece

    @property
    def name(self) -> str:
        """Return the local name."""
        return self.form.name

    @property
    def attributes(self) -> dict[str, str]:
        """Return the attributes."""
        return self.form.attributes

    @property
    def line(self) -> int:
        """Return the line it begins in."""
        piece = self.piece
        if (ends := piece.text.count("\n")) == 0 or self.form.begin == 1:
            return piece.line
        if ends == piece.lines:  # none stands in a text
            return piece.line + self.form.above
        return piece.line + "".join(piece.tokens()[: self.form.begin]).count("\n")

    @property
    def text(self) -> str:
        """Return the text without blanks around it."""
        text = self.piece.texts[self.form.place]
        return _told(text) if "&" in text else text.strip()

    @property
    def raw(self) -> str:
        """Return the element as received."""
        form = self.form
        if form.begin == 1:
            return self.piece.text
        return _written(self.piece.tokens()[form.begin : form.end + 1], 0)

    def all(self, name: str) -> Sequence[Node]:
        """Return the children of a name."""
        forms = self.form.children.get(name)
        if forms is None:
            return ()
        piece = self.piece
        return (Formed(forms[0], piece),) if len(forms) == 1 else [Formed(form, piece) for form in forms]

    def at(self, *path: str) -> Node | None:
        """Return the first element on a path, or None."""
        try:
            found = self.form.found[path]
        except KeyError:
            found = self.form.at(path)
        return Formed(found, self.piece) if found else None

    def value(self, *path: str) -> str:
        """Return the text of the first element on a path, empty where there is none."""
        try:
            place = self.form.places[path]
        except KeyError:
            self.form.at(path)
            place = self.form.places[path]
        text = self.piece.texts[place]
        return _told(text) if "&" in text else text.strip()

    def money(self, *path: str) -> tuple[str, str | None] | None:
        """Return the text and currency of the first amount on a path, or None."""
        try:
            found = self.form.found[path]
        except KeyError:
            found = self.form.at(path)
        if found is None:
            return None
        text = self.piece.texts[found.place]
        return _told(text) if "&" in text else text.strip(), found.attributes.get("Ccy")

    def values(self, paths: Paths) -> list[str]:
        """Return the text of the first element on each of several paths."""
        plan = self.form.plans.get(id(paths)) or self.form.plan(paths)
        texts = self.piece.texts
        if self.piece.entities:
            return [_told(text) if "&" in (text := texts[place]) else text.strip() for place in plan]
        return [texts[place].strip() for place in plan]

    def any(self, *names: str) -> Node | None:
        """Return the first child that has one of the names, in the order of the names."""
        return next((found for name in names if (found := self.at(name))), None)

    def holds(self, names: frozenset[str]) -> bool:
        """Tell whether any child has one of the names."""
        return not names.isdisjoint(self.form.children)

    def told(self, kinds: dict[str, T]) -> list[tuple[T, str]]:
        """Return what a table says of each child that holds a text, with the text, in the order of the table."""
        texts = self.piece.texts
        plan = self.form.texts.get(id(kinds)) or self.form.told(kinds)
        if self.piece.entities:
            return [(kind, text) for kind, place in plan if (text := _told(texts[place]))]
        return [(kind, text) for kind, place in plan if (text := texts[place].strip())]

    def names(self) -> Collection[str]:
        """Return the names of the children."""
        return self.form.children.keys()

    def outside(self, name: str) -> str:
        """Return the element as received, without what stands from its first element of a name to its last."""
        forms = [form for inside in self._around(name) for form in inside.children[name]]
        if not forms:
            return self.raw
        tokens = self.piece.tokens()
        head, tail = tokens[self.form.begin : forms[0].begin], tokens[forms[-1].end + 1 : self.form.end + 1]
        return _written(head, 0) + _written(tail, 1)

    def _around(self, name: str) -> "Iterator[Form]":
        """Yield the forms that hold elements of a name, outermost first."""
        waiting = [self.form]
        while waiting:
            form = waiting.pop(0)
            if name in form.children:
                yield form
            waiting += [inside for forms in form.children.values() for inside in forms]


@dataclass(slots=True, eq=False)
class _Met:
    """A form, where its texts stand among tags and texts, how often it came; later its pattern."""

    form: Form
    places: list[int]
    times: int = 0
    pattern: re.Pattern[str] | None = None
    lines: int = 0

    def patterned(self, tokens: list[str]) -> bool:
        """Give it the pattern of a piece, if nothing but blanks stands between its tags."""
        texts = set(self.places)
        between = [token for number, token in enumerate(tokens[::2]) if 2 * number not in texts]
        if any(map(str.strip, between)):
            return False
        self.pattern = re.compile("".join(map(_as_pattern, enumerate(tokens), itertools.repeat(texts))) + "()")
        _above(self.form, tokens, texts)
        self.lines = sum(token.count("\n") for number, token in enumerate(tokens) if number not in texts)
        return True


def _as_pattern(numbered: tuple[int, str], texts: set[int]) -> str:
    """Return what a tag or text looks like in every piece of its form."""
    number, token = numbered
    if number in texts:
        return _TEXT
    return re.escape(f"<{token}>" if number % 2 else token)


def _above(form: Form, tokens: list[str], texts: set[int]) -> None:
    """Say of a form and of all inside it how many line ends stand before it, those in texts left out."""
    form.above = sum(token.count("\n") for number, token in enumerate(tokens[: form.begin]) if number not in texts)
    for inside in form.children.values():
        for each in inside:
            _above(each, tokens, texts)


class Forms:
    """The forms met so far in one file."""

    def __init__(self) -> None:
        self._known: dict[str, _Met | None] = {}
        self._tried: list[_Met] = []  # those that came last and have a pattern
        self._patterns = 0

    def read(self, piece: bytes, codec: str, line: int) -> Formed | None:
        """Return the element a piece of XML is, or None where only an XML parser can tell."""
        try:
            text = piece.decode(codec)
        except UnicodeDecodeError:
            return None
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if ("]" in text and "]]" in text) or "\ufffe" in text or "\uffff" in text:
            return None
        if "&" in text and not _entities_hold(text):
            return None
        for met in self._tried:
            assert met.pattern is not None, "it was made before"
            if found := met.pattern.fullmatch(text):
                return Formed(met.form, Piece(found.groups(), text, line, met.lines))
        return self._split(piece, text, line)

    def _split(self, piece: bytes, text: str, line: int) -> Formed | None:
        """Return the element by its tags."""
        angles = piece.translate(None, _PLAIN)  # and what XML forbids
        if angles != b"<>" * (len(angles) // 2):
            return None
        tokens = _split(text)
        met = self._met(tokens[1::2])
        if met is None or tokens[0]:
            return None
        met.times += 1
        if met.pattern is None and met.times == _PATTERN_AFTER and self._patterns < _PATTERNS_MAX:
            self._patterns += met.patterned(tokens)
        if met.pattern and met not in self._tried:
            self._tried = [met, *self._tried][:_PATTERNS_TRIED]
        return Formed(met.form, Piece([*map(tokens.__getitem__, met.places), ""], text, line, -1))

    def _met(self, tags: list[str]) -> _Met | None:
        """Return the form of a sequence of tags, None where it is none."""
        written = "<".join(tags)  # a mark no tag holds
        try:
            return self._known[written]
        except KeyError:
            if len(self._known) >= _FORMS_MAX:
                self._known.clear()
            form = understood(tags)
            met = self._known[written] = _Met(form, sorted(_places(form))) if form else None
            return met


def _split(text: str) -> list[str]:
    """Return tags and texts in turn, beginning with a text."""
    return text.replace(">", "<").split("<")


def _places(form: Form) -> Iterator[int]:
    """Yield where the texts of a form stand among tags and texts."""
    if form.place != _NO_TEXT:
        yield form.begin + 1
    for inside in form.children.values():
        for each in inside:
            yield from _places(each)


def understood(tags: Sequence[str]) -> Form | None:
    """Return the form of tags that nest as one element, None where they do not or say more than plain tags do."""
    top: Form | None = None
    stack: list[tuple[str, Form]] = []
    texts = itertools.count()
    for number, tag in enumerate(tags):
        begin = 2 * number + 1
        if end := _END.fullmatch(tag):
            if not stack or stack[-1][0] != end[1]:
                return None
            _, form = stack.pop()
            form.end = begin
            form.place = _NO_TEXT if form.children else next(texts)
            continue
        opened = _opened(tag, begin)
        if opened is None or (top and not stack):
            return None
        written, form, closed = opened
        top = top or form
        if stack:
            stack[-1][1].children.setdefault(form.name, []).append(form)
        top.depth = max(top.depth, len(stack) + 1)
        if not closed:
            stack.append((written, form))
    return top if not stack else None


def _opened(tag: str, begin: int) -> tuple[str, Form, bool] | None:
    """Return the name as written, the form and whether it is closed at once, of one start tag."""
    found = _TAG.fullmatch(tag)
    if found is None:
        return None
    pairs = _ATTRIBUTE.findall(found[2])
    attributes = {name: double or single for name, double, single in pairs}
    if len(attributes) != len(pairs):
        return None
    return found[1], Form(found[1].rpartition(":")[2], attributes, begin, begin), bool(found[3])


def _entities_hold(text: str) -> bool:
    """Tell whether every ampersand opens an entity XML itself knows, of a mark it allows."""
    return all(_meant(found) is not None for found in _ENTITY.finditer(text))


def meant(entity: str) -> str | None:
    """Return the mark that an entity as written stands for, None where XML itself does not know it or forbids it."""
    found = _ENTITY.fullmatch(entity)
    return _meant(found) if found else None


def _meant(found: re.Match[str]) -> str | None:
    """Return the mark an entity stands for, or None."""
    if found[1]:
        return _NAMED[found[1]]
    point = int(found[2]) if found[2] else int(found[3], 16) if found[3] else 0
    if not 0 < point <= _POINT_MAX or point in _SURROGATES or point in _FORBIDDEN_POINTS:
        return None
    return chr(point)


def _written(tokens: list[str], first: int) -> str:
    """Return tags and texts as received; `first` is where the first tag stands."""
    tokens[first::2] = [f"<{tag}>" for tag in tokens[first::2]]
    return "".join(tokens)


def _told(text: str) -> str:
    """Return a text with its entities resolved, without blanks around it."""
    if "&" in text:
        text = _ENTITY.sub(lambda found: _meant(found) or "", text)
    return text.strip()
