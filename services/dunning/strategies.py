"""Strategies of dunning: asked for with what they would do, put in force by a second person."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from dunning import letters, notices
from dunning.planning import LETTER, Line, Notice, Part, Plan, counted, planned
from dunning.strategy import STANDARD, Strategy, read
from kit.refusals import Invalid, NotFound
from ledger.records import NewRequest
from services import control
from services.commands import command
from services.dunning import facts
from services.dunning.deeds import STRATEGY
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
    """Return the strategies in force by name."""
    with workspace.database.reading() as connection:
        return notices.strategies(connection, workspace.settings.entity)


def propose(workspace: Workspace, told: str, *, reason: str, actor: str, key: str = "") -> control.Asked:
    """Ask for a strategy, with what it would write today as evidence; it is in force once a second person approves.

    Refused: BadStrategy, with a template that cannot be filled among what is wrong.
    """
    strategy = read(told)
    letters.check(strategy, _sample(strategy, workspace.today()))
    with workspace.database.reading() as connection:
        known = facts.of(workspace, connection, workspace.today())
        before = notices.strategies(connection, workspace.settings.entity)
    then = counted(planned(known.parts, known.people, before | {strategy.name: strategy}, workspace.today()))
    now = counted(planned(known.parts, known.people, before, workspace.today()))
    body = {"strategy": strategy.model_dump(mode="json"), "today": then, "today_without": now}
    return _ask(workspace, strategy.name, body, reason, actor=actor, key=key)


def retire(workspace: Workspace, name: str, *, reason: str, actor: str, key: str = "") -> control.Asked:
    """Ask for a strategy to be taken out of force. Refused: NotFound."""
    if name not in in_force(workspace):
        raise NotFound(f"there is no strategy {name} in force")
    return _ask(workspace, name, {"strategy": None}, reason, actor=actor, key=key)


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

    Days before today stand on the books as they were, with what was paid; from today on nobody pays.
    Refused: BadStrategy; Invalid for no days, or more than a year.
    """
    if not 1 <= days <= DAYS_MAX:
        raise Invalid(f"a simulation has 1 to {DAYS_MAX} days")
    strategy = read(told)
    letters.check(strategy, _sample(strategy, first))
    with workspace.database.reading() as connection:
        strategies = notices.strategies(connection, workspace.settings.entity) | {strategy.name: strategy}
        known, kept = None, _Written({}, {})
        found = []
        for on in (first + timedelta(days=step) for step in range(days)):
            if known is None or on <= workspace.today():
                known = facts.of(workspace, connection, on)
            plan = planned(kept.parts(known.parts), kept.people(known.people), strategies, on)
            kept.take(plan)
            found.append(_simulated(plan))
    return found


@dataclass(slots=True)
class _Written:
    """What a simulation has written so far."""

    levels: dict[tuple[str, int], tuple[int, date]]
    contacts: dict[str, tuple[date, ...]]

    def parts(self, known: tuple[Part, ...]) -> list[Part]:
        """Return what is open, at the levels it has reached."""
        return [self._part(one) for one in known]

    def _part(self, one: Part) -> Part:
        """Return a document at its level."""
        level, on = self.levels.get((one.item_id, one.instalment), (one.level, one.noticed_on))
        return replace(one, level=level, noticed_on=on) if level > one.level else one

    def people(self, known: Mapping[str, Any]) -> dict[str, Any]:
        """Return everybody, with the contacts of the simulation among theirs."""
        more = self.contacts
        return {n: replace(o, contacted=o.contacted + more[n]) if n in more else o for n, o in known.items()}

    def take(self, plan: Plan) -> None:
        """Keep the letters of a day."""
        for notice in plan.notices:
            self.contacts[notice.customer_number] = (*self.contacts.get(notice.customer_number, ()), plan.run_on)
            for line in notice.lines:
                self.levels[line.item_id, line.instalment] = (line.level, plan.run_on)


def _simulated(plan: Plan) -> Simulated:
    """Return a plan in numbers."""
    told = counted(plan)
    asked: dict[str, int] = {}
    for notice in plan.notices:
        asked[notice.currency] = asked.get(notice.currency, 0) + notice.minor
    return Simulated(plan.run_on, told.get("letters", {}), told.get("left_alone", {}), asked)


def _sample(strategy: Strategy, on: date) -> Notice:
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
