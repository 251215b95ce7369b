from typing import Literal

ProposedKind = Literal["deduction_habit", "not_ar", "not_payer", "not_reference", "payer_link", "reference_habit"]

PROPOSED_KIND_VALUES: set[ProposedKind] = {
    "deduction_habit",
    "not_ar",
    "not_payer",
    "not_reference",
    "payer_link",
    "reference_habit",
}


def check_proposed_kind(value: str) -> ProposedKind:
    if value in PROPOSED_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PROPOSED_KIND_VALUES!r}")
