from typing import Literal

NewBlockKind = Literal["bankrupt", "legal", "lifted", "other", "vip"]

NEW_BLOCK_KIND_VALUES: set[NewBlockKind] = {
    "bankrupt",
    "legal",
    "lifted",
    "other",
    "vip",
}


def check_new_block_kind(value: str) -> NewBlockKind:
    if value in NEW_BLOCK_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_BLOCK_KIND_VALUES!r}")
