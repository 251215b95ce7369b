from typing import Literal

BulkResultState = Literal["confirmed", "rejected", "uncertain"]

BULK_RESULT_STATE_VALUES: set[BulkResultState] = {
    "confirmed",
    "rejected",
    "uncertain",
}


def check_bulk_result_state(value: str) -> BulkResultState:
    if value in BULK_RESULT_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BULK_RESULT_STATE_VALUES!r}")
