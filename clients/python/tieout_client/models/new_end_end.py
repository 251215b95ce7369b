from typing import Literal

NewEndEnd = Literal["closed", "denied"]

NEW_END_END_VALUES: set[NewEndEnd] = {
    "closed",
    "denied",
}


def check_new_end_end(value: str) -> NewEndEnd:
    if value in NEW_END_END_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_END_END_VALUES!r}")
