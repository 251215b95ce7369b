"""What a world is made of: its seed, its sizes, its business day and its mix."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

#: The day the money arrived; the bank's files are read the morning after. Fixed: nothing here reads a clock.
DAY = date(2026, 11, 19)
ITEMS_PER_CUSTOMER = 25


@dataclass(frozen=True, slots=True)
class Profile:
    """A mix: how amounts look, and by what factor a kind of noise is more or less frequent than in `mixed`."""

    amounts: str
    clean: int = 100  # percent of the clean kinds' usual weight
    dirty: int = 100  # percent of the usual weight of kinds that damage references
    factors: Mapping[str, int] = field(default_factory=dict)  # kind -> percent
    further: bool = False  # with the kinds of noises.FURTHER


PROFILES: dict[str, Profile] = {
    "mixed": Profile("cents"),
    "whole_dollars": Profile("whole", factors={"amount_only": 200}),
    "plan_prices": Profile("plans", factors={"amount_only": 300, "not_provided": 200}),
    "references_clean": Profile("cents", clean=200, dirty=40),
    "references_dirty": Profile("cents", clean=35, dirty=220),
    "further": Profile("cents", clean=35, dirty=220, further=True),
}


@dataclass(frozen=True, slots=True)
class Spec:
    """One world: the same spec gives the same bytes. `customers` 0 means one for every 25 items."""

    seed: int = 7
    receipts: int = 600
    items: int = 4_000
    customers: int = 0
    profile: str = "mixed"
    day: date = DAY
    closed: bool = True  # closed items follow the open ones in open_items.csv
    twice: int = 0  # so many wires of the Fedwire file, and of the pacs.008 file, stand in the statement too
    broken: bool = False  # one lockbox batch's total is wrong
    blend: Profile | None = None  # a mix of its own instead of the profile's
    closed_percent: int = 30  # so many closed items for each hundred open ones

    @property
    def mix(self) -> Profile:
        """Return the mix: the blend, else the profile's row."""
        return self.blend or PROFILES[self.profile]

    @property
    def customer_count(self) -> int:
        """Return how many customers there are, never fewer than 40."""
        return self.customers or max(40, self.items // ITEMS_PER_CUSTOMER)
