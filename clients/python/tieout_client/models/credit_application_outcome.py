from typing import Literal

CreditApplicationOutcome = Literal["approve", "decline", "refer"]

CREDIT_APPLICATION_OUTCOME_VALUES: set[CreditApplicationOutcome] = {
    "approve",
    "decline",
    "refer",
}


def check_credit_application_outcome(value: str) -> CreditApplicationOutcome:
    if value in CREDIT_APPLICATION_OUTCOME_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CREDIT_APPLICATION_OUTCOME_VALUES!r}")
