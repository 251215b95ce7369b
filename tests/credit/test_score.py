"""A11: the worked case of DOMAIN section 8.2: 72.50 by score, 71.88 and 57.50 without PAYDEX, 60,000 recommended."""

from decimal import Decimal

import pytest

from credit.recommending import Known, recommended
from credit.score import Band, Component, Missing, scored
from kit.refusals import Invalid


def banded(*bands: tuple[str, int]) -> tuple[Band, ...]:
    """Return bands from where each begins."""
    return tuple(Band(Decimal(at_least), points) for at_least, points in bands)


CARD = (
    Component("delinquency_class", 25, words=(("1", 100), ("2", 80), ("3", 50), ("4", 20), ("5", 0))),
    Component("paydex", 20, banded(("0", 0), ("50", 50), ("70", 75), ("80", 100))),
    Component("years_in_business", 10, banded(("0", 25), ("3", 50), ("10", 100))),
    Component("trade_days_beyond_terms", 20, banded(("0", 100), ("1", 75), ("15", 50), ("31", 0))),
    Component("bank_reference", 10, words=(("good", 100), ("fair", 50), ("poor", 0))),
    Component("current_ratio", 15, banded(("0", 0), ("1", 50), ("2", 100))),
)
KNOWN = {
    "delinquency_class": "2",
    "paydex": "76",
    "years_in_business": "12",
    "trade_days_beyond_terms": "8",
    "bank_reference": "Fair",
    "current_ratio": "1.5",
}


@pytest.mark.parametrize(
    ("left_out", "missing", "total"),
    [
        ("", Missing.REWEIGHT, "72.50"),
        ("", Missing.KEEP, "72.50"),
        ("paydex", Missing.REWEIGHT, "71.88"),
        ("paydex", Missing.KEEP, "57.50"),
    ],
)
def test_a_score_is_its_weighted_points(left_out: str, missing: Missing, total: str) -> None:
    known = {name: value for name, value in KNOWN.items() if name != left_out}
    score = scored(CARD, known, missing)
    assert str(score.total) == total
    assert score.unknown == ((left_out,) if left_out else ())
    assert score.missing is missing
    if not left_out:
        parts = [str(line.part) for line in score.lines]
        assert parts == ["20.00", "15.00", "10.00", "15.00", "5.00", "7.50"]


@pytest.mark.parametrize(
    ("known", "says"),
    [
        ({}, "nothing is known"),
        ({"luck": "1"}, "has no luck"),
        ({"bank_reference": "so so"}, "none of good, fair, poor"),
        ({"paydex": "many"}, "is no number"),
        ({"paydex": "NaN"}, "is no number"),
        ({"paydex": "-1"}, "below every band"),
    ],
)
def test_what_cannot_be_scored_is_said(known: dict[str, str], says: str) -> None:
    with pytest.raises(Invalid, match=says):
        scored(CARD, known, Missing.KEEP)


def test_weights_are_a_hundred() -> None:
    with pytest.raises(Invalid, match="these are 80"):
        scored([one for one in CARD if one.name != "paydex"], KNOWN, Missing.KEEP)


CASE = Known(
    requested=10_000_000,
    volume=4_000_000,
    terms=30,
    slack=15,
    bureau=7_500_000,
    high_credits=(6_000_000, 7_000_000, 8_000_000),
    net_worth=90_000_000,
    score_cap=8_000_000,
)


def test_the_smallest_method_binds_and_all_are_shown() -> None:
    found = recommended(CASE)
    assert (found.minor, found.bound_by) == (6_000_000, "need")
    assert {one.name: one.minor for one in found.methods} == {
        "requested": 10_000_000,
        "need": 6_000_000,
        "bureau": 7_500_000,
        "trade": 7_000_000,
        "net_worth": 9_000_000,
        "score": 8_000_000,
    }


def test_a_method_without_facts_says_nothing() -> None:
    assert recommended(Known(bureau=5)).methods[0].name == "bureau"
    assert recommended(Known(requested=5, bureau=0)).minor == 0
    with pytest.raises(Invalid, match="nothing is known"):
        recommended(Known())
