"""Targets as they were set: what a key figure should be, who answers for it, and which hold."""

from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import Connection, select

from ledger.tables import NEWEST
from services.targets.tables import kpi_target

AT_LEAST, AT_MOST, NONE = "at_least", "at_most", "none"


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure of a currency should be, as a decimal in the figure's unit, and who answers for it."""

    kpi: str
    currency: str
    sense: str
    target: str
    owner: str

    def missed(self, value: str) -> bool:
        """Say whether a value misses the target."""
        got, wanted = Fraction(value), Fraction(self.target)
        return got < wanted if self.sense == AT_LEAST else got > wanted


def targets(connection: Connection, entity: str, batch: int = NEWEST) -> list[Target]:
    """Return the targets that hold, or held when a batch was the newest, by figure and currency."""
    names = ("kpi", "currency", "sense", "target", "owner")
    mine = (kpi_target.c.entity == entity, kpi_target.c.batch <= batch)
    wanted = select(*(kpi_target.c[name] for name in names)).where(*mine)
    newest = {row[:2]: Target(*row) for row in connection.execute(wanted.order_by(kpi_target.c.no))}
    return [one for _, one in sorted(newest.items()) if one.sense != NONE]
