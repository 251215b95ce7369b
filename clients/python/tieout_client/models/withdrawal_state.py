from typing import Literal

WithdrawalState = Literal["asks", "done", "rejected"]

WITHDRAWAL_STATE_VALUES: set[WithdrawalState] = {
    "asks",
    "done",
    "rejected",
}


def check_withdrawal_state(value: str) -> WithdrawalState:
    if value in WITHDRAWAL_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WITHDRAWAL_STATE_VALUES!r}")
