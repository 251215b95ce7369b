from typing import Literal

FileRowState = Literal["failed", "taken"]

FILE_ROW_STATE_VALUES: set[FileRowState] = {
    "failed",
    "taken",
}


def check_file_row_state(value: str) -> FileRowState:
    if value in FILE_ROW_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FILE_ROW_STATE_VALUES!r}")
