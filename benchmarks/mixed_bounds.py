"""False applies against the bound of their stratum, over worlds with mixes of their own.

`python -m benchmarks.mixed_bounds --seeds 20`. Mornings of other mixes are the history: what became of each stratum
there is its track, and the track's 95 % bound is what is stated. A stratum without a track states its calibrated
posteriors. The engine decides as before it has history: on its posteriors and refusals alone.
A statement is refuted where under the stated rate so many wrong answers would come in less than 5 % of mornings. A seed
is within when no stratum's statement is refuted, nor that of all strata together.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.labelled import is_right
from benchmarks.mixes import mixed, told
from benchmarks.mornings import Morning, morning
from matcher.day.planning import Answer
from matcher.policy import Policy
from matcher.posting import tracks
from matcher.posting.tracks import NOTHING, Track

#: Seeds of the history's mornings and of those that are judged; none is a training seed of benchmarks.estimate.
HISTORY_FROM, JUDGED_FROM = 7_001, 8_001
#: In less than this share of mornings as many would be wrong under the stated rate: then the statement is refuted.
ODD = 1 - tracks.CONFIDENCE


@dataclass
class Stratum:
    """What became of a stratum's automatic postings on one morning, with the errors that the posteriors expect."""

    posted: int = 0
    wrong: int = 0
    expected: float = 0.0
    levels: list[list[int]] = field(default_factory=lambda: [[0, 0] for _ in tracks.LEVELS])

    def add(self, probability: float, *, right: bool) -> None:
        """Count one posting."""
        self.posted += 1
        self.wrong += not right
        self.expected += 1.0 - probability
        level = self.levels[tracks.level(probability)]
        level[0], level[1] = level[0] + 1, level[1] + (not right)

    @property
    def track(self) -> Track:
        """Return it as a track of which every answer was looked at."""
        return Track(self.posted, self.wrong, self.posted, 0, tuple((each, wrong) for each, wrong in self.levels))

    def stated(self, track: Track) -> tuple[float, str]:
        """Return the stated error rate and where it is from."""
        if track.reviewed:
            return track.bound, "bound"
        return self.expected / max(1, self.posted), "posterior"

    def within(self, track: Track) -> bool:
        """Return whether so many errors are no surprise under the stated rate."""
        rate, _ = self.stated(track)
        return not self.wrong or 1 - tracks.at_most(self.wrong - 1, self.posted, rate) >= ODD


@dataclass
class Judged:
    """One morning: its strata, and how much of what was decidable was posted rightly."""

    name: str
    strata: Mapping[str, Stratum]
    decidable: int
    right: int
    errors: list[str] = field(default_factory=list)

    @property
    def posted(self) -> int:
        """Return how many receipts were posted."""
        return sum(one.posted for one in self.strata.values())

    @property
    def wrong(self) -> int:
        """Return how many of them wrongly."""
        return sum(one.wrong for one in self.strata.values())

    def outside(self, history: Mapping[str, Track]) -> list[str]:
        """Return the strata with more errors than stated, and `all` where all together have."""
        strata = [key for key, one in sorted(self.strata.items()) if not one.within(history.get(key, NOTHING))]
        whole = Stratum(self.posted, self.wrong, self.expected)
        return strata if whole.within(tracks.total(history.values())) else [*strata, "all"]

    @property
    def expected(self) -> float:
        """Return how many errors the posteriors expect."""
        return sum(one.expected for one in self.strata.values())


def judged(one: Morning, name: str) -> Judged:
    """Decide a morning and compare every posting with the truth."""
    seen: list[Answer] = []
    one.decided(Policy(), witness=seen.extend)
    strata: defaultdict[str, Stratum] = defaultdict(Stratum)
    found = Judged(name, strata, sum(row["decidable"] == "1" for row in one.truth.values()), 0)
    for answer in seen:
        key, posted = answer.plan.case.receipt.receipt_id, answer.decision.posted
        if posted is None or key not in one.truth:
            continue
        due = list(one.due[key])
        right = is_right(posted, due, dict(one.like))
        strata[answer.plan.stratum].add(answer.plan.ranking[0].probability, right=right)
        found.right += right and one.truth[key]["decidable"] == "1" and len(posted.pieces) == len(due)
        if not right:
            found.errors.append(f"{name}: {one.truth[key]['class']} {answer.plan.stratum}")
    return found


def tracked(mornings: Sequence[Judged]) -> dict[str, Track]:
    """Return the tracks of mornings on which every posting was looked at."""
    found: defaultdict[str, Track] = defaultdict(lambda: NOTHING)
    for one in mornings:
        for key, stratum in one.strata.items():
            found[key] += stratum.track
    return dict(sorted(found.items()))


def table(rows: Sequence[tuple[str, Judged]], history: Mapping[str, Track]) -> list[str]:
    """Return the lines of a Markdown table, a row a seed."""
    lines = [
        "| seed | mix | automatic | posted | wrong | strata | outside their bound |",
        "|---|---|---|---|---|---|---|",
    ]
    for mix, one in rows:
        share = one.right / max(1, one.decidable)
        outside = ", ".join(one.outside(history)).replace("|", " ") or "none"
        lines.append(
            f"| {one.name} | {mix} | {share:.1%} | {one.posted} | {one.wrong} | {len(one.strata)} | {outside} |"
        )
    return lines


def main() -> int:
    """Judge the seeds; 1 where more than one in twenty is outside."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mixed_bounds", description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument(
        "--history", type=int, default=10, help="mornings of other mixes before them; 0: posteriors only"
    )
    parser.add_argument("--receipts", type=int, default=0, help="receipts a morning; 0: as each mix has them")
    said = parser.parse_args()
    before = [
        judged(morning(mixed(seed, receipts=said.receipts)), str(seed))
        for seed in range(HISTORY_FROM, HISTORY_FROM + said.history)
    ]
    history = tracks.of(tracked(before))
    rows = []
    for seed in range(JUDGED_FROM, JUDGED_FROM + said.seeds):
        spec = mixed(seed, receipts=said.receipts)
        rows.append((told(spec), judged(morning(spec), str(seed))))
        print(f"{seed}: {rows[-1][1].wrong} wrong of {rows[-1][1].posted}", file=sys.stderr)
    print("\n".join(table(rows, history)))
    within = sum(not one.outside(history) for _, one in rows)
    posted, wrong = sum(one.posted for _, one in rows), sum(one.wrong for _, one in rows)
    known = sum(one.posted for one in before), sum(one.wrong for one in before)
    print(f"\nwithin the stated bounds: {within} of {len(rows)} seeds")
    print(f"posted {posted:,}, wrong {wrong}, bound of the rate {tracks.upper_bound(posted, wrong):.4%}")
    print(f"bound of all strata together as the history states it: {tracks.total(history.values()).bound:.4%}")
    print(f"history: {known[1]} wrong of {known[0]:,} posted on {len(before)} mornings, {len(history)} strata")
    for one in [*before, *(judged_one for _, judged_one in rows)]:
        print("\n".join(f"  wrong {line}" for line in one.errors), end="\n" if one.errors else "")
    return int(within * 20 < len(rows) * 19)


if __name__ == "__main__":
    sys.exit(main())
