from typing import Literal

NewPlanEvery = Literal["fortnight", "month", "week"]

NEW_PLAN_EVERY_VALUES: set[NewPlanEvery] = {
    "fortnight",
    "month",
    "week",
}


def check_new_plan_every(value: str) -> NewPlanEvery:
    if value in NEW_PLAN_EVERY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_PLAN_EVERY_VALUES!r}")
