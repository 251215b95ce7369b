from typing import Literal

ApplicationVerdictVerdict = Literal["approved", "declined", "pending"]

APPLICATION_VERDICT_VERDICT_VALUES: set[ApplicationVerdictVerdict] = {
    "approved",
    "declined",
    "pending",
}


def check_application_verdict_verdict(value: str) -> ApplicationVerdictVerdict:
    if value in APPLICATION_VERDICT_VERDICT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {APPLICATION_VERDICT_VERDICT_VALUES!r}")
