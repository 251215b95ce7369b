from typing import Literal

ControlRunState = Literal["green", "red", "waits"]

CONTROL_RUN_STATE_VALUES: set[ControlRunState] = {
    "green",
    "red",
    "waits",
}


def check_control_run_state(value: str) -> ControlRunState:
    if value in CONTROL_RUN_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONTROL_RUN_STATE_VALUES!r}")
