from typing import Literal

NewReservePoolBy = Literal["region", "risk_class"]

NEW_RESERVE_POOL_BY_VALUES: set[NewReservePoolBy] = {
    "region",
    "risk_class",
}


def check_new_reserve_pool_by(value: str) -> NewReservePoolBy:
    if value in NEW_RESERVE_POOL_BY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_RESERVE_POOL_BY_VALUES!r}")
