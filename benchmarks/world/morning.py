"""One business morning: every kind of noise once, then as many payments as asked for by the profile's weights."""

from dataclasses import replace

from benchmarks.world.book import Book
from benchmarks.world.decide import TESTS
from benchmarks.world.noises import ASK, RAILS, Noise, kinds
from benchmarks.world.paying import CAPACITY, Desk
from benchmarks.world.payments import CODED, Payment
from benchmarks.world.wording import fits, spoken

TRIES = 300
BY_AMOUNT = {"amounts", "sole", "always", "unsaid"}  # tests of kinds that do not write the number


def payments(book: Book) -> list[Payment]:
    """Return the morning's payments in the order in which they reached the banks."""
    wanted, noises = book.spec.receipts, kinds(book.spec.mix)
    made: list[Payment] = []
    for name, noise in noises.items():
        if len(made) < wanted:
            made += _tried(book, name, noise, wanted - len(made))
    names = list(noises)
    weights = [noises[name].share(name, book.spec.mix) for name in names]
    idle = 0
    while len(made) < wanted:
        name = book.rng.choices(names, weights)[0]
        fresh = _made(book, name, noises[name], wanted - len(made))
        idle = 0 if fresh else idle + 1
        assert idle < 5_000, "the world has too few items for so many receipts"
        made += fresh
    book.rng.shuffle(made)
    return made


def _tried(book: Book, name: str, noise: Noise, room: int) -> list[Payment]:
    """Return one payment of a kind, after many tries; none where the world cannot have it."""
    for _ in range(TRIES):
        made = _made(book, name, noise, room)
        if made:
            return made
    return []


def _made(book: Book, name: str, noise: Noise, room: int) -> list[Payment]:
    """Try once: a rail, what is paid, how it is written; the items are taken only if all of it went well."""
    rail = book.rng.choices(noise.rails, [RAILS.get(rail, 1) for rail in noise.rails])[0]
    made = noise.pay(Desk(book, rail))
    if not made or len(made) > room:
        return []
    for payment in made:
        payment.noise = name
        if payment.amount <= 0 or not noise.write(book, payment) or not _sayable(book, payment):
            return []
    book.take({due.item.number: due.item for payment in made for due in payment.dues}.values())
    for payment in made:
        if noise.sure in BY_AMOUNT:
            payment.dues = [replace(due, named=False) for due in payment.dues]
        payment.decidable = TESTS[noise.sure](book, payment)
        payment.expected = noise.expected if payment.decidable or not payment.dues else ASK
    return made


def _sayable(book: Book, payment: Payment) -> bool:
    """Fix the words on rails of free text and see whether they fit."""
    if payment.structured and payment.rail == "fed" and any(said.reason in {"tax", "freight"} for said in payment.said):
        payment.structured = False
    if payment.rail in {"ppd", "ach_line", "wire"}:
        payment.structured = False
    text = "" if payment.structured and payment.said else spoken(payment, book.rng)
    if not fits(payment, text, CAPACITY.get(payment.rail, 0)):
        return False
    if not (payment.structured and payment.said) and payment.rail not in CODED:
        payment.memo = text
    return max((len(said.written) for said in payment.said), default=0) <= 16 or payment.rail != "lockbox"
