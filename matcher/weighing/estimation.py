"""Weights from decided receipts: shares and m/u by EM, then a conditional logistic over each receipt's explanations.

The latent of both is which explanation is true. A label narrows it to the explanations that say what is true, to the
null where none does; a receipt without a label leaves all of them possible (Fellegi and Sunter 1969, Winkler 1988).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from matcher.weighing.examples import (
    COLUMNS,
    FAMILIES,
    LOGARITHMS,
    PLACE,
    READINGS,
    Example,
    Floats,
    flat,
    scores,
    unflat,
)
from matcher.weighing.newton import climbed
from matcher.weighing.weights import Weights

#: EM ends after so many turns, or when no share moves more than this.
TURNS, STILL = 30, 1e-6
#: So many receipts' worth of the present weights stand behind every share: what was never seen keeps its weight.
BEHIND = 20.0
#: No probability counts as less.
TINY = 1e-15
#: How strongly a weight is held to the one before: one over the variance, in nats, that it may have moved by.
HELD = 10.0
#: Signs that speak for an explanation and never against it, and the other way round.
FOR = frozenset({"read_else", "same_sum", "tied"})
AGAINST = frozenset({"crowd", "left_out", "stray", "unnamed", "unread", "not_his_account", "another_foots"})


@dataclass(frozen=True)
class Fit:
    """Weights with what they are worth on the receipts they were fitted on."""

    weights: Weights
    receipts: int
    log_loss: float


class Stack:
    """Examples one below the other, so that a turn is a few products; every example ends in the row of its null."""

    def __init__(self, examples: Sequence[Example], base: Weights) -> None:
        """Stack the examples; of refused ones only those with a right explanation, and they have no null."""
        examples = [one for one in examples if not one.refused or one.right.any()]
        blank = np.zeros((1, len(COLUMNS)))
        self.base, self.size = base, len(examples)
        self.counts = np.concatenate([part for one in examples for part in (one.counts, blank)])
        self.fixed = np.concatenate([np.append(one.fixed, 0.0) for one in examples])
        self.rivals = np.concatenate([np.append(one.rivals, 0.0) for one in examples])
        self.right = np.concatenate([np.append(one.right, not one.right.any()) for one in examples])
        self.paid = np.concatenate([np.append(one.paid, 0.0) for one in examples])
        self.heard = np.sum([one.heard for one in examples], axis=0)
        self.never = np.concatenate([np.append(np.zeros(len(one.fixed), bool), one.refused) for one in examples])
        lengths = np.array([len(one.fixed) + 1 for one in examples])
        self.starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        self.owner = np.repeat(np.arange(self.size), lengths)

    def shares(self, vector: Floats, *, labelled: bool) -> tuple[Floats, Floats]:
        """Return each row's probability within its receipt, and the counts a weight moves.

        With `labelled` only what the label leaves possible has any.
        """
        nats, moved = scores(self.counts, self.fixed, self.rivals, vector, self.base.caps)
        nats = np.where(self.never, -np.inf, nats)
        if labelled:
            nats = np.where(self.right, nats, -np.inf)
        weight = np.exp(nats - np.maximum.reduceat(nats, self.starts)[self.owner])
        return weight / np.add.reduceat(weight, self.starts)[self.owner], moved

    def true(self, chance: Floats) -> Floats:
        """Return the probability of what is true, a number a receipt."""
        found: Floats = np.add.reduceat(np.where(self.right, chance, 0.0), self.starts)
        return found


def log_loss(examples: Sequence[Example], weights: Weights) -> float:
    """Return the mean of −ln of the probability given to what is true."""
    stack = Stack(examples, weights)
    chance, _ = stack.shares(flat(weights), labelled=False)
    return float(-np.log(np.maximum(stack.true(chance), TINY)).mean())


def by_counting(examples: Sequence[Example], base: Weights, *, labelled: bool = True) -> Weights:
    """Return weights whose family shares and m/u are expected counts, by EM with Dirichlet smoothing.

    m is how often an item that is paid is read this way, u how many items that are not paid are read so a receipt. Both
    are counted under the posterior of the weights of the turn before; `BEHIND` receipts of the base stand behind each.
    """
    stack, weights = Stack(examples, base), base
    for _ in range(TURNS):
        vector = flat(weights)
        chance, _ = stack.shares(vector, labelled=labelled)
        counts, paid = chance @ stack.counts, float(chance @ stack.paid)
        true = counts[len(FAMILIES) : len(FAMILIES) + len(READINGS)]
        stray = np.maximum(stack.heard - true, 0.0)
        fresh = _counted(base, counts[: len(FAMILIES)], true, stray, paid=paid, receipts=stack.size)
        moved = float(np.abs(flat(fresh) - vector).max())
        weights = fresh
        if moved < STILL:
            break
    return weights


def _counted(base: Weights, families: Floats, true: Floats, stray: Floats, *, paid: float, receipts: int) -> Weights:
    """Return the base with the shares and the m/u of these expected counts."""
    prior = np.array([base.families[name] for name in FAMILIES])
    shares = (families + BEHIND * prior) / (receipts + BEHIND * (prior.sum() + base.signs.null_prior))
    null = (receipts - families.sum() + BEHIND * base.signs.null_prior) / (
        receipts + BEHIND * (prior.sum() + base.signs.null_prior)
    )
    usual = np.array([base.read[name] for name in READINGS])
    # A receipt's worth of the base: as many true readings to stray ones as its weight says.
    known, unknown = np.exp(usual / 2), np.exp(-usual / 2)
    seen = (true + stray) / (true + stray + BEHIND)
    odds = np.log((true + known) / (stray + unknown)) + seen * math.log((receipts + BEHIND) / (paid + BEHIND))
    return replace(
        base,
        families=dict(zip(FAMILIES, (shares * base.signs.null_prior / null).tolist(), strict=True)),
        read=dict(zip(READINGS, np.maximum(odds, 0.0).tolist(), strict=True)),
    )


def fitted(examples: Sequence[Example], base: Weights, *, held: float = HELD) -> Fit:
    """Return the weights that make what is true likeliest: a conditional logistic.

    Each weight is held to the base's by a ridge and to its side of zero. The same examples in the same order give the
    same weights.
    """
    stack = Stack(examples, base)

    def likelihood(vector: Floats) -> tuple[float, Floats, Floats]:
        chance, moved = stack.shares(vector, labelled=False)
        truth, _ = stack.shares(vector, labelled=True)
        value = float(np.log(np.maximum(stack.true(chance), TINY)).sum())
        weighted = moved * chance[:, None]
        means = np.add.reduceat(weighted, stack.starts, axis=0)
        return value, (truth - chance) @ moved, weighted.T @ moved - means.T @ means

    low, high = _bounds()
    weights = unflat(climbed(flat(base), likelihood, held=held, low=low, high=high), base)
    return Fit(weights, len(examples), log_loss(examples, weights))


def _bounds() -> tuple[Floats, Floats]:
    """Return the least and the most each weight may be."""
    low, high = np.full(len(COLUMNS), -np.inf), np.full(len(COLUMNS), np.inf)
    for (table, name), place in PLACE.items():
        if table == "read" or name in FOR:
            low[place] = 0.0
        if name in AGAINST:
            high[place] = 0.0
        if table == "families" or name in LOGARITHMS:
            high[place] = 0.0
    return low, high
