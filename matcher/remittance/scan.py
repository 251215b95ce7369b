"""A text while it is read: its pieces, what is known of its receipt, and the numbers it has named so far."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Self

from matcher.remittance.grammar import Grammar
from matcher.remittance.tokens import Token, cut, levelled


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
    """A text as it is read: in capitals, its pieces, and the numbers that it labels as noise. It is cut once."""

    level: str
    pieces: list[Token]
    noise: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Self:
        """Cut a text."""
        level = levelled(text)
        pieces = cut(level)
        return cls(level, pieces, frozenset([piece.whole for piece in pieces if piece.role == "noise"]))
