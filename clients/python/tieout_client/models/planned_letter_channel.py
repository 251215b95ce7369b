from typing import Literal

PlannedLetterChannel = Literal["email", "letter"]

PLANNED_LETTER_CHANNEL_VALUES: set[PlannedLetterChannel] = {
    "email",
    "letter",
}


def check_planned_letter_channel(value: str) -> PlannedLetterChannel:
    if value in PLANNED_LETTER_CHANNEL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PLANNED_LETTER_CHANNEL_VALUES!r}")
