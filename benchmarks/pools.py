"""What the rule by which strata post lets through, and what it stops: simulated houses whose error rates are known.

`python -m benchmarks.pools` (`make pools`): forty strata of unequal size, so many answers drawn in proportion to what
each posts, their errors drawn at its true rate, and every stratum judged by its track and its pool as in earnest. Of
200 draws: the share of postings that still goes out by itself, how often that is wrong, and how often none does.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.policy import Policy
from matcher.posting import strata, tracks
from matcher.posting.tracks import Track

Floats = npt.NDArray[np.float64]

STRATA, DRAWS, SEED = 40, 200, 1
ANSWERS = (300, 1_500, 3_100, 6_000)
#: Which share of the answers was given at each of LEVELS; how probable such answers are.
SHARES = np.array([0.55, 0.2, 0.1, 0.06, 0.04, 0.03, 0.02])
PROBABILITIES = (*(level + 1e-9 for level in tracks.LEVELS[:-1]), 0.99)
#: What is true of the strata: the error rate of all, and that of one of middling size.
TRUTHS: Mapping[str, tuple[float, float]] = {
    "all at 0.03 %": (0.0003, 0.0003),
    "all at twice the limit": (0.002, 0.002),
    "all at five times the limit": (0.005, 0.005),
    "all at 0.03 %, one at 3 %": (0.0003, 0.03),
}
ODD_ONE = STRATA // 4


@dataclass(frozen=True, slots=True)
class Passed:
    """Over all draws: the share of postings that goes out, the error rate of these, in which share of draws none do."""

    posts: float
    wrong: float
    stopped: float


def sizes() -> Floats:
    """Return which share of the postings each stratum has: the second half as many as the first, and so on."""
    weights = 1 / np.arange(1, STRATA + 1)
    shares: Floats = weights / weights.sum()
    return shares


def passed(rates: Floats, answers: int, draws: int = DRAWS, seed: int = SEED) -> Passed:
    """Return what the rule lets through where the strata err at these rates and so many answers are known of all."""
    rng = np.random.default_rng([seed, answers])
    volume = np.outer(sizes(), SHARES)
    posted = np.array([volume * _posting(rng, volume, rates, answers) for _ in range(draws)])
    out = posted.sum(axis=(1, 2))
    wrong = (posted.sum(axis=2) * rates).sum()
    return Passed(float(out.mean()), float(wrong / out.sum()) if out.sum() else 0.0, float((out == 0).mean()))


def _posting(rng: np.random.Generator, volume: Floats, rates: Floats, answers: int) -> npt.NDArray[np.bool_]:
    """Draw one house's answers; return which level of which stratum posts by itself."""
    reviewed = rng.multinomial(answers, volume.ravel()).reshape(volume.shape)
    wrong = rng.binomial(reviewed, rates[:, None])
    history = tracks.of(
        {
            f"s{at}": Track(
                int(some.sum()), int(bad.sum()), levels=tuple(zip(some.tolist(), bad.tolist(), strict=True))
            )
            for at, (some, bad) in enumerate(zip(reviewed, wrong, strict=True))
        }
    )
    policy = Policy()
    return np.array(
        [[not strata.demoted(f"s{at}", history, policy, one) for one in PROBABILITIES] for at in range(len(rates))]
    )


def lines() -> Iterator[str]:
    """Yield the table."""
    yield "| truth | answers | still posts | of these wrong | all stopped |"
    yield "|---|---|---|---|---|"
    for name, (common, odd) in TRUTHS.items():
        rates = np.full(STRATA, common)
        rates[ODD_ONE] = odd
        for answers in ANSWERS:
            found = passed(rates, answers)
            wrong = f"{found.wrong:.2%}" if found.posts else "-"
            yield f"| {name} | {answers:,} | {found.posts:.1%} | {wrong} | {found.stopped:.0%} |"


def main() -> int:
    """Print the table."""
    argparse.ArgumentParser(
        prog="python -m benchmarks.pools", description=(__doc__ or "").split("\n", 1)[0]
    ).parse_args()
    for line in lines():
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
