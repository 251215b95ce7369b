from typing import Literal

WorkState = Literal["dead", "done", "ready", "running"]

WORK_STATE_VALUES: set[WorkState] = {
    "dead",
    "done",
    "ready",
    "running",
}


def check_work_state(value: str) -> WorkState:
    if value in WORK_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WORK_STATE_VALUES!r}")
