from typing import Literal

NewPlanWaiver = Literal["", "bad_debt", "bad_debt_expensed", "concession"]

NEW_PLAN_WAIVER_VALUES: set[NewPlanWaiver] = {
    "",
    "bad_debt",
    "bad_debt_expensed",
    "concession",
}


def check_new_plan_waiver(value: str) -> NewPlanWaiver:
    if value in NEW_PLAN_WAIVER_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_PLAN_WAIVER_VALUES!r}")
