from typing import Literal

CaseState = Literal["approved", "awaiting_customer", "awaiting_department", "closed", "denied", "new", "researching"]

CASE_STATE_VALUES: set[CaseState] = {
    "approved",
    "awaiting_customer",
    "awaiting_department",
    "closed",
    "denied",
    "new",
    "researching",
}


def check_case_state(value: str) -> CaseState:
    if value in CASE_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CASE_STATE_VALUES!r}")
