"""How well and how fast a payer's name leads to its customer: `python -m benchmarks.bench_names --customers 100000`.

The aim: of names that are noisy but hold what is needed, at least 85 % lead to the right customer first, at 5,000
names a second of one core or more, among 100,000 customers.
"""

import argparse
import random
import sys
import time
from collections import Counter

from benchmarks.noisy_names import customers, noisy
from matcher.payer.names import alike_all, directory

RIGHT_MIN, SPEED_MIN = 0.85, 5_000


def measured(count: int, asked: int, seed: int) -> tuple[dict[str, float], float, float]:
    """Return the share right per kind of noise, the names a second, and the seconds that the directory took."""
    rng = random.Random(seed)
    names = customers(count, rng)
    queries = list(noisy(names, asked, rng))
    began = time.process_time()
    known = directory((f"C{place:06d}", name, False) for place, name in enumerate(names))
    known.exact, known.ordered, known.beginnings, known.grams  # noqa: B018 - made here, not by the first name
    built = time.process_time()
    found = alike_all([name for _, name, _ in queries], known)
    seconds = time.process_time() - built
    right: Counter[str] = Counter()
    for (kind, _, customer), several in zip(queries, found, strict=True):
        right[kind] += bool(several) and several[0].customer == f"C{customer:06d}"
    given = Counter(kind for kind, _, _ in queries)
    return {kind: right[kind] / given[kind] for kind in given}, asked / seconds, built - began


def main() -> int:
    """Print the shares and the speed; 1 where they miss the aim."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_names", description=__doc__)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--names", type=int, default=22_000)
    parser.add_argument("--seed", type=int, default=11)
    said = parser.parse_args()
    right, speed, built = measured(said.customers, said.names, said.seed)
    for kind, share in right.items():
        print(f"{kind:<28}{share:>8.3f}")
    share = sum(right.values()) / len(right)
    print(f"{'right first':<28}{share:>8.3f}   {speed:,.0f} names/s   directory of {said.customers:,} in {built:.1f} s")
    return int(share < RIGHT_MIN or speed < SPEED_MIN)


if __name__ == "__main__":
    sys.exit(main())
