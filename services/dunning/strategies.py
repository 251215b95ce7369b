"""Strategies of dunning: asked for with what they would do, put in force by a second person."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dunning import letters, notices
from dunning.planning import LETTER, Line, Notice, Plan, counted, planned
from dunning.strategy import STANDARD, Strategy, read
from kit.refusals import Invalid, NotFound
from ledger import configs
from ledger.records import NewRequest
from services import control
from services.commands import command
from services.configs import proposals
from services.dunning import facts
from services.dunning.deeds import STRATEGY
from services.dunning.written import Written
from services.workspace import Workspace

DAYS_MAX = 366


@dataclass(frozen=True, slots=True)
class Simulated:
    """A day of a simulation: letters by level and channel, and documents left alone by reason."""

    on: date
    letters: Mapping[str, int]
    left_alone: Mapping[str, int]
    minor: Mapping[str, int]  # asked for, by currency


def starting() -> str:
    """Return the strategy to begin with, as people change it."""
    return STANDARD.read_text(encoding="utf-8")


def in_force(workspace: Workspace) -> dict[str, Strategy]:
    """Return the strategies in force today by name."""
    with workspace.database.reading() as connection:
        return notices.strategies(connection, workspace.settings.entity, workspace.today())


def propose(
    workspace: Workspace,
    told: str,
    *,
    reason: str,
    actor: str,
    key: str = "",
    on: date | None = None,
    restores: int = 0,
) -> control.Asked:
    """Ask for a strategy, with what it would write today as evidence; it is in force once a second person approves.

    It holds from a day `on`, of today or later, else from its approval. `restores` names the version it brings back.
    Refused: BadStrategy, with a template that cannot be filled among what is wrong; Invalid for a day that is past.
    """
    strategy = read(told)
    letters.check(strategy, sample(strategy, workspace.today()))
    with workspace.database.reading() as connection:
        known = facts.of(workspace, connection, workspace.today())
        before = notices.strategies(connection, workspace.settings.entity, workspace.today())
        change = proposals.change(workspace, connection, (configs.DUNNING, strategy.name, told), on, restores)
    then = counted(planned(known.parts, known.people, before | {strategy.name: strategy}, workspace.today()))
    now = counted(planned(known.parts, known.people, before, workspace.today()))
    body = {"strategy": strategy.model_dump(mode="json"), "today": then, "today_without": now, **change}
    return _ask(workspace, strategy.name, body, reason, actor=actor, key=key)


def retire(
    workspace: Workspace, name: str, *, reason: str, actor: str, key: str = "", on: date | None = None
) -> control.Asked:
    """Ask for a strategy to be taken out of force, from a day on or from its approval. Refused: NotFound, Invalid."""
    if name not in in_force(workspace):
        raise NotFound(f"there is no strategy {name} in force")
    with workspace.database.reading() as connection:
        change = proposals.change(workspace, connection, (configs.DUNNING, name, ""), on)
    return _ask(workspace, name, {"strategy": None, **change}, reason, actor=actor, key=key)


def block(
    workspace: Workspace, customer: str, kind: str, until: date | None, reason: str, *, actor: str, key: str = ""
) -> None:
    """Keep that nobody writes to a customer until a day, or with `lifted` that somebody does again.

    Refused: UnknownCustomer; Invalid without a reason, or without an end where the law asks for none.
    """
    said = [customer, kind, str(until), reason]
    with command(workspace, "dunning-block", actor, {"said": said}, key) as book:
        if book.replayed is None:
            notices.block(book, customer, kind, until, reason=reason, at=workspace.now())


def simulate(workspace: Workspace, told: str, first: date, days: int) -> list[Simulated]:
    """Return what a strategy would write each day, beside those in force; nothing is touched.

    Days before today stand on the books as they were, with what was paid; from today on nobody pays. Letters that were
    written from the first day on do not count: the strategy stands in their place.
    Refused: BadStrategy; Invalid for no days, or more than a year.
    """
    if not 1 <= days <= DAYS_MAX:
        raise Invalid(f"a simulation has 1 to {DAYS_MAX} days")
    strategy = read(told)
    letters.check(strategy, sample(strategy, first))
    with workspace.database.reading() as connection:
        strategies = notices.strategies(connection, workspace.settings.entity, workspace.today()) | {
            strategy.name: strategy
        }
        known, written = None, Written()
        found = []
        for on in (first + timedelta(days=step) for step in range(days)):
            if known is None or on <= workspace.today():
                known = facts.of(workspace, connection, on, letters_before=first)
            found.append(_simulated(written.planned(known, strategies, on)))
    return found


def _simulated(plan: Plan) -> Simulated:
    """Return a plan in numbers."""
    told = counted(plan)
    asked: dict[str, int] = {}
    for notice in plan.notices:
        asked[notice.currency] = asked.get(notice.currency, 0) + notice.minor
    return Simulated(plan.run_on, told.get("letters", {}), told.get("left_alone", {}), asked)


def sample(strategy: Strategy, on: date) -> Notice:
    """Return a letter to try templates with."""
    line = Line("itm_0", 1, "INV-1", on - timedelta(days=60), on - timedelta(days=30), 30, 10_000, 10_000, 1, 0)
    return Notice(
        "C1", "Customer", strategy.currency, on, strategy.name, 1, LETTER, "Street 1", "Street 1", "en", "", (line,)
    )


def _ask(
    workspace: Workspace, name: str, body: Mapping[str, Any], reason: str, *, actor: str, key: str
) -> control.Asked:
    """Ask for a change of a strategy."""
    told = json.dumps(body, sort_keys=True, ensure_ascii=False)
    return control.ask(workspace, NewRequest(STRATEGY, f"strategy {name}", told, reason), actor, key)
