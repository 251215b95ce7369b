from typing import Literal

KnowledgeStatus = Literal["active", "proposed", "retired"]

KNOWLEDGE_STATUS_VALUES: set[KnowledgeStatus] = {
    "active",
    "proposed",
    "retired",
}


def check_knowledge_status(value: str) -> KnowledgeStatus:
    if value in KNOWLEDGE_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {KNOWLEDGE_STATUS_VALUES!r}")
