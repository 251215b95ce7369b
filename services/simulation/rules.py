"""Proposed rules as plain texts, and the rules that would hold with them beside those in force."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from credit import policy as credit_policy
from credit.policy import CreditPolicy
from dunning import letters, notices, points, strategy
from kit.refusals import Invalid, Refused
from matcher import Policy, policy_file
from services.credit import policies
from services.dunning import strategies, worklist
from services.dunning.worklist import Rules as CallRules
from services.simulation.changes import APPLICATIONS, AREAS, HOLDS, LETTERS, WORKLIST
from services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Proposed:
    """Rules as people write them, TOML each; an empty text leaves the rule as it is.

    `strategies` are dunning strategies, each in the place of the one of its name or beside the others; `credit` is a
    credit policy, `points` those of the worklist, `matching` a matching policy.
    """

    strategies: tuple[str, ...] = ()
    credit: str = ""
    points: str = ""
    matching: str = ""

    @property
    def areas(self) -> tuple[str, ...]:
        """Return what the proposal can change."""
        by = {
            HOLDS: bool(self.credit),
            WORKLIST: bool(self.strategies or self.points),
            LETTERS: bool(self.strategies),
            APPLICATIONS: bool(self.matching),
        }
        return tuple(area for area in AREAS if by[area])


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one side of a simulation; `matching` only where another matching policy is proposed."""

    calls: CallRules
    credit: CreditPolicy
    matching: Policy | None = None


def in_force(workspace: Workspace) -> Rules:
    """Return the rules that hold today. Refused: what is wrong with them, by its own name."""
    today = workspace.today()
    with workspace.database.reading() as connection:
        held = notices.strategies(connection, workspace.settings.entity, today)
    return Rules(CallRules(worklist.points_of(workspace, today), held), policies.of(workspace))


def proposed(workspace: Workspace, held: Rules, told: Proposed, first: date) -> Rules:
    """Return the rules in force with the proposed ones in their places.

    Refused: Invalid where nothing is proposed, or with all that is wrong in all texts.
    """
    if not told.areas:
        raise Invalid("propose something: a credit policy, points of the worklist, a strategy or a matching policy")
    found: dict[str, Any] = {}
    wrong: list[str] = []
    for name, read in _readers(workspace, told, first):
        try:
            found[name] = read()
        except Refused as refused:
            wrong.append(refused.detail)
    if wrong:
        raise Invalid("; ".join(wrong))
    named = {one.name: one for one in found.values() if isinstance(one, strategy.Strategy)}
    calls = CallRules(found.get("points", held.calls.points), {**held.calls.strategies, **named})
    return Rules(calls, found.get("credit", held.credit), found.get("matching"))


def _readers(workspace: Workspace, told: Proposed, first: date) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what reads each text that is there."""
    currency = workspace.settings.currency
    for place, text in enumerate(told.strategies, start=1):
        yield f"strategy {place}", partial(_strategy, text, f"strategy {place}", first)
    if told.credit:
        yield "credit", partial(credit_policy.told, told.credit, currency, "credit policy")
    if told.points:
        yield "points", partial(points.read, told.points, "points")
    if told.matching:
        yield "matching", lambda: policy_file.sourced(told.matching, currency, name="matching policy").policy


def _strategy(text: str, name: str, on: date) -> strategy.Strategy:
    """Return a strategy whose templates can be filled. Refused: BadStrategy."""
    found = strategy.read(text, name)
    letters.check(found, strategies.sample(found, on))
    return found
