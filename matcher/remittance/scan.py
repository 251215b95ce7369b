"""A text while it is read: its pieces, what is known of its receipt, and the numbers it has named so far."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Self

from kit import exclusions
from matcher.remittance import labels
from matcher.remittance.grammar import Grammar
from matcher.remittance.tokens import Token, cut, levelled

#: What may be a number all the same where its label says so.
_DATED = frozenset({"date", "phone"})


class Context(NamedTuple):
    """What is known of a receipt when its text is read; `silent` are tight strings that are its own bank numbers."""

    currency: str = "USD"
    amount: int = 0
    received_on: date | None = None
    silent: frozenset[str] = frozenset()
    kind: str = ""  # the kind of a number without a label: a structured line's own


class Found(NamedTuple):
    """One number a text names, at its place in it."""

    start: int
    end: int
    normal: str
    kind: str
    paid: int | None = None


@dataclass(slots=True)
class Scan:
    """A text while it is read from left to right: its pieces and what they have named so far."""

    level: str
    pieces: list[Token]
    grammar: Grammar
    context: Context
    found: list[Found] = field(default_factory=list)


Step = tuple[list[Found], int]  # what a place names, and how many pieces that takes


class Text(NamedTuple):
    """A text as it is read: in capitals, its pieces, and the numbers that it labels as noise. It is cut once.

    `places` are the pieces at which something may be named, `amounts` those that no word says were taken off.
    """

    level: str
    pieces: list[Token]
    noise: frozenset[str]
    places: list[int]
    amounts: list[Token]

    @classmethod
    def of(cls, text: str) -> Self:
        """Cut a text."""
        level = levelled(text)
        pieces = cut(level)
        noise = frozenset([piece.whole for piece in pieces if piece.role == "noise"])
        return cls(level, pieces, noise, _places(pieces), _amounts(pieces))


def _places(pieces: list[Token]) -> list[int]:
    """Return where a number may be named: where one stands, at a word that leads it, at one that says what was paid."""
    found: list[int] = []
    for at, piece in enumerate(pieces):
        sort = piece.sort
        if sort == "word":
            if piece.text in labels.PART_WORDS or left_out(pieces, at):
                found.append(at)
        elif sort == "number":
            if piece.role not in labels.SILENT:
                led = at and pieces[at - 1].sort == "word" and found[-1:] != [at - 1]
                found += (at - 1, at) if led else (at,)
        elif sort in _DATED and piece.role in labels.KINDS:
            found.append(at)
    return found


def left_out(pieces: list[Token], at: int) -> bool:
    """Tell whether two words say of the number before them that it is not paid."""
    return tuple(piece.text for piece in pieces[at : at + 2]) in exclusions.BEHIND


def _amounts(pieces: list[Token]) -> list[Token]:
    """Return the amounts, without those of which the word before says that they were taken off."""
    return [
        piece
        for at, piece in enumerate(pieces)
        if piece.sort == "amount" and not (at and pieces[at - 1].text in labels.TAKEN_OFF)
    ]
