from typing import Literal

ListReceiptsStatusType0 = Literal[
    "applied", "not_ar", "partially_applied", "reversed", "review", "settled_elsewhere", "unapplied", "unidentified"
]

LIST_RECEIPTS_STATUS_TYPE_0_VALUES: set[ListReceiptsStatusType0] = {
    "applied",
    "not_ar",
    "partially_applied",
    "reversed",
    "review",
    "settled_elsewhere",
    "unapplied",
    "unidentified",
}


def check_list_receipts_status_type_0(value: str) -> ListReceiptsStatusType0:
    if value in LIST_RECEIPTS_STATUS_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_RECEIPTS_STATUS_TYPE_0_VALUES!r}")
