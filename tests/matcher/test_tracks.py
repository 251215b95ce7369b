"""When a kind of answer may post by itself: tables for each rule, and the exact binomial as the judge of bounds."""

import math
import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.posting import tracks
from matcher.posting.tracks import LEVELS, NO_COUNTS, Counts, History, Track

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
    ("a clean one beside a pool that proves nothing", Track(10, 0), Track(4000, 2), "posterior"),
    ("one with an error beside it", Track(200, 1), Track(4000, 2), "demoted"),
    ("an error in a small pool is one stratum's", Track(10, 0), Track(40, 1), "posterior"),
    ("errors all over a small pool are everybody's", Track(10, 0), Track(300, 3), "demoted"),
    ("errors found otherwise are the pool's too", Track(10, 0), Track(4000, 0, 40_000, 80), "demoted"),
    ("though few of them prove nothing", Track(10, 0), Track(4000, 0, 40_000, 38), "posterior"),
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


def strata(clean: int, reviewed: int, **others: Track) -> History:
    """Return so many strata without an error, with so many answers each, and others by name."""
    return History({f"clean{number}": Track(reviewed, 0) for number in range(clean)} | others)


def test_a_stratum_that_is_mostly_wrong_does_not_stop_those_beside_it() -> None:
    """Demoted, it is reviewed in full: its errors would be most of what the pool knows, and say nothing of the rest."""
    for bad in (Track(20, 4), Track(900, 30), Track(2000, 60), Track(0, 0, 900, 30)):
        beside = strata(12, 300, bad=bad)
        assert beside.demoted(LIMIT) == ["bad"]
        assert beside.standing("clean0", LIMIT).state == "pooled"
        assert beside.standing("new", LIMIT).state == "pooled"
    assert strata(12, 100, bad=Track(900, 30)).standing("clean0", LIMIT).state == "posterior", "too few to prove it"


def test_errors_all_over_stop_all() -> None:
    """None of them is out of line: what is wrong is the probability they were posted by."""
    some = {f"one{number}": Track(150, 1) for number in range(10)}
    beside = strata(10, 200, **some)

    assert beside.demoted(LIMIT) == sorted(beside)
    assert beside.standing("new", LIMIT).state == "demoted"


def test_a_pool_within_the_limit_that_proves_nothing_leaves_the_clean_to_their_posterior() -> None:
    beside = strata(20, 150, a=Track(150, 1), b=Track(150, 1))

    assert beside.demoted(LIMIT) == ["a", "b"]
    assert {beside.standing(name, LIMIT).state for name in (*beside, "new")} == {"demoted", "posterior"}


#: errors in a thousand answers of each of 40 strata -> the most often a pool of 6,000 may be proven within one in 1,000
POOLS = [
    (0.1, 1.0, 0.85),
    (1.02, 0.05, 0.0),
    (1.5, 0.02, 0.0),
    (3.0, 0.0, 0.0),
]


@pytest.mark.parametrize(("rate", "most", "least"), POOLS)
def test_what_is_left_out_of_the_pool_does_not_flatter_the_rest(rate: float, most: float, least: float) -> None:
    """Drawn 600 times: strata all over the limit are proven within it in no more than one of twenty draws."""
    dice = random.Random(11)
    draws, proven = 600, 0
    for _ in range(draws):
        errors = [sum(dice.random() < rate / 1000 for _ in range(150)) for _ in range(40)]
        made = History({f"s{number}": Track(150, wrong) for number, wrong in enumerate(errors)})
        proven += made.pool(LIMIT).reviewed >= tracks.enough(LIMIT) and made.pool(LIMIT).bound <= LIMIT
    assert least <= proven / draws <= most + 2 * math.sqrt(0.05 * 0.95 / draws) * (most > 0)


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
