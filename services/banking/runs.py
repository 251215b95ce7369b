"""One advice may tell several payments: its lines, in their order, are parted among them where one way alone fits."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate, combinations, permutations

#: So many payments an advice may tell together.
SHARED_MAX = 4
#: So many lines are parted among payments that no number names.
LINES_MAX = 200


def runs(paid: Sequence[int | None], amounts: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Return payment -> the lines it has, from the first to before the last; nothing where no way or several fit.

    `paid` is what each line pays, None where it does not say; `amounts` what each payment brought, minor units.
    """
    said = [minor for minor in paid if minor is not None]
    if not 0 < len(amounts) <= SHARED_MAX or len(said) < len(paid):
        return {}
    ways = [way for order in permutations(sorted(amounts)) if (way := _way(said, order, amounts)) is not None]
    return ways[0] if len(ways) == 1 else {}


def _way(paid: Sequence[int], order: Sequence[str], amounts: Mapping[str, int]) -> dict[str, tuple[int, int]] | None:
    """Return which run of lines each payment has if they follow in this order, None where a sum does not come out."""
    found: dict[str, tuple[int, int]] = {}
    at = 0
    for payment in order:
        start, total = at, 0
        while at < len(paid) and (at == start or total != amounts[payment]):
            total += paid[at]
            at += 1
        if total != amounts[payment]:
            return None
        found[payment] = (start, at)
    return found if at == len(paid) else None


def run_sums(paid: Sequence[int | None]) -> set[int]:
    """Return what runs of lines pay together; nothing where a line does not say, or there are too many."""
    said = [minor for minor in paid if minor is not None]
    if not 1 < len(said) == len(paid) <= LINES_MAX:
        return set()
    return {last - first for first, last in combinations(accumulate(said, initial=0), 2)}


def groups(paid: Sequence[int | None], brought: Mapping[str, tuple[date, int]]) -> list[tuple[str, ...]]:
    """Return each group of payments of one day among which the lines part, and leave nothing.

    `brought` says the day and the amount of each payment.
    """
    by_day: dict[date, list[str]] = defaultdict(list)
    for one, (day, _) in sorted(brought.items()):
        by_day[day].append(one)
    chosen = (
        group for same in by_day.values() for count in range(2, SHARED_MAX + 1) for group in combinations(same, count)
    )
    return [group for group in chosen if runs(paid, {one: brought[one][1] for one in group})]
