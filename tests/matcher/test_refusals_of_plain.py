"""Where numbers name all to the cent, the refusals that are not asked could not have held."""

from dataclasses import replace
from typing import Any

import pytest

from matcher.policy import Policy
from matcher.posting import refusals
from matcher.posting.plan import Plan, plainly
from matcher.posting.refusals import OF_PLAIN, REFUSALS
from tests.matcher import build, test_plain

#: What a receipt may have against it beside its items.
AGAINST: tuple[dict[str, Any], ...] = (
    {},
    {"trusted": False},
    {"repeat_of": "r0"},
    {"amount": 9_999_999},
    {"text": "ADVANCE ON ACCOUNT 12345"},
)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_first_refusal_is_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Plan] = []
    first = refusals.first

    def kept(plan: Plan) -> str:
        seen.append(plan)
        return first(plan)

    monkeypatch.setattr(refusals, "first", kept)
    build.decided(test_plain.morning(seed))
    strict = Policy(error_bound=1e-12)
    plans = [plan for plan in seen if plainly(plan.best)]
    assert len(plans) > 20
    for plan in plans:
        for against in AGAINST:
            case = replace(plan.case, receipt=plan.case.receipt._replace(**against), cache={})
            for policy in (plan.policy, strict):
                asked = replace(plan, case=case, policy=policy)
                every = [code for code, holds in REFUSALS.items() if holds(asked)]
                assert [code for code in every if code in OF_PLAIN] == every
                assert first(asked) == next(iter(every), "")
