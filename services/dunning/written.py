"""What a simulation has written so far: the letters of one day are known to the next, and no book holds them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dunning.planning import Addressee, Part, Plan, planned
from dunning.strategy import Strategy
from services.dunning.facts import Facts


@dataclass(slots=True)
class Written:
    """The letters of a simulation: the level each document has reached, and the days each customer was written to."""

    levels: dict[tuple[str, int], tuple[int, date]] = field(default_factory=dict)
    days: defaultdict[str, tuple[date, ...]] = field(default_factory=lambda: defaultdict(tuple))

    def planned(self, known: Facts, strategies: Mapping[str, Strategy], on: date) -> Plan:
        """Return the letters of a day, and keep them."""
        people = {number: self._person(number, one) for number, one in known.people.items()}
        plan = planned([self._part(one) for one in known.parts], people, strategies, on)
        for notice in plan.notices:
            self.days[notice.customer_number] += (on,)
            for line in notice.lines:
                self.levels[line.item_id, line.instalment] = (line.level, on)
        return plan

    def _part(self, one: Part) -> Part:
        """Return a document at its level."""
        level, on = self.levels.get((one.item_id, one.instalment), (one.level, one.noticed_on))
        return replace(one, level=level, noticed_on=on) if level > one.level else one

    def _person(self, number: str, one: Addressee) -> Addressee:
        """Return somebody with the letters of the simulation among the contacts."""
        return replace(one, contacted=one.contacted + self.days[number]) if number in self.days else one
