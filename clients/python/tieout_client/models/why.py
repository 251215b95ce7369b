from typing import Literal

Why = Literal[
    "fx_revaluation",
    "gl_date",
    "manual_journal",
    "not_posted",
    "not_transferred",
    "opening_balance",
    "other_account",
    "rounding",
    "voided_after",
]

WHY_VALUES: set[Why] = {
    "fx_revaluation",
    "gl_date",
    "manual_journal",
    "not_posted",
    "not_transferred",
    "opening_balance",
    "other_account",
    "rounding",
    "voided_after",
}


def check_why(value: str) -> Why:
    if value in WHY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WHY_VALUES!r}")
