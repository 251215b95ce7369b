"""Where in an entry's raw text each of its references stands, so that a person sees what was read from what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parsers.records import Entry, Reference

#: A value shorter than this stands in too many places to show anything.
SHORTEST = 3
#: Beside other letters (fixed columns have no gaps) a value is shown only if it is this long and stands there once.
SHORTEST_WITHIN = 6
OCCURRENCES_MAX = 20
_BREAKS = frozenset("\r\n")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A value in a raw text: from `start` to before `end`, in characters; `what` says which reference it is."""

    start: int
    end: int
    what: str


def values(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield (what, value) of everything in an entry that names something: payment, documents, payer."""
    yield "bank", entry.bank_reference
    for reference in entry.references:
        yield reference.kind.value, reference.value
    for line in entry.remittance:
        yield line.qualifier, line.reference
        for also in line.also:
            yield (also.kind.value, also.value) if isinstance(also, Reference) else also
        for adjustment in line.adjustments:
            yield "adjustment", adjustment.reference
    yield "payer", entry.payer.name


def located(raw: str, named: Iterable[tuple[str, str]]) -> list[Span]:
    """Return where values stand in a raw text, a break of lines within them or not; each value under its first name."""
    joined, places = _joined(raw)
    what_of: dict[str, str] = {}
    for what, value in named:
        if len(value) >= SHORTEST and not _BREAKS & set(value):
            what_of.setdefault(value, what)
    found = [
        Span(places[start], places[start + len(value) - 1] + 1, what)
        for value, what in what_of.items()
        for start in _starts(joined, value)
    ]
    return sorted(found)


def _joined(raw: str) -> tuple[str, range | list[int]]:
    """Return the text without line breaks, and where each of its letters stood."""
    if not _BREAKS & set(raw):
        return raw, range(len(raw))
    places = [place for place, letter in enumerate(raw) if letter not in _BREAKS]
    return "".join(raw[place] for place in places), places


def _starts(text: str, value: str) -> list[int]:
    """Return where a value stands alone; where it never does, the one place in which it stands beside letters."""
    every: list[int] = []
    at = text.find(value)
    while at != -1 and len(every) < OCCURRENCES_MAX:
        every.append(at)
        at = text.find(value, at + 1)
    alone = [start for start in every if _alone(text, start, start + len(value))]
    if alone or len(every) != 1 or len(value) < SHORTEST_WITHIN:
        return alone
    return every


def _alone(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit goes on before or behind a value."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    behind = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and not behind
