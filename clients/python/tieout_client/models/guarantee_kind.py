from typing import Literal

GuaranteeKind = Literal["bank", "corporate", "personal", "standby_letter_of_credit"]

GUARANTEE_KIND_VALUES: set[GuaranteeKind] = {
    "bank",
    "corporate",
    "personal",
    "standby_letter_of_credit",
}


def check_guarantee_kind(value: str) -> GuaranteeKind:
    if value in GUARANTEE_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {GUARANTEE_KIND_VALUES!r}")
