from typing import Literal

AcknowledgementState = Literal["accepted", "rejected"]

ACKNOWLEDGEMENT_STATE_VALUES: set[AcknowledgementState] = {
    "accepted",
    "rejected",
}


def check_acknowledgement_state(value: str) -> AcknowledgementState:
    if value in ACKNOWLEDGEMENT_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ACKNOWLEDGEMENT_STATE_VALUES!r}")
