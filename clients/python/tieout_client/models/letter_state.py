from typing import Literal

LetterState = Literal["begun", "bounced", "cancelled", "failed", "queued", "sent", "uncertain"]

LETTER_STATE_VALUES: set[LetterState] = {
    "begun",
    "bounced",
    "cancelled",
    "failed",
    "queued",
    "sent",
    "uncertain",
}


def check_letter_state(value: str) -> LetterState:
    if value in LETTER_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LETTER_STATE_VALUES!r}")
