"""When a kind of answer may post by itself: tables for each rule, and the exact binomial as the judge of bounds."""

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import tracks
from matcher.tracks import LEVELS, NO_COUNTS, Counts, History, Track

LIMIT = 0.001


def chance_of_at_most(wrong: int, reviewed: int, rate: Fraction) -> Fraction:
    """Return the binomial chance in whole numbers."""
    terms = (math.comb(reviewed, k) * rate**k * (1 - rate) ** (reviewed - k) for k in range(wrong + 1))
    return sum(terms, Fraction(0))


@settings(max_examples=60, deadline=None)
@given(reviewed=st.integers(1, 300), share=st.floats(0, 1))
def test_the_bound_is_the_exact_binomials(reviewed: int, share: float) -> None:
    """At the bound so few errors are seen in 5 % of samples; a hair above it in fewer, a hair below in more."""
    wrong = min(reviewed - 1, int(reviewed * share))
    bound = tracks.upper_bound(reviewed, wrong)
    hair = Fraction(1, 10**9)
    five = Fraction(1, 20)

    assert chance_of_at_most(wrong, reviewed, min(Fraction(1), Fraction(bound) + hair)) <= five
    assert chance_of_at_most(wrong, reviewed, Fraction(bound) - hair) >= five


@settings(max_examples=40, deadline=None)
@given(reviewed=st.integers(1, 200), wrong=st.integers(0, 200), rate=st.floats(0.0001, 0.9999))
def test_the_chance_of_at_most_is_the_exact_binomials(reviewed: int, wrong: int, rate: float) -> None:
    exact = float(chance_of_at_most(min(wrong, reviewed), reviewed, Fraction(rate)))

    assert math.isclose(exact, tracks.at_most(wrong, reviewed, rate), rel_tol=1e-7, abs_tol=1e-12)


@settings(max_examples=60, deadline=None)
@given(reviewed=st.integers(0, 500), wrong=st.integers(0, 20), applied=st.integers(0, 2000), found=st.integers(0, 20))
def test_errors_found_otherwise_only_raise_the_bound(reviewed: int, wrong: int, applied: int, found: int) -> None:
    """The sample alone is a valid bound, so that anything above it is one too."""
    wrong = min(wrong, reviewed)
    alone = Track(reviewed, wrong, applied)
    more = replace(alone, reversed=found)

    assert tracks.upper_bound(reviewed, wrong) <= alone.bound <= more.bound <= 1


@pytest.mark.parametrize("rate", [0.0005, 0.002, 0.02])
def test_the_bound_covers_the_true_rate_in_95_of_100_samples(rate: float) -> None:
    """Summed over every outcome, not simulated: the chance of a bound below the truth is at most 5 %."""
    for reviewed in (50, 500, 3000):
        missed = 0.0
        for wrong in range(reviewed + 1):
            if tracks.upper_bound(reviewed, wrong) >= rate:
                break
            missed = tracks.at_most(wrong, reviewed, rate)
        assert missed <= 0.05 + 1e-9


def test_enough_is_the_rule_of_three() -> None:
    assert [tracks.enough(limit) for limit in (0.01, 0.001, 0.0005)] == [299, 2995, 5990]
    for limit in (0.01, 0.001):
        assert tracks.upper_bound(tracks.enough(limit), 0) <= limit < tracks.upper_bound(tracks.enough(limit) - 1, 0)


CLEAN = Track(6000, 0)
#: what is known of a stratum, what of the others with few answers -> how it stands under one in a thousand
STANDINGS: list[tuple[str, Track, Track, str]] = [
    ("nothing is known", Track(0, 0), Track(0, 0), "posterior"),
    ("a clean short history proves nothing", Track(10, 0, 900), Track(10, 0, 900), "posterior"),
    ("a clean long one certifies", Track(2995, 0), Track(0, 0), "certified"),
    ("an error in a short one demotes", Track(200, 1), Track(200, 1), "demoted"),
    ("unless the like of it are clean", Track(200, 1), Track(200, 1) + CLEAN, "pooled"),
    ("but not where its own errors are odd", Track(20, 1), Track(20, 1) + CLEAN, "demoted"),
    ("an error is outgrown", Track(4742, 1), Track(0, 0), "certified"),
    ("not before", Track(4740, 1), Track(0, 0), "demoted"),
    ("many answers and many errors", Track(10_000, 19), Track(0, 0), "demoted"),
    ("a reversal in a short history demotes", Track(0, 0, 900, 1), Track(0, 0, 900, 1), "demoted"),
    ("one among thousands does not", Track(0, 0, 5000, 1), Track(0, 0, 5000, 1), "posterior"),
    ("reversals demote a certified stratum", Track(4000, 0, 400_000, 500), Track(0, 0), "demoted"),
    ("a clean one beside a pool that fails", Track(10, 0), Track(4000, 20), "demoted"),
    ("a clean one beside a pool that is proven", Track(10, 0), CLEAN, "pooled"),
]


@pytest.mark.parametrize(("track", "pool", "state"), [row[1:] for row in STANDINGS], ids=[row[0] for row in STANDINGS])
def test_how_a_stratum_stands(track: Track, pool: Track, state: str) -> None:
    assert state == tracks.standing(track, pool, LIMIT).state


def counts(**at: tuple[int, int]) -> Counts:
    """Return counts by the name of their level, `p999999` for 0.999999 and `rest` below all."""
    names = [f"p{str(level)[2:]}" if level else "rest" for level in LEVELS]
    assert set(at) <= set(names), names
    return tuple(at.get(name, (0, 0)) for name in names)


#: answers by level -> the least probability that is certified
CERTIFIED: list[tuple[str, Counts, float | None]] = [
    ("nobody asked", NO_COUNTS, None),
    ("clean from top to bottom", counts(p999999=(3000, 0), rest=(10, 0)), 0.0),
    ("too few at the top are joined to the next", counts(p999999=(100, 0), p99999=(2900, 0)), 0.0),
    ("errors far down stop the walk there", counts(p999999=(4000, 0), p9999=(1000, 0), p995=(100, 3)), 0.999),
    ("errors at the top certify nothing", counts(p999999=(4000, 9), rest=(90_000, 0)), None),
    ("too few at all", counts(p999999=(2994, 0)), None),
]


@pytest.mark.parametrize(("levels", "least"), [row[1:] for row in CERTIFIED], ids=[row[0] for row in CERTIFIED])
def test_the_strictest_level_is_tested_first(levels: Counts, least: float | None) -> None:
    assert least == tracks.certified(levels, LIMIT)


def test_a_stratum_with_errors_posts_above_its_certified_level() -> None:
    levels = counts(p999999=(4000, 0), rest=(1000, 9))
    history = History({"s": Track(5000, 9, levels=levels)})
    stands = history.standing("s", LIMIT)

    assert (stands.state, stands.least) == ("certified", 0.995)
    assert [stands.posts(probability) for probability in (0.9999995, 0.994)] == [True, False]


def test_demotion_and_promotion_step_by_step() -> None:
    """A state walked through: clean, an error, full review while it is demoted, proven again."""
    steps = [
        (Track(0, 0), "posterior"),
        (Track(30, 0, 3000), "posterior"),
        (Track(31, 1, 3100), "demoted"),
        (Track(2000, 1, 3100), "demoted"),
        (Track(4741, 1, 3100 + 4710), "demoted"),
        (Track(4742, 1, 3100 + 4711), "certified"),
        (Track(4743, 2, 3100 + 4712), "demoted"),
    ]

    assert [state for _, state in steps] == [History({"s": track}).standing("s", LIMIT).state for track, _ in steps]


@settings(max_examples=50, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from("abcd"),
        st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 6)),
    )
)
def test_a_history_is_read_as_it_was_written(rows: dict[str, tuple[int, int, int, int]]) -> None:
    made = {
        name: Track(a + b, b, c, 0, tuple((a + b, b) if place == at else (0, 0) for place in range(len(LEVELS))))
        for name, (a, b, c, at) in rows.items()
    }
    history = History(made)

    assert dict(tracks.read(history.frame())) == made
    assert tracks.read(history.frame().reverse()).frame().equals(history.frame())


@pytest.mark.parametrize(
    ("probability", "place"), [(1.0, 0), (0.999999, 0), (0.9999989, 1), (0.9992, 4), (0.5, 6), (0.0, 6)]
)
def test_every_probability_has_its_level(probability: float, place: int) -> None:
    assert place == tracks.level(probability)
