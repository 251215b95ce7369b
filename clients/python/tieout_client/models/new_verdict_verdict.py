from typing import Literal

NewVerdictVerdict = Literal["approved", "refused"]

NEW_VERDICT_VERDICT_VALUES: set[NewVerdictVerdict] = {
    "approved",
    "refused",
}


def check_new_verdict_verdict(value: str) -> NewVerdictVerdict:
    if value in NEW_VERDICT_VERDICT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_VERDICT_VERDICT_VALUES!r}")
