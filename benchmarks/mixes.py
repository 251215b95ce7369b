"""Worlds with other mixes than the profiles': each seed has its own amounts, sizes, paid share and frequent noises."""

import random

from benchmarks.world.noises import NOISES
from benchmarks.world.spec import Profile, Spec

#: How amounts look -> how often among the mixes.
AMOUNTS = {"cents": 5, "whole": 3, "plans": 3}
#: Percent of a noise's usual weight: rare, usual, frequent.
FACTORS = (20, 50, 100, 100, 150, 250, 400)


def mixed(seed: int, *, receipts: int = 0) -> Spec:
    """Return the spec of a seed's mix; every share is drawn, and the same seed gives the same world."""
    dice = random.Random(f"mix {seed}")
    blend = Profile(
        dice.choices(list(AMOUNTS), list(AMOUNTS.values()))[0],
        clean=dice.choice((30, 60, 100, 160)),
        dirty=dice.choice((50, 100, 150, 250)),
        factors={name: dice.choice(FACTORS) for name in NOISES},
    )
    count = receipts or dice.choice((300, 450, 600, 800))
    return Spec(
        seed=seed,
        receipts=count,
        items=count * dice.choice((5, 7, 10, 14)),
        blend=blend,
        closed_percent=dice.choice((0, 15, 30, 60)),
    )


def told(spec: Spec) -> str:
    """Return a mix in a few words."""
    mix = spec.mix
    rows = f"{spec.receipts} of {spec.items:,} items, {spec.closed_percent} % paid"
    return f"{mix.amounts}, {rows}, clean {mix.clean} %, dirty {mix.dirty} %"
