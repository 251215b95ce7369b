from typing import Literal

KnowledgeInFullStatus = Literal["active", "proposed", "retired"]

KNOWLEDGE_IN_FULL_STATUS_VALUES: set[KnowledgeInFullStatus] = {
    "active",
    "proposed",
    "retired",
}


def check_knowledge_in_full_status(value: str) -> KnowledgeInFullStatus:
    if value in KNOWLEDGE_IN_FULL_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {KNOWLEDGE_IN_FULL_STATUS_VALUES!r}")
