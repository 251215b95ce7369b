from typing import Literal

NewReviewRiskClass = Literal["", "high", "low", "medium"]

NEW_REVIEW_RISK_CLASS_VALUES: set[NewReviewRiskClass] = {
    "",
    "high",
    "low",
    "medium",
}


def check_new_review_risk_class(value: str) -> NewReviewRiskClass:
    if value in NEW_REVIEW_RISK_CLASS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_REVIEW_RISK_CLASS_VALUES!r}")
