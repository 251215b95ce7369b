from typing import Literal

BulkItemBookedAs = Literal["issued", "opening"]

BULK_ITEM_BOOKED_AS_VALUES: set[BulkItemBookedAs] = {
    "issued",
    "opening",
}


def check_bulk_item_booked_as(value: str) -> BulkItemBookedAs:
    if value in BULK_ITEM_BOOKED_AS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BULK_ITEM_BOOKED_AS_VALUES!r}")
