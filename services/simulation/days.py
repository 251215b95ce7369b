"""Calls and letters by other rules: each business day of a period is worked twice on the same facts of that day."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import Connection

import ledger
from dunning.planning import Plan
from dunning.worklist import Called, Facts
from kit.days import is_business_day
from services.dunning import facts, worklist
from services.dunning.worklist import CONTACT_DAYS, CONTACTS_MAX
from services.dunning.worklist import Rules as CallRules
from services.dunning.written import Written
from services.simulation.changes import Told
from services.workspace import Progress, Workspace

CAP = "contact_cap"
Name = tuple[str, str]


@dataclass(slots=True)
class Worked:
    """What one side's rules brought over the days: letters by name, and whom they had called, day by day."""

    rules: CallRules
    written: Written = field(default_factory=Written)
    letters: dict[tuple[str, str, int, int], Told] = field(default_factory=dict)
    calls: defaultdict[Name, list[tuple[date, Called]]] = field(default_factory=lambda: defaultdict(list))
    _often: Counter[tuple[str, str, int]] = field(default_factory=Counter)

    def listed(self, workspace: Workspace, known: list[Facts], on: date) -> None:
        """Keep who is called on a morning; the letters of this side count among what was said before."""
        for one in worklist.ranked(workspace, [self._lettered(row, on) for row in known], self.rules):
            if not one.facts.suppressed:
                self.calls[one.facts.customer_number, one.facts.currency].append((on, one))

    def _lettered(self, one: Facts, on: date) -> Facts:
        """Return the facts of a customer with this side's letters."""
        number = one.customer_number
        posted = (on - self.written.days[number][-1]).days if number in self.written.days else None
        silent = posted is not None and (one.contact_days is None or one.contact_days > posted)
        lately = one.lately + sum((on - when).days < CONTACT_DAYS for when in self.written.days.get(number, ()))
        capped = lately >= CONTACTS_MAX and CAP not in one.suppressed
        return replace(
            one,
            letter_days=posted if silent else one.letter_days,
            lately=lately,
            suppressed=(*one.suppressed, CAP) if capped else one.suppressed,
        )

    def write(self, workspace: Workspace, known: facts.Facts, on: date) -> None:
        """Keep the letters of a day."""
        for told in self._told(self.written.planned(known, self.rules.strategies, on)):
            if workspace.sees(told[0][0]):
                self.letters[told[0]] = told[1]

    def _told(self, plan: Plan) -> Iterator[tuple[tuple[str, str, int, int], Told]]:
        """Yield the letters of a plan; of one level to one customer the first is compared with the first."""
        for one in plan.notices:
            name = (one.customer_number, one.currency, one.level)
            self._often[name] += 1
            says = f"level {one.level} by {one.channel} on {plan.run_on}, {one.strategy}"
            what = f"{len(one.lines)} document{'s' if len(one.lines) > 1 else ''}"
            told = Told(plan.run_on, one.customer_number, what, says, one.minor, one.currency)
            yield (*name, self._often[name]), told

    def called(self) -> dict[Name, Told]:
        """Return whom these rules had called, with the days, the points and the most that could be asked for."""
        return {name: _called(rows) for name, rows in self.calls.items()}


def _called(rows: list[tuple[date, Called]]) -> Told:
    """Return what the days of a customer on the list come to."""
    scores = [one.score for _, one in rows]
    (first, one), days = rows[0], f"{len(rows)} day{'s' if len(rows) > 1 else ''}"
    says = f"{days} on the list, {min(scores)} to {max(scores)} points, {sum(scores)} together"
    most = max(row.facts.collectible for _, row in rows)
    return Told(first, one.facts.customer_number, one.facts.name, says, most, one.facts.currency)


def worked(
    workspace: Workspace,
    connection: Connection,
    span: tuple[date, date],
    rules: tuple[CallRules, CallRules],
    progress: Progress,
) -> tuple[Worked, Worked]:
    """Return what two sets of rules bring over the business days of a period.

    Both begin with the letters that were written before it. Customers pay, promise and answer as they did.
    """
    sides = tuple(Worked(one) for one in rules)
    back = max(one.points.returned.days for one in rules)
    days = list(_days(connection, workspace.settings.entity, span))
    for done, on in enumerate(days, start=1):
        progress("working days again", done, len(days))
        known = list(worklist.known(workspace, connection, on, back, letters_before=span[0]))
        to_write = facts.of(workspace, connection, on, letters_before=span[0])
        for side in sides:
            side.listed(workspace, known, on)
            side.write(workspace, to_write, on)
    return sides[0], sides[1]


def _days(connection: Connection, entity: str, span: tuple[date, date]) -> Iterator[date]:
    """Yield the business days of a period."""
    holidays = ledger.terms.agreed(connection, entity).holidays
    for step in range((span[1] - span[0]).days + 1):
        if is_business_day(on := span[0] + timedelta(days=step), holidays):
            yield on
