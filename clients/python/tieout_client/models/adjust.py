from typing import Literal

Adjust = Literal[
    "bad_debt",
    "bad_debt_expensed",
    "concession",
    "late_discount",
    "note_taken",
    "payable_netted",
    "refund_approved",
    "reinstated",
    "reinstated_expensed",
    "small_balance",
    "unclaimed",
]

ADJUST_VALUES: set[Adjust] = {
    "bad_debt",
    "bad_debt_expensed",
    "concession",
    "late_discount",
    "note_taken",
    "payable_netted",
    "refund_approved",
    "reinstated",
    "reinstated_expensed",
    "small_balance",
    "unclaimed",
}


def check_adjust(value: str) -> Adjust:
    if value in ADJUST_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ADJUST_VALUES!r}")
