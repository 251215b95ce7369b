from typing import Literal

PeriodState = Literal["closed", "open"]

PERIOD_STATE_VALUES: set[PeriodState] = {
    "closed",
    "open",
}


def check_period_state(value: str) -> PeriodState:
    if value in PERIOD_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PERIOD_STATE_VALUES!r}")
