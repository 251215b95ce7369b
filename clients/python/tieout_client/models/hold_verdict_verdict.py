from typing import Literal

HoldVerdictVerdict = Literal["pending", "rejected", "released"]

HOLD_VERDICT_VERDICT_VALUES: set[HoldVerdictVerdict] = {
    "pending",
    "rejected",
    "released",
}


def check_hold_verdict_verdict(value: str) -> HoldVerdictVerdict:
    if value in HOLD_VERDICT_VERDICT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {HOLD_VERDICT_VERDICT_VALUES!r}")
