from typing import Literal

PlanState = Literal["cancelled", "defaulted", "kept", "performing", "settled"]

PLAN_STATE_VALUES: set[PlanState] = {
    "cancelled",
    "defaulted",
    "kept",
    "performing",
    "settled",
}


def check_plan_state(value: str) -> PlanState:
    if value in PLAN_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PLAN_STATE_VALUES!r}")
