from typing import Literal

ControlState = Literal["green", "red", "waits"]

CONTROL_STATE_VALUES: set[ControlState] = {
    "green",
    "red",
    "waits",
}


def check_control_state(value: str) -> ControlState:
    if value in CONTROL_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONTROL_STATE_VALUES!r}")
