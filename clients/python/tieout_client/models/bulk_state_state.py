from typing import Literal

BulkStateState = Literal["changed", "known", "new", "same", "waits"]

BULK_STATE_STATE_VALUES: set[BulkStateState] = {
    "changed",
    "known",
    "new",
    "same",
    "waits",
}


def check_bulk_state_state(value: str) -> BulkStateState:
    if value in BULK_STATE_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BULK_STATE_STATE_VALUES!r}")
