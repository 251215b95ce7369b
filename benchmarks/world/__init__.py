"""A seeded world: a company's receivables, one morning of bank files about them, and the truth."""

import random
from dataclasses import dataclass

from benchmarks.world.book import Book
from benchmarks.world.items import Item, issued
from benchmarks.world.morning import payments
from benchmarks.world.parties import Parties, invented
from benchmarks.world.payments import Payment
from benchmarks.world.spec import PROFILES, Profile, Spec

__all__ = ["PROFILES", "Book", "Item", "Parties", "Payment", "Profile", "Spec", "World", "made"]


@dataclass(frozen=True, slots=True)
class World:
    """Everything invented for one spec, before it is written to files."""

    spec: Spec
    parties: Parties
    items: tuple[Item, ...]
    payments: list[Payment]
    rng: random.Random


def made(spec: Spec) -> World:
    """Make the world of a spec: the same spec, the same world."""
    rng = random.Random(spec.seed)
    parties = invented(rng, spec)
    items = issued(rng, spec, parties.customers)
    book = Book(spec, parties, items, rng)
    return World(spec, parties, items, payments(book), rng)
