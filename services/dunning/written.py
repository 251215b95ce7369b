"""What a simulation has written so far: the letters of one day are known to the next, and no book holds them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from dunning.notices import LEVELS
from dunning.planning import Addressee, Plan, planned
from dunning.strategy import Strategy
from services.dunning.facts import Facts


@dataclass(slots=True)
class Written:
    """The letters of a simulation: the level each document has reached, and the days each customer was written to."""

    levels: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=LEVELS))
    days: defaultdict[str, tuple[date, ...]] = field(default_factory=lambda: defaultdict(tuple))

    def planned(self, known: Facts, strategies: Mapping[str, Strategy], on: date) -> Plan:
        """Return the letters of a day, and keep them."""
        people = {number: self._person(number, one) for number, one in known.people.items()}
        plan = planned(self._leveled(known.parts), people, strategies, on)
        lines = []
        for notice in plan.notices:
            self.days[notice.customer_number] += (on,)
            lines += [(line.item_id, line.instalment, line.level, on) for line in notice.lines]
        both = pl.concat([self.levels, pl.DataFrame(lines, LEVELS, orient="row")])
        self.levels = both.unique(["item_id", "instalment"], keep="last")
        return plan

    def _leveled(self, parts: pl.DataFrame) -> pl.DataFrame:
        """Return documents at their levels."""
        held = parts.join(self.levels, on=["item_id", "instalment"], how="left", suffix="_here")
        higher = pl.col("level_here") > pl.col("level")
        names = ("level", "noticed_on")
        return held.select(
            pl.exclude(*names, r"^.*_here$"),
            *(pl.when(higher).then(f"{name}_here").otherwise(name).alias(name) for name in names),
        )

    def _person(self, number: str, one: Addressee) -> Addressee:
        """Return somebody with the letters of the simulation among the contacts."""
        return replace(one, contacted=one.contacted + self.days[number]) if number in self.days else one
