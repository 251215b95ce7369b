from typing import Literal

BlockedKind = Literal["bankrupt", "legal", "lifted", "other", "vip"]

BLOCKED_KIND_VALUES: set[BlockedKind] = {
    "bankrupt",
    "legal",
    "lifted",
    "other",
    "vip",
}


def check_blocked_kind(value: str) -> BlockedKind:
    if value in BLOCKED_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BLOCKED_KIND_VALUES!r}")
