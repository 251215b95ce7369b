from typing import Literal

NewOrderState = Literal["cancelled", "closed", "open"]

NEW_ORDER_STATE_VALUES: set[NewOrderState] = {
    "cancelled",
    "closed",
    "open",
}


def check_new_order_state(value: str) -> NewOrderState:
    if value in NEW_ORDER_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_ORDER_STATE_VALUES!r}")
