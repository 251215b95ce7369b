from typing import Literal

GrantState = Literal["ended", "kept", "overdue", "waiting"]

GRANT_STATE_VALUES: set[GrantState] = {
    "ended",
    "kept",
    "overdue",
    "waiting",
}


def check_grant_state(value: str) -> GrantState:
    if value in GRANT_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {GRANT_STATE_VALUES!r}")
