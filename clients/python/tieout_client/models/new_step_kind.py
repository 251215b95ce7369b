from typing import Literal

NewStepKind = Literal["acknowledged", "closed", "direct_payment", "promise", "recalled", "suit_authorised"]

NEW_STEP_KIND_VALUES: set[NewStepKind] = {
    "acknowledged",
    "closed",
    "direct_payment",
    "promise",
    "recalled",
    "suit_authorised",
}


def check_new_step_kind(value: str) -> NewStepKind:
    if value in NEW_STEP_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_STEP_KIND_VALUES!r}")
