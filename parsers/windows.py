"""A file as text, a window at a time: of a large file no more is text at once than its reader needs to see whole."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

#: So many bytes of a file become text at one time.
SIZE = 1 << 20


@dataclass(slots=True)
class Window:
    """A stretch of a file's text: `line` is the number of its first line, `last` tells that nothing follows it.

    Whoever reads it says in `taken` how many of its characters he took; what is left begins the next window. Where he
    took none, the next window is the same one with twice as much of the file. Of the last window all is taken.
    """

    text: str
    line: int
    last: bool
    taken: int = 0


def windows(data: bytes, codec: str) -> Iterator[Window]:
    """Yield a file window by window; bytes that mean nothing become U+FFFD, a mark goes by `codec`."""
    decoder = codecs.getincrementaldecoder(codec)(errors="replace")
    rest, line, start, size = "", 1, 0, SIZE
    while start < len(data):
        last = start + size >= len(data)
        window = Window(rest + decoder.decode(data[start : start + size], final=last), line, last)
        yield window
        start += size
        size = SIZE if window.taken else size * 2
        line += window.text.count("\n", 0, window.taken)
        rest = window.text[window.taken :]
