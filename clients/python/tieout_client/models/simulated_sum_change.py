from typing import Literal

SimulatedSumChange = Literal["added", "changed", "removed"]

SIMULATED_SUM_CHANGE_VALUES: set[SimulatedSumChange] = {
    "added",
    "changed",
    "removed",
}


def check_simulated_sum_change(value: str) -> SimulatedSumChange:
    if value in SIMULATED_SUM_CHANGE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SIMULATED_SUM_CHANGE_VALUES!r}")
