from typing import Literal

ComparedLineState = Literal["amount_differs", "matched", "ours_only", "theirs_only"]

COMPARED_LINE_STATE_VALUES: set[ComparedLineState] = {
    "amount_differs",
    "matched",
    "ours_only",
    "theirs_only",
}


def check_compared_line_state(value: str) -> ComparedLineState:
    if value in COMPARED_LINE_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {COMPARED_LINE_STATE_VALUES!r}")
