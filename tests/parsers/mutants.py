"""Mutants of a bank file, one line or field flipped, deleted or doubled by a seed, and what a reading says of money."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import parsers
from kit.findings import Finding, Severity
from kit.refusals import Refused
from parsers.records import Control, Entry, Kind, Proof

#: What a file's lines and fields are made of: a record up to its end, a word or number between separators.
_ENDS = re.compile(rb"[^\n~']*[\n~']?")
_FIELD = re.compile(rb"[A-Za-z0-9.]+")
_MONEY = {Kind.RECEIPT, Kind.TOTAL, Kind.OTHER, Kind.RETURN}
_SLICE = 94


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed file, what was done to it, and where in the file as it was (bytes start to end)."""

    data: bytes
    what: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What a reading says of money, and how loudly it says that something is wrong."""

    money: Counter[tuple[bool, int, str]]
    wrong: Counter[str]
    refused: bool = False

    def flagged(self, whole: "Picture") -> bool:
        """Whether this reading says something is wrong that the whole file's reading does not say."""
        return self.refused or bool(self.wrong - whole.wrong)


def picture(data: bytes) -> Picture:
    """Read a file to its end; what is not trusted is held back, so it is no money of the picture."""
    money: Counter[tuple[bool, int, str]] = Counter()
    wrong: Counter[str] = Counter()
    try:
        for record in parsers.read(data):
            match record:
                case Entry() if record.kind in _MONEY and record.trusted:
                    money[record.credit, record.minor, record.currency] += 1
                case Control() if record.proof is Proof.MISMATCHED:
                    wrong[record.name] += 1
                case Finding() if record.severity is not Severity.NOTE:
                    wrong[record.code] += 1
                case _:
                    pass
    except Refused:
        return Picture(Counter(), Counter(), refused=True)
    return Picture(money, wrong)


def mutants(data: bytes, seed: str, count: int) -> Iterator[Mutant]:
    """Yield seeded mutants of a file."""
    dice = random.Random(seed)
    lines = _lines(data)
    fields = [found.span() for found in _FIELD.finditer(data) if not _inside_tag(data, found.start())]
    for _ in range(count):
        kind, spans = dice.choice((("line", lines), ("field", fields)))
        start, end = dice.choice(spans)
        what = dice.choice(("flipped", "deleted", "doubled"))
        yield Mutant(_changed(data, start, end, what, kind, dice), f"{kind} {what}", start, end)


def _lines(data: bytes) -> list[tuple[int, int]]:
    """Return where each line begins and ends; of a file without line ends, each record of fixed width."""
    spans = [found.span() for found in _ENDS.finditer(data) if found[0].strip()]
    if len(spans) > 1:
        return spans
    return [(start, min(start + _SLICE, len(data))) for start in range(0, len(data), _SLICE)]


def _inside_tag(data: bytes, position: int) -> bool:
    """Whether a position lies inside the angle brackets of an element's name."""
    opened = data.rfind(b"<", max(0, position - 200), position)
    return opened != -1 and data.find(b">", opened, position) == -1 and data[opened + 1 : opened + 2].isalnum()


def _changed(data: bytes, start: int, end: int, what: str, kind: str, dice: random.Random) -> bytes:
    """Return the file with one place changed."""
    piece = data[start:end]
    if what == "deleted":
        return data[:start] + data[end:]
    if what == "doubled":
        return data[:end] + piece + data[end:]
    if kind == "line":  # two lines change places
        following = data[end:].partition(b"\n")[0] + b"\n" if b"\n" in data[end:] else b""
        return data[:start] + following + piece + data[end + len(following) :]
    at = start + dice.randrange(len(piece))
    return data[:at] + _flipped(data[at : at + 1]) + data[at + 1 :]


def _flipped(byte: bytes) -> bytes:
    """Return another byte of the same sort: a digit for a digit, a letter for a letter."""
    code = byte[0]
    if byte.isdigit():
        return bytes([48 + (code - 48 + 3) % 10])
    if byte.isalpha():
        base = 65 if byte.isupper() else 97
        return bytes([base + (code - base + 3) % 26])
    return b"1"
