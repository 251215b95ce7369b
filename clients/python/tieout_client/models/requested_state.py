from typing import Literal

RequestedState = Literal["approved", "refused", "waiting"]

REQUESTED_STATE_VALUES: set[RequestedState] = {
    "approved",
    "refused",
    "waiting",
}


def check_requested_state(value: str) -> RequestedState:
    if value in REQUESTED_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REQUESTED_STATE_VALUES!r}")
