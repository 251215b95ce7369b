from typing import Literal

WholeLetterChannel = Literal["email", "letter"]

WHOLE_LETTER_CHANNEL_VALUES: set[WholeLetterChannel] = {
    "email",
    "letter",
}


def check_whole_letter_channel(value: str) -> WholeLetterChannel:
    if value in WHOLE_LETTER_CHANNEL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WHOLE_LETTER_CHANNEL_VALUES!r}")
