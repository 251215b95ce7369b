from typing import Literal

SimulatedAreaArea = Literal["applications", "holds", "letters", "worklist"]

SIMULATED_AREA_AREA_VALUES: set[SimulatedAreaArea] = {
    "applications",
    "holds",
    "letters",
    "worklist",
}


def check_simulated_area_area(value: str) -> SimulatedAreaArea:
    if value in SIMULATED_AREA_AREA_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SIMULATED_AREA_AREA_VALUES!r}")
