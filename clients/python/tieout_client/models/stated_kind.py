from typing import Literal

StatedKind = Literal["deduction_habit", "not_ar", "not_payer", "not_reference", "payer_link", "reference_habit"]

STATED_KIND_VALUES: set[StatedKind] = {
    "deduction_habit",
    "not_ar",
    "not_payer",
    "not_reference",
    "payer_link",
    "reference_habit",
}


def check_stated_kind(value: str) -> StatedKind:
    if value in STATED_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {STATED_KIND_VALUES!r}")
