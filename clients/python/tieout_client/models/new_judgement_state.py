from typing import Literal

NewJudgementState = Literal["rejected", "verified"]

NEW_JUDGEMENT_STATE_VALUES: set[NewJudgementState] = {
    "rejected",
    "verified",
}


def check_new_judgement_state(value: str) -> NewJudgementState:
    if value in NEW_JUDGEMENT_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_JUDGEMENT_STATE_VALUES!r}")
