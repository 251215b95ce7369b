from typing import Literal

DisputeSource = Literal["person", "reply", "short_payment"]

DISPUTE_SOURCE_VALUES: set[DisputeSource] = {
    "person",
    "reply",
    "short_payment",
}


def check_dispute_source(value: str) -> DisputeSource:
    if value in DISPUTE_SOURCE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DISPUTE_SOURCE_VALUES!r}")
