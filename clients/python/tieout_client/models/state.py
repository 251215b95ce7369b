from typing import Literal

State = Literal["broken", "kept", "open", "partially_kept", "superseded", "withdrawn"]

STATE_VALUES: set[State] = {
    "broken",
    "kept",
    "open",
    "partially_kept",
    "superseded",
    "withdrawn",
}


def check_state(value: str) -> State:
    if value in STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {STATE_VALUES!r}")
