from typing import Literal

Outcome = Literal[
    "bounced",
    "dispute",
    "escalate",
    "left_message",
    "needs_copy",
    "no_action",
    "no_answer",
    "paid",
    "paid_claims",
    "promise",
    "reached",
    "refused",
    "resolved",
    "wrong_number",
]

OUTCOME_VALUES: set[Outcome] = {
    "bounced",
    "dispute",
    "escalate",
    "left_message",
    "needs_copy",
    "no_action",
    "no_answer",
    "paid",
    "paid_claims",
    "promise",
    "reached",
    "refused",
    "resolved",
    "wrong_number",
}


def check_outcome(value: str) -> Outcome:
    if value in OUTCOME_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OUTCOME_VALUES!r}")
