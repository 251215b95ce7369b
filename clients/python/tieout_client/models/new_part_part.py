from typing import Literal

NewPartPart = Literal["assignment", "contact", "paper", "review", "site", "statement_preference"]

NEW_PART_PART_VALUES: set[NewPartPart] = {
    "assignment",
    "contact",
    "paper",
    "review",
    "site",
    "statement_preference",
}


def check_new_part_part(value: str) -> NewPartPart:
    if value in NEW_PART_PART_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_PART_PART_VALUES!r}")
