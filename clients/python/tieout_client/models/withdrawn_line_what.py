from typing import Literal

WithdrawnLineWhat = Literal["goes", "new", "stands"]

WITHDRAWN_LINE_WHAT_VALUES: set[WithdrawnLineWhat] = {
    "goes",
    "new",
    "stands",
}


def check_withdrawn_line_what(value: str) -> WithdrawnLineWhat:
    if value in WITHDRAWN_LINE_WHAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WITHDRAWN_LINE_WHAT_VALUES!r}")
