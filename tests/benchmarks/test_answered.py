"""Digests of what a morning is answered tell which part of an answer has changed."""

import polars as pl
import pytest

from benchmarks import answered
from matcher import Decisions
from matcher.frames import APPLICATIONS, DECISIONS, empty

ROW = {
    "receipt_id": "r1",
    "status": "applied",
    "reason": "single",
    "customer": "C1",
    "confidence": 0.5,
    "would_apply_if": "",
    "explanation": "One item.",
    "certificate": "{}",
}


def told(**changed: object) -> dict[str, str]:
    made = Decisions(pl.DataFrame([{**ROW, **changed}], schema=DECISIONS), empty(APPLICATIONS))
    return dict(answered.digests(made))


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"reason": "subset"}, "decisions"),
        ({"explanation": "Another."}, "explanations"),
        ({"certificate": '{"a":1}'}, "certificates"),
    ],
)
def test_a_change_shows_in_its_part_only(changed: dict[str, str], part: str) -> None:
    before, after = told(), told(**changed)
    assert {name for name in before if before[name] != after[name]} == {part}


def test_every_column_of_a_decision_is_in_a_part() -> None:
    assert {column for columns in answered.PARTS.values() for column in columns} == set(DECISIONS) - {"receipt_id"}


def test_a_world_is_called_by_its_profile_and_seed() -> None:
    with pytest.raises(SystemExit, match="profile:seed"):
        answered.main(["mixed"])
