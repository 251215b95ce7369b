from typing import Literal

BankReferenceRating = Literal["fair", "good", "poor"]

BANK_REFERENCE_RATING_VALUES: set[BankReferenceRating] = {
    "fair",
    "good",
    "poor",
}


def check_bank_reference_rating(value: str) -> BankReferenceRating:
    if value in BANK_REFERENCE_RATING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BANK_REFERENCE_RATING_VALUES!r}")
