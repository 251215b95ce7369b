from typing import Literal

DutyConflictState = Literal["accepted", "closed", "open"]

DUTY_CONFLICT_STATE_VALUES: set[DutyConflictState] = {
    "accepted",
    "closed",
    "open",
}


def check_duty_conflict_state(value: str) -> DutyConflictState:
    if value in DUTY_CONFLICT_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DUTY_CONFLICT_STATE_VALUES!r}")
