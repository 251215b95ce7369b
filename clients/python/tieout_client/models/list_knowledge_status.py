from typing import Literal

ListKnowledgeStatus = Literal["", "active", "proposed", "retired"]

LIST_KNOWLEDGE_STATUS_VALUES: set[ListKnowledgeStatus] = {
    "",
    "active",
    "proposed",
    "retired",
}


def check_list_knowledge_status(value: str) -> ListKnowledgeStatus:
    if value in LIST_KNOWLEDGE_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_KNOWLEDGE_STATUS_VALUES!r}")
