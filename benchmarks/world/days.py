"""Business days in a row: the same customers and payers, each day with what is left, new items and new money."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from benchmarks.world import World
from benchmarks.world.book import Book
from benchmarks.world.items import Item, issued
from benchmarks.world.morning import payments
from benchmarks.world.parties import invented
from benchmarks.world.spec import Spec

SATURDAY = 5


def days(spec: Spec, count: int, fresh: int) -> Iterator[tuple[World, frozenset[str]]]:
    """Yield the worlds of so many business days from the spec's on, each with the numbers of its new items.

    `fresh` items are new on every day after the first. A payment's items are paid as the truth has it: what is right is
    what the books hold the next day.
    """
    rng = random.Random(spec.seed)
    parties = invented(rng, spec)
    counters: dict[str, int] = {}
    items: tuple[Item, ...] = ()
    for place in range(count):
        today = spec if not place else replace(spec, items=fresh, closed=False)
        new = issued(rng, today, parties.customers, counters)
        items = tuple(sorted((*items, *new), key=lambda item: not item.open))
        book = Book(spec, parties, items, rng)
        world = World(spec, parties, items, payments(book), rng)
        yield world, frozenset(item.number for item in new)
        items = after(world)
        spec = replace(spec, day=_next(spec))


def after(world: World) -> tuple[Item, ...]:
    """Return the items as the day's payments leave them."""
    taken: defaultdict[str, int] = defaultdict(int)
    for payment in world.payments:
        for due in payment.dues:
            taken[due.item.number] += due.cash + due.discount + due.write_off + due.deduction
    return tuple(replace(item, open=item.open - taken[item.number]) for item in world.items)


def _next(spec: Spec) -> date:
    """Return the next working day."""
    day = spec.day + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day
