from typing import Literal

Stage = Literal[
    "approved",
    "declined",
    "in_analysis",
    "in_verification",
    "pending_approval",
    "started",
    "submitted",
    "waiting_on_applicant",
    "withdrawn",
]

STAGE_VALUES: set[Stage] = {
    "approved",
    "declined",
    "in_analysis",
    "in_verification",
    "pending_approval",
    "started",
    "submitted",
    "waiting_on_applicant",
    "withdrawn",
}


def check_stage(value: str) -> Stage:
    if value in STAGE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {STAGE_VALUES!r}")
