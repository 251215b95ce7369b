"""Fedwire characters to messages of tags: one after the other, on one line or many, elements ended by `*` or padded."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_TAG = re.compile(r"\{(\d{4})\}")
_APPENDED = frozenset({"1100", "1110", "1120", "1130"})
#: Tags a message has once: a second one begins the next message.
_ONCE = frozenset({"1500", "1510", "1520", "2000"})
_PADDED = "  "
_GAP = re.compile(r"\s*[\r\n]+\s*|\s{2,}")


@dataclass(slots=True)
class Message:
    """One message: its tags in the order they stand in, with the line of the first."""

    line: int
    tags: list[tuple[str, str]] = field(default_factory=list)

    def has(self, tag: str) -> bool:
        """Tell whether the message has a tag."""
        return any(name == tag for name, _ in self.tags)

    def first(self, tag: str) -> str:
        """Return the data of a tag without line ends, empty where it is missing."""
        return next((_unwrapped(data) for name, data in self.tags if name == tag), "")

    def elements(self, tag: str, *widths: int) -> list[str]:
        """Return the elements of a tag, always as many as there are widths."""
        return cut(self.first(tag), widths)

    def words(self, tag: str) -> list[str]:
        """Return the lines of a text tag: between stars, else between line ends or padding."""
        data = next((data for name, data in self.tags if name == tag), "")
        parts = data.split("*") if "*" in data else _GAP.split(data)
        return [" ".join(part.split()) for part in parts if part.strip()]


def messages(text: str) -> Iterator[Message]:
    """Yield each message of a file; the tags a receiver's bank appends may stand before or after the sender's."""
    pieces = _TAG.split(text)
    tags = pieces[1::2]
    before = bool(tags) and (tags[0] in _APPENDED or tags[-1] not in _APPENDED)
    line = 1 + pieces[0].count("\n")
    message: Message | None = None
    seen: set[str] = set()
    for tag, data in zip(tags, pieces[2::2], strict=True):
        starts = (tag in _ONCE and tag in seen) or (tag == "1100" and (tag in seen or (before and "2000" in seen)))
        if message is None or starts:
            if message is not None:
                yield message
            message, seen = Message(line), set()
        message.tags.append((tag, data))
        seen.add(tag)
        line += data.count("\n")
    if message is not None:
        yield message


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
    return data.replace("\r", "").replace("\n", "")
