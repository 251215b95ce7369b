from typing import Literal

CardOperationKind = Literal["authorise", "capture", "refund", "void"]

CARD_OPERATION_KIND_VALUES: set[CardOperationKind] = {
    "authorise",
    "capture",
    "refund",
    "void",
}


def check_card_operation_kind(value: str) -> CardOperationKind:
    if value in CARD_OPERATION_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CARD_OPERATION_KIND_VALUES!r}")
