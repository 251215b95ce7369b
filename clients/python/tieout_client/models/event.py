from typing import Literal

Event = Literal[
    "agency_remitted",
    "bounced",
    "boxed",
    "card_captured",
    "card_chargeback",
    "card_settled",
    "credits_presented",
    "deposited",
    "lockbox_banked",
    "nsf_fee_charged",
    "provided",
    "provision_released",
    "refund_cancelled",
    "refund_paid",
    "return_fee",
    "returned",
    "unclaimed_remitted",
]

EVENT_VALUES: set[Event] = {
    "agency_remitted",
    "bounced",
    "boxed",
    "card_captured",
    "card_chargeback",
    "card_settled",
    "credits_presented",
    "deposited",
    "lockbox_banked",
    "nsf_fee_charged",
    "provided",
    "provision_released",
    "refund_cancelled",
    "refund_paid",
    "return_fee",
    "returned",
    "unclaimed_remitted",
}


def check_event(value: str) -> Event:
    if value in EVENT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EVENT_VALUES!r}")
