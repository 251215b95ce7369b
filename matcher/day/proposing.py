"""The day's contest, turn by turn: names first, then amounts on what they left, each turn on what is left."""

from collections.abc import Sequence
from typing import Any, Protocol

import polars as pl

from matcher.day import assignment, parts
from matcher.day.assignment import Option
from matcher.store import Taken, take_off

#: The second pass finds most of what the first one freed; later ones find little.
PASSES_MAX = 4


class Hand(Protocol):
    """Somebody who works on a part, here or elsewhere: asked by the name of what a part can do, he answers in turn."""

    def ask(self, name: str, *given: Any) -> None:
        """Ask for one step of the part."""

    def answer(self) -> Any:
        """Return the answer to the oldest question that has none; waits for it."""


def proposed(hands: Sequence[Hand]) -> None:
    """Let the hands decide their parts. Items are given out in one place, so that no part sees how many there are."""
    together = parts.joined([each for found in _all(hands, "sharers") for each in found])
    _all(hands, "join", together)
    taken: dict[str, Taken] = {}
    contests: dict[str, assignment.Contest] = {}
    for turn in range(PASSES_MAX):
        options: dict[str, list[Option]] = {}
        room: dict[str, int] = {}
        found = _all(hands, "options", turn, taken)
        for wanted, left in found:
            options |= wanted
            room |= left
        given = assignment.assigned(options, dict(sorted(room.items())), contests)
        taken = _summed(_each(hands, "settle", [{key: given[key] for key in wanted} for wanted, _ in found]))
        if turn and not taken:
            break


def _all(hands: Sequence[Hand], name: str, *given: Any) -> list[Any]:
    """Ask all hands the same at once, then take their answers in order."""
    for hand in hands:
        hand.ask(name, *given)
    return [hand.answer() for hand in hands]


def _each(hands: Sequence[Hand], name: str, own: Sequence[Any]) -> list[Any]:
    """Ask each hand with what is its own, then take their answers in order."""
    for hand, mine in zip(hands, own, strict=True):
        hand.ask(name, mine)
    return [hand.answer() for hand in hands]


def _summed(found: Sequence[dict[str, Taken]]) -> dict[str, Taken]:
    """Return what all parts took of each item."""
    taken: dict[str, Taken] = {}
    for each in found:
        for item_id, one in each.items():
            take_off(taken, item_id, one)
    return dict(sorted(taken.items()))


def told(hands: Sequence[Hand]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the answers of all as DECISIONS and APPLICATIONS, sorted by receipt, rank and item."""
    decisions, applications = zip(*_all(hands, "frames"), strict=True)
    return tuple(pl.concat(each).sort("receipt_id", maintain_order=True) for each in (decisions, applications))
