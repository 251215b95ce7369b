from typing import Literal

FileEventState = Literal["done", "failed", "idle", "matching", "waiting"]

FILE_EVENT_STATE_VALUES: set[FileEventState] = {
    "done",
    "failed",
    "idle",
    "matching",
    "waiting",
}


def check_file_event_state(value: str) -> FileEventState:
    if value in FILE_EVENT_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FILE_EVENT_STATE_VALUES!r}")
