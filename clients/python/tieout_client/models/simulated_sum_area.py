from typing import Literal

SimulatedSumArea = Literal["applications", "holds", "letters", "worklist"]

SIMULATED_SUM_AREA_VALUES: set[SimulatedSumArea] = {
    "applications",
    "holds",
    "letters",
    "worklist",
}


def check_simulated_sum_area(value: str) -> SimulatedSumArea:
    if value in SIMULATED_SUM_AREA_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SIMULATED_SUM_AREA_VALUES!r}")
