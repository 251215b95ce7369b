from typing import Literal

ListWorkStateType0 = Literal["dead", "done", "ready", "running"]

LIST_WORK_STATE_TYPE_0_VALUES: set[ListWorkStateType0] = {
    "dead",
    "done",
    "ready",
    "running",
}


def check_list_work_state_type_0(value: str) -> ListWorkStateType0:
    if value in LIST_WORK_STATE_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_WORK_STATE_TYPE_0_VALUES!r}")
