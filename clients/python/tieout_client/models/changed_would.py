from typing import Literal

ChangedWould = Literal["ask", "not_ar", "post"]

CHANGED_WOULD_VALUES: set[ChangedWould] = {
    "ask",
    "not_ar",
    "post",
}


def check_changed_would(value: str) -> ChangedWould:
    if value in CHANGED_WOULD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CHANGED_WOULD_VALUES!r}")
