from typing import Literal

ProposedSubject = Literal["account", "company_id", "customer", "name", "virtual_account"]

PROPOSED_SUBJECT_VALUES: set[ProposedSubject] = {
    "account",
    "company_id",
    "customer",
    "name",
    "virtual_account",
}


def check_proposed_subject(value: str) -> ProposedSubject:
    if value in PROPOSED_SUBJECT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PROPOSED_SUBJECT_VALUES!r}")
