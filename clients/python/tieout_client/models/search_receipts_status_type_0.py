from typing import Literal

SearchReceiptsStatusType0 = Literal[
    "applied", "not_ar", "partially_applied", "reversed", "review", "settled_elsewhere", "unapplied", "unidentified"
]

SEARCH_RECEIPTS_STATUS_TYPE_0_VALUES: set[SearchReceiptsStatusType0] = {
    "applied",
    "not_ar",
    "partially_applied",
    "reversed",
    "review",
    "settled_elsewhere",
    "unapplied",
    "unidentified",
}


def check_search_receipts_status_type_0(value: str) -> SearchReceiptsStatusType0:
    if value in SEARCH_RECEIPTS_STATUS_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SEARCH_RECEIPTS_STATUS_TYPE_0_VALUES!r}")
