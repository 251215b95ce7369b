from typing import Literal

Channel = Literal["call", "email", "letter", "meeting", "message", "portal"]

CHANNEL_VALUES: set[Channel] = {
    "call",
    "email",
    "letter",
    "meeting",
    "message",
    "portal",
}


def check_channel(value: str) -> Channel:
    if value in CHANNEL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CHANNEL_VALUES!r}")
