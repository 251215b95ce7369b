from typing import Literal

ReleaseReason = Literal[
    "DISPUTE_VALID",
    "ERROR",
    "LIMIT_RAISED",
    "MANAGEMENT",
    "PARTIAL_SHIP",
    "PAYMENT_RECEIVED",
    "PREPAID",
    "PROMISE",
    "REJECTED",
    "TEMP_LIMIT",
]

RELEASE_REASON_VALUES: set[ReleaseReason] = {
    "DISPUTE_VALID",
    "ERROR",
    "LIMIT_RAISED",
    "MANAGEMENT",
    "PARTIAL_SHIP",
    "PAYMENT_RECEIVED",
    "PREPAID",
    "PROMISE",
    "REJECTED",
    "TEMP_LIMIT",
}


def check_release_reason(value: str) -> ReleaseReason:
    if value in RELEASE_REASON_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RELEASE_REASON_VALUES!r}")
