from typing import Literal

SimulatedChangeChange = Literal["added", "changed", "removed"]

SIMULATED_CHANGE_CHANGE_VALUES: set[SimulatedChangeChange] = {
    "added",
    "changed",
    "removed",
}


def check_simulated_change_change(value: str) -> SimulatedChangeChange:
    if value in SIMULATED_CHANGE_CHANGE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SIMULATED_CHANGE_CHANGE_VALUES!r}")
