from typing import Literal

CardOperationState = Literal["approved", "contradicted", "declined", "pending", "sent", "uncertain"]

CARD_OPERATION_STATE_VALUES: set[CardOperationState] = {
    "approved",
    "contradicted",
    "declined",
    "pending",
    "sent",
    "uncertain",
}


def check_card_operation_state(value: str) -> CardOperationState:
    if value in CARD_OPERATION_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CARD_OPERATION_STATE_VALUES!r}")
