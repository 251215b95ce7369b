"""Fedwire characters to messages of tags: one after the other, on one line or many, elements ended by `*` or padded."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from parsers.lines import encoding
from parsers.windows import windows

_TAG = re.compile(r"\{(\d{4})\}")
_WIDTH = len("{1100}")
_APPENDED = frozenset({"1100", "1110", "1120", "1130"})
#: Tags a message has once: a second one begins the next message.
_ONCE = frozenset({"1500", "1510", "1520", "2000"})
#: Tags that begin with a digit, never with a blank element: a blank before it is the writer's.
_NUMBERED = frozenset({"1100", "1110", "1120", "1500", "1510", "1520", "2000"})
_PADDED = "  "
_GAP = re.compile(r"\s*[\r\n]+\s*|\s{2,}")


@dataclass(slots=True)
class Message:
    """One message: its tags in the order they stand in, with the line of the first."""

    line: int
    tags: list[tuple[str, str]] = field(default_factory=list)
    firsts: dict[str, str] = field(default_factory=dict)

    def add(self, tag: str, data: str) -> None:
        """Take a tag; of several with one number the first is the one that is asked for."""
        self.tags.append((tag, data))
        self.firsts.setdefault(tag, data)

    @property
    def raw(self) -> str:
        """Return the message as received."""
        return "".join(f"{{{tag}}}{data}" for tag, data in self.tags).strip()

    def has(self, tag: str) -> bool:
        """Tell whether the message has a tag."""
        return tag in self.firsts

    def written(self, tag: str) -> str:
        """Return the data of a tag with its line ends, empty where it is missing."""
        return self.firsts.get(tag, "")

    def first(self, tag: str) -> str:
        """Return the data of a tag without line ends, empty where it is missing."""
        data = _unwrapped(self.firsts.get(tag, ""))
        return data.lstrip() if tag in _NUMBERED else data

    def elements(self, tag: str, *widths: int) -> list[str]:
        """Return the elements of a tag, always as many as there are widths."""
        return cut(self.first(tag), widths)

    def words(self, tag: str) -> list[str]:
        """Return the lines of a text tag: between stars, else between line ends or padding."""
        data = self.firsts.get(tag, "")
        parts = data.split("*") if "*" in data else _GAP.split(data)
        return [" ".join(part.split()) for part in parts if part.strip()]


def messages(data: bytes) -> Iterator[Message | str]:
    """Yield each message of a file; the tags a receiver's bank appends may stand before or after the sender's.

    What stands before the first tag belongs to no message: it comes first, as words.
    """
    codec = encoding(data)
    message: Message | None = None
    before: bool | None = None
    for line, tag, text in _tags(data, codec):
        if not tag:
            yield text.strip()
            continue
        if before is None:
            before = tag in _APPENDED or _last(data, codec) not in _APPENDED
        if message is None or _starts(message, tag, before=before):
            if message is not None:
                yield message
            message = Message(line)
        message.add(tag, text)
    if message is not None:
        yield message


def _tags(data: bytes, codec: str) -> Iterator[tuple[int, str, str]]:
    """Yield (line, tag, data) of each tag of a file; words before the first one come with an empty tag.

    A window ends before its last tag, for more of that one's data may follow.
    """
    for window in windows(data, codec):
        tag, line, start = "", window.line, 0
        for found in _TAG.finditer(window.text):
            told = window.text[start : found.start()]
            if tag or told.strip():
                yield line, tag, told
            line += told.count("\n")
            window.taken, start, tag = found.start(), found.end(), found[1]
        if window.last and (tag or window.text.strip()):
            yield line, tag, window.text[start:]


def _starts(message: Message, tag: str, *, before: bool) -> bool:
    """Tell whether a tag begins the next message."""
    if tag in _ONCE:
        return message.has(tag)
    return tag == "1100" and (message.has(tag) or (before and message.has("2000")))


def _last(data: bytes, codec: str) -> str:
    """Return the last tag of a file."""
    last = ""
    for window in windows(data, codec):
        at = window.text.rfind("{")
        while at >= 0 and not (found := _TAG.match(window.text, at)):
            at = window.text.rfind("{", 0, at)
        last = found[1] if at >= 0 and found else last
        window.taken = max(len(window.text) - _WIDTH + 1, 0)  # a tag may stand across its end
    return last


def cut(data: str, widths: Sequence[int]) -> list[str]:
    """Cut data into elements: each ends at its star, or at its width where the sender padded instead."""
    found: list[str] = []
    rest = data
    for width in widths:
        star = rest.find("*")
        padded = star > width and _PADDED in rest[:star]
        if star >= 0 and not padded:
            found.append(rest[:star].strip())
            rest = rest[star + 1 :]
        else:
            found.append(rest[:width].strip())
            rest = rest[width:].removeprefix("*")
    return found


def _unwrapped(data: str) -> str:
    """Return data without the line ends inside it and the blanks a line end leaves at its end."""
    return data.replace("\r", "").replace("\n", "") if "\n" in data or "\r" in data else data
