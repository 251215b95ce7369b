from typing import Literal

DutyConflictBasis = Literal["case", "delegated", "held"]

DUTY_CONFLICT_BASIS_VALUES: set[DutyConflictBasis] = {
    "case",
    "delegated",
    "held",
}


def check_duty_conflict_basis(value: str) -> DutyConflictBasis:
    if value in DUTY_CONFLICT_BASIS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DUTY_CONFLICT_BASIS_VALUES!r}")
