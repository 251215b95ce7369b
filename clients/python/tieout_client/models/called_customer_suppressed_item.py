from typing import Literal

CalledCustomerSuppressedItem = Literal["contact_cap", "disputed", "in_plan", "not_received", "placed", "promised"]

CALLED_CUSTOMER_SUPPRESSED_ITEM_VALUES: set[CalledCustomerSuppressedItem] = {
    "contact_cap",
    "disputed",
    "in_plan",
    "not_received",
    "placed",
    "promised",
}


def check_called_customer_suppressed_item(value: str) -> CalledCustomerSuppressedItem:
    if value in CALLED_CUSTOMER_SUPPRESSED_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CALLED_CUSTOMER_SUPPRESSED_ITEM_VALUES!r}")
