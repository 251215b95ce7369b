from typing import Literal

Scope = Literal["customer", "group"]

SCOPE_VALUES: set[Scope] = {
    "customer",
    "group",
}


def check_scope(value: str) -> Scope:
    if value in SCOPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SCOPE_VALUES!r}")
