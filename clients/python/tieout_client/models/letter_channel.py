from typing import Literal

LetterChannel = Literal["email", "letter"]

LETTER_CHANNEL_VALUES: set[LetterChannel] = {
    "email",
    "letter",
}


def check_letter_channel(value: str) -> LetterChannel:
    if value in LETTER_CHANNEL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LETTER_CHANNEL_VALUES!r}")
