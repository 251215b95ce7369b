"""A customer's name among a bank's words, where no field and no label says who pays."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from matcher.payer import names
from matcher.payer.names import Directory, Likeness

#: A name of fewer words or letters may be a town's or a person's: it says nothing among other words.
WORDS_MIN, LETTERS_MIN = 2, 8
#: Lengths at which the fields cut a name that banks write into their texts, longest first.
CUTS = (35, 30, 22, 16)


class Said(NamedTuple):
    """A name in a text: at which word it begins, how many words it takes, whose it is, and whether it is cut."""

    start: int
    size: int
    place: int
    cut: bool


def index(known: Directory) -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """Return the names that can be told among other words by their first word, each as its words and its entry."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for place, carried in enumerate(known.carried):
        parts = tuple(carried.split())
        if len(parts) >= WORDS_MIN and sum(map(len, parts)) >= LETTERS_MIN:
            found.setdefault(parts[0], []).append((parts, place))
    return found


def among(text: str, known: Directory, first: Mapping[str, Sequence[tuple[tuple[str, ...], int]]]) -> list[Likeness]:
    """Return the customers whose names stand in a text, whole or cut by a field; several share the probability.

    A line end is read as a blank, else as nothing: banks break lines inside words. A name inside a longer one is not
    said. Never `name` or `alias`: a name among words is no field that holds the payer's.
    """
    views = (text.replace("\n", " "), text.replace("\n", "")) if "\n" in text else (text,)
    for view in views:
        if said := _longest(list(_said(view, known, first))):
            return _shared(said, known)
    return []


def _said(text: str, known: Directory, first: Mapping[str, Sequence[tuple[tuple[str, ...], int]]]) -> Iterator[Said]:
    """Yield each name that begins at a word of the text."""
    spoken = names.words(text)
    level = f" {' '.join(names.latin(text).split())} "
    for start, word in enumerate(spoken):
        for parts, place in first.get(word, ()):
            size = len(parts)
            if tuple(spoken[start : start + size]) == parts:
                yield Said(start, size, place, cut=False)
            elif _cut(known.entries[place][1], level):
                yield Said(start, 1, place, cut=True)


def _cut(name: str, level: str) -> bool:
    """Tell whether the beginning of a name stands in a text in one of the lengths at which fields cut."""
    whole = " ".join(names.latin(name).split())
    return any(f" {whole[:size].rstrip()} " in level for size in CUTS if len(whole) > size)


def _longest(said: list[Said]) -> list[Said]:
    """Return the names without those that stand inside a longer one; cut ones only where no whole one stands."""
    whole = [one for one in said if not one.cut] or said
    return [
        one
        for one in whole
        if not any(
            other.start <= one.start and one.start + one.size <= other.start + other.size and other.size > one.size
            for other in whole
        )
    ]


def _shared(said: Sequence[Said], known: Directory) -> list[Likeness]:
    """Share a probability equally among the customers whose names were said."""
    owners = {known.entries[one.place][0]: one for one in reversed(said)}
    sure = names.SURE["cut" if any(one.cut for one in said) else "order"]
    return [
        Likeness(customer, sure / len(owners), "name_said", known.entries[one.place][1])
        for customer, one in sorted(owners.items())
    ]
