from typing import Literal

WithdrawalStatus = Literal["correction", "deletion"]

WITHDRAWAL_STATUS_VALUES: set[WithdrawalStatus] = {
    "correction",
    "deletion",
}


def check_withdrawal_status(value: str) -> WithdrawalStatus:
    if value in WITHDRAWAL_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WITHDRAWAL_STATUS_VALUES!r}")
