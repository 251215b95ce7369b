from typing import Literal

ResultState = Literal["confirmed", "rejected", "uncertain"]

RESULT_STATE_VALUES: set[ResultState] = {
    "confirmed",
    "rejected",
    "uncertain",
}


def check_result_state(value: str) -> ResultState:
    if value in RESULT_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RESULT_STATE_VALUES!r}")
