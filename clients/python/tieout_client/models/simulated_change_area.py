from typing import Literal

SimulatedChangeArea = Literal["applications", "holds", "letters", "worklist"]

SIMULATED_CHANGE_AREA_VALUES: set[SimulatedChangeArea] = {
    "applications",
    "holds",
    "letters",
    "worklist",
}


def check_simulated_change_area(value: str) -> SimulatedChangeArea:
    if value in SIMULATED_CHANGE_AREA_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SIMULATED_CHANGE_AREA_VALUES!r}")
