from typing import Literal

Validity = Literal["invalid", "part", "unknown", "valid"]

VALIDITY_VALUES: set[Validity] = {
    "invalid",
    "part",
    "unknown",
    "valid",
}


def check_validity(value: str) -> Validity:
    if value in VALIDITY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VALIDITY_VALUES!r}")
