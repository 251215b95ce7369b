from typing import Literal

BankFileState = Literal["failed", "matched", "matching", "taken"]

BANK_FILE_STATE_VALUES: set[BankFileState] = {
    "failed",
    "matched",
    "matching",
    "taken",
}


def check_bank_file_state(value: str) -> BankFileState:
    if value in BANK_FILE_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BANK_FILE_STATE_VALUES!r}")
