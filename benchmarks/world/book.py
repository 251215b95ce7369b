"""What may be paid: the items still free this morning, and the look-ups a careful expert would make."""

import random
from collections.abc import Callable, Iterable

from benchmarks.world.items import Item, core
from benchmarks.world.parties import Customer, Parties
from benchmarks.world.spec import Spec
from benchmarks.world.terms import discount

Wanted = Callable[[Item], bool]
TRIES = 60


class Book:
    """The receivables with an index for each question; an item taken by one payment is not free for another."""

    def __init__(self, spec: Spec, parties: Parties, items: tuple[Item, ...], rng: random.Random) -> None:
        """Index the items once."""
        self.spec, self.parties, self.items, self.rng = spec, parties, items, rng
        self.open = [item for item in items if item.open]
        self.closed = [item for item in items if not item.open]
        self.asked = {item.open for item in self.open}  # the sums that anybody owes
        self.used: set[str] = set()
        self.numbers = {item.number: item for item in items}
        self.families: dict[str, list[Customer]] = {}
        for customer in parties.customers:
            self.families.setdefault(customer.root, []).append(customer)
        self.billed: dict[str, list[Customer]] = {}
        for customer in parties.customers:
            self.billed.setdefault(customer.currency, []).append(customer)
        self.owed, self.paid = (_invoices(part) for part in (self.open, self.closed))
        self.owned: dict[str, list[Item]] = {customer.number: [] for customer in parties.customers}
        for item in self.open:
            self.owned[item.customer.number].append(item)
        self._meanings: dict[str, list[Item]] = {}
        for item in items:
            for text in {item.core, core(item.po), core(item.order), core(item.delivery)} - {""}:
                self._meanings.setdefault(text, []).append(item)

    def pick(self, choices: Iterable[Customer] | None, currency: str, wanted: Wanted, count: int) -> list[Item]:
        """Return `count` free items of one customer that are wanted, or none after a fair number of tries."""
        pool = [one for one in choices if one.currency == currency] if choices else self.billed.get(currency, [])
        for _ in range(TRIES if pool else 0):
            customer = self.rng.choice(pool)
            free = [item for item in self.owned[customer.number] if item.number not in self.used and wanted(item)]
            if len(free) >= count:
                return sorted(self.rng.sample(free, count), key=lambda item: (item.issued, item.number))
        return []

    def take(self, items: Iterable[Item]) -> None:
        """Mark items as paid this morning."""
        for item in items:
            assert item.number not in self.used, item.number
            self.used.add(item.number)

    def family_items(self, root: str, currency: str) -> list[Item]:
        """Return the open items of a whole family."""
        return [item for one in self.families[root] for item in self.owned[one.number] if item.currency == currency]

    def strangers_items(self, root: str, currency: str) -> list[Item]:
        """Return the open invoices of everybody but a family."""
        own = {item.number for item in self.family_items(root, currency)}
        return [item for item in self.owed.get(currency, []) if item.number not in own]

    def meanings(self, written: str) -> list[Item]:
        """Return every document, open or closed, whose own, order or delivery number has these digits."""
        return self._meanings.get(core(written), [])

    def sole_amount(self, item: Item, amount: int) -> bool:
        """Say whether no other item, discounted item or pair of the family gives this amount."""
        others = [other for other in self.family_items(item.customer.root, item.currency) if other is not item]
        if any(amount in {other.open, other.open - discount(other.customer.terms, other.open)} for other in others):
            return False
        seen: set[int] = set()
        for other in others:
            if amount - other.open in seen:
                return False
            seen.add(other.open)
        return True


def _invoices(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Return the invoices among items by currency, in their order."""
    found: dict[str, list[Item]] = {}
    for item in items:
        if item.kind == "invoice":
            found.setdefault(item.currency, []).append(item)
    return found
