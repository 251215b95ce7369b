"""Roll rates: what share of a bucket moves on to the next within a month, and what of it is lost in the end."""

from collections.abc import Sequence

from aging.provision import MILLION
from kit.money import share


def rolled(agings: Sequence[Sequence[int]]) -> list[int]:
    """Return the share of each bucket that stood in the next one a month later, in millionths, over all months.

    `agings` are month-ends in order, each the balances of the same buckets; the last bucket's share is what is lost of
    it and cannot be seen here. Sums are divided, so that a large month counts for more; more than all counts as all.
    """
    if len(agings) < 2:
        raise ValueError("a share moves from one month-end to the next: there is no next")
    if len({len(one) for one in agings}) != 1:
        raise ValueError("month-ends have different buckets")
    shares = []
    for place in range(len(agings[0]) - 1):
        stood = sum(max(one[place], 0) for one in agings[:-1])
        moved = sum(max(one[place + 1], 0) for one in agings[1:])
        shares.append(min(share(moved, MILLION, stood), MILLION) if stood else 0)
    return shares


def losses(shares: Sequence[int], last: int) -> list[int]:
    """Return what is lost of each bucket in the end: the product of all shares from it on; `last` is the last one's.

    The product is taken whole and rounded once to millionths.
    """
    found = []
    for place in range(len(shares) + 1):
        numerator, denominator = last, MILLION
        for one in shares[place:]:
            numerator, denominator = numerator * one, denominator * MILLION
        found.append(share(numerator, MILLION, denominator))
    return found
