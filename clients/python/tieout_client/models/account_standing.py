from typing import Literal

AccountStanding = Literal["cod", "prospect", "terms"]

ACCOUNT_STANDING_VALUES: set[AccountStanding] = {
    "cod",
    "prospect",
    "terms",
}


def check_account_standing(value: str) -> AccountStanding:
    if value in ACCOUNT_STANDING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ACCOUNT_STANDING_VALUES!r}")
