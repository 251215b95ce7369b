from typing import Literal

TryOutcome = Literal["", "asked again", "done", "failed", "lost", "stopped"]

TRY_OUTCOME_VALUES: set[TryOutcome] = {
    "",
    "asked again",
    "done",
    "failed",
    "lost",
    "stopped",
}


def check_try_outcome(value: str) -> TryOutcome:
    if value in TRY_OUTCOME_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TRY_OUTCOME_VALUES!r}")
