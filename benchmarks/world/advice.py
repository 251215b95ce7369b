"""Which payments an 820 file tells of: those that came with a trace alone, and one whose money is on its way."""

import random

from benchmarks.world import World
from benchmarks.world.house import Names
from benchmarks.world.parties import plain
from benchmarks.world.payments import Due, Payment, lines
from benchmarks.world.x820 import FIRST_TRACE


def told(world: World, names: Names) -> list[Payment]:
    """Return what the file advises, by payer; a payer who wrote nothing sends no advice."""
    paid = [one for one in world.payments if one.rail == "advised" and one.said]
    found = [*paid, *_still_to_come(world, names)] if paid else []
    return sorted(found, key=lambda one: (one.account.company_id, one.trace))


def _still_to_come(world: World, names: Names) -> list[Payment]:
    """Return the advice of a payment that arrives another day: an item nobody paid, by a payer of no such amount."""
    paid = {due.item.number for one in world.payments for due in one.dues}
    amounts = {one.amount for one in world.payments}
    rng = random.Random(world.spec.seed)
    free = [one for one in world.items if one.kind == "invoice" and one.open and one.currency == "USD"]
    for item in rng.sample(free, len(free)):
        if item.number not in paid and item.open not in amounts:
            payer = item.customer
            due = [Due(item, item.open)]
            made = Payment("advised", payer, payer.account, plain(payer.name), item.open, "USD", due, lines(due))
            company = payer.account.company_id
            made.trace = str(names.next(f"eft {company}", FIRST_TRACE + int(company) % 3))
            return [made]
    return []
