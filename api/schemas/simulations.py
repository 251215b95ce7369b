"""The shapes of simulations: proposed rules in, what differs out."""

from typing import Any, Literal

from pydantic import Field

from api.schemas.shared import Amount, Body, Day, Told, amount
from services.simulation.rules import Proposed
from services.simulation.running import Simulated

TEXT_LENGTH_MAX = 200_000
Area = Literal["holds", "worklist", "letters", "applications"]
Change = Literal["added", "removed", "changed"]


class NewRuleSimulation(Body):
    """Rules as TOML, tried on a past period, last month where none is said; what is not proposed stays as it is."""

    first: Day | None = None
    last: Day | None = None
    credit: str = Field("", max_length=TEXT_LENGTH_MAX, description="A credit policy.")
    points: str = Field("", max_length=TEXT_LENGTH_MAX, description="Points of the worklist.")
    strategies: list[str] = Field([], max_length=20, description="Dunning strategies, each in the place of its name's.")
    matching: str = Field("", max_length=TEXT_LENGTH_MAX, description="A matching policy.")

    def proposed(self) -> Proposed:
        """Return the proposed rules."""
        return Proposed(tuple(self.strategies), self.credit, self.points, self.matching)


class SimulatedArea(Told):
    """How many things the rules of an area bring, before and after."""

    area: Area
    before: int
    after: int


class SimulatedSum(Told):
    """How much of an area differs in a currency."""

    area: Area
    change: Change
    count: int
    amount: Amount


class SimulatedChange(Told):
    """One thing that the rules bring otherwise; `before` or `after` is empty where it is added or removed."""

    area: Area
    change: Change
    on: Day
    customer_number: str
    what: str
    before: str
    after: str
    amount: Amount


class RuleSimulation(Told):
    """What differs over a period; of `checks` of orders `as_kept` came out by the rules in force as the books say."""

    first: Day
    last: Day
    areas: list[SimulatedArea]
    sums: list[SimulatedSum]
    changes: list[SimulatedChange]
    checks: int
    as_kept: int


def simulation(found: Simulated) -> RuleSimulation:
    """Return what differs."""
    return RuleSimulation(
        first=found.first,
        last=found.last,
        areas=[SimulatedArea(area=area, before=one[0], after=one[1]) for area, one in found.counts.items()],  # type: ignore[arg-type]
        sums=[SimulatedSum(**_money(row)) for row in found.sums.iter_rows(named=True)],
        changes=[SimulatedChange(**_money(row)) for row in found.changes.iter_rows(named=True)],
        checks=found.checks,
        as_kept=found.as_kept,
    )


def _money(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with its amount and currency as one."""
    rest = {name: value for name, value in row.items() if name not in {"amount", "currency"}}
    return rest | {"amount": amount(row["amount"], row["currency"])}
