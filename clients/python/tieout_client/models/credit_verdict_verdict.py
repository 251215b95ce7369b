from typing import Literal

CreditVerdictVerdict = Literal["approved", "declined"]

CREDIT_VERDICT_VERDICT_VALUES: set[CreditVerdictVerdict] = {
    "approved",
    "declined",
}


def check_credit_verdict_verdict(value: str) -> CreditVerdictVerdict:
    if value in CREDIT_VERDICT_VERDICT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CREDIT_VERDICT_VERDICT_VALUES!r}")
