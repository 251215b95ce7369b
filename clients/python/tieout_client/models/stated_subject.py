from typing import Literal

StatedSubject = Literal["account", "company_id", "customer", "name", "virtual_account"]

STATED_SUBJECT_VALUES: set[StatedSubject] = {
    "account",
    "company_id",
    "customer",
    "name",
    "virtual_account",
}


def check_stated_subject(value: str) -> StatedSubject:
    if value in STATED_SUBJECT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {STATED_SUBJECT_VALUES!r}")
