"""A stated rate is refuted by errors that it makes odd, and by nothing else."""

import pytest

from benchmarks.mixed_bounds import Judged, Stratum, judged, table, tracked
from benchmarks.mixes import mixed
from benchmarks.mornings import morning
from matcher.posting.tracks import NOTHING, Track


@pytest.mark.parametrize(
    ("posted", "wrong", "track", "within"),
    [
        (100, 0, NOTHING, True),
        (100, 1, NOTHING, False),  # the posteriors expect one in a million
        (100, 1, Track(300, 0), True),  # a bound of 1 %: one in a hundred is no surprise
        (100, 4, Track(300, 0), False),
        (10, 1, Track(3_000, 0), False),  # a bound of 0.1 %: one in ten is odd
    ],
)
def test_errors_refute_what_makes_them_odd(posted: int, wrong: int, track: Track, within: bool) -> None:  # noqa: FBT001
    stratum = Stratum(posted, wrong, posted * 1e-6)

    assert stratum.within(track) is within
    found = Judged("1", {"s": stratum}, posted, posted - wrong)
    assert found.outside({"s": track} if track is not NOTHING else {}) == ([] if within else ["s", "all"])


def test_a_morning_is_judged_and_tracked() -> None:
    found = judged(morning(mixed(3, receipts=80)), "3")
    tracks = tracked([found, found])

    assert found.posted > 30
    assert sum(track.applied for track in tracks.values()) == 2 * found.posted
    assert sum(track.wrong for track in tracks.values()) == 2 * found.wrong == 2 * len(found.errors)
    assert len(table([("mix", found)], tracks)) == 3
