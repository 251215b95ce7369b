from typing import Literal

Reason = Literal[
    "CARD_AUTH_EXPIRED",
    "DISC_CHANGED",
    "DOCS_MISSING",
    "GROUP_OVER_LIMIT",
    "LIMIT_EXPIRED",
    "MANUAL",
    "NO_LIMIT",
    "NSF",
    "OLDEST_ITEM",
    "ORDER_DATA",
    "ORDER_VALUE",
    "OVER_LIMIT",
    "PAST_DUE_AMOUNT",
    "PAST_DUE_DAYS",
    "REVIEW_OVERDUE",
    "TERMS_CHANGED",
]

REASON_VALUES: set[Reason] = {
    "CARD_AUTH_EXPIRED",
    "DISC_CHANGED",
    "DOCS_MISSING",
    "GROUP_OVER_LIMIT",
    "LIMIT_EXPIRED",
    "MANUAL",
    "NO_LIMIT",
    "NSF",
    "OLDEST_ITEM",
    "ORDER_DATA",
    "ORDER_VALUE",
    "OVER_LIMIT",
    "PAST_DUE_AMOUNT",
    "PAST_DUE_DAYS",
    "REVIEW_OVERDUE",
    "TERMS_CHANGED",
}


def check_reason(value: str) -> Reason:
    if value in REASON_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REASON_VALUES!r}")
