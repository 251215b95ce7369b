from typing import Literal

NewFactFact = Literal[
    "department", "document", "next_step", "note", "processor", "reason", "root_cause", "state", "validity"
]

NEW_FACT_FACT_VALUES: set[NewFactFact] = {
    "department",
    "document",
    "next_step",
    "note",
    "processor",
    "reason",
    "root_cause",
    "state",
    "validity",
}


def check_new_fact_fact(value: str) -> NewFactFact:
    if value in NEW_FACT_FACT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_FACT_FACT_VALUES!r}")
