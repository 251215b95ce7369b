"""Invented customers, and their names as banks and clerks write them: seeded, each with the customer meant."""

import random
from collections.abc import Callable, Iterator

from benchmarks.world.parties import abbreviated, plain
from benchmarks.world.words import FORMS, SECONDS, TRADES

_ONSETS: tuple[str, ...] = (*"BCDFGHJKLMNPRSTVW", "BR", "CL", "DR", "FL", "GR", "KN", "PL", "ST", "TR")
_VOWELS: tuple[str, ...] = (*"AEIOU", "EA", "OO")
_ENDS: tuple[str, ...] = (
    *"NRLSM",
    "TON",
    "BURG",
    "FIELD",
    "FORD",
    "WICK",
    "DALE",
    "HURST",
    "LAND",
    "MAN",
    "VILLE",
    "SON",
)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Noise = Callable[[str, random.Random], str]


def customers(count: int, rng: random.Random) -> list[str]:
    """Return so many names, no two alike without their legal forms: a made-up word or two, a field, a trade."""
    names: dict[str, str] = {}
    while len(names) < count:
        words = [" ".join(_word(rng) for _ in range(rng.choice((1, 1, 2)))), rng.choice(SECONDS), rng.choice(TRADES)]
        if rng.random() < 0.1:
            rng.shuffle(words)
        body = " ".join(words)
        names.setdefault("".join(sorted(body.upper())), f"{body.title()} {rng.choice(FORMS)}")
    return list(names.values())


def _word(rng: random.Random) -> str:
    """Return a word that could be a family's or a town's."""
    beginning = "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(rng.choice((1, 2))))
    return beginning + rng.choice(_ENDS)


def _typo(name: str, rng: random.Random) -> str:
    """Return the name with one letter wrong, missing, doubled or swapped."""
    at = rng.randrange(1, len(name) - 1)
    ways = (
        name[:at] + rng.choice(_LETTERS) + name[at + 1 :],
        name[:at] + name[at + 1 :],
        name[:at] + name[at] + name[at:],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    )
    return rng.choice(ways)


def _formless(name: str, _rng: random.Random) -> str:
    """Return the name without its legal form."""
    whole: str = plain(name)
    return whole.rpartition(" ")[0]


def _turned(name: str, rng: random.Random) -> str:
    """Return the name with its words in another order."""
    words: list[str] = plain(name).split()
    return " ".join(rng.sample(words, len(words)))


def _cut(length: int) -> Noise:
    """Return the noise of a field so long."""
    return lambda name, _rng: plain(name)[:length].strip()


#: kind -> how it writes a name. Acronyms and other customers' names are no noise of the name: nothing could read them.
NOISES: dict[str, Noise] = {
    "capitals": lambda name, _rng: plain(name),
    "no form": _formless,
    "abbreviated": lambda name, _rng: abbreviated(name),
    "order": _turned,
    "no blanks": lambda name, _rng: plain(name).replace(" ", ""),
    "cut 16": _cut(16),
    "cut 22": _cut(22),
    "cut 35": _cut(35),
    "one slip": lambda name, rng: _typo(plain(name), rng),
    "two slips": lambda name, rng: _typo(_typo(plain(name), rng), rng),
    "abbreviated, cut 22, slip": lambda name, rng: _typo(abbreviated(name)[:22].strip(), rng),
}


def noisy(names: list[str], count: int, rng: random.Random) -> Iterator[tuple[str, str, int]]:
    """Yield the kind, a name as written and the customer meant; the kinds take turns."""
    kinds = list(NOISES)
    for turn in range(count):
        customer = rng.randrange(len(names))
        kind = kinds[turn % len(kinds)]
        yield kind, NOISES[kind](names[customer], rng), customer
