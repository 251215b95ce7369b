"""Many subset searches at once: what `subsets` answers one by one, in arrays over all searches of a turn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.explanations import subsets
from matcher.explanations.beyond import EXAMPLES_MAX

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

#: Searches with so many combinations left are met together; larger ones one by one, each in arrays of its own.
TOGETHER_MAX = float(1 << 22)
#: So many sums of half searches are held at once, and of no more searches.
SUMS_MAX, ROWS_MAX = 1 << 19, 1 << 15
#: Sums stay below so many bits, so that a search's number and a sum are one whole number.
TARGET_MAX = 1 << 46


class Sought(NamedTuple):
    """Searches end to end: values of choices, where each class's choices and each search's classes begin, the targets.

    Choice 0 of a class takes none of it and is worth 0. `classes` and `rows` end with their total.
    """

    values: Ints
    classes: Ints
    rows: Ints
    targets: Ints

    def choices(self, row: int) -> list[tuple[int, ...]]:
        """Return the choices of one search, class by class."""
        edges = self.classes[self.rows[row] : self.rows[row + 1] + 1]
        values: list[int] = self.values[edges[0] : edges[-1]].tolist()
        return [tuple(values[start:end]) for start, end in pairwise((edges - edges[0]).tolist())]

    def of(self, rows: Ints) -> Flags:
        """Return which choices are of these searches."""
        chosen = np.zeros(len(self.targets), dtype=np.bool_)
        chosen[rows] = True
        return np.repeat(np.repeat(chosen, np.diff(self.rows)), np.diff(self.classes))

    def only(self, rows: Ints, kept: Flags) -> "Sought":
        """Return these searches, in their order, with these of their choices; a class that keeps none is gone."""
        mine = kept & self.of(rows)
        left = totals(mine, self.classes)
        classes = totals(left > 0, self.rows)[rows]
        return Sought(self.values[mine], edges(left[left > 0]), edges(classes), self.targets[rows])


class Left(NamedTuple):
    """What arithmetic leaves open: which searches can have an answer, their combinations, and the choices left."""

    possible: Flags
    sizes: Floats
    kept: Flags


@dataclass(frozen=True, slots=True)
class Ways:
    """How many ways make the target, the first few (classes of which something is taken, each with its choice).

    `proven` says that all were counted.
    """

    count: int
    picks: tuple[tuple[tuple[int, int], ...], ...]
    proven: bool


class Hits(NamedTuple):
    """Of each search how many pairs of half sums make the target; of the first few pairs the search and both places."""

    counts: Ints
    rows: Ints
    lows: Ints
    highs: Ints


def edges(counts: npt.NDArray[np.integer]) -> Ints:
    """Return where each of several runs begins when they lie end to end, and where the last one ends."""
    found = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=found[1:])
    return found


def spans(starts: Ints, counts: Ints) -> Ints:
    """Return the places of several runs, each from its start, end to end."""
    ends = edges(counts)
    return np.arange(ends[-1]) + np.repeat(starts - ends[:-1], counts)


def totals(values: npt.NDArray[np.generic], begins: Ints) -> Ints:
    """Return the sum of each run of values; a run may be empty."""
    sums = edges(values.astype(np.int64))
    return sums[begins[1:]] - sums[begins[:-1]]


def narrowed(sought: Sought) -> Left:
    """Return what arithmetic leaves open of each search, as `subsets.possible` does; searches have a class at least."""
    possible, kept = np.ones(len(sought.targets), dtype=np.bool_), np.ones(len(sought.values), dtype=np.bool_)
    rows, places, now = np.arange(len(sought.targets)), np.arange(len(sought.values)), sought
    while len(rows):
        fits, open_ = _fitting(now)
        kept[places[~fits]] = False
        possible[rows[~open_]] = False
        changed = ~np.logical_and.reduceat(fits, now.classes[now.rows[:-1]])
        again = np.flatnonzero(open_ & changed)
        places, rows, now = places[fits & now.of(again)], rows[again], now.only(again, fits)
    counts = np.maximum(totals(kept, sought.classes), 1).astype(np.float64)
    with np.errstate(over="ignore"):
        sizes = np.multiply.reduceat(counts, sought.rows[:-1]) if len(sought.targets) else counts
    return Left(possible, sizes, kept)


def _fitting(now: Sought) -> tuple[Flags, Flags]:
    """Return which choices are neither too much with the least of all others nor too little with the most of them.

    And which searches still can have an answer.
    """
    heads, firsts = now.classes[:-1], now.rows[:-1]
    classes, choices = np.diff(now.rows), np.diff(now.classes)
    lows, highs = np.minimum.reduceat(now.values, heads), np.maximum.reduceat(now.values, heads)
    over, under = np.add.reduceat(highs, firsts) - now.targets, now.targets - np.add.reduceat(lows, firsts)
    least, most = highs - np.repeat(over, classes), lows + np.repeat(under, classes)
    fits = (now.values >= np.repeat(least, choices)) & (now.values <= np.repeat(most, choices))
    some = np.logical_or.reduceat(fits, heads)
    return fits, (over >= 0) & (under >= 0) & np.logical_and.reduceat(some, firsts)


def among(sought: Sought, left: Left, rows: Ints) -> dict[int, Ways]:
    """Return what `subsets.among` finds for these searches, all of which can have an answer."""
    if not len(rows):
        return {}
    plain = _plain(sought)[rows] & (left.sizes[rows] <= TOGETHER_MAX)
    found = {row: _alone(sought, row) for row in rows[~plain].tolist()}
    for chunk in _chunks(rows[plain], left.sizes):
        found |= _together(sought, left, np.sort(chunk))
    return found


def _alone(sought: Sought, row: int) -> Ways:
    """Search one by one."""
    found = subsets.among(sought.choices(row), int(sought.targets[row]))
    return Ways(found.count, tuple(tuple(_taken(pick)) for pick in found.examples), found.proven)


def _taken(pick: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield each class of which something is taken, with the choice."""
    return ((place, choice) for place, choice in enumerate(pick) if choice)


def _plain(sought: Sought) -> Flags:
    """Return which searches are for a positive sum of values that are not negative, none of them huge."""
    least, most = (each.reduceat(sought.values, sought.classes[sought.rows[:-1]]) for each in (np.minimum, np.maximum))
    targets = sought.targets
    flags: Flags = (least >= 0) & (most < TARGET_MAX) & (targets > 0) & (targets < TARGET_MAX)
    return flags


def _chunks(rows: Ints, sizes: Floats) -> Iterator[Ints]:
    """Yield the searches in parts whose sums are not too many, those of one size together."""
    rows = rows[np.argsort(sizes[rows], kind="stable")]
    part = np.cumsum(4.0 * np.sqrt(sizes[rows])) // SUMS_MAX
    for start, end in pairwise([0, *(np.flatnonzero(np.diff(part)) + 1).tolist(), len(rows)]):
        for at in range(start, end, ROWS_MAX):
            yield rows[at : min(end, at + ROWS_MAX)]


def _together(sought: Sought, left: Left, rows: Ints) -> dict[int, Ways]:
    """Meet the halves of several searches at once; only classes with more than one choice left are combined."""
    free = left.kept & np.repeat(totals(left.kept, sought.classes) > 1, np.diff(sought.classes))
    sure = left.kept & ~free
    fixed = totals(np.where(sure, sought.values, 0), sought.classes[sought.rows])[rows]
    opened = sought.only(rows, free)
    opened = opened._replace(targets=opened.targets - fixed)
    cut = _middles(opened)
    hits = _met(opened, cut)
    which, places = _chosen(opened, cut, hits)
    some = np.flatnonzero(free & sought.of(rows))[places]
    always, theirs = _always(sought, np.flatnonzero(sure), rows[hits.rows])
    picks = iter(_picks(sought, rows[hits.rows], np.append(which, always), np.append(some, theirs)))
    shown = np.bincount(hits.rows, minlength=len(rows)).tolist()
    return {
        row: Ways(count, tuple(next(picks) for _ in range(few)), proven=True)
        for row, count, few in zip(rows.tolist(), hits.counts.tolist(), shown, strict=True)
    }


def _middles(sought: Sought) -> Ints:
    """Return how many classes of each search make its first half, as `subsets` cuts it."""
    bases, counts = np.diff(sought.classes).astype(np.float64), np.diff(sought.rows)
    padded = np.append(bases, 1.0)
    total, reached, undone = np.ones(len(counts)), np.ones(len(counts)), counts > 0
    total[undone] = np.multiply.reduceat(padded, sought.rows[:-1][undone])
    cut = counts.copy()
    for depth in range(int(counts.max(initial=0))):
        mine = np.flatnonzero(undone)
        reached[mine] *= padded[sought.rows[mine] + depth]
        done = mine[reached[mine] ** 2 >= total[mine]]
        cut[done], undone[done] = depth + 1, False
    return cut


def _sums(sought: Sought, first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Return the sums of all combinations of each search's classes from first to last, and where each search's begin.

    The place of a sum among its search's is the pick in mixed radix, the first class turning fastest.
    """
    bases = np.append(np.diff(sought.classes), 1)
    values = np.append(sought.values, 0)
    sums, begins = np.zeros(len(first), dtype=np.int64), np.arange(len(first) + 1)
    for depth in range(int((last - first).max(initial=0))):
        place = np.where(first + depth < last, first + depth, len(bases) - 1)
        base, size = bases[place], np.diff(begins)
        owner = np.repeat(np.arange(len(first)), base)
        worth, long = values[spans(sought.classes[place], base)], size[owner]
        fresh = edges(long)
        sums = sums[np.arange(fresh[-1]) + np.repeat(begins[owner] - fresh[:-1], long)] + np.repeat(worth, long)
        begins = edges(base * size)
    return sums, begins


def _met(sought: Sought, cut: Ints) -> Hits:
    """Meet the halves: a pair makes the target where one half's sum is what the other half's leaves of it."""
    first, last, count = sought.rows[:-1], sought.rows[1:], len(cut)
    low, lows = _sums(sought, first, first + cut)
    high, highs = _sums(sought, first + cut, last)
    one, other = np.repeat(np.arange(count), np.diff(lows)), np.repeat(np.arange(count), np.diff(highs))
    need = sought.targets[other] - high
    mine, theirs = np.flatnonzero(low <= sought.targets[one]), np.flatnonzero(need >= 0)
    bits = int(sought.targets.max(initial=1)).bit_length()
    keys, wanted = (one[mine] << bits) | low[mine], (other[theirs] << bits) | need[theirs]
    some, asked = subsets.sieved(keys, wanted)
    mine, theirs, keys = mine[some], theirs[asked], keys[some]
    order = np.argsort(keys, kind="stable")
    start, end = (np.searchsorted(keys[order], wanted[asked], side=side) for side in ("left", "right"))
    hit = end > start
    theirs, start, many = theirs[hit], start[hit], (end - start)[hit]
    counts = np.bincount(other[theirs], weights=many, minlength=count).astype(np.int64)
    few = np.clip(EXAMPLES_MAX - _before(other[theirs], many), 0, many)
    pairs, highest = mine[order[spans(start, few)]], np.repeat(theirs, few)
    rows = other[highest]
    return Hits(counts, rows, pairs - lows[rows], highest - highs[rows])


def _before(rows: Ints, many: Ints) -> Ints:
    """Return how much of its own row lies before each place; rows are sorted."""
    before = edges(many)[:-1]
    heads = np.flatnonzero(np.diff(rows, prepend=-1))
    return before - np.repeat(before[heads], np.diff(np.append(heads, len(rows))))


def _chosen(sought: Sought, cut: Ints, hits: Hits) -> tuple[Ints, Ints]:
    """Return the choices that the hits make, with the hit of each: the digits of the places in both halves."""
    bases, counts = np.diff(sought.classes), np.diff(sought.rows)
    rest = [hits.lows, hits.highs]
    found: list[Ints] = [np.zeros((2, 0), dtype=np.int64)]
    for depth in range(int(counts[hits.rows].max(initial=0))):
        for half, mine in enumerate((depth < cut[hits.rows], depth >= cut[hits.rows])):
            which = np.flatnonzero(mine & (depth < counts[hits.rows]))
            place = sought.rows[hits.rows[which]] + depth
            rest[half][which], digit = np.divmod(rest[half][which], bases[place])
            found.append(np.stack([which, sought.classes[place] + digit]))
    hit, places = np.concatenate(found, axis=1)
    return hit, places


def _always(sought: Sought, sure: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Return the choices that searches cannot miss, for each of the rows, with the place of the row."""
    ends = sought.classes[sought.rows]
    start, end = np.searchsorted(sure, ends[rows]), np.searchsorted(sure, ends[rows + 1])
    return np.repeat(np.arange(len(rows)), end - start), sure[spans(start, end - start)]


def _picks(sought: Sought, rows: Ints, which: Ints, places: Ints) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield of each hit, in order, the classes of its search of which something is taken, with the choice."""
    classes = np.searchsorted(sought.classes, places, side="right") - 1
    some = places > sought.classes[classes]
    which, places, classes = which[some], places[some], classes[some]
    order = np.lexsort((classes, which))
    which, places, classes = which[order], places[order], classes[order]
    owners, choices = classes - sought.rows[rows[which]], places - sought.classes[classes]
    pairs = list(zip(owners.tolist(), choices.tolist(), strict=True))
    for start, end in pairwise(np.searchsorted(which, np.arange(len(rows) + 1)).tolist()):
        yield tuple(pairs[start:end])
