from typing import Literal

NewStateState = Literal["in_analysis", "in_verification", "submitted", "waiting_on_applicant", "withdrawn"]

NEW_STATE_STATE_VALUES: set[NewStateState] = {
    "in_analysis",
    "in_verification",
    "submitted",
    "waiting_on_applicant",
    "withdrawn",
}


def check_new_state_state(value: str) -> NewStateState:
    if value in NEW_STATE_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_STATE_STATE_VALUES!r}")
