"""A37, A02f: rules approve, decline or refer by name; approvals outside one's row are refused; parts count together."""

from pathlib import Path
from typing import Any

import pytest

from credit.policy import BadCreditPolicy
from credit.records import ReleaseReason
from ledger.refusals import BeyondAuthority
from services import control
from services.credit import decisions, holds, onboarding, orders
from services.workspace import Workspace
from tests.ledger.desk import DAY, item, opened
from tests.services.credit.applying import applied, wanted
from tests.services.credit.test_onboarding import authorised
from tests.services.credit.test_orders import limited, order

CARD = """
currency = "USD"
missing = "keep"
component = [
  {name = "delinquency_class", weight = 25, bands = [["1", 100], ["2", 80], ["3", 50], ["4", 20], ["5", 0]]},
  {name = "paydex", weight = 20, bands = [["0", 0], ["50", 50], ["70", 75], ["80", 100]]},
  {name = "years_in_business", weight = 10, bands = [["0", 0], ["3", 50], ["10", 100]]},
  {name = "days_beyond_terms", weight = 20, bands = [["0", 100], ["6", 75], ["16", 40], ["31", 0]]},
  {name = "bank_reference", weight = 10, words = {good = 100, fair = 50, poor = 0}},
  {name = "current_ratio", weight = 15, bands = [["0", 0], ["1.5", 50], ["2", 100]]},
]
cap = [{from_score = "70", limit = "80000.00"}]
limits = {slack_days = 15}
"""
RULES = """
[onboarding]
scorecard = "card.toml"
rules = [
  {name = "poor score", says = "decline", when = {score = "< 40"}},
  {name = "too large for the rules", says = "refer", when = {recommended = "> 50000"}},
  {name = "small and sound", says = "approve", when = {score = ">= 70", open_points = "= 0", requested = "<= 25000"}},
]
"""


@pytest.fixture
def ruled(empty: Workspace, tmp_path: Path) -> Workspace:
    """Give empty books with a policy of rules and a scorecard beside it."""
    (tmp_path / "credit.toml").write_text(RULES, encoding="utf-8")
    (tmp_path / "card.toml").write_text(CARD, encoding="utf-8")
    settings = empty.settings.model_copy(update={"credit_file": tmp_path / "credit.toml"})
    return Workspace(empty.database, settings, empty.clock)


def test_the_worked_case_scores_72_50_and_recommends_60_000(ruled: Workspace) -> None:
    """DOMAIN section 8.2, from an application with its references and report."""
    case = onboarding.of(ruled, applied(ruled, current_ratio="1.5", net_worth=90_000_000))
    assert case.score is not None
    assert str(case.score.total) == "72.50"
    assert {one.name: one.minor // 100 for one in case.limit.methods} == {
        "requested": 100_000,
        "need": 60_000,
        "bureau": 75_000,
        "trade": 70_000,
        "net_worth": 90_000,
        "score": 80_000,
    }
    assert (case.limit.minor, case.limit.bound_by) == (6_000_000, "need")
    assert (case.ruled.outcome, case.ruled.rule) == ("refer", "too large for the rules")


@pytest.mark.parametrize(
    ("how", "minor", "more", "outcome", "rule"),
    [
        ("complete", 2_500_000, {"current_ratio": "1.5"}, "approve", "small and sound"),
        ("complete", 2_500_100, {"current_ratio": "1.5"}, "refer", ""),
        ("begun", 2_500_000, {"current_ratio": "1.5"}, "decline", "poor score"),
        ("begun", 2_500_000, {}, "refer", ""),  # nothing is known: no bound on the score holds
    ],
)
def test_a37_the_first_rule_that_holds_is_named(
    ruled: Workspace, how: str, minor: int, more: dict[str, Any], outcome: str, rule: str
) -> None:
    if how == "complete":
        identity = applied(ruled, minor=minor, **more)
    else:
        identity = onboarding.begin(ruled, wanted(minor=minor, **more), actor="rep").application_id
    case = onboarding.of(ruled, identity)
    assert (case.ruled.outcome, case.ruled.rule) == (outcome, rule)


def test_a37_a_decision_keeps_the_rule_that_spoke(ruled: Workspace) -> None:
    authorised(ruled, ("ana", 0, 10_000_000))
    identity = applied(ruled, minor=2_500_000, current_ratio="1.5")
    decisions.approve(ruled, identity, 2_500_000, "NET30", note="as the rules say", actor="ana")
    made = onboarding.of(ruled, identity).decision
    assert made is not None
    assert (made.outcome, made.rule, made.score) == ("approve", "small and sound", "72.50")


@pytest.mark.parametrize("who", ["analyst", "chief"])
def test_a37_an_approval_below_or_above_ones_row_is_refused(empty: Workspace, who: str) -> None:
    authorised(empty, ("analyst", 0, 2_500_000), ("manager", 2_500_001, 10_000_000), ("chief", 10_000_001, 99_000_000))
    identity = applied(empty)
    done = decisions.approve(empty, identity, 6_000_000, "NET30", note="sound", actor="ana")
    assert done.verdict == "pending"
    with pytest.raises(BeyondAuthority, match=f"{who} may approve credit_decision from"):
        control.approve(empty, done.request_id, actor=who)
    control.approve(empty, done.request_id, actor="manager")


def test_a37_orders_in_parts_count_together(empty: Workspace) -> None:
    """Two orders of 20,000 each are within 25,000 alone, and not together."""
    opened(empty.database, item("I1", 100))
    limited(empty, 100)
    authorised(empty, ("ann", 0, 2_500_000), kind="order_release")
    for number in ("S1", "S2"):
        orders.take(empty, order(number, 2_000_000), actor="shop")
    assert holds.release(empty, "S1", ReleaseReason.PROMISE, actor="ann").verdict == "released"
    assert holds.release(empty, "S2", ReleaseReason.PROMISE, actor="ann").verdict == "pending"
    orders.take(empty, order("S1", 2_000_000, state="closed"), actor="shop")
    orders.take(empty, order("S3", 2_000_000), actor="shop")
    assert holds.release(empty, "S3", ReleaseReason.PROMISE, actor="ann").verdict == "released"
    assert holds.queue(empty, DAY)["number"].to_list() == ["S2"]


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ('{name = "x", says = "approve", when = {mood = "> 1"}}', "there is no mood"),
        ('{name = "x", says = "maybe", when = {score = "> 1"}}', "'maybe' is none of"),
        ('{name = "x", says = "approve", when = {score = "high"}}', "is no bound like"),
        ('{name = "x", says = "approve", when = {}}', "when"),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused(ruled: Workspace, rule: str, says: str) -> None:
    assert ruled.settings.credit_file is not None
    ruled.settings.credit_file.write_text(f"[onboarding]\nrules = [{rule}]\n", encoding="utf-8")
    with pytest.raises(BadCreditPolicy, match=says):
        onboarding.queue(ruled)
