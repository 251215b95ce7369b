from typing import Literal

Checkpoint = Literal["entry", "invoice", "pick", "ship"]

CHECKPOINT_VALUES: set[Checkpoint] = {
    "entry",
    "invoice",
    "pick",
    "ship",
}


def check_checkpoint(value: str) -> Checkpoint:
    if value in CHECKPOINT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CHECKPOINT_VALUES!r}")
